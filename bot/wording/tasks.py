"""Words about the case manager's tasks."""

from typing import assert_never

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.marks import N_
from bot.wording.names import name_of
from casework.membership import MemberChange
from casework.tasks import (
    OWED_AN_ANSWER,
    ConfirmTaskDone,
    Messages,
    ShowTask,
    ShowTasks,
    TaskKind,
    TaskLine,
    TellReachable,
    TellTask,
)
from handlers.actions import (
    AnswerTask,
    ChangeMember,
    EndTask,
    HandOutData,
    Run,
    SeeTask,
)

SHOWN = 15
"""Tasks of one list; the oldest come first."""

_KINDS: dict[TaskKind, str] = {
    TaskKind.SILENCE: N_("one member has not answered yet, after two reminders"),
    TaskKind.DANGER: N_("someone may be in danger"),
    TaskKind.HELP_WANTED: N_("someone asks for help"),
    TaskKind.CALL_WANTED: N_("someone asks for a call"),
    TaskKind.ROUNDTABLE_WANTED: N_("someone asks for a roundtable"),
    TaskKind.CHANGE_WANTED: N_("someone asks to change an activity"),
    TaskKind.NOT_REACHABLE: N_("one member cannot be reached by chat"),
    TaskKind.WORD: N_("someone has written to you"),
    TaskKind.DECLINED: N_("one member has declined"),
    TaskKind.DATA_WANTED: N_("someone asks for everything kept about them"),
    TaskKind.ERASURE_WANTED: N_("someone asks that their data is erased"),
    TaskKind.RESTRICTION_WANTED: N_("someone asks that their data is not used"),
    TaskKind.RECALL_WANTED: N_("someone wants a message taken back (/recall)"),
    TaskKind.BREACH: N_("a message went to somebody it was not meant for"),
    TaskKind.CORRECTION_WANTED: N_("someone says that something kept is wrong"),
}
OUTCOMES = ("reached", "agreed", "handed_on", "wrong_number", "not_needed")


def word(message: Messages, words: Words) -> Text:
    """Put a message about tasks into words."""
    match message:
        case TellTask():
            body = about(message.code, message.kind, words)
            see = Button(words.gettext("Show"), SeeTask(task=message.task))
            return Text(body, (see,))
        case TellReachable():
            text = words.gettext(
                "{code}: {name} ({role}) can be reached by chat again."
            )
            role = name_of(f"role.{message.role}", words)
            return Text(text.format(code=message.code, name=message.name, role=role))
        case ShowTasks():
            return _list(message, words)
        case ShowTask():
            return _one(message.line, words)
        case ConfirmTaskDone():
            return _ended(message, words)
        case _:
            assert_never(message)


def about(code: str, kind: TaskKind, words: Words) -> str:
    """Say that somebody waits for something, and nobody's name."""
    return f"{code}: {words.gettext(_KINDS[kind])}."


def _list(message: ShowTasks, words: Words) -> Text:
    _ = words.gettext
    count = len(message.tasks)
    if not count:
        lines = [_("Nothing waits for you.")]
    else:
        head = words.ngettext("{count} open task:", "{count} open tasks:", count)
        shown = message.tasks[:SHOWN]
        lines = [head.format(count=count), *(_line(task, words) for task in shown)]
    if message.slipped:
        lines.append(
            words.ngettext(
                "{count} task slipped by without an end in the last 60 days.",
                "{count} tasks slipped by without an end in the last 60 days.",
                message.slipped,
            ).format(count=message.slipped)
        )
    buttons = (
        Button(f"{number}. {task.code}", SeeTask(task=task.task))
        for number, task in enumerate(message.tasks[:SHOWN], 1)
    )
    numbered = [
        line if not 0 < place <= count else f"{place}. {line}"
        for place, line in enumerate(lines)
    ]
    return Text("\n".join(numbered), tuple(buttons))


def _line(task: TaskLine, words: Words) -> str:
    waits = about(task.code, task.kind, words).removesuffix(".")
    return f"{waits} ({_age(task.days, words)})"


def _age(days: int, words: Words) -> str:
    if not days:
        return words.gettext("since today")
    return words.ngettext("for {days} day", "for {days} days", days).format(days=days)


def _one(task: TaskLine, words: Words) -> Text:
    _ = words.gettext
    lines = [_line(task, words)]
    if task.name:
        role = name_of(f"role.{task.role}", words) if task.role else ""
        lines.append(f"{task.name} ({role})" if role else task.name)
    if task.kind is TaskKind.DATA_WANTED:
        return _data_wanted(task, lines, words)
    if task.kind in OWED_AN_ANSWER:
        return _answer_owed(task, lines, words)
    if task.words:
        lines.append(_("“{words}”").format(words=task.words))
    buttons = [
        Button(name_of(f"outcome.{o}", words), EndTask(task=task.task, outcome=o))
        for o in OUTCOMES
    ]
    if task.kind is TaskKind.WORD:
        buttons.insert(0, Button(_("Answer"), AnswerTask(task=task.task)))
    buttons.append(Button(_("In my own words"), EndTask(task=task.task)))
    return Text("\n".join(lines), tuple(buttons))


def _data_wanted(task: TaskLine, lines: list[str], words: Words) -> Text:
    _ = words.gettext
    lines.append(
        _(
            "Please call and ask which number stands there. Is it {number}? Then they "
            "get their own data and nothing of others; the law gives a month."
        ).format(number=task.words)
    )
    yes = _("Yes, it is {number}: hand it out").format(number=task.words)
    buttons = (
        Button(yes, HandOutData(task=task.task)),
        Button(_("No, and why"), EndTask(task=task.task)),
    )
    return Text("\n".join(lines), buttons)


def _answer_owed(task: TaskLine, lines: list[str], words: Words) -> Text:
    _ = words.gettext
    if task.words:
        lines.append(_("“{words}”").format(words=task.words))
    lines.append(
        _(
            "The law gives a month. Talk it over with the data protection officer; "
            "then write here what is done and what stays, with the reason. Your words "
            "go to who asked."
        )
    )
    buttons = [Button(_("Write the answer"), EndTask(task=task.task))]
    if task.kind is TaskKind.RESTRICTION_WANTED and task.member is not None:
        grant = ChangeMember(member=task.member, change=MemberChange.RESTRICT)
        buttons = [
            Button(_("Yes: keep it, do not use it"), grant),
            Button(_("No, and why"), EndTask(task=task.task)),
        ]
    return Text("\n".join(lines), tuple(buttons))


def _ended(message: ConfirmTaskDone, words: Words) -> Text:
    _ = words.gettext
    if not message.left:
        return Text(_("{code}: done. Nothing else waits.").format(code=message.code))
    left = words.ngettext(
        "{code}: done. {left} task is left.",
        "{code}: done. {left} tasks are left.",
        message.left,
    ).format(code=message.code, left=message.left)
    return Text(left, (Button(_("Show"), Run(command="tasks")),))
