"""The three bots that are measured beside each other, each in a process of its own.

`python -m bench._bots NAME API TOKEN FOLDER MOMENT`; the last two only for ours. Imports
stand inside: none pays for the libraries of another.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any


async def aiogram(api: str, token: str) -> None:
    """Say again what was said, with aiogram alone."""
    from aiogram import Bot, Dispatcher, types  # noqa: PLC0415
    from aiogram.client.session.aiohttp import AiohttpSession  # noqa: PLC0415
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: types.Message) -> None:
        await message.answer(message.text or "?")

    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    await dispatcher.start_polling(Bot(token, session=session))


def ptb(api: str, token: str) -> None:
    """Say again what was said, with python-telegram-bot alone."""
    from telegram.ext import ApplicationBuilder, MessageHandler, filters  # noqa: PLC0415

    async def echo(update: Any, _: Any) -> None:
        await update.message.reply_text(update.message.text or "?")

    application = ApplicationBuilder().token(token).base_url(f"{api}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


async def ours(api: str, token: str, folder: Path, moment: str) -> None:
    """Be the program, on a database that was laid before, at a moment that stays."""
    from datetime import datetime  # noqa: PLC0415

    from bench._on_telegram import laid_table  # noqa: PLC0415
    from bot.networks.telegram.door import Door  # noqa: PLC0415
    from bot.networks.telegram.polling import Polling  # noqa: PLC0415

    now = datetime.fromisoformat(moment)
    table, network, client = await laid_table(api, token, folder, now)
    door = Door(network, table.assistant.receive_raw)
    async with asyncio.TaskGroup() as group:
        group.create_task(table.assistant.run())
        group.create_task(Polling(client, door, asyncio.sleep).run())


def main(name: str, api: str, token: str, *rest: str) -> None:
    """Run one of them until it is ended."""
    match name:
        case "aiogram":
            asyncio.run(aiogram(api, token))
        case "ptb":
            ptb(api, token)
        case "profiled":
            from bench._profiled import run  # noqa: PLC0415

            run(ours(api, token, Path(rest[0]), rest[1]))
        case _:
            asyncio.run(ours(api, token, Path(rest[0]), rest[1]))


if __name__ == "__main__":
    main(*sys.argv[1:])
