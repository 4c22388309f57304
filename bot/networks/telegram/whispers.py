"""Answers in a group that the asker alone sees.

Telegram does not promise that they arrive, and lets a bot that does not run the
group whisper only shortly after it was asked. So a whisper is never the only
copy: the same answer lies in the private chat.
"""

import logging
from typing import TYPE_CHECKING

from aiogram import methods
from aiogram.types import EphemeralMessageParameters, LinkPreviewOptions

from bot.networks.telegram import layout
from bot.networks.telegram.errors import CallFailed
from bot.text import Sending, Whisper

if TYPE_CHECKING:
    from bot.networks.telegram.client import Client

logger = logging.getLogger(__name__)


def fits(sending: Sending) -> bool:
    """Say whether an answer can be whispered: words alone, in one message."""
    if sending.aside is None or sending.text.attachments or sending.replaces:
        return False
    return layout.length(sending.text.body) <= layout.LONGEST


async def whisper(client: "Client", sending: Sending, aside: Whisper) -> bool:
    """Show an answer to the asker alone; False: Telegram does not let us.

    It has no buttons: those stand under the copy in the private chat.
    """
    to = EphemeralMessageParameters(
        receiver_user_id=int(sending.address), callback_query_id=aside.by or None
    )
    call = methods.SendMessage(
        chat_id=int(aside.address),
        text=sending.text.body.strip() or layout.NOTHING,
        parse_mode=None,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        protect_content=True,
        ephemeral_message_parameters=to,
    )
    try:
        await client.call(call)
    except CallFailed as failed:
        logger.info("not whispered", extra={"why": failed.why.value})
        return False
    return True
