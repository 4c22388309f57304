"""What the buttons around somebody's own free time do, as data."""

from dataclasses import dataclass

from casework.ids import BusyCalendarId, OwnCalendarId


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetCalendar:
    """Read this calendar no more."""

    calendar: BusyCalendarId


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeBusy:
    """Show what was read of this calendar."""

    calendar: BusyCalendarId


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetLine:
    """Take back the line of this number, of what was told or of the days off."""

    told: bool
    number: int
    of: int
    """How many lines there were: another number, and the button is out of date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOwnCalendar:
    """Put roundtables into this calendar no more, and take out what lies there."""

    calendar: OwnCalendarId


FreeAction = EndOwnCalendar | ForgetCalendar | ForgetLine | SeeBusy
