"""Notices that belong to no topic: refusals, apologies, help, answers to strangers."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from casework.ids import CaseId, PersonId, ShownId
from casework.outcome import Message, StrangerNote
from casework.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRefusal(Message):
    """Tell somebody why what they asked for was not done."""

    reason: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apologise(Message):
    """Tell somebody that the fault is ours and nothing of theirs is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowHelp(Message):
    """Show somebody what they can do here, by what they are."""

    leads: bool
    in_network: bool
    whole: bool = False
    """Every command, grouped; else only the main things, as buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseCase(Message):
    """Let somebody in several networks say which case a command is about."""

    command: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCancelled(Message):
    """Tell somebody that what they had begun was given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRestored(Message):
    """Tell a case manager that the program was put back to an earlier moment."""

    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleButtons(Message):
    """Show under an earlier message which of its buttons was pressed."""

    shown: ShownId
    chosen: int | None
    keyboard: str = ""
    """The buttons as the network showed them, in its own form; "" if it knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStranger(StrangerNote):
    """Answer somebody unknown without confirming that any case exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseLinkInGroup(StrangerNote):
    """Say in a group that an invitation is opened in private; it was not used."""


Messages = (
    TellRefusal
    | Apologise
    | ShowHelp
    | ChooseCase
    | ConfirmCancelled
    | TellRestored
    | SettleButtons
    | AnswerStranger
    | RefuseLinkInGroup
)


def refused(to: PersonId, refusal: Refusal, case: CaseId | None = None) -> TellRefusal:
    """Return the message that tells somebody of a refusal."""
    data = asdict(refusal)  # type: ignore[call-overload]  # every refusal is a dataclass
    return TellRefusal(to=to, case=case, reason=type(refusal).__name__, data=data)
