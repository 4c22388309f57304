"""Words about a case that is closed, or opened again."""

from collections.abc import Iterator
from typing import assert_never

from bot.languages import Words
from bot.text import Attachment, Button, Text
from bot.wording.names import name_of
from bot.wording.opinions import missing_lines, write_buttons
from bot.wording.places import Places
from casework.closing import (
    AskClosingOpinions,
    ConfirmClosed,
    ConfirmReopened,
    Messages,
    PostCaseClosed,
    SayCaseClosed,
    ShowClosed,
    TellFollowUp,
    TellReopened,
)
from handlers.actions import Run
from handlers.calendar import files_of


def word(message: Messages, words: Words, places: Places) -> Text:
    """Put a message about a closing into words."""
    match message:
        case AskClosingOpinions():
            return _opinions_first(message, words)
        case SayCaseClosed():
            return _goodbye(message, words, places)
        case ConfirmClosed():
            return Text("\n".join(_confirmed(message, words)))
        case ShowClosed():
            return _shown(message, words)
        case TellFollowUp():
            return _follow_up(message, words)
        case PostCaseClosed() | TellReopened() | ConfirmReopened():
            return Text(_line(message, words))
        case _:
            assert_never(message)


def close_button(code: str, words: Words) -> Button:
    """Return the button with which a closing begins."""
    return Button(words.gettext("Close the case"), Run(command="close", words=code))


def _opinions_first(message: AskClosingOpinions, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _(
            "{code}: before a case is closed, the child's and each parent's opinion "
            "of that must be known, or why they were not asked."
        ).format(code=message.code),
        *missing_lines(message.missing, words),
    ]
    buttons = write_buttons(message.missing, message.case, None, words)
    return Text("\n".join(lines), (*buttons, close_button(message.code, words)))


def _goodbye(message: SayCaseClosed, words: Words, places: Places) -> Text:
    lines = "\n\n".join(_told(message, words))
    if not message.called_off:
        return Text(lines)
    content = files_of(message.called_off, words.zone, places.mailbox)
    alt = words.gettext("The file takes the roundtable out of your calendar.")
    kind = "text/calendar; charset=utf-8"
    return Text(lines, (), (Attachment("cancel.ics", kind, content, alt),))


def _told(message: SayCaseClosed, words: Words) -> Iterator[str]:
    _ = words.gettext
    yield _opening(message, words)
    yield _(
        "What ends now: the questions, the reminders, the roundtables and the shared "
        "chat. Links and buttons from before stop working."
    )
    if message.called_off:
        moments = ", ".join(words.moment(e.starts_at) for e in message.called_off)
        called_off = _("Called off: {moments}.").format(moments=moments)
        yield f"{called_off} {_('The file takes it out of your calendar.')}"
    if message.goes_on:
        yield _(
            "Only this shared work here ends. The municipality goes on helping as the "
            "law says."
        )
    yield _(
        "From now on nobody in the network reads here what was written; only {name} "
        "can, for as long as {municipality} has to keep it."
    ).format(name=message.manager_name, municipality=message.municipality)
    yield _whom_to_ask(message, words)


def _opening(message: SayCaseClosed, words: Words) -> str:
    _ = words.gettext
    if message.condolence:
        text = _("{code}: the work of this network ends. We are sorry for your loss.")
    elif message.family:
        text = _(
            "{code}: the work of your network is finished, and the case is closed. "
            "Thank you for all you have done and told us."
        )
    else:
        text = _(
            "{code}: the case is closed. Thank you for your part in it. Please delete "
            "your own notes; confidentiality goes on."
        )
    return text.format(code=message.code)


def _whom_to_ask(message: SayCaseClosed, words: Words) -> str:
    _ = words.gettext
    who = f"{message.manager_name} {message.manager_phone}".strip()
    if message.family:
        text = _(
            "You may ask at any time what is kept about you, get a copy, and have "
            "mistakes put right. For that, and if you need help again: {who}, "
            "{municipality}. In danger call 112; about a child in need 116 111."
        )
    else:
        text = _(
            "If you want to know what is kept about you, or worry about the child "
            "again: {who}, {municipality}."
        )
    return text.format(who=who, municipality=message.municipality)


def _confirmed(message: ConfirmClosed, words: Words) -> Iterator[str]:
    _ = words.gettext
    yield words.ngettext(
        "{code} is closed. {count} person is told.",
        "{code} is closed. {count} people are told, the family first.",
        message.told,
    ).format(code=message.code, count=message.told)
    if message.unreached:
        yield _("Please tell these yourself: {names}.").format(
            names=", ".join(message.unreached)
        )
    yield _("Please enter the closing in STAR too.")
    if message.follow_up_on is not None:
        day = words.day(message.follow_up_on)
        yield _("To look how the family is: {day}.").format(day=day)
    yield _(
        "Only you can read here now: /status {code}. Until {moment} /reopen {code} "
        "takes the closing back."
    ).format(code=message.code, moment=words.moment(message.until))


def _shown(message: ShowClosed, words: Words) -> Text:
    _ = words.gettext
    lines = [
        _("{code} is closed since {day}: {reason}.").format(
            code=message.code,
            day=words.day(words.local_day(message.at)),
            reason=name_of(f"closing.{message.reason}", words),
        ),
        _("Roundtables held: {count}.").format(count=message.held),
    ]
    if message.follow_up_on is not None:
        day = words.day(message.follow_up_on)
        lines.append(_("To look how the family is: {day}.").format(day=day))
    look = Run(command="summary", words=message.code)
    buttons = [Button(_("Summary"), look)]
    if message.until is not None:
        again = Run(command="reopen", words=message.code)
        buttons.append(Button(_("Open the case again"), again))
    return Text("\n".join(lines), tuple(buttons))


def _follow_up(message: TellFollowUp, words: Words) -> Text:
    _ = words.gettext
    body = _(
        "{code} was closed on {day}. Today you wanted to look how the family is. If "
        "help is needed again, open a new case."
    ).format(code=message.code, day=words.day(words.local_day(message.at)))
    return Text(body, (Button(_("Open a new case"), Run(command="newcase")),))


def _line(
    message: PostCaseClosed | TellReopened | ConfirmReopened, words: Words
) -> str:
    _ = words.gettext
    match message:
        case PostCaseClosed():
            text = _(
                "{code}: the case is closed, and this chat is the team chat no more. I "
                "leave now. Thank you all; please write nothing about the child here."
            )
            return text.format(code=message.code)
        case TellReopened():
            text = (
                _(
                    "{code}: the work of your network goes on; the case is open again. "
                    "For questions: {name}."
                )
                if message.family
                else _("{code}: the case is open again. For questions: {name}.")
            )
            return text.format(code=message.code, name=message.manager_name)
        case ConfirmReopened():
            text = words.ngettext(
                "{code} is open again. {count} person is back and is told.",
                "{code} is open again. {count} people are back and are told.",
                message.back,
            )
            rest = _(
                "Roundtables that were called off and the team chat do not come back "
                "by themselves. Who reads on a web page needs a new link: /network"
            )
            told = text.format(code=message.code, count=message.back)
            return f"{told} {rest}"
        case _:
            assert_never(message)
