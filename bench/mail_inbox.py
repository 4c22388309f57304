"""An inbox of 1,000 answers by mail: how many a second, and none of them taken twice.

`python -m bench.mail_inbox` stores a thousand answers to a hundred roundtables, every
fourth of them twice, and handles them; beside it, in the same run, the same mails are
only read with the standard library and icalendar.
"""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes

from icalendar import Calendar

from bench._places import tables
from bot.networks.mail.receiving import raw_of
from casework.cases import Case
from casework.ids import RoundtableId, new_id
from casework.meetings import InvitationAnswered
from casework.roles import Role
from casework.roundtables import Purpose, Roundtable, RoundtableState, Seat
from tests.scheduling.checks.answers import a_calendar, an_event, answering
from tests.table import MONDAY, Table

MAILS, GUESTS, AGAIN, AT_ONCE = 1000, 10, 4, 20
PARTSTATS = ("ACCEPTED", "DECLINED", "TENTATIVE")


def main() -> None:
    """Print the figures."""
    asyncio.run(_main())


async def _main() -> None:
    async with tables() as found:
        await _measure("SQLite", found["SQLite"])


async def _measure(engine: str, table: Table) -> None:
    case, meetings = await _meetings(table)
    mails = [_mail(meetings, number) for number in range(MAILS)]
    began = time.process_time()
    for mail in mails:
        _plain(mail)
    plain = time.process_time() - began

    twice = [mail for n, mail in enumerate(mails) for _ in range(1 + (n % AGAIN == 0))]
    began = time.process_time()
    for start in range(0, len(twice), AT_ONCE):
        came = [raw_of(mail) for mail in twice[start : start + AT_ONCE]]
        await table.assistant.receive_raw(came)
        while await _waits(table):
            await table.assistant.inbox.work()
    ours = time.process_time() - began

    taken = await _taken(table, case)
    print(f"{engine}: {len(twice)} mails, {MAILS} answers, {taken} taken")
    print(
        f"  {MAILS / ours:.0f} answers a second of one core, {ours / plain:.1f} times"
    )
    print(f"  what it costs only to read them ({plain / MAILS * 1000:.1f} ms each)")


async def _waits(table: Table) -> bool:
    async with table.database.reading(table.clock()) as tx:
        return bool(await tx.inbox.waiting(1))


async def _meetings(table: Table) -> tuple[Case, list[Roundtable]]:
    """Seat ten guests, with addresses, at a hundred roundtables of one case."""
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    for number in range(GUESTS):
        name = f"guest{number}"
        person = await table.seat(name, "Kati Kask", case, Role.CLASS_TEACHER)
        email = f"{name}@example.com"
        async with table.database.transaction(table.clock()) as tx:
            await tx.people.keep(replace(person, email=email))
    seats = tuple(
        Seat(member=member.id, person=member.person, required=False)
        for member in table.members.values()
    )
    meetings = [_meeting(case, seats, n) for n in range(MAILS // GUESTS)]
    async with table.database.transaction(table.clock()) as tx:
        for meeting in meetings:
            await tx.roundtables.keep(meeting)
    return case, meetings


def _meeting(case: Case, seats: tuple[Seat, ...], number: int) -> Roundtable:
    return Roundtable(
        id=RoundtableId(new_id()),
        case=case.id,
        purpose=Purpose.REVIEW_EFFECT,
        minutes_long=60,
        proposals=(),
        seats=seats,
        state=RoundtableState.CONVENED,
        starts_at=MONDAY + timedelta(days=7 + number),
        convened_at=MONDAY,
        changed_at=MONDAY,
        opened_at=MONDAY,
        uid=f"{new_id()}@vald.example",
        secret=str(new_id()),
    )


def _mail(meetings: list[Roundtable], number: int) -> bytes:
    address = f"guest{number % GUESTS}@example.com"
    meeting = meetings[number // GUESTS]
    # Mari, who leads, sits first.
    seat = meeting.seats[1 + number % GUESTS]
    event = an_event(
        UID=f":{meeting.uid_of(seat.member)}",
        ATTENDEE=f";PARTSTAT={PARTSTATS[number % 3]}:mailto:{address}",
    )
    raw = answering(a_calendar(event), sender=address)
    return raw.replace(b"<answer@", f"<{number}@".encode())


def _plain(mail: bytes) -> None:
    """Read a mail as the libraries do, without a bound or a doubt."""
    for part in message_from_bytes(mail).walk():
        if part.get_content_type() == "text/calendar":
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)  # noqa: S101 - built above
            Calendar.from_ical(payload)


async def _taken(table: Table, case: Case) -> int:
    async with table.database.reading(table.clock()) as tx:
        kinds = (InvitationAnswered.__name__,)
        return len(await tx.journal.of_case(case.id, MONDAY, kinds))


if __name__ == "__main__":
    main()
