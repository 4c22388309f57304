"""Looks into the mailbox again and again: stored first, put away afterwards."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.networks.mail.receiving_imap import AT_ONCE, Broken, Mailbox, NotLetIn
from bot.ports import Raw

logger = logging.getLogger(__name__)

EVERY = 10.0
"""Seconds between two looks: who declines by mail is known well within a minute."""
_SOON = 1.0
_LONGEST_REST = 60.0

Open = Callable[[], Mailbox]
Receive = Callable[[Sequence[Raw]], Awaitable[list[Raw]]]
Sleep = Callable[[float], Awaitable[None]]


class Receiving:
    """Fetches mail for ever, over one connection for as long as it holds."""

    def __init__(
        self, open_mailbox: Open, receive: Receive, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._open = open_mailbox
        self._receive = receive
        self._sleep = sleep
        self._mailbox: Mailbox | None = None

    async def once(self) -> int:
        """Store what lies in the mailbox, then put it away; return how much it was.

        A mail is put away only once it is stored for good. Where putting it away
        fails, it is fetched again, known again, and put away then.

        Raises:
            Exception: the mail server or the database is away.
        """
        if self._mailbox is None:
            self._mailbox = await asyncio.to_thread(self._open)
        mailbox = self._mailbox
        came = await asyncio.to_thread(mailbox.look)
        if came:
            await self._receive([raw for _, raw in came])
            await asyncio.to_thread(mailbox.put_away, [uid for uid, _ in came])
        return len(came)

    async def run(self) -> None:
        """Look for ever; rest a while whenever the server is away."""
        failed = 0
        while True:
            try:
                came = await self.once()
                failed = 0
                await self._sleep(_SOON if came == AT_ONCE else EVERY)
            except (NotLetIn, *Broken) as error:
                failed += 1
                await self._rest(error, failed)
            except Exception:
                # What was not stored was not put away: it lies there still.
                failed += 1
                logger.exception("mail not stored", extra={"attempts": failed})
                await self._rest(None, failed)

    async def _rest(self, error: Exception | None, failed: int) -> None:
        if error is not None:
            why = type(error).__name__
            logger.warning("no mail fetched", extra={"why": why, "attempts": failed})
        await self.close()
        await self._sleep(min(2.0 ** min(failed, 10), _LONGEST_REST))

    async def close(self) -> None:
        """Leave the mailbox."""
        mailbox, self._mailbox = self._mailbox, None
        if mailbox is not None:
            await asyncio.to_thread(mailbox.close)
