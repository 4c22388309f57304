"""Makes a message ready to leave: may it, where to, in which words."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from bot.languages import Languages
from bot.ports import ChatNetwork
from bot.text import Sending, Text, Whisper
from bot.wording import tags
from bot.wording.every import word
from bot.wording.places import Places
from casework.catalogue import AnyMessage
from casework.errands import ShowRole
from casework.ids import PersonId
from casework.notices import SettleButtons
from casework.outcome import (
    Errand,
    Mail,
    Message,
    Outgoing,
    StrangerNote,
    TeamPost,
)
from handlers import group_posts, presses
from handlers.actions import packed
from handlers.deliveries import may_leave
from handlers.turn import Office, Turn
from handlers.verdicts import Later, Never, Now
from storage.parcels import Parcel, Start
from storage.posting import Post
from storage.transaction import Transaction

logger = logging.getLogger(__name__)

MAIL = "mail"
"""The network that carries mails; people have no address there but their own."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A parcel whose text, address and right to be read are settled."""

    parcel: Parcel
    start: Start
    network: ChatNetwork
    sending: Sending

    @property
    def place(self) -> tuple[str, str]:
        """The network and the address there."""
        return self.network.name, self.sending.address


class Packer:
    """Makes parcels ready; asks of each once more whether it still may leave."""

    def __init__(
        self,
        office: Office,
        networks: Mapping[str, ChatNetwork],
        languages: Languages,
        places: Places,
    ) -> None:
        self._office = office
        self._networks = networks
        self._languages = languages
        self._places = places

    async def prepare(
        self, tx: Transaction, parcel: Parcel, now: datetime
    ) -> Ready | None:
        """Return the parcel ready to be sent; None: it waits, or never leaves."""
        match await may_leave(Turn(tx, now, self._office), parcel.message):
            case Later(until, at_most):
                if at_most is not None and now - parcel.made_at > at_most:
                    tx.outbox.deny(parcel, Post.DENIED, "too late", now)
                else:
                    tx.outbox.postpone(parcel, until)
            case Never(reason):
                logger.info("denied", extra={"parcel": parcel.id, "why": reason})
                tx.outbox.deny(parcel, Post.DENIED, reason, now)
            case Now(reader, message, language):
                language = reader.language if reader else language
                parcel = replace(parcel, message=message)
                return await self._address(tx, parcel, language, now)
        return None

    async def _address(
        self, tx: Transaction, parcel: Parcel, language: str | None, now: datetime
    ) -> Ready | None:
        place = await self._place(tx, parcel.message, now)
        if place is None or place[0] not in self._networks:
            tx.outbox.deny(parcel, Post.FAILED, "not reachable", now)
            return None
        network = place[0]
        text = self._worded(parcel.message, language)
        actions = [packed(b.action) for b in text.buttons if b.action]
        sending = await self._sending(tx, parcel, place, text)
        start = Start(parcel, network, actions)
        return Ready(parcel, start, self._networks[network], sending)

    def _worded(self, message: Outgoing, language: str | None) -> Text:
        if isinstance(message, ShowRole):
            words = self._languages.of(message.language)
            return Text(tags.tag(message.role, words))
        if isinstance(message, Errand):
            return Text("")
        return word(
            cast("AnyMessage", message), self._languages.of(language), self._places
        )

    async def _sending(
        self, tx: Transaction, parcel: Parcel, place: tuple[str, str], text: Text
    ) -> Sending:
        reader = parcel.message.to if isinstance(parcel.message, Message) else None
        acting = sum(1 for button in text.buttons if button.action)
        tokens = tuple(
            presses.token(tx.keys, parcel.id, index, reader) for index in range(acting)
        )
        replaced = getattr(parcel.message, "replaces", None)
        if isinstance(parcel.message, SettleButtons):
            replaced = parcel.message.shown
        earlier = None if replaced is None else await tx.outbox.shown(replaced)
        if earlier is not None and earlier.network != place[0]:
            earlier = None  # shown on another phone: nothing there can be changed here
        return Sending(
            id=parcel.id,
            address=place[1],
            text=text,
            tokens=tokens,
            replaces=(earlier.message_ref or "") if earlier else "",
            to=reader,
            case=getattr(parcel.message, "case", None),
            shows=getattr(parcel.message, "shows", None),
            made_at=_written_at(parcel.message),
            aside=await self._aside(tx, parcel, place[0]),
        )

    async def _aside(
        self, tx: Transaction, parcel: Parcel, network: str
    ) -> Whisper | None:
        """Return where the reader asked for it among others, if still on this network."""
        if parcel.aside is None:
            return None
        group = await tx.groups.find(parcel.aside.group)
        if group is None or group.network != network:
            return None
        return Whisper(group.address, parcel.aside.by)

    async def _place(
        self, tx: Transaction, message: Outgoing, now: datetime
    ) -> tuple[str, str] | None:
        match message:
            case Mail():
                return MAIL, message.address
            case Message():
                return await self._place_of(tx, message.to)
            case TeamPost() | Errand():
                if message.group is None:
                    return self._office.web, f"team:{message.case}"
                return await group_posts.place_of(Turn(tx, now, self._office), message)
            case StrangerNote():
                return message.network, message.address

    async def _place_of(
        self, tx: Transaction, person: PersonId
    ) -> tuple[str, str] | None:
        for place in await tx.addresses.of(person):
            if not place.dead and place.network in self._networks:
                return place.network, place.address
        return None


def _written_at(message: Outgoing) -> datetime | None:
    return message.made_at if isinstance(message, Mail) else None
