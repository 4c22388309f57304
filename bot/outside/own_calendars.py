"""A calendar on a server (CalDAV, RFC 4791): one entry put there, or taken out.

The program writes only what it has just read: an entry that somebody edited keeps
their alarms and notes, and gets our time.
"""

from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import hdrs
from yarl import URL

from bot.outside.fetching import Fetched, Fetcher, NotFetched, Wanted
from casework.busy_calendars import Trouble
from casework.own_calendars import OwnCalendar
from scheduling.merging import Merged, merged

_OK, _NOT_THERE, _CHANGED = 200, 404, 412
_GONE = frozenset({_NOT_THERE, 410})
_TWICE = 409
_TAKEN_ELSEWHERE = frozenset({403, _TWICE})
_ATTEMPTS = 3
"""How often an entry is read anew that somebody changes while it is written."""
_IS_IT = b"""<?xml version="1.0" encoding="utf-8"?>
<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/></D:prop></D:propfind>"""

Moved = bool
"""Somebody had moved the entry in the calendar."""


class CalendarServer:
    """One calendar on its server, as its owner sees it."""

    def __init__(self, calendar: OwnCalendar, fetcher: Fetcher, zone: ZoneInfo) -> None:
        self._zone = zone
        self._url = calendar.url.rstrip("/") + "/"
        self._login = (calendar.user, calendar.password)
        self._fetcher = fetcher

    async def check(self) -> None:
        """See that there is a calendar, and that we are let in.

        Raises:
            NotFetched: there is none, or we are not, or the server is away.
        """
        xml = {hdrs.CONTENT_TYPE: "application/xml; charset=utf-8", "Depth": "0"}
        wanted = Wanted(
            url=self._url,
            method="PROPFIND",
            headers=xml,
            body=_IS_IT,
            login=self._login,
        )
        found = await self._fetcher.fetch(wanted)
        if "urn:ietf:params:xml:ns:caldav" not in found.text:
            raise NotFetched(Trouble.NOT_A_CALENDAR)

    async def put(self, uid: str, ours: bytes, before: datetime | None) -> Moved:
        """Put an entry there, or ours in the place of what somebody made of it.

        `before` is when the one began that was put there last. Returns whether
        somebody has moved that one.

        Raises:
            NotFetched: it could not be put.
        """
        for _ in range(_ATTEMPTS):
            there = await self._get(uid)
            new = merged(ours, there.text, self._zone) if there else Merged(ours)
            answer = await self._write(uid, "PUT", there, new.content)
            if answer.status in _TAKEN_ELSEWHERE:
                _check_by_mail(answer)
            if answer.status != _CHANGED:
                return None not in (new.began_at, before) and new.began_at != before
        raise NotFetched(Trouble.UNREACHABLE)

    async def take_out(self, uid: str) -> None:
        """Take an entry out, whatever somebody made of it.

        Raises:
            NotFetched: it could not be taken out.
        """
        for _ in range(_ATTEMPTS):
            there = await self._get(uid)
            if there is None:
                return
            answer = await self._write(uid, "DELETE", there)
            if answer.status != _CHANGED:
                return
        raise NotFetched(Trouble.UNREACHABLE)

    async def _get(self, uid: str) -> Fetched | None:
        found = await self._fetcher.fetch(
            Wanted(
                url=self._place(uid), login=self._login, fine=frozenset({_OK, *_GONE})
            )
        )
        return None if found.status in _GONE else found

    async def _write(
        self, uid: str, method: str, there: Fetched | None, body: bytes = b""
    ) -> Fetched:
        """Write only over what was read; a new entry only where there is none."""
        headers: dict[str, str] = {hdrs.IF_NONE_MATCH: "*"}
        if there is not None:
            headers = {hdrs.IF_MATCH: there.etag} if there.etag else {}
        if body:
            headers[hdrs.CONTENT_TYPE] = "text/calendar; charset=utf-8"
        fine = {200, 201, 204, _CHANGED} | (_GONE if method == "DELETE" else set())
        if method == "PUT" and there is None:
            fine |= _TAKEN_ELSEWHERE
        return await self._fetcher.fetch(
            Wanted(
                url=self._place(uid),
                method=method,
                headers=headers,
                body=body,
                login=self._login,
                fine=frozenset(fine),
            )
        )

    def _place(self, uid: str) -> str:
        name = quote(uid.partition("@")[0], safe="")
        return str(URL(self._url).join(URL(f"{name}.ics", encoded=True)))


def _check_by_mail(answer: Fetched) -> None:
    """See that it is only the mailed invitation that lies in the same calendar.

    Its mails keep it as it should be.
    """
    if answer.status != _TWICE and "no-uid-conflict" not in answer.text:
        raise NotFetched(Trouble.NO_LOGIN)
