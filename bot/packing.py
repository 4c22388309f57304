"""Makes a message ready to leave: may it, where to, in which words."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from bot.addressing import Place, place_of
from bot.languages import Languages
from bot.ports import ChatNetwork
from bot.text import Sending, Text, Whisper
from bot.wording import tags
from bot.wording.every import word
from bot.wording.places import Places
from casework.catalogue import AnyMessage
from casework.errands import ShowRole
from casework.notices import SettleButtons
from casework.outcome import Errand, Mail, Message, Outgoing
from casework.recalls import TakeBack
from handlers import pins, presses, reading
from handlers.actions import packed
from handlers.deliveries import LOOK_AGAIN, may_leave
from handlers.turn import Office, Turn
from handlers.verdicts import Later, Never, Now
from storage.parcels import Parcel, Shown, Start
from storage.posting import Post
from storage.transaction import Transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """A parcel whose text, address and right to be read are settled."""

    parcel: Parcel
    start: Start
    network: ChatNetwork
    sending: Sending
    said_at: str = ""
    """The network where it is said that this waits on the page; "": shown there."""

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
        turn = Turn(tx, now, self._office)
        match await may_leave(turn, parcel.message):
            case Later(until, at_most):
                if at_most is not None and now - parcel.made_at > at_most:
                    await tx.outbox.deny(parcel, Post.DENIED, "too late", now)
                else:
                    await tx.outbox.postpone(parcel, until)
            case Never(reason):
                logger.info("denied", extra={"parcel": parcel.id, "why": reason})
                await tx.outbox.deny(parcel, Post.DENIED, reason, now)
            case Now(reader, message, language):
                language = reader.language if reader else language
                parcel = replace(parcel, message=message)
                return await self._address(turn, parcel, language)
        return None

    async def _address(
        self, turn: Turn, parcel: Parcel, language: str | None
    ) -> Ready | None:
        place = await place_of(turn, parcel.message, self._networks)
        if place is None:
            await turn.tx.outbox.deny(parcel, Post.FAILED, "not reachable", turn.now)
            return None
        if isinstance(parcel.message, Message) and await pins.keeps_back(
            turn, parcel.message, place.network
        ):
            await turn.tx.outbox.postpone(parcel, turn.now + LOOK_AGAIN)
            return None
        text = self._worded(parcel.message, language)
        actions = [packed(b.action) for b in text.buttons if b.action]
        sending = await self._sending(turn.tx, parcel, place, text)
        start = Start(parcel, place.network, actions)
        network = self._networks[place.network]
        return Ready(parcel, start, network, sending, place.said_at)

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
        self, tx: Transaction, parcel: Parcel, place: Place, text: Text
    ) -> Sending:
        reader = parcel.message.to if isinstance(parcel.message, Message) else None
        acting = sum(1 for button in text.buttons if button.action)
        tokens = tuple(
            presses.token(tx.keys, parcel.id, index, reader) for index in range(acting)
        )
        replaced = getattr(parcel.message, "replaces", None)
        if isinstance(parcel.message, SettleButtons | TakeBack):
            replaced = parcel.message.shown
        earlier = None if replaced is None else await tx.outbox.shown(replaced)
        if earlier is not None and earlier.network != place.network:
            # Shown elsewhere: nothing there can become this, but it rests.
            await self._let_rest(tx, parcel.message, earlier)
            earlier = None
        return Sending(
            id=parcel.id,
            address=place.address,
            text=text,
            tokens=tokens,
            replaces=(earlier.message_ref or "") if earlier else "",
            parts=earlier.parts if earlier else (),
            to=reader,
            case=getattr(parcel.message, "case", None),
            shows=getattr(parcel.message, "shows", None),
            needs=reading.needed(parcel.message),
            made_at=_written_at(parcel.message),
            aside=await self._aside(tx, parcel, place.network),
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

    async def _let_rest(
        self, tx: Transaction, message: Outgoing, earlier: Shown
    ) -> None:
        if isinstance(message, Message) and earlier.actions:
            await tx.outbox.add(
                SettleButtons(to=message.to, shown=earlier.id, chosen=None)
            )


def _written_at(message: Outgoing) -> datetime | None:
    return message.made_at if isinstance(message, Mail) else None
