"""The test Bot API server by itself: `python -m tests.telegram_server`."""

import argparse
import asyncio
import sys

from scheduling.clock import utc_now
from tests.telegram_server.clock import LiveClock
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TOKEN, TelegramWorld

PEOPLE = "Mari:et,Kati:ru,Jaan:et,Liis:en"


def arguments() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.telegram_server",
        description="A Telegram for trying the bot out; open its page and be the people.",
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN, help="the token the bot uses")
    parser.add_argument("--people", default=PEOPLE, help="names with languages")
    parser.add_argument("--group", default="Team", help="a group of all; '' for none")
    return parser.parse_args()


def populated(wish: argparse.Namespace) -> TelegramWorld:
    """Return a world in real time with the people and the group asked for."""
    world = TelegramWorld(clock=LiveClock(utc_now), token=wish.token)
    people = []
    for entry in wish.people.split(","):
        name, _, lang = entry.partition(":")
        people.append(world.user(name.strip(), lang=lang or None))
    if wish.group and people:
        owner, *others = people
        world.supergroup(wish.group, owner=owner, members=others, bot="admin")
    return world


async def main() -> None:
    """Serve until interrupted."""
    wish = arguments()
    world = populated(wish)
    server = TelegramServer(world, host=wish.host, port=wish.port)
    await server.start()
    sys.stdout.write(f"be the people: {server.url}/\n")
    sys.stdout.write(f"bot's server:  {server.url}\nbot's token:   {world.bot.token}\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await server.stop()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        sys.exit(0)
