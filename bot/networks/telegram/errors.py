"""What can come of a call to Telegram, and what that means for a message."""

from enum import Enum

from bot.ports import DeliveryFailed


class Why(Enum):
    """Why a call failed, as far as it matters to us."""

    NOT_REACHED = "Telegram was not reached"
    """Nothing was sent."""
    UNKNOWN = "no answer came"
    """It may have been done."""
    DOWN = "Telegram is out of order"
    """An error of theirs, or of a proxy between: it may have been done."""
    FLOOD = "too many calls"
    FORBIDDEN = "Telegram does not let us write there"
    REFUSED = "Telegram refused the call"
    CONFLICT = "another program uses the same token"
    BAD_TOKEN = "Telegram does not know the token"  # noqa: S105 - a sentence


class CallFailed(Exception):
    """A call to Telegram that brought no result.

    `description` is Telegram's own sentence; it never goes further than the
    comparison with the sentences known here, for it may quote what was sent.
    """

    def __init__(
        self,
        why: Why,
        description: str = "",
        retry_after: float | None = None,
        moved_to: str = "",
    ) -> None:
        super().__init__(why.value)
        self.why = why
        self.description = description
        self.retry_after = retry_after
        self.moved_to = moved_to
        """The number of the supergroup that a group has become."""

    def says(self, words: str) -> bool:
        """Say whether Telegram's own sentence holds these words."""
        return words in self.description


_GONE = ("chat not found", "PEER_ID_INVALID", "user not found")


def as_failure(failed: CallFailed) -> DeliveryFailed:
    """Return what a failed call means for the message it should have brought."""
    permanent = failed.why is Why.FORBIDDEN or any(map(failed.says, _GONE))
    return DeliveryFailed(
        failed.why.value,
        permanent=permanent,
        unknown=failed.why in {Why.UNKNOWN, Why.DOWN},
        retry_after=failed.retry_after,
        rests=failed.retry_after is not None,
        moved_to=failed.moved_to,
    )
