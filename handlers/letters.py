"""Words that answer nothing go to the case manager, if their writer wants it."""

from uuid import UUID

from casework import forms as form_rules
from casework import letters
from casework.cases import Case, Member
from casework.forms import Field, Form, Option
from casework.ids import CaseId, TaskId
from casework.letters import ConfirmNotPassedOn
from casework.outcome import Outcome
from casework.refusals import NotAChoice, NothingAsked, OnlyTheCaseManager
from casework.tasks import Task, TaskKind
from casework.timing import next_open
from handlers import forms
from handlers import tasks as task_handlers
from handlers.actions import AnswerTask
from handlers.incoming import Said
from handlers.turn import Turn

_NO = "no"


async def offer(turn: Turn, said: Said) -> None:
    """Ask somebody whether their case manager shall read what they wrote.

    Raises:
        NotAChoice: they have no case manager but themselves, and a question of
            theirs wants a tap.
        NothingAsked: nor is anything being asked.
    """
    mine = [m for m in await turn.tx.members.of_person(said.person.id) if m.reads]
    if not [member for member in mine if not member.manages]:
        left = await turn.tx.forms.open_of(said.person.id)
        raise NotAChoice if left is not None and left.asked else NothingAsked
    words = (*await _so_far(turn, said), said.text)
    await forms.begin(turn, said, LetterForm.name, answers={"words": words})


async def _so_far(turn: Turn, said: Said) -> tuple[str, ...]:
    """Return what the same person wrote just before and has not sent off yet."""
    form = await turn.tx.forms.open_of(said.person.id)
    if form is None or form.kind != LetterForm.name:
        return ()
    await turn.tx.forms.keep(form_rules.close(form))
    return form.all("words")


class LetterForm:
    """Whether somebody's words are passed on, and in which case."""

    name = "letter"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for one tap: yes, or the case, or no."""
        if {"pass_on", "which"} & form.answers.keys():
            return None
        cases = [case for case, _ in await _cases_of(turn, form)]
        if not cases:
            raise NothingAsked
        no = Option(value=_NO, word="letter.no")
        if len(cases) == 1:
            yes = Option(value=str(cases[0].id), word="letter.yes")
            return Field(key="pass_on", options=(yes, no))
        codes = tuple(Option(value=str(case.id), text=case.code) for case in cases)
        return Field(key="which", options=(*codes, no))

    async def check(self, turn: Turn, form: Form) -> None:
        """Take every answer: only buttons were offered."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Pass the words on, or forget them."""
        chosen = (form.all("pass_on") or form.all("which"))[0]
        for case, _ in await _cases_of(turn, form):
            if str(case.id) == chosen:
                return await _pass_on(turn, form, case)
        return Outcome((), (), (ConfirmNotPassedOn(to=form.person),))


async def _cases_of(turn: Turn, form: Form) -> list[tuple[Case, Member]]:
    members = await turn.tx.members.of_person(form.person)
    pairs = [
        (await turn.tx.cases.get(member.case), member)
        for member in members
        if member.reads and not member.manages
    ]
    running = [(case, member) for case, member in pairs if case.is_open]
    return sorted(running, key=lambda pair: pair[0].code)


async def _pass_on(turn: Turn, form: Form, case: Case) -> Outcome:
    writer = await turn.tx.people.get(form.person)
    manager = await turn.tx.people.get(case.manager)
    at_work_at = next_open(manager, turn.now, turn.almanac)
    words = "\n".join(form.all("words"))
    return letters.pass_on(words, writer, case, at_work_at, turn.now)


async def answer(turn: Turn, said: Said) -> None:
    """Show the case manager who has written and waits for an answer."""
    await task_handlers.show(turn, said, (TaskKind.WORD,))


async def begin_answer(turn: Turn, said: Said, action: AnswerTask) -> None:
    """Ask the case manager for the words of the answer."""
    task = await task_handlers.mine(turn, said, action.task)
    await forms.begin(turn, said, AnswerForm.name, task.case, {"task": (str(task.id),)})


class AnswerForm:
    """The case manager's words to somebody who has written."""

    name = "answer"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the words."""
        return None if form.all("words") else Field(key="words", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take every words that can be kept."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Send the words and end the task."""
        task, case = await _answered(turn, form)
        return letters.answer(task, case, form.one("words"), form.person, turn.now)


async def _answered(turn: Turn, form: Form) -> tuple[Task, Case]:
    task = await turn.tx.tasks.get(TaskId(UUID(form.one("task"))))
    member = await turn.tx.members.in_case(form.person, CaseId(task.case))
    if member is None or not member.manages:
        raise OnlyTheCaseManager
    return task, await turn.tx.cases.get(task.case)


forms.register(LetterForm())
forms.register(AnswerForm())
