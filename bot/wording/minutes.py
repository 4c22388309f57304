"""Words after a roundtable: was it held, decisions, minutes, what is wrong in them."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording import minutes_out, minutes_read
from bot.wording.closing import close_button
from bot.wording.lists import listed
from bot.wording.names import name_of
from casework.correction_messages import (
    ConfirmCorrection,
    ConfirmSettled,
    TellBeside,
    TellConfirmed,
    TellCorrection,
)
from casework.correction_messages import Messages as CorrectedMessages
from casework.minutes import AskHeld, OfferMinutes, RemindOfMinutes, ShowDraftMinutes
from casework.minutes import Messages as MinutesMessages
from casework.minutes_sent import Messages as SentMessages
from casework.minutes_sent import PostMinutes, SendMinutes, ShowMinutes, TellNextDate
from casework.plan_messages import ActivityDo
from casework.roundtables import NEEDED
from casework.transfers import ConfirmStar, SendDocument, ShowStarText
from casework.transfers import Messages as TransferMessages
from handlers.actions import OnActivity
from handlers.roundtable_actions import Do, SettleCorrection, WithRoundtable

Messages = MinutesMessages | SentMessages | CorrectedMessages | TransferMessages


def word(message: Messages, words: Words) -> Text:
    """Put a message after a roundtable into words."""
    match message:
        case OfferMinutes() | AskHeld() | ShowDraftMinutes() | RemindOfMinutes():
            return _being_written(message, words)
        case SendMinutes() | ShowMinutes():
            return minutes_read.minutes(message, words)
        case TellNextDate():
            return _next_date(message, words)
        case PostMinutes():
            return Text(_post(message, words))
        case SendDocument():
            return minutes_out.document(message, words)
        case ShowStarText():
            return minutes_out.star(message, words)
        case ConfirmStar():
            return minutes_out.star_state(message, words)
        case _:
            return _corrected(message, words)


def _being_written(
    message: OfferMinutes | AskHeld | ShowDraftMinutes | RemindOfMinutes, words: Words
) -> Text:
    match message:
        case OfferMinutes():
            return _offered(message, words)
        case AskHeld():
            return _held(message, words)
        case ShowDraftMinutes():
            return _draft(message, words)
        case RemindOfMinutes():
            return _waiting(message, words)
        case _:
            assert_never(message)


def _corrected(message: CorrectedMessages, words: Words) -> Text:
    _ = words.gettext
    match message:
        case ConfirmCorrection():
            return Text(
                _(
                    "Thank you. Your case manager reads it and takes it into the "
                    "minutes, or it stands beside them in your words."
                )
            )
        case TellCorrection():
            return _correction(message, words)
        case ConfirmSettled():
            return Text(_settled(message, words))
        case TellBeside():
            text = _("{code}: your words stand beside the minutes: “{text}”")
            return Text(text.format(code=message.code, text=message.text))
        case TellConfirmed():
            return _confirmed(message, words)
        case _:
            assert_never(message)


def _waiting(message: RemindOfMinutes, words: Words) -> Text:
    _ = words.gettext
    body = _("{code}: the minutes of the roundtable are still waiting.")
    what = Do.DECIDE if message.begun else Do.HELD
    go_on = WithRoundtable(roundtable=message.roundtable, what=what)
    button = Button(_("Go on with the minutes"), go_on)
    return Text(body.format(code=message.code), (button,))


def _offered(message: OfferMinutes, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "{code}: the roundtable begins. Tick who is there; then write each decision "
        "down as it falls."
    )
    came = WithRoundtable(roundtable=message.roundtable, what=Do.HELD)
    return Text(body.format(code=message.code), (Button(_("Tick who is there"), came),))


def _held(message: AskHeld, words: Words) -> Text:
    _ = words.gettext
    text = _("{code}: was the roundtable of {moment} held?")
    labels = (
        (Do.HELD, _("Yes, it was held")),
        (Do.MOVE, _("No, move it")),
        (Do.CANCEL, _("No, call it off")),
    )
    return Text(
        text.format(code=message.code, moment=words.moment(message.starts_at)),
        tuple(
            Button(label, WithRoundtable(roundtable=message.roundtable, what=what))
            for what, label in labels
        ),
    )


def _draft(message: ShowDraftMinutes, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _("{code}: minutes. Roundtables held: {held} of {needed}.").format(
            code=message.code, held=message.held, needed=NEEDED
        ),
        _("Came: {names}.").format(names=listed(message.came) or "–"),
    ]
    if message.absent:
        lines.append(_("Did not come: {names}.").format(names=listed(message.absent)))
    if message.decisions:
        lines.append(_("Decisions:"))
        for number, each in enumerate(message.decisions, start=1):
            lines.append(f"{number}. {minutes_read.decision(each, words)}")
            lines += [f"   {minutes_read.dissent(d, words)}" for d in each.dissents]
    else:
        lines.append(_("No decision has been written down yet."))
    labels = [
        (Do.DECIDE, _("Add a decision")),
        (Do.END, _("That is all: set the next date")),
        (Do.HELD, _("Correct who came")),
    ]
    if message.decisions:
        labels.append((Do.TAKE_OUT, _("Take a decision out")))
    return Text(
        "\n".join(lines),
        tuple(
            Button(label, WithRoundtable(roundtable=message.roundtable, what=what))
            for what, label in labels
        ),
    )


def _correction(message: TellCorrection, words: Words) -> Text:
    _ = words.gettext
    role = name_of(f"role.{message.role}", words)
    who = f"{message.name} ({role})" if message.name else role
    if message.again:
        first = _("{code}: this correction to the minutes still waits. {who}:")
    else:
        first = _("{code}: a correction to the minutes. {who}:")
    lines = [first.format(code=message.code, who=who)]
    if message.stands:
        lines.append(
            _("Decision {number} reads: “{text}”").format(
                number=message.number, text=message.stands
            )
        )
        lines.append(_("It should read: “{text}”").format(text=message.text))
    else:
        lines.append(f"“{message.text}”")
    lines.append(
        _("Taken in, it goes out to everyone; the first words stay beside the new.")
    )
    buttons = [
        Button(
            label,
            SettleCorrection(
                roundtable=message.roundtable, place=message.place, take=take
            ),
        )
        for label, take in (
            (_("Take it into the minutes"), True),
            (_("Leave it beside the minutes"), False),
        )
    ]
    if message.activity is not None:
        see = OnActivity(activity=message.activity, step=ActivityDo.SEE)
        buttons.append(Button(_("Change who does it, or the date"), see))
    return Text("\n".join(lines), tuple(buttons))


def _settled(message: ConfirmSettled, words: Words) -> str:
    _ = words.gettext
    said = (
        _("{code}: it is in the minutes now.")
        if message.taken
        else _("{code}: it stands beside the minutes.")
    ).format(code=message.code)
    if message.sent:
        then = _("The corrected minutes have gone out to everyone.")
    elif message.waiting:
        then = words.ngettext(
            "{count} more correction waits; the corrected minutes go out after it.",
            "{count} more corrections wait; the corrected minutes go out after them.",
            message.waiting,
        ).format(count=message.waiting)
    else:
        return said
    return f"{said} {then}"


def _confirmed(message: TellConfirmed, words: Words) -> Text:
    _ = words.gettext
    lines = [_("{code}: the minutes stand.").format(code=message.code)]
    if message.beside:
        text = words.ngettext(
            "{count} correction stands beside them.",
            "{count} corrections stand beside them.",
            message.beside,
        )
        lines.append(text.format(count=message.beside))
    labels = (
        (Do.DOCUMENT, _("As a document")),
        (Do.STAR, _("Text for STAR")),
    )
    buttons = tuple(
        Button(label, WithRoundtable(roundtable=message.roundtable, what=what))
        for what, label in labels
    )
    if message.closing_proposed:
        buttons += (close_button(message.code, words),)
    return Text(" ".join(lines), buttons)


def _next_date(message: TellNextDate, words: Words) -> Text:
    _ = words.gettext
    day = words.day(words.local_day(message.held_at))
    text = (
        _("{code}: something was put right in what was agreed on {day}.")
        if message.corrected
        else _("{code}: the roundtable of {day} was held.")
    )
    lines = [text.format(code=message.code, day=day)]
    if message.mine:
        lines.append(_("What was agreed with you:"))
        lines += [
            f"{number}. {minutes_read.decision(each, words)}"
            for number, each in enumerate(message.mine, start=1)
        ]
    lines += minutes_read.came_of_it(message.raised, words)
    lines.append(minutes_read.following(message.next_on, words))
    return Text("\n".join(lines))


def _post(message: PostMinutes, words: Words) -> str:
    text = words.gettext("{code}: the minutes of the roundtable have been sent.")
    after = minutes_read.following(message.next_on, words)
    return f"{text.format(code=message.code)} {after}"
