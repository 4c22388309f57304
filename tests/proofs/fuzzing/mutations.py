"""Bends well-formed inputs: cheap, repeatable, mostly nearly right."""

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random

Mutation = Callable[[Random, bytes], bytes]

ODD = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u202e\u2066".encode(),
    "õ😀👩‍👩‍👧".encode(),
    b"\\ud800",
    b"9" * 400,
    b"-1",
    b"1e999",
    b"NaN",
    b"null",
    b"[" * 3000,
    b'{"a":' * 1500,
    b"\r\n",
    b"\r\nBcc: all@example.com\r\n",
    b"%00%ff",
    b"=?utf-8?q?=00?=",
    b"<b>&amp;",
    b"' OR 1=1 --",
    b"{0} %s {{7*7}}",
    b"RRULE:FREQ=SECONDLY",
    b"BEGIN:VEVENT\r\n",
    b"DTSTART:99999999T999999Z",
    b"/stop",
)


THINGS: tuple[object, ...] = (
    *(None, True, 0, -1, 2**70, 1.5, float("inf"), "", "\x00", "\ud800", "x" * 5000),
    *([], {}, [[]], {"id": 5}, {"id": "5"}, {"id": {}}, [None], "private", "channel"),
    *("/start x", "/" + "ä" * 300, "member", {"text": 7}, "\u202e<b>", -(10**12)),
)


def mutate_json(random: Random, specimen: bytes) -> bytes:
    """Return the JSON with one or two other things in it than should be there."""
    whole = json.loads(specimen)
    for _ in range(random.randint(1, 2)):
        place = whole
        while True:
            name = random.choice(list(place))
            if isinstance(place[name], dict) and place[name] and random.random() < 0.8:
                place = place[name]
                continue
            if random.random() < 0.3:
                del place[name]
            else:
                place[name] = deepcopy(random.choice(THINGS))
            break
        whole = whole or {"update_id": 1}
    return json.dumps(whole).encode()


def mutate(random: Random, specimen: bytes) -> bytes:
    """Return the input with one to four things wrong with it."""
    for _ in range(random.randint(1, 4)):
        specimen = random.choice(_ALL)(random, specimen)
    return specimen[:60_000]


def _flip(random: Random, given: bytes) -> bytes:
    if not given:
        return b"\x00"
    place = random.randrange(len(given))
    return given[:place] + bytes([random.randrange(256)]) + given[place + 1 :]


def _cut(random: Random, given: bytes) -> bytes:
    begin, end = _two_places(random, given)
    return given[:begin] + given[end:]


def _repeat(random: Random, given: bytes) -> bytes:
    begin, end = _two_places(random, given)
    return given[:begin] + given[begin:end] * random.randint(2, 4) + given[end:]


def _insert(random: Random, given: bytes) -> bytes:
    place = random.randint(0, len(given))
    return given[:place] + random.choice(ODD) + given[place:]


def _overwrite(random: Random, given: bytes) -> bytes:
    begin, end = _two_places(random, given)
    return given[:begin] + random.choice(ODD) + given[end:]


def _end(random: Random, given: bytes) -> bytes:
    return given[: random.randint(0, len(given))]


def _noise(random: Random, given: bytes) -> bytes:
    return random.randbytes(random.randint(0, 200))


def _two_places(random: Random, given: bytes) -> tuple[int, int]:
    begin = random.randint(0, len(given))
    return begin, min(len(given), begin + random.randint(0, 40))


_ALL: tuple[Mutation, ...] = (
    *(_flip, _flip, _cut, _repeat, _insert, _insert, _overwrite, _overwrite, _end),
    _noise,
)
