"""/status, /summary, /readers: what somebody may see of their cases, at any time."""

from datetime import timedelta

from casework import overviews, steps, summaries
from casework.cases import Case, Member, MemberState
from casework.disclosure import InfoClass
from casework.known import Known
from casework.overviews import ShowCaseStatus, ShowReaders, ShowSummary
from casework.refusals import NotYours, OnlyTheCaseManager
from casework.roles import FAMILY
from handlers import closed, digests, which_case
from handlers.actions import ReleaseSummary, RemindNow
from handlers.forms import settle
from handlers.incoming import Said
from handlers.turn import Turn
from storage.recent import Reach, known_of

SUMMARY_BACK = timedelta(weeks=8)
STATUS_BACK = timedelta(weeks=5)
READ_BACK = timedelta(days=365)


async def status(turn: Turn, said: Said) -> None:
    """Show all cases on one screen, or one case by the asker's rights."""
    await digests.read(turn, said.person)
    if await closed.show(turn, said):
        return
    places = await turn.tx.members.of_person(said.person.id)
    mine = [member for member in places if member.state is MemberState.ACTIVE]
    many = len(mine) > 1 or said.person.case_manager
    if many and not said.text.strip() and said.team is None:
        await _overview(turn, said, mine)
        return
    case, member = await which_case.of(turn, said)
    known = await _known(turn, case, STATUS_BACK, member)
    await turn.tx.outbox.add(
        ShowCaseStatus(
            to=said.person.id,
            case=case.id,
            summary=summaries.status(known, member),
            family=member.role in FAMILY,
        )
    )


async def summary(turn: Turn, said: Said) -> None:
    """Show what was said and agreed in one case, by the asker's rights."""
    await digests.read(turn, said.person)
    case, member = await which_case.read_in(turn, said)
    known = await _known(turn, case, SUMMARY_BACK)
    told = summaries.summarise(known, member)
    await turn.tx.outbox.add(ShowSummary(to=said.person.id, case=case.id, summary=told))


async def readers(turn: Turn, said: Said) -> None:
    """Show who has read what about the family.

    Raises:
        NotYours: this is for the family and the case manager.
    """
    case, member = await which_case.of(turn, said)
    if InfoClass.ACCESS_LOG not in member.reads:
        raise NotYours
    known = await _known(turn, case, timedelta(0), member)
    told = summaries.read_by(known, member)
    await turn.tx.outbox.add(ShowReaders(to=said.person.id, case=case.id, summary=told))


async def remind_now(turn: Turn, said: Said, action: RemindNow) -> None:
    """Remind a silent member, because the case manager wants it now.

    Raises:
        OnlyTheCaseManager: the asker does not lead the case.
        AlreadyReminded: it was done in the last days.
    """
    member = await turn.tx.members.get(action.member)
    leader = await turn.tx.members.in_case(said.person.id, member.case)
    if leader is None:
        raise OnlyTheCaseManager
    since = turn.now - steps.NUDGED_AGAIN_AFTER
    done = await turn.tx.journal.of_case(member.case, since, ("MemberNudged",))
    nudged = any(entry.details["member"] == str(member.id) for entry in done)
    steps.check_may_nudge(leader, member, nudged=nudged)
    case = await turn.tx.cases.get(member.case)
    person = await turn.tx.people.get(member.person)
    await settle(turn, said)
    await turn.tx.keep(steps.nudge(case, member, person, leader, turn.now))


async def release(turn: Turn, said: Said, action: ReleaseSummary) -> None:
    """Make a summary known to the network; everyone reads it by their own rights.

    Raises:
        OnlyTheCaseManager: the asker does not lead the case.
    """
    leader = await turn.tx.members.in_case(said.person.id, action.case)
    if leader is None:
        raise OnlyTheCaseManager
    case = await turn.tx.cases.get(action.case)
    members = await turn.tx.members.active(case.id)
    outcome = steps.release(case, leader, members, turn.now)
    await settle(turn, said)
    await turn.tx.keep(outcome)


async def _overview(turn: Turn, said: Said, mine: list[Member]) -> None:
    member_of = {member.case: member for member in mine}
    cases = await turn.tx.cases.of_person(said.person.id)
    reach = Reach(said=turn.now - STATUS_BACK, asked=turn.now - digests.ASKED_BACK)
    known = await known_of(turn.tx, cases, reach, turn.almanac, turn.now)
    lines = [overviews.line(each, member_of[each.case.id]) for each in known]
    await turn.tx.outbox.add(overviews.overview(said.person.id, lines))


async def _known(
    turn: Turn, case: Case, back: timedelta, reader: Member | None = None
) -> Known:
    """Load one case; who has read it only for a reader who may know that."""
    access = reader is not None and InfoClass.ACCESS_LOG in reader.reads
    reach = Reach(
        said=turn.now - back,
        asked=turn.now - max(back, digests.ASKED_BACK),
        read=turn.now - READ_BACK if access else None,
    )
    (known,) = await known_of(turn.tx, [case], reach, turn.almanac, turn.now)
    return known
