"""Calendar links that mean no good (issue 4, bad input), against a real server."""

import gzip
import ssl
from collections.abc import AsyncIterator
from dataclasses import fields
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiohttp import web

from bot.outside.addresses import is_open
from bot.outside.fetching import MOST_BYTES, Fetcher, NotFetched, Wanted
from bot.settings import Settings
from casework.busy_calendars import Trouble
from tests.outside.publishing import Published, fetcher, forever, publishing
from tests.provision.certificates import NAME

CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"


@pytest.fixture
async def published(tmp_path: Path) -> AsyncIterator[Published]:
    async with publishing(tmp_path) as server:
        yield server


async def trouble(folder: Path, url: str, seconds: float = 5.0) -> Trouble:
    with pytest.raises(NotFetched) as failed:
        await fetcher(folder, seconds).fetch(Wanted(url=url))
    return failed.value.trouble


async def test_a_calendar_is_fetched_and_an_unchanged_one_is_not_sent_again(
    published: Published, tmp_path: Path
) -> None:
    url = published.text("/mine.ics", CALENDAR, ETag='"7"')

    first = await fetcher(tmp_path).fetch(Wanted(url=url))
    again = await fetcher(tmp_path).fetch(
        Wanted(url=url, headers={"If-None-Match": first.etag})
    )

    assert (first.text, first.etag) == (CALENDAR, '"7"')
    assert again.unchanged


async def test_a_redirect_or_three_are_followed_and_a_fourth_is_not(
    published: Published, tmp_path: Path
) -> None:
    published.text("/end", CALENDAR)
    for number in range(4):
        published.moved(f"/{number}", f"/{number + 1}" if number < 3 else "/end")

    found = await fetcher(tmp_path).fetch(Wanted(url=published.url("/1")))

    assert found.text == CALENDAR
    assert await trouble(tmp_path, published.url("/0")) is Trouble.REDIRECTS


@pytest.mark.parametrize(
    "inner",
    [
        "https://169.254.169.254/latest/meta-data/",
        "https://127.0.0.2/",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://10.1.2.3/",
        "https://192.168.0.1/",
        "https://172.16.0.1/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        f"https://{NAME}@10.0.0.1/",
        f"https://{NAME}:pass@10.0.0.1/x.ics",
    ],
)
async def test_nothing_leads_inside_neither_the_link_nor_a_redirect(
    published: Published, tmp_path: Path, inner: str
) -> None:
    moved = published.moved("/moved", inner)

    assert await trouble(tmp_path, inner) is Trouble.INNER
    assert await trouble(tmp_path, moved) is Trouble.INNER
    assert [each.path for each in published.asked] == ["/moved"]


@pytest.mark.parametrize(
    "link",
    [
        "https://2130706434/",
        "https://0x7f000002/",
        "https://0177.0.0.2/",
        "https://127.2/",
    ],
)
async def test_addresses_written_as_numbers_are_resolved_and_refused(link: str) -> None:
    # With the resolver of the system, as in life: it knows all these ways.
    with pytest.raises(NotFetched) as failed:
        await Fetcher(seconds=5).fetch(Wanted(url=link))

    assert failed.value.trouble in {Trouble.INNER, Trouble.UNREACHABLE}


async def test_one_inner_address_among_several_is_enough_to_refuse(
    published: Published, tmp_path: Path
) -> None:
    async def both(_host: str, _port: int) -> list[str]:
        return ["93.184.215.14", "10.0.0.1"]

    with pytest.raises(NotFetched) as failed:
        await Fetcher(lookup=both).fetch(Wanted(url="https://two.example/"))

    assert failed.value.trouble is Trouble.INNER
    assert published.asked == []


async def test_a_name_that_changes_its_mind_changes_nothing(
    published: Published, tmp_path: Path
) -> None:
    url = published.text("/mine.ics", CALENDAR)
    answers = ["127.0.0.1", "10.0.0.1"]

    async def rebinding(_host: str, _port: int) -> list[str]:
        return [answers.pop(0)]

    trust = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    careful = Fetcher(lambda each: str(each) == "127.0.0.1", rebinding, trust)

    found = await careful.fetch(Wanted(url=url))

    assert found.text == CALENDAR
    assert answers == ["10.0.0.1"]  # asked once: the checked address was connected to


async def test_plain_http_is_refused_also_behind_a_redirect(
    published: Published, tmp_path: Path
) -> None:
    moved = published.moved("/moved", f"http://{NAME}:{published.port}/mine.ics")

    assert await trouble(tmp_path, "http://calendar.test/x") is Trouble.NOT_HTTPS
    assert await trouble(tmp_path, "file:///etc/passwd") is Trouble.NOT_HTTPS
    assert await trouble(tmp_path, moved) is Trouble.NOT_HTTPS


async def test_a_huge_one_is_given_up_at_the_limit(
    published: Published, tmp_path: Path
) -> None:
    url = published.at("/huge", lambda request: forever(request, b"x" * 500_000, 0))

    assert await trouble(tmp_path, url) is Trouble.TOO_BIG


async def test_a_small_packet_that_unpacks_to_much_more_is_given_up(
    published: Published, tmp_path: Path
) -> None:
    packed = gzip.compress(bytes(60_000_000), 6)

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=packed, headers={"Content-Encoding": "gzip"})

    assert len(packed) < MOST_BYTES
    assert await trouble(tmp_path, published.at("/bomb", answer)) is Trouble.TOO_BIG


async def test_a_packed_calendar_is_unpacked(
    published: Published, tmp_path: Path
) -> None:
    async def answer(_: web.Request) -> web.StreamResponse:
        body = gzip.compress(CALENDAR.encode())
        return web.Response(body=body, headers={"Content-Encoding": "gzip"})

    found = await fetcher(tmp_path).fetch(Wanted(url=published.at("/packed", answer)))

    assert found.text == CALENDAR


async def test_a_drip_without_end_is_given_up_when_the_time_is_over(
    published: Published, tmp_path: Path
) -> None:
    url = published.at("/drip", lambda request: forever(request, b"x", 0.05))

    assert await trouble(tmp_path, url, seconds=0.5) is Trouble.TOO_SLOW


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, Trouble.NO_LOGIN),
        (403, Trouble.NO_LOGIN),
        (404, Trouble.GONE),
        (410, Trouble.GONE),
        (500, Trouble.UNREACHABLE),
    ],
)
async def test_each_no_of_a_server_is_told_apart(
    published: Published, tmp_path: Path, status: int, expected: Trouble
) -> None:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status)

    assert await trouble(tmp_path, published.at("/no", answer)) is expected


async def test_a_certificate_nobody_vouches_for_is_refused(
    published: Published,
) -> None:
    async def lookup(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    with pytest.raises(NotFetched) as failed:
        await Fetcher(lambda _: True, lookup).fetch(Wanted(url=published.url()))

    assert failed.value.trouble is Trouble.UNREACHABLE
    assert published.asked == []


async def test_a_password_is_not_carried_to_another_host(
    published: Published, tmp_path: Path
) -> None:
    published.text("/end", CALENDAR)
    moved = published.moved("/moved", published.url("/end", host="127.0.0.1"))

    await fetcher(tmp_path).fetch(Wanted(url=moved, login=("kati", "secret")))

    first, second = published.asked
    assert "Authorization" in first.headers
    assert "Authorization" not in second.headers


@pytest.mark.parametrize("address", ["93.184.215.14", "2a00:1450:4026:803::200e"])
def test_the_open_internet_is_open(address: str) -> None:
    assert is_open(ip_address(address))


@pytest.mark.parametrize(
    "address", ["224.0.0.1", "255.255.255.255", "2002:7f00:1::", "::", "ff02::1"]
)
def test_what_is_no_single_open_machine_is_closed(address: str) -> None:
    assert not is_open(ip_address(address))


def test_no_setting_opens_the_inside() -> None:
    names = " ".join(each.name for each in fields(Settings))

    assert not any(word in names for word in ("inner", "loopback", "allow", "fetch"))
    assert Fetcher()._resolver._allowed is is_open
