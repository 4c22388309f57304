"""Mails about the roundtable of a journey, as people's programs send them."""

from dataclasses import replace
from email.message import EmailMessage
from itertools import count

from bot.networks.mail.receiving import raw_of
from casework.roundtables import Roundtable, Seat
from tests.roundtable_stories import convened, roundtable
from tests.scheduling.checks.answers import a_calendar, an_event, answering
from tests.table import Table

_names = count(1)
ADDRESSES = {
    "mari": "mari@vald.example",
    "kati": "kati.ema@example.com",
    "jaan": "jaan@kool.example",
    "liis": "liis@kliinik.example",
}


async def invited(table: Table) -> Roundtable:
    """Everyone has given an address and been invited; the screens are empty."""
    await give_addresses(table)
    kept = await convened(table)
    table.clear()
    return kept


async def give_addresses(table: Table, **changed: str) -> None:
    """Let people be reached by mail too, their addresses confirmed."""
    async with table.database.transaction(table.clock()) as tx:
        for address, email in {**ADDRESSES, **changed}.items():
            person = await tx.people.get(table.people[address].id)
            await tx.people.keep(replace(person, email=email))


def name_for(table: Table, meeting: Roundtable, who: str = "kati") -> str:
    """By which name somebody's calendar knows it; a stranger has Kati's, forwarded."""
    member = table.members.get(who) or table.members["kati"]
    return meeting.uid_of(member.id)


def reply(
    table: Table,
    meeting: Roundtable,
    partstat: str = "ACCEPTED",
    who: str = "kati",
    **changes: str,
) -> str:
    """The calendar of an answer to this meeting; of another METHOD, if one is named."""
    method = changes.pop("METHOD", "REPLY")
    said = {
        "UID": f":{name_for(table, meeting, who)}",
        "ATTENDEE": f";PARTSTAT={partstat}:mailto:{ADDRESSES.get(who, who)}",
        "SEQUENCE": f":{meeting.sequence}",
        "DTSTAMP": ":20261123T070000Z",
        **changes,
    }
    return a_calendar(an_event(**said), method=method)


async def mail(table: Table, raw: bytes | EmailMessage) -> bool:
    """A mail comes in by whichever door, and all that follows happens; False: a repeat."""
    content = raw if isinstance(raw, bytes) else raw.as_bytes()
    new = await table.assistant.receive_raw([raw_of(content)])
    await table.assistant.settle()
    await table.phones.look(table)
    return bool(new)


async def mail_reply(
    table: Table, partstat: str = "ACCEPTED", who: str = "kati", **changes: str
) -> bool:
    """Somebody's program answers in their name."""
    meeting = await roundtable(table)
    sender = ADDRESSES.get(who, who)
    calendar = reply(table, meeting, partstat, who, **changes)
    raw = answering(calendar, sender=sender)
    name = f"<{next(_names)}@example.com>".encode()
    return await mail(table, raw.replace(b"<answer@example.com>", name))


async def seat(table: Table, who: str) -> Seat:
    """What is kept of somebody's answer."""
    return (await roundtable(table)).seat_of(table.people[who].id)
