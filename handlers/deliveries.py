"""May this message leave now? Asked again at the very moment of delivery."""

from dataclasses import replace
from datetime import datetime, timedelta

from casework import seeing
from casework.cases import CONFIDENTIALITY_VERSION, MemberState
from casework.ids import ShownId
from casework.outcome import (
    Errand,
    Gathering,
    Lane,
    Mail,
    Message,
    Mixed,
    Outgoing,
    StrangerNote,
    TeamPost,
)
from casework.people import Person
from casework.recalls import TakeBack, Withdrawn
from casework.timing import day_begins, next_open, next_open_day
from handlers import (
    check_ins,
    court_limits,
    group_posts,
    mailing,
    reach,
    reading,
    recalls,
    restricting,
    voting,
)
from handlers.turn import Turn
from handlers.verdicts import Later, Never, Now, Verdict

LOOK_AGAIN = timedelta(hours=6)
"""How long what waits for a confidentiality text rests."""


async def may_leave(turn: Turn, message: Outgoing) -> Verdict:
    """Ask again: still a member, still allowed to see this, quiet hours over."""
    match message:
        case TeamPost():
            return await group_posts.may_be_posted(turn, message)
        case Errand():
            return await group_posts.may_be_done(turn, message)
        case StrangerNote():
            return Now(None, message, language=message.language)
        case Message():
            return await _may_be_read(turn, message)


async def _may_be_read(turn: Turn, message: Message) -> Verdict:
    reader = await turn.tx.people.get(message.to)
    hindered = await _hindered(turn, message, reader)
    if hindered is not None:
        return hindered
    readable = await reading.as_readable(turn, message)
    if readable is None:
        return Never("not allowed")
    if isinstance(message, Gathering) and turn.now < message.gathers_until:
        return Later(message.gathers_until)
    if message.lane is not Lane.REPLY and not isinstance(message, Mail):
        # A mail wakes nobody.
        opens = await _good_time(turn, message, reader)
        if opens > turn.now:
            return Later(opens)
    return Now(reader, readable)


async def _hindered(
    turn: Turn, message: Message, reader: Person
) -> Later | Never | None:
    """Return what keeps this message from this reader; None: nothing does."""
    if reader.stopped_at is not None and message.lane is not Lane.REPLY:
        return Never("stopped")
    if await _must_accept_first(turn, message):
        return Later(turn.now + LOOK_AGAIN)
    if not await _allowed(turn, message):
        return Never("not allowed")
    asks = message.lane is not Lane.REPLY and await restricting.rests(turn, message)
    if asks or await restricting.relays_what_rests(turn, message):
        return Never("their data is not used now")
    if not await _still_wanted(turn, message):
        return Never("over or answered meanwhile")
    return None


async def delivered(turn: Turn, message: Outgoing, shown: ShownId) -> None:
    """Let those who count from a delivery know that a message has arrived."""
    if isinstance(message, Message):
        await check_ins.delivered(turn, message, shown)
        await reading.remember(turn, message)


async def failed(turn: Turn, message: Outgoing, place: tuple[str, str]) -> bool:
    """Give up an address for good; True: the reader has another to be tried."""
    if not isinstance(message, Message) or isinstance(message, Mail):
        await group_posts.lost(turn, message)
        return False
    if await reach.address_died(turn, message.to, *place):
        await reach.died(turn, message.to, place[0])
        return True
    await reach.lost(turn, message.to)
    return False


async def delayed(turn: Turn, message: Outgoing, made_at: datetime) -> None:
    """Let those who wait for it know that a message takes very long."""
    if isinstance(message, Mail):
        await mailing.delayed(turn, message, made_at)


async def given_up(turn: Turn, message: Outgoing, reason: str) -> None:
    """Tell the case manager that somebody could not be reached."""
    if isinstance(message, TakeBack):
        await recalls.withdrawn(turn, message, Withdrawn.STAYS)
    elif isinstance(message, Mail):
        await mailing.refused(turn, message, reason)
    elif isinstance(message, Message):
        await reach.lost(turn, message.to)


async def _must_accept_first(turn: Turn, message: Message) -> bool:
    """Say whether the reader has to accept a newer text first; what is theirs waits."""
    if message.case is None or message.shows is None:
        return False
    member = await turn.tx.members.in_case(message.to, message.case)
    if member is None or member.state is not MemberState.ACTIVE:
        return False
    return 0 < member.accepted_version < CONFIDENTIALITY_VERSION


async def _still_wanted(turn: Turn, message: Message) -> bool:
    if message.expires_at is not None and turn.now >= message.expires_at:
        return False
    wanted = (
        check_ins.still_wanted,
        court_limits.still_wanted,
        mailing.still_wanted,
        voting.still_wanted,
    )
    return all([await each(turn, message) for each in wanted])


async def _allowed(turn: Turn, message: Message) -> bool:
    if message.case is None:
        return True
    member = await turn.tx.members.in_case(message.to, message.case)
    if member is None:
        return False
    case = await turn.tx.cases.get(message.case)
    mine = seeing.places((member,), {case.id: case})
    needs = reading.needed(message) if isinstance(message, Mixed) else frozenset()
    return seeing.may_see(mine, case.id, message.shows, needs)


async def _good_time(turn: Turn, message: Message, reader: Person) -> datetime:
    """Return now, or the first moment at which the reader may be written to."""
    almanac = turn.almanac
    if message.despite_absence:
        reader = replace(reader, away_until=None)
    opens = next_open(reader, turn.now, almanac)
    if opens > turn.now or message.lane is not Lane.PROMPT:
        return opens
    today = day_begins(turn.now, almanac)
    if await turn.tx.outbox.unasked_since(reader.id, today):
        tomorrow = next_open_day(reader, almanac.today(turn.now), almanac)
        return almanac.at(tomorrow, reader.hours.opens)
    return turn.now
