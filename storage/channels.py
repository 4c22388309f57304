"""Links to one more channel, and new addresses that wait for a word."""

from typing import Any

from casework.channels import Ticket
from casework.ids import PersonId
from casework.verifying import ChannelRequest
from storage.channel_rows import ChannelRequestRow, TicketRow
from storage.keys import KeyStore
from storage.shelf import Shelf


def number_of(keys: KeyStore, key: str) -> str:
    """Return the two digits by which one opening of a link is told from others."""
    return f"{int(keys.blind(f'number:{key}')[:8], 16) % 90 + 10}"


class Tickets(Shelf[Ticket, TicketRow]):
    """The links to one more channel, seen through one transaction."""

    kind = Ticket
    row = TicketRow

    def columns(self, thing: Ticket) -> dict[str, Any]:
        """Show the database the hash of the token and whether it was used."""
        return {
            "state": "used" if thing.used_at else "waiting",
            "token_hash": thing.token_hash,
        }

    async def by_token(self, token_hash: str) -> Ticket | None:
        """Return the link whose token has this hash, or None."""
        found = await self.where(TicketRow.token_hash == token_hash)
        return found[0] if found else None


class ChannelRequests(Shelf[ChannelRequest, ChannelRequestRow]):
    """The new addresses that wait for a word, seen through one transaction."""

    kind = ChannelRequest
    row = ChannelRequestRow

    def columns(self, thing: ChannelRequest) -> dict[str, Any]:
        """Show the database whether it has been decided."""
        return {"state": "waiting" if thing.allowed is None else "decided"}

    async def of(self, person: PersonId) -> list[ChannelRequest]:
        """Return what waits or waited to become an address of a person."""
        return await self.where(ChannelRequestRow.person_id == person)
