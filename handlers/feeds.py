"""One person's calendar feed: every roundtable of theirs, behind a secret link."""

from dataclasses import replace
from datetime import timedelta

from casework.calendars import FeedLink, ShowFeed
from casework.ids import FeedLinkId, PersonId, new_id
from casework.roundtables import Reply, Roundtable, RoundtableState
from handlers.calendar import meeting_of
from handlers.incoming import Said
from handlers.turn import Turn
from scheduling import invitations
from scheduling.calendar import Meeting
from storage.addresses import token_hash

NAME = "Ümarlaud"
KEPT = timedelta(days=30)
"""How long what is over stays in a feed."""
KEPT_CANCELLED = timedelta(days=14)
"""How long what was called off stays, so that slow calendars hear of it."""
RENEW, END = "new", "off"
"""The words after the command that make a new link, or end the one there is."""
_WITH_TIME = frozenset(RoundtableState) - {
    RoundtableState.DRAFT,
    RoundtableState.POLLING,
}


class FeedGone(Exception):
    """The link was ended, or its owner is in no running network any more."""


async def calendar(turn: Turn, said: Said) -> None:
    """Give somebody their calendar link, a new one, or end it."""
    person = said.person.id
    current = await turn.tx.feeds.current_of(person)
    wanted = said.text.strip().lower()
    secret = ""
    if wanted in {RENEW, END} or current is None:
        await end(turn, person)
    if wanted == RENEW or (wanted != END and current is None):
        secret = await _new_link(turn, person)
    there = wanted != END
    since = current.made_at if current and not secret and there else None
    await turn.tx.outbox.add(
        ShowFeed(to=person, secret=secret, since=since, ended=wanted == END)
    )


async def end(turn: Turn, person: PersonId) -> None:
    """Let somebody's calendar link show nothing any more."""
    current = await turn.tx.feeds.current_of(person)
    if current is not None:
        await turn.tx.feeds.keep(replace(current, revoked_at=turn.now))


async def feed(turn: Turn, secret: str) -> bytes | None:
    """Return the feed behind a secret link; None: there never was one.

    Raises:
        FeedGone: it shows nothing any more.
    """
    link = await turn.tx.feeds.by_secret(token_hash(secret))
    if link is None:
        return None
    meetings = await _meetings(turn, link.person)
    if link.revoked_at is not None or meetings is None:
        raise FeedGone
    uid = f"{link.id}@{turn.office.domain}"
    return invitations.feed(meetings, NAME, uid)


async def _new_link(turn: Turn, person: PersonId) -> str:
    secret = turn.office.secrets()
    await turn.tx.feeds.keep(
        FeedLink(
            id=FeedLinkId(new_id()),
            person=person,
            token_hash=token_hash(secret),
            made_at=turn.now,
        )
    )
    return secret


async def _meetings(turn: Turn, person: PersonId) -> list[Meeting] | None:
    """Return the meetings of a person; None: they are in no running network."""
    places = await turn.tx.members.of_person(person)
    cases = [await turn.tx.cases.get(place.case) for place in places if place.reads]
    running = [case for case in cases if case.is_open]
    zone, mailbox = turn.office.zone, turn.office.mailbox
    own = {place.case: place.id for place in places}
    found = [
        meeting_of(roundtable.entry(case.code, own[case.id]), zone, mailbox)
        for case in running
        for roundtable in await turn.tx.roundtables.of_case(case.id)
        if _stands_in(roundtable, person, turn)
    ]
    return found if running else None


def _stands_in(roundtable: Roundtable, person: PersonId, turn: Turn) -> bool:
    """Say whether a feed shows it: with a time, not declined, not long over."""
    seat = next((s for s in roundtable.seats if s.person == person), None)
    if seat is None or seat.reply is Reply.DECLINES or not roundtable.uid:
        return False
    if roundtable.state not in _WITH_TIME:
        return False
    if roundtable.state is RoundtableState.CANCELLED:
        changed = roundtable.changed_at or turn.now
        return turn.now - changed < KEPT_CANCELLED
    ended = roundtable.ends_at
    return ended is not None and turn.now - ended < KEPT
