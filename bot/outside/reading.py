"""What was fetched, read as busy times: spans and nothing else."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.outside.fetching import NotFetched, Wanted
from casework.busy_calendars import BusyCalendar, CalendarKind, Taken, Trouble
from scheduling.busy import Busy, Flaw, Unreadable, busy_times
from scheduling.spans import Span

AHEAD = timedelta(days=100)
"""How far ahead busy times are kept: further than any roundtable is looked for."""

_TROUBLES = {
    Flaw.TOO_BIG: Trouble.TOO_BIG,
    Flaw.TOO_DEEP: Trouble.TOO_BIG,
    Flaw.NOT_A_CALENDAR: Trouble.NOT_A_CALENDAR,
    Flaw.SEVERAL: Trouble.NOT_A_CALENDAR,
    Flaw.ENDLESS: Trouble.ENDLESS,
    Flaw.BROKEN: Trouble.BROKEN,
}

_QUERY = """<?xml version="1.0" encoding="utf-8"?>
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">
<C:time-range start="{start:%Y%m%dT%H%M%SZ}" end="{end:%Y%m%dT%H%M%SZ}"/>
</C:free-busy-query>"""


def wanted(calendar: BusyCalendar, now: datetime) -> Wanted:
    """Return what to ask for: a file if it changed, or a server's free and busy times."""
    if calendar.kind is CalendarKind.LINK:
        since = {"If-None-Match": calendar.etag} if calendar.etag else {}
        return Wanted(url=calendar.url, headers={"Accept": "text/calendar", **since})
    query = _QUERY.format(start=now, end=now + AHEAD)
    return Wanted(
        url=calendar.url,
        method="REPORT",
        headers={"Content-Type": "application/xml; charset=utf-8", "Depth": "1"},
        body=query.encode(),
        login=(calendar.user, calendar.password),
    )


def spans(text: str, now: datetime, zone: ZoneInfo) -> Busy:
    """Return the busy times of a calendar's text from now on.

    Raises:
        NotFetched: it is a web page, or a calendar that is refused.
    """
    if looks_like_a_page(text):
        raise NotFetched(Trouble.WEB_PAGE)
    try:
        return busy_times(text, Span(now, now + AHEAD), zone)
    except Unreadable as refused:
        raise NotFetched(_TROUBLES[refused.flaw]) from None


def looks_like_a_page(text: str) -> bool:
    """Tell whether a text is a web page, whatever it is called."""
    beginning = text[:2000].lstrip("\ufeff \t\r\n").lower()
    return beginning.startswith(("<!doctype html", "<html", "<head", "<script", "<!--"))


def taken(busy: Busy) -> tuple[Taken, ...]:
    """Return busy times as casework keeps them."""
    return tuple(Taken(each.starts_at, each.ends_at) for each in busy.spans)
