"""What `umarlaud check` looks at on Telegram's side."""

from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import parsedate_to_datetime

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.checked import Found
from bot.languages import Languages
from bot.networks.telegram import menus
from bot.networks.telegram.client import Client
from bot.networks.telegram.errors import CallFailed, Why
from bot.networks.telegram.webhook import PATH
from bot.settings import Settings
from scheduling.clock import utc_now

_PUBLIC = "https://api.telegram.org"
_PATIENCE = ClientTimeout(total=10)
_CURES = {
    Why.BAD_TOKEN: "Ask BotFather for the token with /token, and set it anew.",
    Why.NOT_REACHED: "See that this machine may reach api.telegram.org (HTTPS).",
    Why.UNKNOWN: "It was reached, but did not answer; see that no proxy is between.",
}


async def of(settings: Settings) -> list[Found]:
    """Look at the token, the way updates come, privacy mode and the menus."""
    client = Client(settings.telegram_token, settings.telegram_api)
    found: list[Found] = []
    try:
        async for each in _each(settings, client):
            found.append(each)  # noqa: PERF401 - what was found before a failure counts
    except CallFailed as failed:
        cure = f"Telegram said: {failed.why.value}. Try again in a while."
        found.append(Found("Telegram", _CURES.get(failed.why, cure)))
    finally:
        await client.close()
    return found


async def drift(settings: Settings) -> timedelta | None:
    """Return how far our clock is ahead of Telegram's; None: it was not reached."""
    try:
        async with (
            ClientSession(timeout=_PATIENCE) as session,
            session.head(settings.telegram_api or _PUBLIC) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (ClientError, OSError, TimeoutError, KeyError, ValueError):
        return None
    return utc_now() - theirs


async def _each(settings: Settings, client: Client) -> AsyncIterator[Found]:
    me = await client.me()
    yield Found(f"Telegram token, of @{me['username']}")
    yield _privacy(reads_all=bool(me.get("can_read_all_group_messages")))
    yield Found(f"Telegram chats show at most: {settings.telegram_privacy}")
    yield _groups(may_join=bool(me.get("can_join_groups")))
    yield await _way(settings, client)
    yield await _menus(settings, client)


def _privacy(*, reads_all: bool) -> Found:
    part = "Telegram privacy mode: in groups the bot hears only what is meant for it"
    cure = "Write /setprivacy to BotFather and choose Enable." if reads_all else ""
    return Found(part, cure)


def _groups(*, may_join: bool) -> Found:
    part = "Telegram groups: the bot may be added to a team chat"
    cure = "Write /setjoingroups to BotFather and choose Enable."
    return Found(part, "" if may_join else cure)


async def _way(settings: Settings, client: Client) -> Found:
    info = await client.webhook()
    ours = settings.web_url + PATH
    there = str(info.get("url") or "")
    brought = settings.telegram_webhook
    part = f"Telegram updates are {'brought' if brought else 'fetched'}"
    if there not in {"", ours}:
        return Found(
            part,
            "Another address receives them now. If another program uses this bot, make "
            "Ümarlaud one of its own at BotFather; if not, `umarlaud run` mends it. If "
            "you know nothing of it, have BotFather /revoke the token.",
        )
    if not brought:
        return Found(part, "A webhook is set; `umarlaud run` removes it." * bool(there))
    if not there:
        cure = "The webhook is not set yet; `umarlaud run` sets it."
        return Found(part, cure, unset=True)
    if said := info.get("last_error_message"):
        return Found(
            part,
            f"Telegram could not bring the last one: {said}. See that {ours} is handed "
            f"on to port {settings.web_port}.",
        )
    return Found(part)


async def _menus(settings: Settings, client: Client) -> Found:
    part = "Telegram menus in Estonian, Russian and English"
    wanted = list(menus.every_menu(Languages(settings.zone)))
    there = [await client.commands(chats, language) for chats, language, _ in wanted]
    if not any(there):
        return Found(part, "Not set yet; `umarlaud run` sets them.", unset=True)
    if there != [menu for *_, menu in wanted]:
        return Found(part, "They are older; `umarlaud run` sets them anew.")
    return Found(part)
