"""Who is in a network: shown to the case manager, changed by them, left by anyone."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from casework.cases import Case, Member, MemberRemoved, MemberState, SayGoodbye
from casework.disclosure import InfoClass
from casework.ids import MemberId, PersonId
from casework.outcome import Fact, Lane, Message, Mixed, Outcome
from casework.people import Person
from casework.plans import Activity, ActivityState
from casework.refusals import NotYours
from casework.roles import Role, Sector


class Reach(StrEnum):
    """How somebody stands in the network, for the case manager's eye."""

    JOINED = "joined"
    INVITED = "invited"
    """Has a link and has not opened it: not yet reachable."""
    NOT_YET = "not_yet"
    """Has opened the link and not accepted the confidentiality text."""
    ANEW = "anew"
    """Must accept a newer confidentiality text first (R32)."""
    AWAY = "away"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"
    """Every address of theirs is dead."""
    LEFT = "left"


class MemberChange(StrEnum):
    """What can be done about one member, by a button."""

    SEE = "see"
    NEW_LINK = "new_link"
    REPLACE = "replace"
    ASK_REMOVE = "ask_remove"
    REMOVE = "remove"
    REQUIRE = "require"
    RELAX = "relax"
    RESTRICT = "restrict"
    """Let their data be kept and not used (GDPR 18)."""
    USE_AGAIN = "use_again"
    LEAVE = "leave"
    """Said by the member about themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member as the case manager sees them; others see no reach, no dates."""

    member: MemberId
    name: str
    role: Role
    sector: Sector
    organisation: str = ""
    purpose: str = ""
    required: bool = True
    reach: Reach | None = None
    until: date | None = None
    last_word_at: datetime | None = None
    channels: tuple[str, ...] = ()
    """The networks on which they are reached."""
    rests: "Rest | None" = None
    """Their data is kept and not used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Since when somebody's data is not used, by whom, and until when if that is said."""

    since: date
    by: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberReplaced(Fact):
    """Somebody took another's place in the network."""

    member: MemberId
    before: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowNetwork(Mixed):
    """Show who is in the network: all about it to who leads, else names and roles."""

    shows = InfoClass.NETWORK

    code: str
    lines: tuple[MemberLine, ...]
    leads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowMember(Message):
    """Show the case manager one member, and what can be changed."""

    shows = InfoClass.SILENCE

    code: str
    line: MemberLine


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRemoval(Message):
    """Ask the case manager whether somebody really is to be taken out."""

    shows = InfoClass.SILENCE

    code: str
    member: MemberId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLeave(Message):
    """Ask a member whether they really want to leave the network."""

    shows = InfoClass.SCHEDULE

    code: str
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class TellLeft(Message):
    """Tell the case manager that somebody has left, without the name (R35)."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    code: str
    role: Role
    activities: int
    """How many activities now need somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOrphaned(Message):
    """Tell the case manager how many activities nobody is responsible for now."""

    shows = InfoClass.TASKS_ALL

    code: str
    activities: int


def leave(member: Member, case: Case, orphaned: int, now: datetime) -> Outcome:
    """Let somebody go who wants to, at once; the case manager is told.

    Raises:
        NotYours: the case manager cannot leave without a successor (R1).
    """
    if member.role is Role.CASE_MANAGER:
        raise NotYours
    gone = replace(member, state=MemberState.LEFT, left_at=now, wake_at=None)
    told = TellLeft(
        to=case.manager,
        case=case.id,
        code=case.code,
        role=member.role,
        activities=orphaned,
    )
    removed = MemberRemoved(at=now, by=member.person, case=case.id, member=member.id)
    return Outcome((gone,), (removed,), (SayGoodbye(to=member.person), told))


def require(member: Member, *, required: bool) -> Member:
    """Return the member as required or optional at roundtables."""
    return replace(member, required=required)


def take_over(activity: Activity, heir: MemberId, person: PersonId) -> Activity:
    """Return an activity in other hands; its new person is asked to take it on."""
    return replace(
        activity,
        responsible=heir,
        person=person,
        state=ActivityState.PROPOSED,
        wake_at=None,
    )


def line_of(
    member: Member, person: Person, *, leads: bool, dead: bool, today: date
) -> MemberLine:
    """Return what is shown of a member: all of it only to who leads."""
    line = MemberLine(
        member=member.id,
        name=person.name,
        role=member.role,
        sector=member.sector,
        organisation=member.organisation,
    )
    if not leads:
        return line
    reach = reach_of(member, person, dead=dead, today=today)
    return replace(
        line,
        purpose=member.purpose,
        required=member.required,
        reach=reach,
        until=person.away_until if reach is Reach.AWAY else None,
        last_word_at=member.last_word_at,
    )


def reach_of(member: Member, person: Person, *, dead: bool, today: date) -> Reach:
    """Return how somebody stands in the network."""
    by_state = {
        MemberState.LEFT: Reach.LEFT,
        MemberState.INVITED: Reach.INVITED,
        MemberState.IDENTIFIED: Reach.NOT_YET,
    }
    if member.state in by_state:
        return by_state[member.state]
    if person.stopped_at is not None:
        return Reach.STOPPED
    if dead:
        return Reach.UNREACHABLE
    if not member.reads_anything:
        return Reach.ANEW
    return Reach.AWAY if person.is_away(today) else Reach.JOINED


Messages = ShowNetwork | ShowMember | AskRemoval | AskLeave | TellLeft | TellOrphaned
