"""Every message there is, for those who must treat them all. One line a topic."""

from typing import get_args

from casework import cases, forms, invitations, notices, people

AnyMessage = (
    cases.Messages
    | forms.Messages
    | invitations.Messages
    | notices.Messages
    | people.Messages
)

MESSAGES: dict[str, type] = {kind.__name__: kind for kind in get_args(AnyMessage)}
"""Each message by the name under which it lies in the outbox."""
