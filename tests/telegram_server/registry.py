"""Which function answers which method."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.telegram_server.calls import Call

Answer = Callable[["Call"], Any]

METHODS: dict[str, Answer] = {}


def answers(method: str) -> Callable[[Answer], Answer]:
    """Register the function below as the one that answers a method."""

    def register(function: Answer) -> Answer:
        METHODS[method] = function
        return function

    return register
