"""When people can come, and their own calendars that are read or written."""

from collections.abc import Iterable
from typing import Any

from casework.busy_calendars import BusyCalendar
from casework.ids import PersonId
from casework.own_calendars import OwnCalendar, OwnState
from casework.timetables import Timetable, key_of
from storage.shelf import Shelf
from storage.tables import BusyCalendarRow, OwnCalendarRow, TimetableRow

_READ = "read"


class BusyCalendars(Shelf[BusyCalendar, BusyCalendarRow]):
    """The calendars people let the program read, seen through one transaction."""

    kind = BusyCalendar
    row = BusyCalendarRow

    def columns(self, thing: BusyCalendar) -> dict[str, Any]:
        """Show the database whether it is still read."""
        return {"state": "removed" if thing.removed else _READ}

    async def of_people(self, people: Iterable[PersonId]) -> list[BusyCalendar]:
        """Return the calendars of these people that are read."""
        return await self.where(
            BusyCalendarRow.person_id.in_(tuple(people)), BusyCalendarRow.state == _READ
        )


class OwnCalendars(Shelf[OwnCalendar, OwnCalendarRow]):
    """The calendars roundtables are put into, seen through one transaction."""

    kind = OwnCalendar
    row = OwnCalendarRow

    def columns(self, thing: OwnCalendar) -> dict[str, Any]:
        """Show the database whether it is in use."""
        return {"state": thing.state}

    async def written(self, person: PersonId) -> list[OwnCalendar]:
        """Return the calendars of a person in which anything of ours may lie."""
        return await self.where(
            OwnCalendarRow.person_id == person, OwnCalendarRow.state != OwnState.ENDED
        )


class Timetables(Shelf[Timetable, TimetableRow]):
    """The timetables of people and organisations, seen through one transaction."""

    kind = Timetable
    row = TimetableRow

    def columns(self, thing: Timetable) -> dict[str, Any]:
        """Show the database a keyed hash of whose it is."""
        state = "person" if thing.person else "organisation"
        key = key_of(thing.person, thing.organisation)
        return {"state": state, "blind": self._keys.blind(key)}

    async def of(
        self, person: PersonId | None = None, organisation: str = ""
    ) -> Timetable | None:
        """Return the timetable of a person or an organisation, or None."""
        blind = self._keys.blind(key_of(person, organisation))
        found = await self.where(TimetableRow.blind == blind)
        return found[0] if found else None
