"""Every message there is, for those who must treat them all. One line a topic."""

from typing import get_args

from casework import cases, forms, invitations, letters, notices, people, tasks

AnyMessage = (
    cases.Messages
    | forms.Messages
    | invitations.Messages
    | letters.Messages
    | notices.Messages
    | people.Messages
    | tasks.Messages
)

MESSAGES: dict[str, type] = {kind.__name__: kind for kind in get_args(AnyMessage)}
"""Each message by the name under which it lies in the outbox."""
