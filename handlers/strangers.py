"""What is said to addresses that belong to nobody we know."""

from casework.notices import AnswerStranger, RefuseLinkInGroup
from handlers.incoming import Incoming, Room
from handlers.turn import Turn


async def refuse_in_group(turn: Turn, incoming: Incoming, room: Room) -> None:
    """Say that an invitation belongs into a private chat; it stays unused."""
    await turn.tx.outbox.add(
        RefuseLinkInGroup(
            network=incoming.network,
            address=room.address,
            language=incoming.language or None,
        )
    )


async def answer(turn: Turn, incoming: Incoming) -> None:
    """Tell somebody unknown how one gets in."""
    await turn.tx.outbox.add(
        AnswerStranger(
            network=incoming.network,
            address=incoming.address,
            language=incoming.language or None,
        )
    )
