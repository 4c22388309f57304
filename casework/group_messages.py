"""What is said about groups as team chats, and in them."""

from dataclasses import dataclass
from enum import StrEnum

from casework.disclosure import InfoClass
from casework.groups import Danger, Unfit
from casework.ids import CaseId, GroupId, ShownId
from casework.outcome import Lane, Message, StrangerNote, TeamPost


class GroupDo(StrEnum):
    """What a case manager's button does with a group."""

    SHOW = "show"
    LOOK = "look"
    BIND = "bind"
    LEAVE_IT = "leave_it"
    DROP_POSTS = "drop_posts"
    ASK_END = "ask_end"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseTeamCase(Message):
    """Ask a case manager whose team chat a group is to be."""

    group: GroupId
    title: str
    cases: tuple[tuple[CaseId, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBinding(Message):
    """Say all that is unsafe in a group, and ask whether to bind it all the same."""

    shows = InfoClass.NETWORK

    group: GroupId
    code: str
    title: str
    dangers: tuple[Danger, ...]
    strangers: tuple[str, ...]
    unseen: int
    instead_of: str = ""
    """The title of the group that is the team chat until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellUnfit(Message):
    """Tell the case manager why a group can be no team chat."""

    why: Unfit
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmBound(Message):
    """Tell the case manager that the group is the team chat now."""

    shows = InfoClass.NETWORK

    group: GroupId
    code: str
    title: str
    strangers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TellStranger(Message):
    """Tell the case manager that somebody is in the team chat who is not known.

    It comes unasked, so it names nobody; the button shows who it is.
    """

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.NETWORK

    group: GroupId
    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TellNoStranger(Message):
    """Tell the case manager that the team chat is among the network again."""

    lane = Lane.URGENT
    shows = InfoClass.NETWORK

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellSentAway(Message):
    """Tell the case manager that somebody unknown was not let in."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.NETWORK

    group: GroupId
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellResting(Message):
    """Tell the case manager that nothing is posted in the team chat for now."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.NETWORK

    group: GroupId
    code: str
    why: Unfit


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowGroup(Message):
    """Show the case manager how the team chat stands, and what can be done."""

    shows = InfoClass.NETWORK

    group: GroupId
    code: str
    title: str
    resting: bool
    dangers: tuple[Danger, ...]
    strangers: tuple[str, ...]
    unseen: int
    declined: tuple[str, ...]
    waiting: int
    """Posts kept back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEnd(Message):
    """Ask the case manager whether a group shall be the team chat no more."""

    shows = InfoClass.NETWORK

    group: GroupId
    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmGroup(Message):
    """Tell the case manager that what they wanted with a group is done."""

    shows = InfoClass.NETWORK

    code: str
    done: GroupDo
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHeldPost(Message):
    """Ask the case manager about a post that may have arrived or not."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.NETWORK

    code: str
    held: ShownId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmHeldPost(Message):
    """Tell the case manager what becomes of it."""

    shows = InfoClass.NETWORK

    code: str
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTeamChat(TeamPost):
    """Say in a group that it is the team chat now, and what belongs there."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HintAnonymous(StrangerNote):
    """Say in a group that who writes in its name cannot be known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SayHowToComeIn(StrangerNote):
    """Tell somebody who was not let in how people of the network come in."""


Messages = (
    AskBinding
    | AskEnd
    | AskHeldPost
    | ChooseTeamCase
    | ConfirmBound
    | ConfirmGroup
    | ConfirmHeldPost
    | HintAnonymous
    | PostTeamChat
    | SayHowToComeIn
    | ShowGroup
    | TellSentAway
    | TellNoStranger
    | TellResting
    | TellStranger
    | TellUnfit
)
