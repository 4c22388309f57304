"""Words of a roundtable with a time: invitations, changes, answers, the team's post."""

from typing import assert_never

from bot.languages import Words
from bot.text import Attachment, Button, Text
from bot.wording.lists import listed
from bot.wording.marks import N_
from bot.wording.names import name_of
from bot.wording.places import Places
from casework.announcements import (
    Change,
    ConfirmReply,
    InviteToRoundtable,
    PostRoundtable,
    RemindSoon,
    TellPollCancelled,
    TellSeated,
)
from casework.announcements import Messages as AnnouncementMessages
from casework.attendance import Messages as AttendanceMessages
from casework.attendance import PassNote, ShowMeeting, TellDeclined
from casework.calendars import Entry
from casework.ids import RoundtableId
from casework.roundtables import Reply, Source
from handlers.actions import Run
from handlers.calendar import file_of
from handlers.roundtable_actions import ANOTHER, AnswerInvitation, Do, WithRoundtable


def word(
    message: AnnouncementMessages | AttendanceMessages, words: Words, places: Places
) -> Text:
    """Put a message about a roundtable with a time into words."""
    match message:
        case InviteToRoundtable():
            text = _invitation(message, words, places)
        case TellPollCancelled() | TellSeated() | RemindSoon() | PostRoundtable():
            text = Text(_line(message, words))
        case ConfirmReply():
            text = _reply(message, words)
        case TellDeclined():
            text = _declined(message, words)
        case PassNote():
            text = _noted(message, words)
        case ShowMeeting():
            text = _card(message, words)
        case _:
            assert_never(message)
    return text


def _line(
    message: TellPollCancelled | TellSeated | RemindSoon | PostRoundtable, words: Words
) -> str:
    _ = words.gettext
    match message:
        case TellPollCancelled():
            text = _("{code}: there will be no roundtable after all. Reason: {reason}")
            return text.format(code=message.code, reason=message.reason)
        case TellSeated():
            text = _("{code}: asked too – {names}.")
            return text.format(code=message.code, names=listed(message.names))
        case RemindSoon():
            return _soon(message.entry, words)
        case PostRoundtable():
            return _post(message, words)
        case _:
            assert_never(message)


def when_and_where(entry: Entry, words: Words) -> str:
    """Return time, length and place of a meeting, so that words alone are enough."""
    _ = words.gettext
    length = name_of(f"length.{entry.minutes_long}", words)
    moment = words.moment(entry.starts_at)
    if not entry.place:
        return _("{moment}, {length}.").format(moment=moment, length=length)
    return _("{moment}, {length}. Place: {place}").format(
        moment=moment, length=length, place=entry.place
    )


def coming_buttons(
    roundtable: RoundtableId, sequence: int, words: Words
) -> tuple[Button, ...]:
    """Return the two answers to an invitation."""
    _ = words.gettext
    return tuple(
        Button(
            label,
            AnswerInvitation(roundtable=roundtable, reply=reply, sequence=sequence),
        )
        for reply, label in (
            (Reply.COMES, _("I will come")),
            (Reply.DECLINES, _("I cannot come")),
        )
    )


def _invitation(message: InviteToRoundtable, words: Words, places: Places) -> Text:
    _ = words.gettext
    lines = [
        _(_CHANGES[message.change]).format(code=message.entry.code),
        when_and_where(message.entry, words),
    ]
    if message.change is Change.CANCELLED:
        lines.append(_("Reason: {reason}").format(reason=message.reason))
        lines.append(_("The file takes it out of your calendar."))
        return Text("\n".join(lines), (), (_file(message, words, places),))
    if not message.entry.place:
        lines.append(_("Place: not settled yet."))
    purpose = name_of(f"purpose.{message.purpose}", words)
    lines.append(_("Purpose: {purpose}.").format(purpose=purpose))
    if message.required and not message.chair:
        lines.append(_("You are needed there. Please say whether you come."))
    lines.append(_("The file or the link puts it into your calendar."))
    link = Button(_("Add to my calendar"), url=places.calendar(message.secret))
    if message.chair:
        see = WithRoundtable(roundtable=message.roundtable, what=Do.SEE)
        buttons: tuple[Button, ...] = (Button(_("Who comes?"), see),)
    else:
        buttons = coming_buttons(message.roundtable, message.entry.sequence, words)
        buttons += _stand_in(message, words)
    return Text("\n".join(lines), (*buttons, link), (_file(message, words, places),))


def _stand_in(message: InviteToRoundtable, words: Words) -> tuple[Button, ...]:
    """Return the button for who comes for an organisation, and may send a colleague."""
    if not message.one_is_enough:
        return ()
    action = WithRoundtable(roundtable=message.roundtable, what=Do.STAND_IN)
    return (Button(words.gettext("A colleague comes instead"), action),)


def _file(message: InviteToRoundtable, words: Words, places: Places) -> Attachment:
    content = file_of(message.entry, words.zone, places.mailbox)
    alt = when_and_where(message.entry, words)
    return Attachment("invite.ics", "text/calendar; charset=utf-8", content, alt)


def _reply(message: ConfirmReply, words: Words) -> Text:
    _ = words.gettext
    moment = words.moment(message.starts_at)
    about = WithRoundtable(roundtable=message.roundtable, what=Do.RAISE)
    yes, no = coming_buttons(message.roundtable, message.sequence, words)
    buttons: tuple[Button, ...]
    match message.reply:
        case Reply.COMES:
            text = _("{code}: thank you, you are expected on {moment}.")
            buttons = (Button(_("I cannot come after all"), no.action),)
        case Reply.UNSURE:
            text = _("{code}: noted, you may come on {moment}. Tell me once you know.")
            buttons = (yes, no)
        case Reply.DECLINES:
            text = _(
                "{code}: noted, you cannot come on {moment}. What you would have said "
                "can be read out there: you can send it in writing."
            )
            write = Button(_("Write what I want to say"), about)
            other = WithRoundtable(roundtable=message.roundtable, what=Do.SUGGEST)
            buttons = (
                write,
                Button(_("Suggest another time"), other),
                Button(_("I can come after all"), yes.action),
            )
    body = text.format(code=message.code, moment=moment)
    if message.source is Source.MAIL:
        by_mail = _("This came by e-mail. If it was not you, press what is right.")
        body = f"{body}\n{by_mail}"
    return Text(body, buttons)


def _noted(message: PassNote, words: Words) -> Text:
    text = words.gettext(_NOTED[message.reply]).format(
        code=message.code,
        name=message.name,
        role=name_of(f"role.{message.role}", words),
        moment=words.moment(message.starts_at),
    )
    return Text(f"{text}\n“{message.note}”")


def _declined(message: TellDeclined, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _("{code}: {name} ({role}) cannot come on {moment}.").format(
            code=message.code,
            name=message.name,
            role=name_of(f"role.{message.role}", words),
            moment=words.moment(message.starts_at),
        )
    ]
    if message.family:
        lines.append(_("The family would be missing: better move it."))
    elif message.required:
        lines.append(
            _(
                "This person is required. Move it, or keep the time and ask for what "
                "they think in writing."
            )
        )
    else:
        lines.append(_("This person is optional; it can be held."))
    if message.note:
        lines.append(f"“{message.note}”")
    return Text("\n".join(lines), _manage(message.roundtable, words))


def _card(message: ShowMeeting, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _("{code}: roundtable, {purpose}.").format(
            code=message.entry.code,
            purpose=name_of(f"purpose.{message.purpose}", words),
        ),
        when_and_where(message.entry, words),
    ]
    who = (
        (N_("Coming: {names}."), message.coming),
        (N_("Not sure yet: {names}."), message.unsure),
        (N_("Cannot come: {names}."), message.declined),
        (N_("Not answered yet: {names}."), message.silent),
    )
    lines += [_(text).format(names=listed(names)) for text, names in who if names]
    lines += [
        _("Away until {day}: {name}.").format(day=words.day(a.until), name=a.name)
        for a in message.away
    ]
    invite = WithRoundtable(roundtable=message.roundtable, what=Do.SEAT)
    repeat = WithRoundtable(roundtable=message.roundtable, what=Do.REPEAT)
    unseat = WithRoundtable(roundtable=message.roundtable, what=Do.UNSEAT)
    another = Run(command="roundtable", words=f"{message.entry.code} {ANOTHER}")
    buttons = (
        *_manage(message.roundtable, words),
        Button(_("Invite somebody else too"), invite),
        Button(_("Repeat it every two weeks"), repeat),
        Button(_("Somebody need not come"), unseat),
        Button(_("Plan another roundtable"), another),
    )
    return Text("\n".join(lines), buttons)


def _manage(roundtable: RoundtableId, words: Words) -> tuple[Button, ...]:
    _ = words.gettext
    labels = ((Do.MOVE, _("Move it")), (Do.CANCEL, _("Call it off")))
    return tuple(
        Button(label, WithRoundtable(roundtable=roundtable, what=what))
        for what, label in labels
    )


def _soon(entry: Entry, words: Words) -> str:
    text = words.gettext("{code}: the roundtable begins soon. {when}")
    return text.format(code=entry.code, when=when_and_where(entry, words))


def _post(message: PostRoundtable, words: Words) -> str:
    return words.gettext(_POSTS[message.change]).format(
        code=message.code,
        moment=words.moment(message.starts_at),
        length=name_of(f"length.{message.minutes_long}", words),
    )


_CHANGES: dict[Change, str] = {
    Change.CONVENED: N_("{code}: the roundtable is fixed."),
    Change.MOVED: N_("{code}: the roundtable has been moved. Please answer anew."),
    Change.CANCELLED: N_("{code}: the roundtable is cancelled."),
}
_NOTED: dict[Reply, str] = {
    Reply.COMES: N_("{code}: {name} ({role}) comes on {moment}, and writes:"),
    Reply.UNSURE: N_("{code}: {name} ({role}) may come on {moment}, and writes:"),
    Reply.DECLINES: N_("{code}: {name} ({role}) cannot come on {moment}, and writes:"),
}
_POSTS: dict[Change, str] = {
    Change.CONVENED: N_("{code}: roundtable on {moment}, {length}."),
    Change.MOVED: N_("{code}: the roundtable has been moved to {moment}, {length}."),
    Change.CANCELLED: N_("{code}: the roundtable on {moment} is cancelled."),
}
