"""A case that is closed: seen by who led it, looked at again, opened again."""

from dataclasses import replace

from casework import closing
from casework.cases import Case
from casework.closing import TellFollowUp
from casework.forms import Field, Form
from casework.outcome import Outcome
from casework.refusals import NoSuchCase, OnlyTheCaseManager, OutOfDate
from casework.words import checked
from handlers import digests, forms, plan_due, rhythms, which_case
from handlers.incoming import Said
from handlers.turn import Turn

LIMIT = 500


async def show(turn: Turn, said: Said) -> bool:
    """Show a closed case to who led it; False: the case named is not closed."""
    found = await which_case.led_and_closed(turn, said)
    if found is None:
        return False
    await turn.tx.outbox.add(closing.show(found[0], said.person.id, turn.now))
    return True


async def begin_reopening(turn: Turn, said: Said) -> None:
    """Ask why a case is opened again.

    Raises:
        NoSuchCase: it is not clear which.
    """
    found = await which_case.led_and_closed(turn, said)
    if found is None:
        raise NoSuchCase(led=True)
    closing.check_may_reopen(found[0], turn.now)
    await forms.begin(turn, said, ReopeningForm.name, found[0].id)


class ReopeningForm:
    """Why a closed case is opened again."""

    name = "reopen"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the reason."""
        return None if form.all("why") else Field(key="why", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse more words than one reason needs."""
        checked(form.one("why"), limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Open it; who was let go by the closing is in the network again."""
        if form.case is None:
            raise OutOfDate
        case = await turn.tx.cases.get(form.case)
        if case.manager != form.person:
            raise OnlyTheCaseManager
        lead = await turn.tx.people.get(form.person)
        members = await turn.tx.members.of_case(case.id)
        outcome = closing.reopen(case, members, form.one("why"), lead, turn.now)
        await turn.tx.keep(outcome)
        for member in outcome.things[1:]:
            await rhythms.resume(turn, member)
            await plan_due.look_again(turn, member)
        await digests.ensure(turn, lead)
        return Outcome()


async def wake(turn: Turn, case: Case) -> None:
    """Remind who led a case to look how things are since it was closed."""
    await turn.tx.cases.keep(replace(case, wake_at=None))
    if case.closure is None:
        return
    await turn.tx.outbox.add(
        TellFollowUp(to=case.manager, case=case.id, code=case.code, at=case.closure.at)
    )


forms.register(ReopeningForm())
