"""Words of mails, and of what is said in the chat when one does not arrive."""

from datetime import datetime, timedelta
from typing import assert_never

from bot.languages import Words
from bot.text import Attachment, Button, Text
from bot.wording.marks import N_
from bot.wording.names import name_of
from bot.wording.places import Places
from casework.calendars import Change
from casework.mails import (
    MailCode,
    MailCounterDeclined,
    MailInvitation,
    MailRemoval,
    MailTrouble,
    Messages,
    TellMailAway,
    TellMailRefused,
    TellOwnMailRefused,
)
from handlers import calendar
from handlers.actions import Run

_IN_GOOD_TIME = timedelta(days=2)
_HOUR = 3600


def word(message: Messages, words: Words, places: Places) -> Text:
    """Put a mail, or news of one, into words."""
    match message:
        case MailCode():
            return _code(message, words)
        case MailInvitation():
            return _invitation(message, words, places)
        case MailRemoval():
            return _removal(message, words, places)
        case MailCounterDeclined():
            return _counter_declined(message, words, places)
        case TellMailRefused():
            return _refused(message, words)
        case TellOwnMailRefused():
            return _own_refused(message, words)
        case TellMailAway():
            return _away(message, words)
        case _:
            assert_never(message)


def zoned(moment: datetime, words: Words) -> str:
    """Return weekday, date and time with the zone: mail is read anywhere."""
    local = moment.astimezone(words.zone)
    offset = local.utcoffset() or timedelta()
    hours = f"{offset.total_seconds() / _HOUR:+g}"
    return f"{words.moment(moment)} ({words.zone.key}, UTC{hours})"


def _code(message: MailCode, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "Your code: {code}\n\nWrite it into the chat in which you gave this address, "
        "within two days. If you gave it nowhere, do nothing: no more mail will come."
    ).format(code=message.code)
    return Text(body, subject=_("Code for your e-mail address"))


def _invitation(message: MailInvitation, words: Words, places: Places) -> Text:
    _ = words.gettext
    entry = message.entry
    subject = _(_SUBJECTS[message.change]).format(
        code=entry.code, moment=words.moment(entry.starts_at)
    )
    told = [
        _(_CHANGES[message.change]).format(code=entry.code),
        "\n".join(_facts(message, words)),
    ]
    buttons: tuple[Button, ...] = ()
    if message.change is Change.CANCELLED:
        told.append(_("The reason stands in your chat."))
    else:
        told.append("\n".join(_answering(message, words)))
        page = places.invitation_page(message.secret)
        buttons = (Button(_("Say whether you come"), url=page),)
    return Text(
        "\n\n".join(told), buttons, (_file(message, words, places),), (), subject
    )


def _facts(message: MailInvitation, words: Words) -> list[str]:
    _ = words.gettext
    entry = message.entry
    return [
        _("When: {moment}").format(moment=zoned(entry.starts_at, words)),
        _("How long: {length}").format(
            length=name_of(f"length.{entry.minutes_long}", words)
        ),
        _("Where: {place}").format(place=entry.place or _("not settled yet")),
        _("What for: {purpose}").format(
            purpose=name_of(f"purpose.{message.purpose}", words)
        ),
        _("Invited by: the case manager, {municipality}").format(
            municipality=message.municipality
        ),
    ]


def _answering(message: MailInvitation, words: Words) -> list[str]:
    _ = words.gettext
    lines = []
    if message.required and not message.chair:
        lines.append(_("You are needed there."))
    if message.change is Change.MOVED:
        lines.append(_("The time is new: please answer anew."))
    lines.append(
        _("Please say by {moment} whether you come.").format(
            moment=zoned(_answer_by(message), words)
        )
    )
    lines.append(
        _("You can answer in your calendar, in your chat, or on the page below.")
    )
    if message.phone:
        lines.append(_("Or call {phone}.").format(phone=message.phone))
    return lines


def _answer_by(message: MailInvitation) -> datetime:
    early = message.entry.starts_at - _IN_GOOD_TIME
    return early if early > message.made_at else message.entry.starts_at


def _removal(message: MailRemoval, words: Words, places: Places) -> Text:
    _ = words.gettext
    entry = message.entry
    subject = _("Ümarlaud {code}: you need not come").format(code=entry.code)
    body = _(
        "The roundtable {code} on {moment} takes place without you. The file takes it "
        "out of your calendar; there is nothing to do.\n\nOn behalf of the case "
        "manager, {municipality}"
    ).format(
        code=entry.code,
        moment=zoned(entry.starts_at, words),
        municipality=message.municipality,
    )
    return Text(body, (), (_file(message, words, places),), (), subject)


def _counter_declined(
    message: MailCounterDeclined, words: Words, places: Places
) -> Text:
    _ = words.gettext
    entry = message.entry
    moment = words.moment(entry.starts_at)
    subject = _("Ümarlaud {code} stays at {moment}")
    body = _(
        "The time you proposed cannot be for the roundtable {code}. It stays at "
        "{moment}. If you cannot come then, please say so: in your calendar or in "
        "your chat.\n\nOn behalf of the case manager, {municipality}"
    ).format(
        code=entry.code,
        moment=zoned(entry.starts_at, words),
        municipality=message.municipality,
    )
    file = _file(message, words, places)
    subject = subject.format(code=entry.code, moment=moment)
    return Text(body, (), (file,), (), subject)


def _file(message: calendar.WithCalendar, words: Words, places: Places) -> Attachment:
    content = calendar.mailed(message, words.zone, places.mailbox)
    alt = zoned(message.entry.starts_at, words)
    return Attachment("invite.ics", "text/calendar; charset=utf-8", content, alt)


def _refused(message: TellMailRefused, words: Words) -> Text:
    _ = words.gettext
    text = _(_TROUBLES[message.trouble]).format(
        code=message.code,
        name=message.name,
        role=name_of(f"role.{message.role}", words),
    )
    advice = _(
        "The invitation is in their chat. Please ask whether they see it, and for "
        "another address: they give it with /email."
    )
    return Text(f"{text} {advice}")


def _own_refused(message: TellOwnMailRefused, words: Words) -> Text:
    _ = words.gettext
    text = _(
        "Mail to {address} does not arrive. Whatever was to be mailed stands here in "
        "the chat. Perhaps a letter is wrong, or the mailbox is full."
    )
    button = Button(_("Give another address"), Run(command="email"))
    return Text(text.format(address=message.address), (button,))


def _away(message: TellMailAway, words: Words) -> Text:
    _ = words.gettext
    text = _(
        "Since {moment} the mail server takes no mail. Nothing is lost: invitations "
        "wait and leave by themselves as soon as it works, and in the chats everyone "
        "has them already. Please tell the people who look after the server."
    )
    return Text(text.format(moment=words.moment(message.since)))


_SUBJECTS: dict[Change, str] = {
    Change.CONVENED: N_("Ümarlaud {code}: {moment}"),
    Change.MOVED: N_("Ümarlaud {code} moved: {moment}"),
    Change.CANCELLED: N_("Ümarlaud {code} cancelled: {moment}"),
}
_CHANGES: dict[Change, str] = {
    Change.CONVENED: N_("You are invited to the roundtable {code}."),
    Change.MOVED: N_("The roundtable {code} has been moved."),
    Change.CANCELLED: N_("The roundtable {code} does not take place."),
}
_TROUBLES: dict[MailTrouble, str] = {
    MailTrouble.REFUSED: N_(
        "{code}: the invitation for {name} ({role}) cannot be mailed, their mail "
        "server refuses the address."
    ),
    MailTrouble.LETTERS: N_(
        "{code}: the invitation for {name} ({role}) cannot be mailed, our mail server "
        "cannot write to an address with such letters."
    ),
    MailTrouble.LATER: N_(
        "{code}: the invitation for {name} ({role}) could not be mailed for a day, "
        "their mail server kept putting it off."
    ),
    MailTrouble.AWAY: N_(
        "{code}: the invitation for {name} ({role}) could not be mailed, our mail "
        "server is away."
    ),
}
