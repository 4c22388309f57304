"""Pictures, drawn by a short-lived child process.

The program itself never loads the plotting library: it would keep its memory
for the whole day for a picture now and then.
"""

import asyncio
import json
import logging
import sys
from dataclasses import asdict, replace

from bot.text import Attachment, Chart, Text

logger = logging.getLogger(__name__)

_PATIENCE = 20.0
"""Seconds to wait for a picture; the words go out without it after that."""


class NotDrawn(Exception):
    """The picture could not be drawn."""


async def drawn(text: Text) -> Text:
    """Return the text with its charts drawn; the words alone where that fails."""
    pictures = []
    for chart in text.charts:
        try:
            content = await draw(chart)
        except (NotDrawn, OSError) as error:
            logger.warning("not drawn", extra={"why": type(error).__name__})
            continue
        pictures.append(Attachment(chart.name, "image/png", content, chart.alt))
    return replace(text, attachments=(*text.attachments, *pictures), charts=())


async def draw(chart: Chart) -> bytes:
    """Return the chart as a PNG.

    Raises:
        NotDrawn: the child failed, or took too long.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.exports.drawing",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # Nothing of our environment goes along: it holds the keys.
        env={"MPLBACKEND": "Agg"},
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            picture, _nothing = await child.communicate(
                json.dumps(asdict(chart)).encode()
            )
    except TimeoutError as error:
        raise NotDrawn from error
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0 or not picture.startswith(b"\x89PNG"):
        raise NotDrawn
    return picture
