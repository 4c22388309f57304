"""When people can come, all together: what they set, their calendars, other tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from casework import timetables
from casework.cases import Member
from casework.circles import Participant
from casework.ids import CaseId, PersonId, RoundtableId
from casework.people import Person
from casework.roles import Sector
from casework.roundtables import OPEN, Reply, Roundtable, RoundtableState
from casework.timetables import DAY, Timetable, Week
from handlers.free_times import usual
from handlers.organisations import OPEN_ALWAYS
from handlers.turn import Turn
from scheduling.holidays import days_without_school
from scheduling.slots import Hours, Invitee, Search, Span, WorkingHours, longer_days

MOST_OTHERS = 30
"""Other tables whose people are thought of; more change little and cost time."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """When somebody sits at other tables, and when they may have to."""

    busy: list[Span] = field(default_factory=list)
    tentative: list[Span] = field(default_factory=list)


class Availability:
    """Everybody's free time around one search, each person looked at once."""

    def __init__(self, turn: Turn, search: Search, but: RoundtableId | None) -> None:
        self._turn = turn
        self._search = search
        self._but = but
        self._known: dict[PersonId, tuple[Timetable | None, tuple[Span, ...]]] = {}
        self._elsewhere: dict[PersonId, Elsewhere] = {}
        self._open_cases: dict[CaseId, list[Roundtable]] = {}

    async def look_at(self, people: Iterable[PersonId]) -> None:
        """Find out once when these people are busy."""
        new = [each for each in people if each not in self._known]
        calendars: dict[PersonId, list[Span]] = {each: [] for each in new}
        for calendar in await self._turn.tx.busy_calendars.of_people(new):
            calendars[calendar.person] += [
                Span(each.starts_at, each.ends_at) for each in calendar.taken
            ]
        for person in new:
            timetable = await self._turn.tx.timetables.of(person)
            self._known[person] = (timetable, tuple(calendars[person]))
            self._elsewhere[person] = await self._tables_of(person)

    async def invitee(
        self, who: Participant, key: str, *, required: bool, any_hour: bool = False
    ) -> Invitee:
        """Return somebody as the search knows them: by a key only."""
        person = who.person
        await self.look_at([person.id])
        timetable, busy = self._known[person.id]
        house = await self._house(who.member)
        week = timetables.week_of(timetable, usual(person))
        if house is not None and house.hours is not None:
            week = timetables.within(week, timetables.usual_week(house, OPEN_ALWAYS))
        hours = _working_hours(week)
        elsewhere = self._elsewhere[person.id]
        return Invitee(
            key=key,
            required=required,
            family=who.family,
            organisation=who.member.organisation or None,
            hours=longer_days(hours) if any_hour and who.official else hours,
            busy=(*busy, *elsewhere.busy),
            tentative=tuple(elsewhere.tentative),
            days_off=self._days_off(person, timetable),
            shut=self._days(house.is_off) if house is not None else frozenset(),
            breaks=self._breaks(who.member, house),
        )

    async def others(self, seated: Sequence[Participant]) -> list[list[Invitee]]:
        """Return the tables still to be arranged that want some of these people.

        Only so that the times proposed leave them room: nobody sees anything of them.
        """
        keys = {each.person.id: str(each.member.id) for each in seated}
        found: list[list[Invitee]] = []
        for case in await self._cases_of(each for each in seated if each.official):
            if case == seated[0].member.case or await self._tables_ahead(case):
                continue
            found.append(await self._required(case, keys))
            if len(found) == MOST_OTHERS:
                break
        return found

    async def _required(self, case: CaseId, keys: dict[PersonId, str]) -> list[Invitee]:
        people = []
        for member in await self._turn.tx.members.active(case):
            if member.required and member.reads:
                person = await self._turn.tx.people.get(member.person)
                key = keys.get(person.id, str(member.id))
                who = Participant(member, person)
                people.append(await self.invitee(who, key, required=True))
        return people

    async def _cases_of(self, people: Iterable[Participant]) -> list[CaseId]:
        found: dict[CaseId, None] = {}
        for each in people:
            for member in await self._turn.tx.members.of_person(each.person.id):
                if member.reads_anything:
                    found.setdefault(member.case)
        return list(found)

    async def _tables_ahead(self, case: CaseId) -> list[Roundtable]:
        if case not in self._open_cases:
            ahead = await self._turn.tx.roundtables.ahead(case)
            self._open_cases[case] = ahead
        return self._open_cases[case]

    async def _tables_of(self, person: PersonId) -> Elsewhere:
        elsewhere = Elsewhere()
        for member in await self._turn.tx.members.of_person(person):
            for other in await self._tables_ahead(member.case):
                if other.id != self._but and other.state in OPEN:
                    _sits(other, person, elsewhere, self._turn)
        return elsewhere

    async def _house(self, member: Member) -> Timetable | None:
        if not member.organisation or member.sector is Sector.FAMILY_SOCIAL:
            return None
        return await self._turn.tx.timetables.of(organisation=member.organisation)

    def _days_off(self, person: Person, timetable: Timetable | None) -> frozenset[date]:
        return self._days(
            lambda day: (
                person.is_away(day) or (timetable is not None and timetable.is_off(day))
            )
        )

    def _breaks(self, member: Member, house: Timetable | None) -> frozenset[date]:
        if member.sector is not Sector.EDUCATION or (house and house.open_in_breaks):
            return frozenset()
        return days_without_school(self._search.first_day, self._search.last_day)

    def _days(self, off: Callable[[date], bool]) -> frozenset[date]:
        length = (self._search.last_day - self._search.first_day).days + 1
        days = (self._search.first_day + timedelta(days=n) for n in range(length))
        return frozenset(day for day in days if off(day))


def _sits(other: Roundtable, person: PersonId, at: Elsewhere, turn: Turn) -> None:
    """Note when somebody sits, or may have to sit, at another table."""
    seats = [seat for seat in other.seats if seat.person == person]
    if not seats or seats[0].reply is Reply.DECLINES:
        return
    length = timedelta(minutes=other.minutes_long)
    if other.state is RoundtableState.CONVENED:
        if other.starts_at is not None:
            at.busy.append(Span(other.starts_at, other.starts_at + length))
        return
    ahead = (each for each in other.proposals if each > turn.now)
    at.tentative.extend(Span(each, each + length) for each in ahead)


def _working_hours(week: Week) -> WorkingHours:
    return WorkingHours(
        tuple(tuple(Hours(_clock(s.opens), _clock(s.closes)) for s in d) for d in week)
    )


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60) if minutes < DAY else time.min
