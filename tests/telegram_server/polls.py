"""Polls: questions with options that people vote on."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.telegram_server.accounts import Account
from tests.telegram_server.messages import Message

if TYPE_CHECKING:
    from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]


class CannotVote(Exception):
    """The poll takes no such vote."""


@dataclass(eq=False, kw_only=True)
class Poll:
    """A poll as Telegram keeps it."""

    id: str
    question: str
    options: list[str]
    settings: Json
    closed: bool = False
    votes: dict[Account, list[int]] = field(default_factory=dict)
    message: Message | None = None

    @property
    def anonymous(self) -> bool:
        """Whether nobody learns who voted for what."""
        return bool(self.settings["is_anonymous"])

    def as_json(self) -> Json:
        """Return the poll as a Poll, with the counts of now."""
        hidden = self.settings.get("hide_results_until_closes") and not self.closed
        counts = [
            0 if hidden else sum(place in vote for vote in self.votes.values())
            for place in range(len(self.options))
        ]
        shown = {k: v for k, v in self.settings.items() if k in _SHOWN}
        return {
            "id": self.id,
            "question": self.question,
            "options": [
                {"persistent_id": str(place), "text": text, "voter_count": count}
                for place, (text, count) in enumerate(
                    zip(self.options, counts, strict=True)
                )
            ],
            "total_voter_count": sum(bool(vote) for vote in self.votes.values()),
            "is_closed": self.closed,
            "members_only": False,
            **shown,
        }


_SHOWN = {
    "is_anonymous",
    "type",
    "allows_multiple_answers",
    "allows_revoting",
    "correct_option_ids",
    "explanation",
    "open_period",
    "close_date",
    "description",
}


def vote(
    world: "TelegramWorld", poll: Poll, person: Account, options: list[str]
) -> None:
    """Take a person's vote, or take it back when no option is named."""
    places = [poll.options.index(option) for option in options]
    many = len(places) > 1 and not poll.settings["allows_multiple_answers"]
    again = poll.votes.get(person) and not poll.settings["allows_revoting"]
    if poll.closed or many or again:
        raise CannotVote(poll.question)
    poll.votes[person] = places
    _refresh(poll)
    if not poll.anonymous:
        answer = {
            "poll_id": poll.id,
            "user": person.as_user(),
            "option_ids": places,
            "option_persistent_ids": [str(place) for place in places],
        }
        world.tell("poll_answer", answer, f"poll {poll.id}")
    world.tell("poll", poll.as_json(), f"poll {poll.id}")


def close(world: "TelegramWorld", poll: Poll) -> None:
    """End the poll and tell the bot how it came out."""
    if poll.closed:
        return
    poll.closed = True
    _refresh(poll)
    world.tell("poll", poll.as_json(), f"poll {poll.id}")


def close_when_due(world: "TelegramWorld", poll: Poll) -> None:
    """See to it that the poll ends when it was said to."""
    seconds = poll.settings.get("open_period")
    if seconds is None and (end := poll.settings.get("close_date")):
        seconds = end - datetime.timestamp(world.clock.now())
    if seconds is not None:
        world.clock.call_after(seconds, lambda: close(world, poll))


def _refresh(poll: Poll) -> None:
    if poll.message is not None:
        poll.message.draft.content["poll"] = poll.as_json()
