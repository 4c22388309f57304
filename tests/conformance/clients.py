"""Two unrelated Telegram clients behind one face, each strict about what it parses."""

import re
from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import telegram
from aiogram import Bot as AiogramBot
from aiogram import exceptions as aiogram_errors
from aiogram import methods as aiogram_methods
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile
from aiogram.types import Update as AiogramUpdate
from pydantic import BaseModel
from telegram import error as ptb_errors
from telegram.request import HTTPXRequest

from tests.telegram_server.server import TelegramServer

Json = dict[str, Any]

# Bot API 10.1 to 10.3, which python-telegram-bot 22.8 does not know yet.
NEWER = {
    "receiver_user",
    "ephemeral_message_id",
    "community",
    "disabled",
    "force_reply",
    "is_ephemeral",
    "supports_join_request_queries",
    "guard_bot",
    "query_id",
    "can_send_welcome_messages",
}


@dataclass
class Refused(Exception):
    """An error as either client reports it."""

    code: int
    description: str
    retry_after: int | None = None
    migrate_to: int | None = None


@dataclass
class Document:
    """A file to send."""

    data: bytes
    name: str


class Client(Protocol):
    """What both clients can do."""

    leftovers: list[str]

    async def call(self, method: str, **given: Any) -> Any:
        """Call a method; return its result as JSON, as the client understood it."""

    def parse(self, update: Json) -> Any:
        """Parse an update; return it as JSON, as the client understood it."""


@dataclass
class Aiogram:
    """aiogram 3.31."""

    bot: AiogramBot
    leftovers: list[str] = field(default_factory=list)

    async def call(self, method: str, **given: Any) -> Any:
        kind = getattr(aiogram_methods, method[0].upper() + method[1:])
        for name, value in given.items():
            if isinstance(value, Document):
                given[name] = BufferedInputFile(value.data, value.name)
        try:
            result = await self.bot(kind(**given))
        except aiogram_errors.TelegramAPIError as error:
            raise _refused_aiogram(error) from error
        return self._plain(result)

    def parse(self, update: Json) -> Any:
        return self._plain(AiogramUpdate.model_validate(update))

    def _plain(self, result: Any) -> Any:
        self.leftovers += _extra_aiogram(result)
        if isinstance(result, list):
            return [self._plain(item) for item in result]
        if isinstance(result, BaseModel):
            return result.model_dump(mode="json", by_alias=True, exclude_none=True)
        return result


def _refused_aiogram(error: aiogram_errors.TelegramAPIError) -> Refused:
    codes = {
        aiogram_errors.TelegramBadRequest: 400,
        aiogram_errors.TelegramUnauthorizedError: 401,
        aiogram_errors.TelegramForbiddenError: 403,
        aiogram_errors.TelegramNotFound: 404,
        aiogram_errors.TelegramConflictError: 409,
        aiogram_errors.TelegramMigrateToChat: 400,
        aiogram_errors.TelegramRetryAfter: 429,
        aiogram_errors.TelegramServerError: 500,
    }
    return Refused(
        codes[type(error)],
        error.message,
        getattr(error, "retry_after", None),
        getattr(error, "migrate_to_chat_id", None),
    )


def _extra_aiogram(value: Any, where: str = "") -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from (f"{where}.{name}" for name in value.model_extra or {})
        for name in type(value).model_fields:
            yield from _extra_aiogram(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _extra_aiogram(item, where)


# What python-telegram-bot wants as objects of its own.
_PTB_TYPES: dict[str, Any] = {
    "reply_markup": telegram.InlineKeyboardMarkup,
    "reply_parameters": telegram.ReplyParameters,
    "link_preview_options": telegram.LinkPreviewOptions,
    "scope": telegram.BotCommandScope,
    "commands": telegram.BotCommand,
    "reaction": telegram.ReactionType,
    "entities": telegram.MessageEntity,
}
_PTB_UNKNOWN = {"ephemeral_message_parameters"}


@dataclass
class Ptb:
    """python-telegram-bot 22.8."""

    bot: telegram.Bot
    leftovers: list[str] = field(default_factory=list)

    async def call(self, method: str, **given: Any) -> Any:
        try:
            result = await self._result(method, given)
        except ptb_errors.TelegramError as error:
            raise _refused_ptb(error) from error
        return self._plain(result)

    async def _result(self, method: str, given: Json) -> Any:
        name = re.sub(r"(?=[A-Z])", "_", method).lower()
        function = getattr(self.bot, name, None)
        if function is None or name == "get_updates":
            return await self.bot.do_api_request(method, api_kwargs=given)
        newer = {key: given.pop(key) for key in _PTB_UNKNOWN & given.keys()}
        own = {key: _ptb_value(key, value) for key, value in given.items()}
        if method == "setChatMemberTag":
            return await function(**own)
        return await function(**own, api_kwargs=newer or None)

    def parse(self, update: Json) -> Any:
        parsed = telegram.Update.de_json(update, self.bot)
        assert parsed is not None
        return self._plain(parsed)

    def _plain(self, result: Any) -> Any:
        self.leftovers += _extra_ptb(result)
        if isinstance(result, list | tuple):
            return [self._plain(item) for item in result]
        if isinstance(result, telegram.TelegramObject):
            return result.to_dict()
        return result


def _ptb_value(key: str, value: Any) -> Any:
    if isinstance(value, Document):
        return telegram.InputFile(value.data, filename=value.name)
    kind = _PTB_TYPES.get(key)
    if kind is None:
        return value
    if isinstance(value, list):
        return [kind.de_json(item, None) for item in value]
    return kind.de_json(value, None)


_PTB_CODES: list[tuple[type[ptb_errors.TelegramError], int]] = [
    (ptb_errors.ChatMigrated, 400),
    (ptb_errors.RetryAfter, 429),
    (ptb_errors.BadRequest, 400),
    (ptb_errors.EndPointNotFound, 404),
    (ptb_errors.InvalidToken, 401),
    (ptb_errors.Forbidden, 403),
    (ptb_errors.Conflict, 409),
    (ptb_errors.TelegramError, 500),
]


def _refused_ptb(error: ptb_errors.TelegramError) -> Refused:
    code = next(code for kind, code in _PTB_CODES if isinstance(error, kind))
    wait = getattr(error, "_retry_after", None)
    return Refused(
        code,
        error.message,
        retry_after=int(wait.total_seconds()) if wait else None,
        migrate_to=getattr(error, "new_chat_id", None),
    )


def _extra_ptb(value: Any, where: str = "") -> Iterator[str]:
    if isinstance(value, telegram.TelegramObject):
        yield from (f"{where}.{k}" for k in value.api_kwargs if k not in NEWER)
        slots = (n for c in type(value).__mro__ for n in getattr(c, "__slots__", ()))
        for name in slots:
            if not name.startswith("_") and name != "api_kwargs":
                yield from _extra_ptb(getattr(value, name, None), f"{where}.{name}")
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _extra_ptb(item, where)


class QuickSession(AiohttpSession):
    """aiogram's session without its quarter of a second of sleep at the end."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


SESSION = QuickSession()
"""Made once: making one loads the machine's certificates. It opens anew each time."""


@asynccontextmanager
async def aiogram_client(server: TelegramServer, token: str) -> Any:
    SESSION.api = TelegramAPIServer.from_base(server.url)
    async with AiogramBot(token, session=SESSION) as bot:
        yield Aiogram(bot)


PLAIN = {"verify": False}
"""Loading the machine's certificates costs more than a test; there is no TLS here."""


@asynccontextmanager
async def ptb_client(server: TelegramServer, token: str) -> Any:
    bot = telegram.Bot(
        token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=HTTPXRequest(httpx_kwargs=PLAIN),
        get_updates_request=HTTPXRequest(connection_pool_size=4, httpx_kwargs=PLAIN),
    )
    # Not `async with bot`: that begins with a getMe, which some tests have fail.
    for request in bot._request:
        await request.initialize()
    try:
        yield Ptb(bot)
    finally:
        for request in bot._request:
            await request.shutdown()


CLIENTS = {"aiogram": aiogram_client, "ptb": ptb_client}
