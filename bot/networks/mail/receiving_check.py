"""Whether the mailbox can be entered, and what to do if not."""

import asyncio
import ssl

from bot.mail_settings import MailboxPlace
from bot.networks.mail.receiving_imap import Broken, NotLetIn, opened


async def cure(place: MailboxPlace) -> str:
    """Return what to do so that answers by mail arrive; empty: they do."""
    return await asyncio.to_thread(_cure, place)


def _cure(place: MailboxPlace) -> str:
    try:
        opened(place).close()
    except NotLetIn as refused:
        return (
            f"The mail server refused the {refused}: see that UMARLAUD_IMAP_URL holds "
            "the right user, password and mailbox."
        )
    except ssl.SSLError:
        return (
            "The certificate of the mail server is not valid for its name; see to it."
        )
    except Broken:
        return (
            "The mail server is not reached: see that UMARLAUD_IMAP_URL names it, and "
            "that this machine may reach it."
        )
    return ""
