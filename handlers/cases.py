"""The case manager opens cases and invites people into their networks."""

from datetime import timedelta

from casework import cases
from casework.cases import Case
from casework.ids import CaseId, MemberId, new_id
from casework.refusals import OnlyTheCaseManager
from handlers import digests
from handlers.incoming import Said
from handlers.turn import Turn


async def new_case(turn: Turn, said: Said) -> None:
    """Open a case for the case manager who asks.

    Raises:
        OnlyTheCaseManager: the asker is none.
    """
    if not said.person.case_manager:
        raise OnlyTheCaseManager
    case = Case(
        id=CaseId(new_id()),
        code=turn.office.case_code(),
        opened_on=turn.today,
        manager=said.person.id,
        next_review_on=turn.today + timedelta(days=90),
    )
    await turn.tx.keep(cases.open_case(case, MemberId(new_id()), said.person, turn.now))
    await digests.ensure(turn, said.person)
