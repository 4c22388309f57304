"""What reads bytes from outside, each as a function of bytes: it may refuse, not fail.

A reader returns, or raises what it promises to raise; anything else is unhandled.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from urllib.parse import parse_qsl, urlencode

from bot.commands import canonical
from bot.danger_signs import DANGER_SIGNS
from bot.networks.mail.receiving import Letterbox, raw_of
from bot.networks.telegram import door, updates, webhook
from bot.networks.telegram.groups import Me
from bot.networks.telegram.init_data import signature, user_of
from bot.networks.telegram.updates import OddUpdate
from bot.outside.fetching import NotFetched
from bot.outside.reading import spans
from bot.questions.checking import faults
from casework.danger import mentioned
from casework.personal_code import holds_personal_code
from casework.refusals import Refusal
from casework.timing import Almanac
from casework.told_times import parse_told
from casework.typed_moments import read as read_moment
from casework.typed_moments import read_clock, read_days
from casework.words import checked, clean
from handlers.incoming import Incoming
from scheduling.holidays import closed_days
from tests.proofs.fuzzing.specimens import TOKEN
from tests.scheduling.calendars import TALLINN
from tests.table import MONDAY

Feed = Callable[[bytes], None]

_LETTERBOX = Letterbox(TALLINN, "mx.vald.example")
_ALMANAC = Almanac(TALLINN, closed_days(date(2026, 1, 1), date(2028, 12, 31)))
_ME = Me(id=9, username="umarlaud_bot")


def message(content: bytes) -> None:
    """Words somebody wrote: as a command, a time, told hours, a danger, words to keep."""
    text = content.decode("utf-8", "surrogateescape")
    canonical(text)
    holds_personal_code(text)
    assert clean(clean(text)) == clean(text)
    for read in (checked, parse_told):
        with suppress(Refusal):
            read(text)
    with suppress(Refusal):
        read_moment(text, MONDAY, _ALMANAC)
    read_days(text, MONDAY, _ALMANAC)
    read_clock(text)
    mentioned(text, DANGER_SIGNS)


def update(content: bytes) -> None:
    """What Telegram brings to our own address, stored, and then understood."""
    brought = webhook.update_in(content)
    if not isinstance(brought, dict):
        return
    raw = door.raw_of(updates.key(brought), brought)
    for each in updates.query(brought) or ():
        each.encode()  # it goes back over the wire
    with suppress(OddUpdate):
        incoming = updates.read(raw.payload, _ME)
        assert incoming is None or isinstance(incoming, Incoming)


def mail(content: bytes) -> None:
    """A mail: stored whole or its head alone, and then understood."""
    for whole in (True, False):
        raw = raw_of(content, whole=whole)
        assert isinstance(_LETTERBOX.read(raw.payload), Incoming)


def calendar(content: bytes) -> None:
    """A calendar behind somebody's link: its spans, or why there are none."""
    with suppress(NotFetched):
        spans(content.decode("utf-8", "replace"), MONDAY, TALLINN)


def questions(content: bytes) -> None:
    """A set of questions that a municipality wrote."""
    assert all(faults(content.decode("utf-8", "replace")) or [True])


def init_data(content: bytes) -> None:
    """What Telegram tells a page: as it came, and signed as if it were Telegram's."""
    told = content.decode("utf-8", "surrogateescape")
    user_of(told, TOKEN, MONDAY)
    try:
        fields = dict(parse_qsl(told, keep_blank_values=True))
        signed = urlencode(fields | {"hash": signature(fields, TOKEN)})
    except ValueError:
        return
    user_of(signed, TOKEN, MONDAY)


READERS: dict[str, Feed] = {
    "messages": message,
    "updates": update,
    "mails": mail,
    "calendars": calendar,
    "questions": questions,
    "init data": init_data,
}
