"""Words of /help: the main things as buttons, and every command by what it is about."""

from bot.languages import Words
from bot.text import Button, Text
from casework.notices import ShowHelp
from handlers.actions import Run


def word(message: ShowHelp, words: Words) -> Text:
    """Put into words what somebody can do here."""
    return _whole(message, words) if message.whole else _short(message, words)


def _short(message: ShowHelp, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _(
            "This assistant keeps a child's network together: it asks, reminds, and "
            "passes words on."
        )
    ]
    if message.in_network and not message.leads:
        lines.append(_to_the_case_manager(words))
    lines.append(_("STOP – no more messages; /start brings them back"))
    every = Button(_("All commands"), Run(command="help", words="all"))
    return Text("\n\n".join(lines), (*_main(message, words), every))


def _main(message: ShowHelp, words: Words) -> tuple[Button, ...]:
    _ = words.gettext
    if message.leads:
        return (
            Button(_("My cases"), Run(command="status")),
            Button(_("Tasks"), Run(command="tasks")),
            Button(_("Plan"), Run(command="plan")),
            Button(_("Roundtable"), Run(command="roundtable")),
            Button(_("Invite someone"), Run(command="invite")),
        )
    if message.in_network:
        return (
            Button(_("Answer now"), Run(command="checkin")),
            Button(_("Where it stands"), Run(command="status")),
            Button(_("Plan"), Run(command="plan")),
            Button(_("Say when I am away"), Run(command="away")),
        )
    return ()


def _whole(message: ShowHelp, words: Words) -> Text:
    _ = words.gettext
    groups = (
        (_("To see:"), _to_see(message, words)),
        (_("To lead a case:"), _to_lead(words) if message.leads else []),
        (_("To answer:"), _to_answer(words) if message.in_network else []),
        (_("For yourself:"), _for_oneself(message, words)),
    )
    blocks = ["\n".join((title, *lines)) for title, lines in groups if lines]
    if message.in_network and not message.leads:
        blocks.append(_to_the_case_manager(words))
    return Text("\n\n".join(blocks))


def _to_see(message: ShowHelp, words: Words) -> list[str]:
    _ = words.gettext
    if not (message.leads or message.in_network):
        return []
    who = (
        _("/network – who is in the network, and how to change it")
        if message.leads
        else _("/network – who is in the network")
    )
    return [
        _("/status – where things stand, and what is yours to do"),
        _("/summary – what was said and agreed"),
        _("/plan – goals, and who does what until when"),
        _("/minutes – what the last roundtable agreed"),
        who,
        _("/readers – who has read what about the family"),
        _("/mydata – get everything that is kept about you"),
        _("/correction – say what is kept wrongly"),
        _("/erasure, /restrict – ask that it is erased, or not used for now"),
        _("/team – the team chat of a case"),
    ]


def _to_lead(words: Words) -> list[str]:
    _ = words.gettext
    return [
        _("/tasks – what waits for you"),
        _("/obstacles – what stands in the way, by case"),
        _("/roundtable – plan a roundtable, or see where it stands"),
        _("/opinion – write down what the child or the parent thinks"),
        _("/invite – invite someone into the network"),
        _("/newcase – open a case"),
        _("/caldav – have your roundtables put into your own calendar"),
        _("/recall – take back a message that went to the wrong place"),
        _("/handover – hand a case over to another case manager"),
        _("/limits – what a court keeps from somebody in the network"),
        _("/emergency – read another's case for three hours, with a reason"),
        _("/pin – a PIN before what is shown here, after a pause"),
        _("/close – close a case; /reopen takes it back within 30 days"),
    ]


def _to_answer(words: Words) -> list[str]:
    _ = words.gettext
    return [
        _("/checkin – answer now, or go on where you stopped"),
        _("/change – change one of your answers"),
        _("/rhythm – when you are asked, and how often"),
    ]


def _for_oneself(message: ShowHelp, words: Words) -> list[str]:
    _ = words.gettext
    lines = [
        _("/away – say until when you are away"),
        _("/back – say that you are back"),
        _("/where – where you are reached and asked"),
        _("/free – when you can come to roundtables; /busy – link to your calendar"),
        _("/settings – hours, e-mail, language"),
        _("/calendar – your roundtables in your own calendar"),
        _("/language – choose another language"),
        _("/consent – what you have allowed, and how to end it"),
    ]
    if message.in_network and not message.leads:
        lines.append(_("/leave – leave a network"))
    return [*lines, _("STOP – no more messages; /start brings them back")]


def _to_the_case_manager(words: Words) -> str:
    return words.gettext("Whatever else you write, I can pass on to your case manager.")
