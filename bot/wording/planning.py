"""Words about the plan: goals, activities, who has taken them on."""

from collections.abc import Iterator
from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.attainment import described
from bot.wording.marks import N_
from casework.plan_messages import (
    ActivityDo,
    ActivityLine,
    AskHowFar,
    AskToTakeOn,
    ConfirmActivity,
    ConfirmPlanned,
    GoalDo,
    Messages,
    ShowActivity,
    ShowGoal,
    ShowOwnActivities,
    ShowPlan,
)
from casework.plans import ActivityState
from handlers.actions import OnActivity, OnGoal, Run

_STATES: dict[ActivityState, str] = {
    ActivityState.PROPOSED: N_("not yet taken on"),
    ActivityState.ACCEPTED: N_("taken on"),
    ActivityState.DECLINED: N_("declined"),
    ActivityState.WAITING_FOR_CAPACITY: N_("waiting for a free place"),
    ActivityState.PARTLY_DONE: N_("partly done"),
    ActivityState.DONE: N_("done"),
    ActivityState.NOT_DONE: N_("not done"),
    ActivityState.CANCELLED: N_("called off"),
}
_SHORT = 36
"""Characters of a title that fit on a button."""


def word(message: Messages, words: Words) -> Text:
    """Put a message about the plan into words."""
    match message:
        case ShowPlan():
            return _plan(message, words)
        case ShowOwnActivities():
            return _own(message, words)
        case ShowGoal():
            return _goal(message, words)
        case ShowActivity():
            return _activity(message, words)
        case ConfirmPlanned():
            return _planned(message, words)
        case AskToTakeOn():
            return _take_on(message, words)
        case AskHowFar():
            return _how_far(message, words)
        case ConfirmActivity():
            noted = words.gettext("Noted, thank you.")
            return Text(f"{message.code}: {noted} {_line(message.line, words)}")
        case _:
            assert_never(message)


def _plan(message: ShowPlan, words: Words) -> Text:
    _ = words.gettext
    if not message.goals and not message.others:
        empty = _("{code}: there is no plan yet. Your case manager makes it.")
        return Text(empty.format(code=message.code))
    lines = [_("{code}: the plan").format(code=message.code)]
    for number, goal in enumerate(message.goals, 1):
        lines.append(f"\n{number}. {goal.text}")
        lines += [f"• {_line(activity, words)}" for activity in goal.activities]
    if message.others:
        lines.append("\n" + _("Agreed at a roundtable:"))
        lines += [f"• {_line(activity, words)}" for activity in message.others]
    body = "\n".join(lines)
    return Text(body, tuple(_plan_buttons(message, words)) if message.leads else ())


def _plan_buttons(message: ShowPlan, words: Words) -> list[Button]:
    _ = words.gettext
    goals = [
        Button(f"{number}. {_short(g.text)}", OnGoal(goal=g.goal, step=GoalDo.SEE))
        for number, g in enumerate(message.goals, 1)
    ]
    new = Button(_("New goal"), Run(command="newgoal", words=message.code))
    others = [
        Button(_short(a.title), OnActivity(activity=a.activity, step=ActivityDo.SEE))
        for a in message.others
    ]
    return [*goals, *others, new]


def _own(message: ShowOwnActivities, words: Words) -> Text:
    _ = words.gettext
    if not message.activities:
        none = _("{code}: nothing in the plan is yours to do at the moment.")
        return Text(none.format(code=message.code))
    lines = [_("{code}: what is yours in the plan").format(code=message.code)]
    lines += [f"• {_line(activity, words)}" for activity in message.activities]
    return Text("\n".join(lines))


def _line(line: ActivityLine, words: Words) -> str:
    _ = words.gettext
    nobody = _("somebody of the network") if line.withheld else ""
    name = line.name or nobody or _("nobody is responsible")
    parts = [f"{line.title} – {name}", _(_STATES[line.state])]
    if line.due_on is not None:
        parts.append(_("by {day}").format(day=words.short_day(line.due_on)))
    elif line.review_on is not None:
        review = words.short_day(line.review_on)
        parts.append(_("looked at on {day}").format(day=review))
    text = ", ".join(parts)
    if line.reason:
        text += " " + _("“{words}”").format(words=line.reason)
    return text


def _goal(message: ShowGoal, words: Words) -> Text:
    _ = words.gettext
    goal = message.line
    lines = [f"{message.code}: {goal.text}"]
    lines += [f"• {_line(activity, words)}" for activity in goal.activities]
    if message.levels:
        lines += [_("How near it is:"), *described(message.levels, words)]
    activities = [
        Button(_short(a.title), OnActivity(activity=a.activity, step=ActivityDo.SEE))
        for a in goal.activities
    ]
    labels = {
        GoalDo.ADD: _("Add an activity"),
        GoalDo.LEVELS: _("Say what each step looks like"),
        GoalDo.REACHED: _("Goal reached"),
        GoalDo.GIVE_UP: _("Give this goal up"),
    }
    changes = [
        Button(label, OnGoal(goal=goal.goal, step=do)) for do, label in labels.items()
    ]
    return Text("\n".join(lines), (*activities, *changes, _back(message.code, words)))


def _activity(message: ShowActivity, words: Words) -> Text:
    _ = words.gettext
    labels = {
        ActivityDo.DONE: _("Done"),
        ActivityDo.CHANGE_WHO: _("Someone else is responsible"),
        ActivityDo.CHANGE_DATE: _("Another date"),
        ActivityDo.CANCEL: _("Call it off"),
    }
    buttons = _buttons(message.line, labels)
    body = f"{message.code}: {_line(message.line, words)}"
    return Text(body, (*buttons, _back(message.code, words)))


def _planned(message: ConfirmPlanned, words: Words) -> Text:
    _ = words.gettext
    asked = _("The responsible person is asked to take it on.")
    taken = message.line.state is not ActivityState.PROPOSED
    body = f"{message.code}: {_line(message.line, words)}"
    buttons = [
        Button(_("New goal"), Run(command="newgoal", words=message.code)),
        _back(message.code, words),
    ]
    if message.goal is not None:
        add = OnGoal(goal=message.goal, step=GoalDo.ADD)
        steps = OnGoal(goal=message.goal, step=GoalDo.LEVELS)
        buttons.insert(0, Button(_("Another activity for this goal"), add))
        buttons.insert(1, Button(_("Say what each step looks like"), steps))
    return Text(body if taken else f"{body}.\n{asked}", tuple(buttons))


def _take_on(message: AskToTakeOn, words: Words) -> Text:
    _ = words.gettext
    count = len(message.activities)
    head = words.ngettext(
        "{code}: the plan has an activity for you. Do you take it on?",
        "{code}: the plan has {count} activities for you. Do you take them on?",
        count,
    ).format(code=message.code, count=count)
    lines = [head, *(f"• {_asked(line, words)}" for line in message.activities)]
    if message.again:
        lines.insert(0, _("A reminder:"))
    return Text("\n".join(lines), tuple(_answers(message, words)))


def _asked(line: ActivityLine, words: Words) -> str:
    _ = words.gettext
    if line.due_on is not None:
        day = words.short_day(line.due_on)
        return f"{line.title}, " + _("by {day}").format(day=day)
    return line.title


def _answers(message: AskToTakeOn, words: Words) -> Iterator[Button]:
    _ = words.gettext
    first, *others = message.activities
    if not others:
        yield from _buttons(
            first,
            {
                ActivityDo.ACCEPT: _("I take it on"),
                ActivityDo.NO_PLACE: _("It waits for a free place"),
                ActivityDo.DECLINE: _("I cannot"),
            },
        )
        return
    yield from _buttons(first, {ActivityDo.ACCEPT_ALL: _("I take on all of them")})
    for line in message.activities:
        label = _("Not this: {title}").format(title=_short(line.title))
        yield from _buttons(line, {ActivityDo.DECLINE: label})


def _how_far(message: AskHowFar, words: Words) -> Text:
    _ = words.gettext
    head = _("{code}: how far is this?").format(code=message.code)
    lines = [head, _asked(message.line, words)]
    if message.again:
        lines.insert(0, _("A reminder:"))
    labels = {
        ActivityDo.REPORT_DONE: _("Done"),
        ActivityDo.PARTLY: _("Partly"),
        ActivityDo.NOT_YET: _("Not yet, because …"),
        ActivityDo.NO_PLACE: _("It waits for a free place"),
    }
    return Text("\n".join(lines), tuple(_buttons(message.line, labels)))


def _buttons(line: ActivityLine, labels: dict[ActivityDo, str]) -> Iterator[Button]:
    for do, label in labels.items():
        yield Button(label, OnActivity(activity=line.activity, step=do))


def _back(code: str, words: Words) -> Button:
    return Button(words.gettext("Show the plan"), Run(command="plan", words=code))


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"
