"""A calendar fetched from a link that somebody gave: within bounds, and without trust.

Only https, only the open internet, at most three redirects (each checked anew), five
megabytes and ten seconds for all of it together.
"""

import asyncio
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address

import aiohttp
from aiohttp import ClientResponse, ClientSession, hdrs
from yarl import URL

from bot.outside.addresses import (
    Allowed,
    CheckedResolver,
    Inner,
    Lookup,
    is_open,
    looked_up,
)
from casework.busy_calendars import Trouble

MOST_BYTES = 5_000_000
MOST_REDIRECTS = 3
SECONDS = 10.0
_CHUNK = 65_536
_MOVED = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304
_NO_LOGIN = frozenset({401, 403})
_GONE = frozenset({404, 410})


class NotFetched(Exception):
    """The calendar could not be had; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to ask for, and of whom."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    login: tuple[str, str] | None = field(default=None, repr=False)
    """Sent to the host of the link only, never to where it redirects."""
    fine: frozenset[int] = frozenset({200, 207})
    """The answers that are taken; another one is a trouble."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came: nothing new, or the text, with the mark of its version."""

    text: str = field(default="", repr=False)
    etag: str = ""
    unchanged: bool = False
    status: int = 200


class Fetcher:
    """Fetches calendars from the open internet.

    The arguments are for tests, whose servers are on this machine; no setting reaches
    them.
    """

    def __init__(
        self,
        allowed: Allowed = is_open,
        lookup: Lookup = looked_up,
        trust: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._resolver = CheckedResolver(allowed, lookup)
        self._trust = trust
        self._seconds = seconds

    async def fetch(self, wanted: Wanted) -> Fetched:
        """Return what is published there.

        Raises:
            NotFetched: it cannot be had, or not within the bounds.
        """
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(wanted)
        except TimeoutError:
            raise NotFetched(Trouble.TOO_SLOW) from None
        except Inner:
            raise NotFetched(Trouble.INNER) from None
        except (aiohttp.ClientError, OSError, ValueError):
            raise NotFetched(Trouble.UNREACHABLE) from None

    async def _follow(self, wanted: Wanted) -> Fetched:
        url = URL(wanted.url)
        for _ in range(MOST_REDIRECTS + 1):
            self._check(url)
            # A session of its own for each: nothing is remembered between two hosts.
            async with (
                self._session() as session,
                self._ask(session, url, wanted) as answer,
            ):
                if answer.status not in _MOVED:
                    return await _taken(answer, wanted.fine)
                url = url.join(URL(answer.headers.get(hdrs.LOCATION, "")))
        raise NotFetched(Trouble.REDIRECTS)

    def _check(self, url: URL) -> None:
        if url.scheme != "https" or not url.host:
            raise NotFetched(Trouble.NOT_HTTPS)
        if url.user or url.password:
            raise NotFetched(Trouble.INNER)
        try:
            written = ip_address(url.host)
        except ValueError:
            return
        self._resolver.check(written)

    def _session(self) -> ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            use_dns_cache=False,
            force_close=True,
            ssl=self._trust if self._trust is not None else True,
        )
        return ClientSession(
            connector=connector,
            auto_decompress=False,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    def _ask(self, session: ClientSession, url: URL, wanted: Wanted) -> "_Asking":
        same = url.origin() == URL(wanted.url).origin()
        headers = {"Accept-Encoding": "gzip, identity", **wanted.headers}
        if wanted.login and same:
            headers[hdrs.AUTHORIZATION] = aiohttp.encode_basic_auth(
                *wanted.login, "utf-8"
            )
        return session.request(
            wanted.method,
            url,
            headers=headers,
            data=wanted.body or None,
            allow_redirects=False,
        )


_Asking = aiohttp.client._RequestContextManager  # noqa: SLF001 - it has no public name


async def _taken(answer: ClientResponse, fine: frozenset[int]) -> Fetched:
    if answer.status == _UNCHANGED:
        return Fetched(unchanged=True)
    if answer.status not in fine:
        raise NotFetched(_trouble_of(answer.status))
    content = await _body(answer)
    return Fetched(
        text=content.decode("utf-8", "replace"),
        etag=answer.headers.get(hdrs.ETAG, "")[:200],
        status=answer.status,
    )


def _trouble_of(status: int) -> Trouble:
    if status in _NO_LOGIN:
        return Trouble.NO_LOGIN
    return Trouble.GONE if status in _GONE else Trouble.UNREACHABLE


async def _body(answer: ClientResponse) -> bytes:
    """Return the body, unpacked; never more of it in memory than the limit."""
    unpacked = _Unpacked(answer.headers.get(hdrs.CONTENT_ENCODING, ""))
    content = bytearray()
    async for chunk in answer.content.iter_chunked(_CHUNK):
        content += unpacked.of(chunk, MOST_BYTES + 1 - len(content))
        if len(content) > MOST_BYTES:
            raise NotFetched(Trouble.TOO_BIG)
    return bytes(content)


class _Unpacked:
    """Bytes as they were before they were packed, a bounded number at a time."""

    def __init__(self, encoding: str) -> None:
        packed = encoding.strip().lower()
        if packed not in {"", "identity", "gzip", "deflate"}:
            raise NotFetched(Trouble.UNREACHABLE)
        plain = packed in {"", "identity"}
        self._zlib = None if plain else zlib.decompressobj(32 + zlib.MAX_WBITS)

    def of(self, chunk: bytes, most: int) -> bytes:
        """Return what a chunk holds, at most so many bytes of it."""
        if self._zlib is None:
            return chunk
        try:
            return self._zlib.decompress(chunk, most)
        except zlib.error:
            raise NotFetched(Trouble.UNREACHABLE) from None
