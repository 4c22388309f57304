"""Where a message goes: which of somebody's channels, or the page behind one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.channels import PAGE_HEARD
from casework.ids import ShownId
from casework.notices import SettleButtons
from casework.outcome import (
    Errand,
    Lane,
    Mail,
    Message,
    Outgoing,
    StrangerNote,
    TeamPost,
)
from casework.recalls import TakeBack
from handlers import group_posts
from handlers.turn import Turn
from storage.addresses import Address

MAIL = "mail"
"""The network that carries mails; people have no address there but their own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A network and the address there; `said_at` is where only a notice may stand."""

    network: str
    address: str
    said_at: str = ""


async def place_of(
    turn: Turn, message: Outgoing, networks: Collection[str]
) -> Place | None:
    """Return where a message goes; None: nowhere can it be shown now."""
    match message:
        case Mail():
            place: Place | None = Place(MAIL, message.address)
        case Message():
            place = await _of_person(turn, message, networks)
        case TeamPost() | Errand():
            place = await _of_team(turn, message)
        case StrangerNote():
            place = Place(message.network, message.address)
    return place if place is not None and place.network in networks else None


async def _of_team(turn: Turn, message: TeamPost | Errand) -> Place | None:
    if message.group is None:
        return Place(turn.office.web, f"team:{message.case}")
    found = await group_posts.place_of(turn, message)
    return None if found is None else Place(*found)


async def _of_person(
    turn: Turn, message: Message, networks: Collection[str]
) -> Place | None:
    alive = [
        each
        for each in await turn.tx.addresses.of(message.to)
        if not each.dead and each.network in networks
    ]
    if isinstance(message, SettleButtons | TakeBack):
        return await _where_shown(turn, message, alive)
    through = getattr(message, "through", "")
    if through:
        alive = [each for each in alive if each.network == through]
    answers = message.lane is Lane.REPLY
    found = answered_at(alive, turn.now) if answers else asked_at(alive)
    if found is None:
        return None
    if turn.office.may_stand(found.network, message):
        return Place(found.network, found.address)
    return Place(turn.office.web, str(message.to), said_at=found.network)


def asked_at(places: Sequence[Address]) -> Address | None:
    """Return where somebody is asked: where they want it, or where they spoke last."""
    channels = [each for each in places if not each.page]
    return next((e for e in channels if e.chosen), next(iter(channels), None))


def answered_at(places: Sequence[Address], now: datetime) -> Address | None:
    """Return where somebody is answered: where they have just spoken.

    Somebody who was at their page behind a chat is there for a while; later the
    chat has to tell them that something waits there.
    """
    for each in places:
        if not each.page or now - each.heard_at <= PAGE_HEARD:
            return each
    return None


async def _where_shown(
    turn: Turn, message: SettleButtons | TakeBack, alive: Sequence[Address]
) -> Place | None:
    """Buttons rest and words are taken back where they were shown, come what may."""
    shown = await turn.tx.outbox.shown(ShownId(message.shown))
    if shown is None or shown.network is None:
        return None
    there = [each for each in alive if each.network == shown.network]
    if there:
        return Place(shown.network, there[0].address)
    # A page behind a chat elsewhere is no channel of its own; and what was shown at an
    # address that is forgotten since is still there.
    there_still = shown.network == turn.office.web or isinstance(message, TakeBack)
    return Place(shown.network, str(message.to)) if there_still else None
