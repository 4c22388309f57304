"""A case goes into another case manager's hands: asked, accepted, everyone told."""

from uuid import UUID

from casework import handover
from casework.cases import Member
from casework.forms import Field, Form, Option
from casework.ids import MemberId, PersonId, new_id
from casework.outcome import Outcome
from casework.refusals import CaseClosed, NoSuccessor, OnlyTheCaseManager, OutOfDate
from casework.roles import Role
from handlers import (
    digests,
    forms,
    gathered,
    group_rolls,
    leaving,
    own_calendars,
    which_case,
)
from handlers.actions import AnswerHandover
from handlers.incoming import Said
from handlers.replacing import hand_over
from handlers.turn import Turn


async def begin(turn: Turn, said: Said) -> None:
    """Ask the case manager who takes the case over.

    Raises:
        OnlyTheCaseManager: the asker only stands in.
        NoSuccessor: no other case manager is known here.
    """
    case, member = await which_case.led(turn, said)
    if member.role is not Role.CASE_MANAGER:
        raise OnlyTheCaseManager
    await forms.begin(turn, said, HandoverForm.name, case.id)


class HandoverForm:
    """Who takes a case over."""

    name = "handover"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for one of the other case managers."""
        if form.all("who"):
            return None
        managers = await turn.tx.people.case_managers()
        options = tuple(
            Option(value=str(each.id), text=each.name)
            for each in sorted(managers, key=lambda each: each.name)
            if each.id != form.person
        )
        if not options:
            raise NoSuccessor
        return Field(key="who", options=options)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any of the names shown."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Ask them; nothing changes before their yes."""
        if form.case is None:
            raise OutOfDate
        case = await turn.tx.cases.get(form.case)
        if not case.is_open:
            raise CaseClosed
        if case.manager != form.person:
            raise OnlyTheCaseManager
        manager = await turn.tx.people.get(form.person)
        successor = await turn.tx.people.get(PersonId(UUID(form.one("who"))))
        return handover.ask(case, manager, successor)


async def answer(turn: Turn, said: Said, action: AnswerHandover) -> None:
    """Take the other's yes or no."""
    case = await turn.tx.cases.get(action.of)
    handover.check_asked(case, said.person.id)
    await forms.settle(turn, said)
    if not action.takes:
        await turn.tx.keep(handover.decline(case, said.person))
        return
    before = await turn.tx.members.in_case(case.manager, case.id)
    if before is None:
        raise OutOfDate
    present = await turn.tx.members.in_case(said.person.id, case.id)
    new = MemberId(new_id())
    heir = handover.heir_of(case, said.person, present, new, turn.now)
    await hand_over(turn, before, heir)
    await leaving.let_go(turn, before)
    waiting = await turn.tx.tasks.open_in((case.id,))
    others = await _others(turn, before, heir)
    places = (before, heir)
    await turn.tx.keep(handover.take_over(case, places, said.person, others, turn.now))
    await turn.tx.outbox.add(handover.welcome(case, said.person, len(waiting)))
    await gathered.pass_on(turn, case.id, said.person.id)
    await group_rolls.joined(turn, heir)
    await digests.ensure(turn, said.person)
    for leading in (before.person, heir.person):
        await own_calendars.touch_of(turn, leading)


async def _others(turn: Turn, before: Member, heir: Member) -> tuple[PersonId, ...]:
    """Return everybody else in the network."""
    leading = {before.person, heir.person}
    active = await turn.tx.members.active(before.case)
    return tuple(each.person for each in active if each.person not in leading)


forms.register(HandoverForm())
