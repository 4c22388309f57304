"""The calendars by which people are busy: given, read in the background, removed."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from casework import busy_calendars
from casework.busy_calendars import MOST, BusyCalendar, CalendarKind, Taken, Trouble
from casework.forms import Field, Form
from casework.ids import BusyCalendarId, PersonId, new_id
from casework.outcome import Outcome
from casework.refusals import NotACalendarLink, NotYours, TooManyCalendars
from handlers import forms
from handlers.incoming import Said
from handlers.turn import Turn

LONGEST_LINK = 2_000

Found = Trouble | tuple[tuple[Taken, ...], int, str] | None
"""What a calendar said: a trouble; busy times, entries skipped and the mark of this
version; or nothing new."""


async def add_link(turn: Turn, person: PersonId, link: str) -> Outcome:
    """Read the calendar behind a link from now on.

    Raises:
        NotACalendarLink: it is no https link.
        TooManyCalendars: enough of this person's are read already.
    """
    return await _add(
        turn, person, BusyCalendar(**_new(person), url=checked_link(link))
    )


async def begin(turn: Turn, said: Said, kind: CalendarKind) -> None:
    """Ask for the link, or for the server with user name and password."""
    form = LinkForm.name if kind is CalendarKind.LINK else ServerForm.name
    await forms.begin(turn, said, form)


async def remove(turn: Turn, said: Said, calendar_id: BusyCalendarId) -> None:
    """Read a calendar of the presser's own no more, and forget what was read."""
    calendar = await _own(turn, said, calendar_id)
    await forms.settle(turn, said)
    await turn.tx.keep(busy_calendars.remove(calendar, turn.now))


async def show(turn: Turn, said: Said, calendar_id: BusyCalendarId) -> None:
    """Show the owner what was read of a calendar."""
    calendar = await _own(turn, said, calendar_id)
    await turn.tx.outbox.add(busy_calendars.shown(calendar, turn.now))


async def freshen(turn: Turn, people: list[PersonId]) -> None:
    """Have the calendars of these people read again before they are relied on."""
    for calendar in await turn.tx.busy_calendars.of_people(people):
        fresh = busy_calendars.freshen(calendar, turn.now)
        if fresh is not None:
            await turn.tx.busy_calendars.keep(fresh)


async def pause(turn: Turn, person: PersonId) -> None:
    """Read the calendars of who has stopped no more, until they come back."""
    for calendar in await turn.tx.busy_calendars.of_people([person]):
        await turn.tx.busy_calendars.keep(busy_calendars.pause(calendar))


async def resume(turn: Turn, person: PersonId) -> None:
    """Read the calendars of who has come back again."""
    for calendar in await turn.tx.busy_calendars.of_people([person]):
        await turn.tx.busy_calendars.keep(busy_calendars.resume(calendar, turn.now))


async def forget(turn: Turn, person: PersonId) -> None:
    """Forget the calendars of who is in no network any more, and what was read."""
    for calendar in await turn.tx.busy_calendars.of_people([person]):
        await turn.tx.keep(
            replace(busy_calendars.remove(calendar, turn.now), messages=())
        )


async def keep_read(turn: Turn, asked: BusyCalendar, found: Found) -> bool:
    """Keep what a calendar said.

    Nothing is kept if it was removed or changed while it was read, or its owner has
    stopped meanwhile. Returns whether
    its owner is busy at other times than before.
    """
    calendar = await turn.tx.busy_calendars.get(asked.id)
    if calendar.removed or calendar.url != asked.url or calendar.wake_at is None:
        return False
    if found is None:
        outcome = busy_calendars.unchanged(calendar, turn.now)
    elif isinstance(found, Trouble):
        outcome = busy_calendars.fail(calendar, found, turn.now)
    else:
        taken, skipped, etag = found
        outcome = busy_calendars.read(calendar, taken, skipped, etag, turn.now)
    await turn.tx.keep(outcome)
    return isinstance(found, tuple) and found[0] != calendar.taken


def checked_link(text: str) -> str:
    """Return a link as it is fetched; `webcal:` is another way to write https.

    Raises:
        NotACalendarLink: it is none, or not https.
    """
    link = text.strip()
    for other in ("webcal://", "webcals://"):
        if link.lower().startswith(other):
            link = f"https://{link[len(other) :]}"
    try:
        parts = urlsplit(link)
        whole = parts.scheme.lower() == "https" and bool(parts.hostname)
        strange = bool(parts.username or parts.password) or parts.port == 0
    except ValueError:
        raise NotACalendarLink from None
    if not whole or strange or len(link) > LONGEST_LINK or len(link.split()) != 1:
        raise NotACalendarLink
    return link


class LinkForm:
    """The link to a published calendar."""

    name = "busy"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the link."""
        return None if "link" in form.answers else Field(key="link", takes_text=True)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what is no link."""
        if form.all("link"):
            checked_link(form.one("link"))

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Read it from now on."""
        return await add_link(turn, form.person, form.one("link"))


class ServerForm:
    """A calendar server that is asked for free and busy times (CalDAV)."""

    name = "caldav"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the address, the user, and a password made for this program."""
        keys = ("link", "user", "password")
        left = (Field(key=k, takes_text=True) for k in keys if k not in form.answers)
        return next(left, None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse what is no address."""
        if form.all("link"):
            checked_link(form.one("link"))

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Ask it from now on."""
        server = BusyCalendar(
            **_new(form.person),
            kind=CalendarKind.CALDAV,
            url=checked_link(form.one("link")),
            user=form.one("user").strip(),
            password=form.one("password").strip(),
        )
        return await _add(turn, form.person, server)


for kind_ in (LinkForm(), ServerForm()):
    forms.register(kind_)


def _new(person: PersonId) -> dict[str, Any]:
    return {"id": BusyCalendarId(new_id()), "person": person}


async def _add(turn: Turn, person: PersonId, new: BusyCalendar) -> Outcome:
    there = await turn.tx.busy_calendars.of_people([person])
    same = [each for each in there if each.url == new.url and each.kind is new.kind]
    if same:
        new = replace(new, id=same[0].id)
    elif len(there) >= MOST:
        raise TooManyCalendars
    return busy_calendars.add(new, turn.now)


async def _own(turn: Turn, said: Said, calendar_id: BusyCalendarId) -> BusyCalendar:
    calendar = await turn.tx.busy_calendars.get(calendar_id)
    if calendar.person != said.person.id or calendar.removed:
        raise NotYours
    return calendar
