"""The page of an invitation: shown to who holds its link, answered by a post."""

from contextlib import suppress
from dataclasses import dataclass

from casework.calendars import CalendarLink, Entry
from casework.circles import Circle
from casework.meetings import Answer
from casework.refusals import CaseClosed, NotYours, OutOfDate
from casework.roundtables import Purpose, Reply, Roundtable, RoundtableState, Source
from handlers import attending, circles
from handlers.incoming import PageAnswer
from handlers.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What the page of an invitation shows to its one reader."""

    entry: Entry
    purpose: Purpose
    required: bool
    reply: Reply | None
    open: bool
    """It can still be answered."""
    language: str


async def look(turn: Turn, token_hash: str) -> Invited | None:
    """Return what the page shows; None: the link shows nothing (any more)."""
    found = await _found(turn, token_hash)
    if found is None:
        return None
    link, meeting, circle = found
    person = await turn.tx.people.get(link.person)
    seat = meeting.seat_of(link.person)
    ahead = meeting.starts_at is not None and turn.now < meeting.starts_at
    return Invited(
        entry=meeting.entry(circle.code),
        purpose=meeting.purpose,
        required=seat.required and not seat.chair,
        reply=seat.reply,
        open=meeting.state is RoundtableState.CONVENED and ahead,
        language=person.language,
    )


async def take(turn: Turn, given: PageAnswer) -> None:
    """Take an answer given on the page: the same fact as in the chat.

    What came too late changes nothing: the page shows what holds now.
    """
    found = await _found(turn, given.token_hash)
    if found is None:
        return
    link, meeting, circle = found
    answer = Answer(
        person=link.person,
        reply=given.reply,
        sequence=given.sequence,
        at=turn.now,
        source=Source.PAGE,
        note=given.note,
    )
    with suppress(OutOfDate):
        await attending.take(turn, meeting, circle, answer)


async def _found(
    turn: Turn, token_hash: str
) -> tuple[CalendarLink, Roundtable, Circle] | None:
    """Return whose link it is, and to what, while they have a seat there."""
    link = await turn.tx.calendar_links.by_secret(token_hash)
    if link is None:
        return None
    try:
        meeting, circle = await circles.joined(turn, link.person, link.roundtable)
    except (NotYours, CaseClosed):
        return None
    return None if meeting.starts_at is None else (link, meeting, circle)
