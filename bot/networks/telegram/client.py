"""The Bot API through aiogram: the calls we make, and no more.

aiogram costs seconds of start and much memory: nothing imports this module
unless a token is set. Updates stay what they are, plain JSON: an odd one must
not stop those beside it.
"""

from typing import Any

from aiogram import Bot, exceptions, methods
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.methods.base import TelegramMethod
from aiogram.types import BufferedInputFile
from aiohttp import ClientConnectorError

from bot.networks.telegram import plain
from bot.networks.telegram.errors import CallFailed, Why
from bot.text import Attachment

Json = dict[str, Any]
Keyboard = list[list[Json]]

PATIENCE = 20.0
"""Seconds a call may take; the lease of a message is three times as long."""
_PICTURES = {"image/png", "image/jpeg"}
_NO_PREVIEW = {"is_disabled": True}
"""Telegram would open our links to show what is behind them."""

_WHY: tuple[tuple[type[Exception], Why], ...] = (
    (exceptions.TelegramRetryAfter, Why.FLOOD),
    (exceptions.TelegramForbiddenError, Why.FORBIDDEN),
    (exceptions.TelegramUnauthorizedError, Why.BAD_TOKEN),
    (exceptions.TelegramConflictError, Why.CONFLICT),
    (exceptions.TelegramServerError, Why.DOWN),
    (exceptions.TelegramEntityTooLarge, Why.REFUSED),
    (exceptions.TelegramNetworkError, Why.UNKNOWN),
    (exceptions.TelegramNotFound, Why.BAD_TOKEN),
    (exceptions.TelegramAPIError, Why.REFUSED),
    (exceptions.ClientDecodeError, Why.UNKNOWN),
)


class Client:
    """Calls Telegram on behalf of one bot."""

    def __init__(self, token: str, api: str = "", patience: float = PATIENCE) -> None:
        server = TelegramAPIServer.from_base(api) if api else PRODUCTION
        self._session = plain.Session(api=server, timeout=patience)
        self._bot = Bot(token, session=self._session)
        self._patience = patience

    @property
    def id(self) -> int:
        """The number of the bot's own account."""
        return self._bot.id

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    async def call(self, method: TelegramMethod[Any]) -> Any:
        """Make any call.

        Raises:
            CallFailed: it brought no result.
        """
        return await self._call(method)

    async def me(self) -> Json:
        """Return the bot as Telegram knows it."""
        found: Json = (await self._call(methods.GetMe())).model_dump(exclude_none=True)
        return found

    async def updates(
        self, offset: int, wait: int, kinds: tuple[str, ...]
    ) -> list[Any]:
        """Return what waits from an offset on, waiting so many seconds for the first."""
        asked = {
            "offset": offset or None,
            "timeout": wait or None,
            "allowed_updates": kinds,
        }
        call = plain.GetUpdates(given=asked)
        found: list[Any] = await self._call(call, self._patience + wait)
        return found

    async def send(
        self,
        chat: int,
        text: str,
        keyboard: Keyboard,
        *,
        protected: bool,
        quiet: bool = False,
    ) -> int:
        """Send words; return the number of the message."""
        given = {
            "chat_id": chat,
            "text": text,
            "link_preview_options": _NO_PREVIEW,
            "protect_content": protected,
            "disable_notification": quiet or None,
            "reply_markup": _markup(keyboard),
        }
        sent = await self._call(plain.SendMessage(given=given))
        number: int = sent["message_id"]
        return number

    async def send_file(
        self, chat: int, file: Attachment, caption: str, *, protected: bool
    ) -> int:
        """Send a picture or a file with words under it; return the message's number."""
        given: Json = {
            "chat_id": chat,
            "caption": caption or None,
            "parse_mode": None,
            "protect_content": protected,
        }
        content = BufferedInputFile(file.content, file.name)
        call: TelegramMethod[Any] = (
            methods.SendPhoto(photo=content, **given)
            if file.media_type in _PICTURES
            else methods.SendDocument(document=content, **given)
        )
        number: int = (await self._call(call)).message_id
        return number

    async def edit(
        self, chat: int, message: int, text: str, keyboard: Keyboard
    ) -> None:
        """Change the words and the buttons of an earlier message."""
        given = {
            "chat_id": chat,
            "message_id": message,
            "text": text,
            "link_preview_options": _NO_PREVIEW,
            "reply_markup": _markup(keyboard),
        }
        await self._call(plain.EditMessageText(given=given))

    async def delete(self, chat: int, message: int) -> None:
        """Take an earlier message away, ours or theirs; Telegram allows it for 48 hours."""
        await self._call(methods.DeleteMessage(chat_id=chat, message_id=message))

    async def edit_keyboard(self, chat: int, message: int, keyboard: Keyboard) -> None:
        """Change the buttons of an earlier message; none takes them away."""
        where = {"chat_id": chat, "message_id": message}
        given = {**where, "reply_markup": _markup(keyboard)}
        await self._call(plain.EditMessageReplyMarkup(given=given))

    async def answer(self, query: str, text: str) -> None:
        """End the waiting sign on a pressed button, with a short notice."""
        given = {"callback_query_id": query, "text": text}
        await self._call(plain.AnswerCallbackQuery(given=given))

    async def set_webhook(self, url: str, secret: str, kinds: tuple[str, ...]) -> None:
        """Have updates brought to an address of ours."""
        await self._call(
            methods.SetWebhook(
                url=url, secret_token=secret, allowed_updates=list(kinds)
            )
        )

    async def delete_webhook(self) -> None:
        """Have updates brought nowhere: they are fetched."""
        await self._call(methods.DeleteWebhook())

    async def webhook(self) -> Json:
        """Return where updates are brought, and how that went."""
        info = await self._call(methods.GetWebhookInfo())
        return info.model_dump(exclude_none=True, mode="json")  # type: ignore[no-any-return]

    async def set_commands(
        self,
        commands: dict[str, str],
        scope: Json,
        language: str,
        *,
        whispered: bool = False,
    ) -> None:
        """Set the menu of commands for some chats and a language ("": others).

        Whispered commands are sent unseen by the others in a group.
        """
        mark = {"is_ephemeral": True} if whispered else {}
        listed = [{"command": c, "description": d} | mark for c, d in commands.items()]
        await self._call(
            methods.SetMyCommands.model_validate(
                {
                    "commands": listed,
                    "scope": scope,
                    "language_code": language or None,
                }
            )
        )

    async def delete_commands(self, scope: Json, language: str) -> None:
        """Take a menu away: the more general one shows."""
        await self._call(
            methods.DeleteMyCommands.model_validate(
                {"scope": scope, "language_code": language or None}
            )
        )

    async def commands(self, scope: Json, language: str) -> dict[str, str]:
        """Return the menu of commands for some chats and a language."""
        asked = methods.GetMyCommands.model_validate(
            {"scope": scope, "language_code": language or None}
        )
        return {each.command: each.description for each in await self._call(asked)}

    async def _call(
        self, method: TelegramMethod[Any], patience: float | None = None
    ) -> Any:
        try:
            return await self._session(
                self._bot,
                method,
                timeout=patience or self._patience,  # type: ignore[arg-type]
            )
        except (exceptions.AiogramError, OSError) as error:
            # The cause would carry the token in its address, and what was sent.
            raise _failed(error) from None


def _markup(keyboard: Keyboard) -> Json | None:
    return {"inline_keyboard": keyboard} if keyboard else None


def _failed(error: Exception) -> CallFailed:
    if isinstance(error.__cause__, ClientConnectorError):
        return CallFailed(Why.NOT_REACHED)
    why = next((w for kind, w in _WHY if isinstance(error, kind)), Why.UNKNOWN)
    retry_after = getattr(error, "retry_after", None)
    moved_to = str(getattr(error, "migrate_to_chat_id", None) or "")
    return CallFailed(why, getattr(error, "message", ""), retry_after, moved_to)
