"""The calls that are made with every answer: plain JSON there, plain JSON back.

aiogram makes an object of all that is sent, a form of the object, and an object of what
comes back, whose kind it builds anew whenever nobody holds it. That took more processor
than what happens between the two. Its connections, its addresses and its way to tell
one error from another stay in use, and every other call goes its whole way.
"""

import json
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods.base import TelegramMethod
from aiohttp import ClientError, ClientTimeout

Json = dict[str, Any]

_HEADERS = {"Content-Type": "application/json"}
_OK = 200


class Plain(TelegramMethod[Any]):
    """A call that is nothing but its name and what is given with it, as JSON."""

    __returning__ = object
    __api_method__ = ""

    given: Json


class GetUpdates(Plain):
    """Fetches updates as they came: an odd one must not stop those beside it."""

    __api_method__ = "getUpdates"


class SendMessage(Plain):
    """Sends words; of the answer only the number counts."""

    __api_method__ = "sendMessage"


class EditMessageText(Plain):
    """Changes the words and the buttons of a message."""

    __api_method__ = "editMessageText"


class EditMessageReplyMarkup(Plain):
    """Changes the buttons of a message."""

    __api_method__ = "editMessageReplyMarkup"


class AnswerCallbackQuery(Plain):
    """Ends the waiting sign on a pressed button."""

    __api_method__ = "answerCallbackQuery"


class Session(AiohttpSession):
    """aiogram's connections, with a short way for what is plain."""

    async def close(self) -> None:
        """Close the connections, without a quarter of a second of sleep."""
        if self._session is not None:
            await self._session.close()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own
    ) -> Any:
        """Make a call; return its result."""
        if not isinstance(method, Plain):
            return await super().make_request(bot, method, timeout)
        try:
            status, content = await self._post(bot, method, timeout)
        except TimeoutError as error:
            raise TelegramNetworkError(method, "Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method, type(error).__name__) from error
        found = _found(content) if status == _OK else None
        if found is None:
            return self.check_response(bot, method, status, content).result
        return found["result"]

    async def _post(
        self, bot: Bot, call: Plain, seconds: float | None
    ) -> tuple[int, str]:
        connections = await self.create_session()
        given = {name: each for name, each in call.given.items() if each is not None}
        async with connections.post(
            self.api.api_url(bot.token, call.__api_method__),
            data=json.dumps(given).encode(),
            headers=_HEADERS,
            timeout=ClientTimeout(total=seconds or self.timeout),
        ) as answer:
            return answer.status, await answer.text()


def _found(content: str) -> Json | None:
    """Return an answer that says that all went well; None: somebody else judges it."""
    try:
        answer = json.loads(content)
    except ValueError:
        return None
    fine = isinstance(answer, dict) and answer.get("ok") is True and "result" in answer
    return answer if fine else None
