"""`umarlaud mail-in`: one mail, handed over by a mail server's pipe."""

import asyncio
import sys
from typing import Protocol

import click

from bot.installation import opened
from bot.networks.mail.receiving import raw_of
from bot.settings import read
from scheduling.clock import utc_now
from scheduling.incoming import BIGGEST_MAIL

NO_MAIL = 65
"""EX_DATAERR: nothing came, and nothing will however often it is tried."""
LATER = 75
"""EX_TEMPFAIL: the mail server keeps the mail and tries again."""
_PIECE = 64 * 1024


@click.command("mail-in")
def mail_in() -> None:
    """Take one mail from standard input, for a mail server's pipe.

    Ends with 0 once the mail is stored for good, with 75 if it could not be: the mail
    server then keeps it and tries again.
    """
    content = taken_in(sys.stdin.buffer)
    if not content.strip():
        click.echo("There was no mail.", err=True)
        sys.exit(NO_MAIL)
    try:
        asyncio.run(_store(content))
    except Exception as error:
        # Whatever it is, a mail server that hears anything else sends the mail back.
        why = str(error) or type(error).__name__
        click.echo(f"Not stored, try again later: {why}", err=True)
        sys.exit(LATER)


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, most: int, /) -> bytes:
        """Return so many bytes, or fewer at the end."""


def taken_in(mail: Readable) -> bytes:
    """Return a mail, or no more of it than shows that it is too big.

    The rest is read and let go: a mail server must not meet a closed pipe.
    """
    content = mail.read(BIGGEST_MAIL + 1)
    while mail.read(_PIECE):
        pass
    return content


async def _store(content: bytes) -> None:
    raw = raw_of(content)
    async with (
        opened(read(), upgrade=False) as database,
        database.transaction(utc_now()) as tx,
    ):
        await tx.inbox.add(raw.network, raw.key, raw.address, raw.payload)
