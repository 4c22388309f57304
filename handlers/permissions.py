"""/consent: what somebody has allowed, and taking it back with effect at once."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from casework import copying, people
from casework.outcome import Outcome
from casework.permissions import (
    Allowed,
    ConfirmWithdrawn,
    PermissionWithdrawn,
    SayChatEnded,
    ShowPermissions,
)
from handlers import busy, channels, feeds, mailing, preferences
from handlers.incoming import Said
from handlers.turn import Turn
from storage.addresses import Address

ALL = "all"


async def consent(turn: Turn, said: Said) -> None:
    """Show what somebody has allowed; with a word after it, take that back at once."""
    allowed = await _allowed(turn, said)
    wanted = said.text.strip().lower()
    ended = [each for each in allowed if wanted in {each.value, ALL}]
    if not ended:
        shown = ShowPermissions(to=said.person.id, allowed=tuple(allowed))
        await turn.tx.outbox.add(shown)
        return
    # The chat ends last: what is said about the others is to be read there too.
    for each in sorted(ended, key=lambda each: each is Allowed.CHAT):
        await _WITHDRAWALS[each](turn, said)
        fact = PermissionWithdrawn(at=turn.now, by=said.person.id, what=each)
        await turn.tx.keep(Outcome((), (fact,)))
    told = ConfirmWithdrawn(to=said.person.id, ended=tuple(ended))
    await turn.tx.outbox.add(told)


async def _allowed(turn: Turn, said: Said) -> list[Allowed]:
    tx, person = turn.tx, said.person
    there = {
        Allowed.QUESTIONS: person.stopped_at is None,
        Allowed.CHAT: await _elsewhere(turn, said),
        Allowed.MAIL: person.email,
        Allowed.BUSY: await tx.busy_calendars.of_people([person.id]),
        Allowed.FEED: await tx.feeds.current_of(person.id),
        Allowed.OWN_CALENDAR: await tx.own_calendars.written(person.id),
    }
    return [each for each, found in there.items() if found]


async def _elsewhere(turn: Turn, said: Said) -> list[Address]:
    """Return the chats of somebody that are kept on other people's servers."""
    places = await turn.tx.addresses.of(said.person.id)
    return [place for place in places if place.network in turn.office.privacy]


async def _no_chat(turn: Turn, said: Said) -> None:
    for place in await _elsewhere(turn, said):
        left = await channels.revoke(turn, said.person.id, place.network)
        token = ""
        if not left:
            token = await channels.ticket(turn, said.person.id, turn.office.web)
        last = SayChatEnded(
            network=place.network,
            address=place.address,
            language=said.person.language,
            token=token,
        )
        await turn.tx.outbox.add(last)


async def _no_mail(turn: Turn, said: Said) -> None:
    person = await turn.tx.people.get(said.person.id)
    await turn.tx.people.keep(replace(person, email=""))
    await mailing.move_address(turn, person.id, person.email, "")
    await turn.tx.outbox.add(people.ConfirmEmail(to=person.id, address=""))


async def _no_reading(turn: Turn, said: Said) -> None:
    await busy.forget(turn, said.person.id)


async def _no_feed(turn: Turn, said: Said) -> None:
    await feeds.end(turn, said.person.id)


async def _no_writing(turn: Turn, said: Said) -> None:
    for calendar in await turn.tx.own_calendars.written(said.person.id):
        await turn.tx.keep(copying.end(calendar, turn.now))


_WITHDRAWALS: dict[Allowed, Callable[[Turn, Said], Awaitable[None]]] = {
    Allowed.QUESTIONS: preferences.stop,
    Allowed.CHAT: _no_chat,
    Allowed.MAIL: _no_mail,
    Allowed.BUSY: _no_reading,
    Allowed.FEED: _no_feed,
    Allowed.OWN_CALENDAR: _no_writing,
}
