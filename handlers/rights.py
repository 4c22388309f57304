"""What people may ask about their data, and what is done when some went wrong."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import actions, own_data, permissions, recalls, restricting
from handlers.incoming import Said
from handlers.turn import Turn

COMMANDS: dict[str, Callable[[Turn, Said], Awaitable[None]]] = {
    "consent": permissions.consent,
    "correction": own_data.ask_correction,
    "erasure": own_data.ask_erasure,
    "mydata": own_data.ask,
    "recall": recalls.recall,
    "restrict": own_data.ask_restriction,
}
PRESSES: dict[type, Callable[[Turn, Said, Any], Awaitable[None]]] = {
    actions.CloseBreach: recalls.begin_closing,
    actions.HandOutData: own_data.hand_out,
    actions.UseMyData: restricting.use_again,
}
