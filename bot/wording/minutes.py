"""Words after a roundtable: was it held, decisions, minutes, the next date."""

from datetime import date
from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.lists import listed, numbered
from bot.wording.names import name_of
from casework.decisions import DecisionLine
from casework.minutes import AskHeld, RemindOfMinutes, ShowDraftMinutes
from casework.minutes import Messages as MinutesMessages
from casework.minutes_sent import (
    ConfirmCorrection,
    PostMinutes,
    Raised,
    SendMinutes,
    TellCorrection,
    TellNextDate,
)
from casework.minutes_sent import Messages as SentMessages
from casework.roundtables import NEEDED
from handlers.roundtable_actions import Do, WithRoundtable


def word(message: MinutesMessages | SentMessages, words: Words) -> Text:
    """Put a message after a roundtable into words."""
    match message:
        case AskHeld():
            text = _held(message, words)
        case ShowDraftMinutes():
            text = _draft(message, words)
        case RemindOfMinutes():
            text = _waiting(message, words)
        case SendMinutes():
            text = _minutes(message, words)
        case TellNextDate():
            text = _next_date(message, words)
        case ConfirmCorrection():
            text = Text(
                words.gettext("Thank you. It stands beside the minutes, in your words.")
            )
        case TellCorrection():
            text = _correction(message, words)
        case PostMinutes():
            text = Text(_post(message, words))
        case _:
            assert_never(message)
    return text


def _waiting(message: RemindOfMinutes, words: Words) -> Text:
    _ = words.gettext
    body = _("{code}: the minutes of the roundtable are still waiting.")
    what = Do.DECIDE if message.begun else Do.HELD
    go_on = WithRoundtable(roundtable=message.roundtable, what=what)
    button = Button(_("Go on with the minutes"), go_on)
    return Text(body.format(code=message.code), (button,))


def _correction(message: TellCorrection, words: Words) -> Text:
    text = words.gettext(
        "{code}: {name} ({role}) sees the minutes differently: “{text}”"
    )
    role = name_of(f"role.{message.role}", words)
    return Text(
        text.format(code=message.code, name=message.name, role=role, text=message.text)
    )


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
        lines += numbered(
            decision_line(each, words, names=True) for each in message.decisions
        )
    else:
        lines.append(_("No decision has been written down yet."))
    labels = (
        (Do.DECIDE, _("Add a decision")),
        (Do.END, _("That is all: set the next date")),
        (Do.HELD, _("Correct who came")),
    )
    return Text(
        "\n".join(lines),
        tuple(
            Button(label, WithRoundtable(roundtable=message.roundtable, what=what))
            for what, label in labels
        ),
    )


def decision_line(line: DecisionLine, words: Words, *, names: bool) -> str:
    """Return a decision with who does it and until when."""
    _ = words.gettext
    role = name_of(f"role.{line.role}", words)
    who = f"{line.name} ({role})" if names else role
    if line.mine:
        who = _("you")
    text = _("{text} – {who}, by {day}")
    return text.format(text=line.text, who=who, day=words.day(line.due_on))


def _minutes(message: SendMinutes, words: Words) -> Text:
    _ = words.gettext
    day = words.day(message.held_at.astimezone(words.zone).date())
    lines = [
        _("{code}: minutes of the roundtable of {day}.").format(
            code=message.code, day=day
        )
    ]
    if message.summary:
        lines.append(message.summary)
    if message.decisions:
        lines.append(_("Decisions:"))
        lines += numbered(
            decision_line(each, words, names=message.names)
            for each in message.decisions
        )
    lines += _came_of_it(message.raised, words)
    lines.append(_following(message.next_on, words))
    if message.managing:
        lines.append(
            _("Roundtables held: {held} of {needed}.").format(
                held=message.held, needed=NEEDED
            )
        )
    lines.append(
        _("Is something wrong or missing? Please say so until {moment}.").format(
            moment=words.moment(message.objections_until)
        )
    )
    wrong = WithRoundtable(roundtable=message.roundtable, what=Do.CORRECT)
    return Text("\n".join(lines), (Button(_("Something is wrong or missing"), wrong),))


def _next_date(message: TellNextDate, words: Words) -> Text:
    _ = words.gettext
    day = words.day(message.held_at.astimezone(words.zone).date())
    lines = [
        _("{code}: the roundtable of {day} was held.").format(
            code=message.code, day=day
        )
    ]
    if message.mine:
        lines.append(_("What was agreed with you:"))
        lines += numbered(
            decision_line(each, words, names=False) for each in message.mine
        )
    lines += _came_of_it(message.raised, words)
    lines.append(_following(message.next_on, words))
    return Text("\n".join(lines))


def _came_of_it(raised: tuple[Raised, ...], words: Words) -> list[str]:
    _ = words.gettext
    lines = []
    for each in raised:
        if each.discussed:
            text = _("You raised “{text}”: it was talked about.")
        else:
            text = _("You raised “{text}”: there was no time for it; it stays open.")
        lines.append(text.format(text=each.text))
    return lines


def _following(next_on: date | None, words: Words) -> str:
    if next_on is None:
        return words.gettext("It was proposed to close the case.")
    text = words.gettext("The next roundtable: about {day}.")
    return text.format(day=words.day(next_on))


def _post(message: PostMinutes, words: Words) -> str:
    text = words.gettext("{code}: the minutes of the roundtable have been sent.")
    return f"{text.format(code=message.code)} {_following(message.next_on, words)}"
