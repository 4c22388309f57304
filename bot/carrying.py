"""Hands one message over to its network, with no transaction open."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import cast

from bot.exports import charts
from bot.packing import Ready
from bot.ports import DeliveryFailed, Erases, Remembers, RunsErrands, TakesBack
from casework.errands import Errands, Report
from casework.notices import SettleButtons
from casework.outcome import Errand
from casework.pins import EraseWords
from casework.recalls import TakeBack, Withdrawn

logger = logging.getLogger(__name__)

LONGEST = timedelta(seconds=45)
"""How long a sending may take; shorter than the lease, or another would send it too."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A parcel that was sent, with the network's reference to it, or was not."""

    ready: Ready
    message_ref: str = ""
    failure: DeliveryFailed | None = None
    report: Report | None = None
    withdrawn: Withdrawn | None = None
    """What became of a message that was taken back."""


async def carry(ready: Ready) -> Carried:
    """Send a message; return what came of it, whatever breaks."""
    try:
        async with asyncio.timeout(LONGEST.total_seconds()):
            return await _delivered(ready)
    except DeliveryFailed as refused:
        failure = refused
    except Exception as error:
        logger.exception("network broke", extra={"parcel": ready.parcel.id})
        failure = DeliveryFailed(type(error).__name__, unknown=True)
    # What shows a message once can be given it again, whatever came of it.
    failure.unknown = failure.unknown and not ready.network.shows_once
    return Carried(ready, failure=failure)


async def _delivered(ready: Ready) -> Carried:
    if isinstance(ready.parcel.message, Errand):
        return Carried(ready, report=await _run(ready))
    if isinstance(ready.parcel.message, TakeBack):
        return Carried(ready, withdrawn=await _withdraw(ready))
    return Carried(ready, await _send(ready))


async def _run(ready: Ready) -> Report:
    errand, sending = ready.parcel.message, ready.sending
    if not isinstance(ready.network, RunsErrands):
        return Report(done=False)
    return await ready.network.run(
        cast("Errands", errand), sending.address, sending.text.body
    )


async def _withdraw(ready: Ready) -> Withdrawn:
    if ready.sending.replaces and isinstance(ready.network, TakesBack):
        return await ready.network.withdraw(ready.sending)
    return Withdrawn.STAYS


async def _send(ready: Ready) -> str:
    sending, message = ready.sending, ready.parcel.message
    if isinstance(message, EraseWords):
        if isinstance(ready.network, Erases):
            await ready.network.erase(sending.address, message.ref)
        return ""
    if isinstance(message, SettleButtons):
        if sending.replaces:
            if message.keyboard and isinstance(ready.network, Remembers):
                ready.network.remember(sending.replaces, message.keyboard)
            await ready.network.settle(
                sending.address, sending.replaces, message.chosen
            )
        return sending.replaces
    drawn = await charts.drawn(sending.text)
    return await ready.network.send(replace(sending, text=drawn))
