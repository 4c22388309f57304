"""A plain page on which one can be the people."""

from aiohttp import web

from tests.telegram_server.world import TelegramWorld


def add(app: web.Application, world: TelegramWorld) -> None:
    pass
