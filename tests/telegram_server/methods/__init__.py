"""The 40 methods the server answers, by what they are about."""

from tests.telegram_server.methods import (  # noqa: F401 - each registers its methods
    chats,
    commands,
    deleting,
    editing,
    identity,
    invites,
    members,
    polls,
    queries,
    sending,
    updates,
    whispering,
)
