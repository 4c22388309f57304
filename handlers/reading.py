"""Asked at delivery: may all of this still be read, and what follows when it is."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from casework import reading
from casework.agendas import SendAgenda
from casework.cases import Member, restricted_in
from casework.digests import ShowDigest
from casework.disclosure import InfoClass, Right
from casework.gathered import TellMailsGathered
from casework.ids import CaseId, PersonId
from casework.minutes_sent import SendMinutes, TellNextDate
from casework.outcome import Message, Mixed, Outgoing
from casework.overviews import ShowCaseStatus, ShowReaders, ShowStatus, ShowSummary
from casework.reading import SeenBy, WriterTold
from casework.statements import Summary, narrowed, needs
from handlers import digests, gathered
from handlers.turn import Turn

_TOLD_BACK = timedelta(days=120)
_OneCase = ShowCaseStatus | ShowReaders | ShowSummary


async def as_readable(turn: Turn, message: Outgoing) -> Outgoing | None:
    """Return a message without what its reader may no longer read; None: nothing is left.

    Rights may have changed since the message was written: a digest waits for
    the morning, and its reader may have handed a case over meanwhile.
    """
    if isinstance(message, TellMailsGathered):
        return await gathered.counted(turn, message)
    if isinstance(message, SendAgenda | SendMinutes | TellNextDate):
        return await _paper(turn, message)
    if not isinstance(message, _OneCase | ShowDigest | ShowStatus):
        return message
    places = await turn.tx.members.of_person(message.to)
    readers = {member.case: member for member in places if member.reads}
    match message:
        case ShowStatus():
            lines = tuple(each for each in message.lines if each.case in readers)
            return replace(message, lines=lines)
        case ShowDigest():
            parts = await _narrowed(turn, message.parts, readers)
            return replace(message, parts=parts) if parts or not message.parts else None
        case _:
            left = await _narrowed(turn, (message.summary,), readers)
            return replace(message, summary=left[0]) if left else None


async def _paper(
    turn: Turn, message: SendAgenda | SendMinutes | TellNextDate
) -> Message | None:
    """Return an agenda or minutes without what their reader may not read now."""
    assert message.case is not None  # noqa: S101 - both are of a case
    member = await turn.tx.members.in_case(message.to, message.case)
    if member is None:
        return None
    return message.narrowed(member, await _restricted(turn, message.case))


def needed(message: Outgoing) -> frozenset[Right]:
    """Return the rights without which a message of many kinds may not stay to be read.

    Empty: it is of one kind, or of no case.
    """
    match message:
        case SendAgenda(case=case) | SendMinutes(case=case) if case is not None:
            return frozenset((case, kind) for kind in message.kinds())
        case Mixed(case=case) if case is not None:
            return frozenset((case, kind) for kind in message.also)
        case ShowStatus():
            led = (line.case for line in message.lines if line.leads)
            return frozenset((case, InfoClass.SILENCE) for case in led)
        case ShowDigest():
            parts = message.parts
        case ShowCaseStatus() | ShowReaders() | ShowSummary():
            parts = (message.summary,)
        case _:
            return frozenset()
    return frozenset(
        (part.case, kind)
        for part in parts
        for each in (*part.statements, *part.marks)
        for kind in needs(each, message.to)
    )


async def remember(turn: Turn, message: Outgoing) -> None:
    """Remember who was shown what, and let those who wrote it know."""
    if isinstance(message, ShowDigest):
        await digests.delivered(turn, message.to)
        for part in message.parts:
            await _remember(turn, part, message.to, opened=False)
    elif isinstance(message, ShowCaseStatus | ShowSummary):
        await _remember(turn, message.summary, message.to, opened=True)
    elif isinstance(message, Message) and reading.tells_of_the_family(message):
        place = None
        if message.case is not None:
            place = await turn.tx.members.in_case(message.to, message.case)
        role = place.role if place else None
        await turn.tx.keep(reading.told(message, turn.now, role))


async def _remember(
    turn: Turn, summary: Summary, to: PersonId, *, opened: bool
) -> None:
    place = await turn.tx.members.in_case(to, summary.case)
    role = place.role if place else None
    outcome = reading.shown(summary, to, turn.now, role)
    if place is not None and summary.leads:
        person = await turn.tx.people.get(to)
        reader = SeenBy(person=to, name=person.name, role=place.role, opened=opened)
        members = await turn.tx.members.active(summary.case)
        told = await _told(turn, summary.case)
        outcome += reading.tell_writers(summary, reader, members, told, turn.now)
    await turn.tx.keep(outcome)


async def _told(turn: Turn, case: CaseId) -> dict[PersonId, WriterTold]:
    """Return what each writer of a case was last told about their words."""
    since = turn.now - _TOLD_BACK
    told = {}
    for entry in await turn.tx.journal.of_case(case, since, ("WriterTold",)):
        to = PersonId(UUID(entry.details["to"]))
        up_to = datetime.fromisoformat(entry.details["up_to"])
        told[to] = WriterTold(at=entry.at, case=case, to=to, up_to=up_to)
    return told


async def _narrowed(
    turn: Turn, parts: tuple[Summary, ...], readers: dict[CaseId, Member]
) -> tuple[Summary, ...]:
    return tuple(
        [
            narrowed(part, readers[part.case], await _restricted(turn, part.case))
            for part in parts
            if part.case in readers
        ]
    )


async def _restricted(turn: Turn, case: CaseId) -> frozenset[PersonId]:
    return restricted_in(await turn.tx.members.of_case(case))
