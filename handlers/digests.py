"""The digest: Monday 08:30 on the wall clock, or the next workday."""

from datetime import datetime, time, timedelta

from casework import digests
from casework.cases import Case, Member, MemberState
from casework.digests import Digest
from casework.ids import CaseId, DigestId, PersonId
from casework.known import Known
from casework.people import Person
from casework.roles import Role
from casework.timing import Almanac, next_open_day, open_day
from handlers.turn import Turn
from scheduling.recurrence import Weekly
from storage.recent import Reach, known_of

AT = time(8, 30)
ASKED_BACK = timedelta(weeks=9)
"""How far back check-ins are looked at: late answers come to old ones."""
_MONDAY = 0


def next_at(turn: Turn, person: Person) -> datetime:
    """Return when the next digest is due: Monday, or the first workday after it."""
    monday = Weekly(_MONDAY, AT, turn.office.zone).next_after(turn.now)
    return on_a_workday(person, monday, turn.office.almanac(monday))


def on_a_workday(person: Person, moment: datetime, almanac: Almanac) -> datetime:
    """Return the moment, or 08:30 on the next day on which the reader works."""
    day = almanac.today(moment)
    if open_day(person, day, almanac):
        return moment
    return almanac.at(next_open_day(person, day, almanac), AT)


async def ensure(turn: Turn, person: Person) -> None:
    """Begin the digests of a case manager who gets none yet."""
    if person.case_manager and await _of(turn, person.id) is None:
        first = digests.begin(person.id, next_at(turn, person), turn.now)
        await turn.tx.digests.keep(first)


async def read(turn: Turn, person: Person) -> None:
    """Note that a case manager has looked at their cases."""
    await ensure(turn, person)
    digest = await _of(turn, person.id)
    if digest is not None and digest.unread_since is not None:
        await turn.tx.digests.keep(digests.read(digest))


async def delivered(turn: Turn, person: PersonId) -> None:
    """Start the clock of a digest that lies before its reader now."""
    digest = await _of(turn, person)
    if digest is not None:
        await turn.tx.digests.keep(digests.delivered(digest, turn.now))


async def wake(turn: Turn, digest: Digest) -> None:
    """Write the digest that is due; tell somebody of one that lies unread."""
    person = await turn.tx.people.get(digest.person)
    if digests.is_unread(digest, turn.now):
        deputies = await _deputies(turn, digest.person)
        await turn.tx.keep(digests.warn(digest, person.name, deputies, turn.now))
        digest = await turn.tx.digests.get(digest.id)
    if turn.now < digest.next_at:
        await turn.tx.digests.keep(digests.scheduled(digest))
        return
    good_time = on_a_workday(person, turn.now, turn.almanac)
    if good_time > turn.now:
        await turn.tx.digests.keep(digests.put_off(digest, good_time))
        return
    known = await _cases(turn, digest)
    following = next_at(turn, person)
    await turn.tx.keep(digests.write(digest, known, following, turn.now))


async def _of(turn: Turn, person: PersonId) -> Digest | None:
    return await turn.tx.digests.find(DigestId(person))


async def _cases(turn: Turn, digest: Digest) -> list[tuple[Known, Member]]:
    led = await _led(turn, digest.person)
    members = {member.case: member for _case, member in led}
    cases = [case for case, _member in led]
    reach = Reach(said=digest.covered_until, asked=turn.now - ASKED_BACK)
    known = await known_of(turn.tx, cases, reach, turn.almanac, turn.now)
    return [(each, members[each.case.id]) for each in known]


async def _led(turn: Turn, person: PersonId) -> list[tuple[Case, Member]]:
    """Return the cases somebody leads; those they stand in for have their own."""
    places = await turn.tx.members.of_person(person)
    mine = {
        member.case: member
        for member in places
        if member.role is Role.CASE_MANAGER and member.state is MemberState.ACTIVE
    }
    cases = await turn.tx.cases.led_by(person)
    return [(case, mine[case.id]) for case in cases if case.id in mine]


async def _deputies(turn: Turn, person: PersonId) -> list[tuple[PersonId, CaseId, str]]:
    """Return once each who stands in for somebody, with one of their cases."""
    found: dict[PersonId, tuple[PersonId, CaseId, str]] = {}
    for case, _member in await _led(turn, person):
        for member in await turn.tx.members.active(case.id):
            if member.role is Role.DEPUTY:
                found[member.person] = (member.person, case.id, case.code)
    return list(found.values())
