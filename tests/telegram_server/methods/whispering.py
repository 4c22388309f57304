"""Changing and taking away ephemeral messages; they are sent like any other."""

from tests.telegram_server import ephemeral, posting
from tests.telegram_server.calls import Call
from tests.telegram_server.methods.editing import change
from tests.telegram_server.methods.sending import formatted
from tests.telegram_server.registry import answers


@answers("editEphemeralMessageText")
def edit_ephemeral_message_text(call: Call) -> bool:
    """Give an ephemeral message another text and keyboard."""
    message = ephemeral.find(call)
    change(call, message, formatted(call, "text", "entities"))
    return True


@answers("editEphemeralMessageReplyMarkup")
def edit_ephemeral_message_reply_markup(call: Call) -> bool:
    """Give an ephemeral message another keyboard."""
    message = ephemeral.find(call)
    change(call, message, message.draft.content)
    return True


@answers("deleteEphemeralMessage")
def delete_ephemeral_message(call: Call) -> bool:
    """Take an ephemeral message away."""
    posting.delete(call.world, ephemeral.find(call))
    return True
