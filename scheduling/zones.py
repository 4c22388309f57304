"""Time zones as every calendar reader understands them, and times written with them.

The text is our own: that of the library lists each clock change up to 2038, of which
Thunderbird reads the first only, and takes most of the time of building an invitation.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scheduling.recurrence import comes_twice

RULE_SINCE = 2004

_EASTERN_EUROPE = """\
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:20031026T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
TZNAME:EET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20030330T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
TZNAME:EEST
END:DAYLIGHT
END:VTIMEZONE
"""

TEXTS = {
    name: _EASTERN_EUROPE.format(name=name).replace("\n", "\r\n").encode()
    for name in ("Europe/Tallinn", "Europe/Helsinki", "Europe/Riga", "Europe/Vilnius")
}
"""The zones whose wall-clock time can be written; all follow the same rule."""


def has_text(zone: ZoneInfo) -> bool:
    """Tell whether wall-clock times of `zone` can be written into a calendar."""
    return zone.key in TEXTS


def writable(moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether `moment` as wall-clock time of `zone` means that instant only.

    It does not in the autumn hour that comes twice: the calendar format has no way to
    say which of the two is meant.
    """
    local = moment.astimezone(zone)
    return has_text(zone) and local.year >= RULE_SINCE and not comes_twice(local, zone)


def written(moment: datetime, zone: ZoneInfo | None) -> datetime:
    """Return `moment` as a calendar is to show it: in `zone`, or without one in UTC."""
    return moment.astimezone(zone if zone is not None else UTC)
