"""Words about what came by mail and was not simply an answer."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording import gathered
from bot.wording.lists import listed
from bot.wording.marks import N_
from casework.gathered import Messages as Gathered
from casework.gathered import ShowMailsGathered, TellMailsGathered
from casework.mailed import (
    AskWasItYou,
    Doubt,
    Messages,
    ShowMailWords,
    TellMailDoubt,
    TellMailLeft,
    TellMailUnread,
    Unread,
)
from casework.roundtables import Reply
from handlers.roundtable_actions import Do, OwnMail, WithRoundtable


def word(message: Messages | Gathered, words: Words) -> Text:
    """Put a message about one mail or about many into words."""
    match message:
        case TellMailsGathered() | ShowMailsGathered():
            return gathered.word(message, words)
        case TellMailDoubt():
            return _doubt(message, words)
        case TellMailUnread():
            return Text(words.gettext(_UNREAD[message.why]))
        case AskWasItYou():
            return _was_it_you(message, words)
        case TellMailLeft():
            return Text(words.gettext(_LEFT))
        case ShowMailWords():
            return _own_words(message, words)
        case _:
            assert_never(message)


def _doubt(message: TellMailDoubt, words: Words) -> Text:
    _ = words.gettext
    about = _("{code}: an answer to the roundtable on {moment} came by e-mail.")
    lines = [
        about.format(code=message.code, moment=words.moment(message.starts_at)),
        _(_DOUBTS[message.doubt]).format(
            address=message.address,
            names=listed(message.names) or "–",
            instead=listed(message.instead) or "–",
        ),
    ]
    if message.note:
        lines.append(f"“{message.note}”")
    see = WithRoundtable(roundtable=message.roundtable, what=Do.SEE)
    seat = WithRoundtable(roundtable=message.roundtable, what=Do.SEAT)
    buttons = [Button(_("Who comes?"), see)]
    if message.doubt in {Doubt.UNINVITED, Doubt.DELEGATED}:
        buttons.append(Button(_("Invite somebody else too"), seat))
    return Text("\n".join(lines), tuple(buttons))


def _was_it_you(message: AskWasItYou, words: Words) -> Text:
    _ = words.gettext
    came = _(
        "{code}: an e-mail in your name came about the roundtable on {moment}. Nothing "
        "shows so far that you sent it."
    )
    lines = [
        came.format(code=message.code, moment=words.moment(message.starts_at)),
        _says(message, words),
    ]
    if message.note:
        noted = _(
            "It also says: “{note}” If your case manager is to read this, write it here."
        )
        lines.append(noted.format(note=message.note))
    lines.append(_("Was it you?"))
    buttons = tuple(
        Button(
            label,
            OwnMail(
                roundtable=message.roundtable,
                sequence=message.sequence,
                reply=message.reply,
                wanted_at=message.wanted_at,
                mine=mine,
            ),
        )
        for label, mine in ((_("Yes, it was me"), True), (_("No, it was not"), False))
    )
    return Text("\n".join(lines), buttons)


def _says(message: AskWasItYou, words: Words) -> str:
    if message.wanted_at is not None:
        text = words.gettext("It proposes another time: {moment}.")
        return text.format(moment=words.moment(message.wanted_at))
    return words.gettext(_SAYS[message.reply or Reply.UNSURE])


def _own_words(message: ShowMailWords, words: Words) -> Text:
    _ = words.gettext
    came = _(
        "Your e-mail came to the mailbox that takes answers to invitations, and nobody "
        "has read it. You wrote:"
    )
    here = _("What your case manager is to read, write here in the chat.")
    return Text(f"{came}\n“{message.words}”\n{here}")


_DOUBTS: dict[Doubt, str] = {
    Doubt.NOT_THEIRS: N_(
        "It speaks for {names}, but {address} sent it, or nothing shows that it was "
        "really sent from there. It was not taken: please ask them."
    ),
    Doubt.UNINVITED: N_(
        "It is from {address}, whom you have not invited: somebody may have forwarded "
        "the invitation. Nobody was added."
    ),
    Doubt.SHARED: N_(
        "It is from {address}, an address that several people share: {names}. It was not "
        "taken: please ask whose it is."
    ),
    Doubt.DELEGATED: N_(
        "{names} wants to send somebody else: {instead}. Nobody was added: invite them "
        "yourself, if they are to come."
    ),
    Doubt.DENIED: N_(
        "It speaks for {names}, who was asked here and says that it was not them. It was "
        "not taken: somebody else is writing in their name."
    ),
    Doubt.MANY: N_(
        "It speaks for {names}, and nothing shows that they sent it. Several such "
        "e-mails have come, so they are asked about them no more, and none of them "
        "counts: please ask yourself."
    ),
    Doubt.UNCLEAR: N_(
        "It is from {names}, and says neither yes nor no to this time. It was not "
        "taken: please ask."
    ),
}
_SAYS: dict[Reply, str] = {
    Reply.COMES: N_("It says that you will come."),
    Reply.UNSURE: N_("It says that you do not know yet whether you will come."),
    Reply.DECLINES: N_("It says that you cannot come."),
}
_LEFT = N_(
    "Thank you. The e-mail counts for nothing, and your case manager has been told."
)
_UNREAD: dict[Unread, str] = {
    Unread.TOO_BIG: N_(
        "Your e-mail was too big, and nobody has read it. Please answer here with the "
        "buttons under the invitation, or write without attachments."
    ),
    Unread.NOT_AN_ANSWER: N_(
        "Your e-mail would change the roundtable, which only your case manager can. "
        "Nothing was changed. Please answer here with the buttons under the invitation."
    ),
    Unread.LATE: N_(
        "Your e-mail answers an invitation that does not hold any more: the roundtable "
        "was moved or called off, or has begun. It was not taken. Please answer here with "
        "the buttons under the newest invitation, or write here."
    ),
    Unread.HOLDS_CODE: N_(
        "Your e-mail holds a personal identification code, so it was not kept and nobody "
        "has read it. Please write here without the code."
    ),
    Unread.MANY: N_(
        "More e-mails in your name have come today. Nobody reads them, and you are told "
        "of no more of them today. What your case manager is to read, write here."
    ),
    Unread.UNREADABLE: N_(
        "Your e-mail could not be understood, and nobody has read it. Please answer here "
        "with the buttons under the invitation, or write here."
    ),
}
