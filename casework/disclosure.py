"""Who may see what: the one table, asked when words are chosen and when they leave.

Source of the classes: casework.md D2 (three information levels); of the limits:
R32, R33, R35, R36, R41. An invitation alone shows nothing.
"""

from enum import StrEnum
from typing import Protocol

from casework.ids import CaseId, PersonId
from casework.roles import (
    CLOSE,
    FAMILY,
    JUSTICE,
    LOOKING_ON,
    MANAGING,
    OUTSIDE,
    Role,
)


class InfoClass(StrEnum):
    """A kind of information about a case."""

    SCHEDULE = "schedule"
    """Dates: roundtables, reviews, due dates."""
    TASKS_OWN = "tasks_own"
    """The activities the reader is responsible for."""
    TASKS_ALL = "tasks_all"
    """Every activity, with who is responsible."""
    GOALS = "goals"
    """The goals of the plan."""
    NETWORK = "network"
    """Who is in the network: name, role, organisation."""
    CONTACTS = "contacts"
    """Telephone numbers and addresses."""
    UPDATES_SUMMARY = "updates_summary"
    """What was shared with the network: directions and shared words."""
    UPDATES_FULL = "updates_full"
    """Everything anyone answered, also what only the case manager reads."""
    OBSTACLES = "obstacles"
    """Shared obstacles, with their age."""
    MINUTES = "minutes"
    """Decisions and minutes of roundtables."""
    AGENDA = "agenda"
    """What people want to raise at the next roundtable."""
    CHILD_OPINION = "child_opinion"
    """What the child said, in the child's words."""
    HEALTH = "health"
    """Health and assessment results."""
    SENSITIVE_JUSTICE = "sensitive_justice"
    """Police, probation, courts (GDPR article 10)."""
    SILENCE = "silence"
    """Who has not answered, was not reached, is away."""
    ACCESS_LOG = "access_log"
    """Who has read what about the family."""
    NOTES = "notes"
    """The case manager's own notes; they leave for nobody (R41)."""


Right = tuple[CaseId, InfoClass]
"""To read one kind of information about one case."""


class Audience(StrEnum):
    """Whom the writer of free words wants as readers."""

    MANAGER = "manager"
    """Only the case manager reads this."""
    NETWORK = "network"
    """The network's officials read this."""
    FAMILY = "family"
    """The network and the family read this."""


_SHARED = frozenset(
    {
        InfoClass.SCHEDULE,
        InfoClass.TASKS_OWN,
        InfoClass.GOALS,
        InfoClass.NETWORK,
        InfoClass.UPDATES_SUMMARY,
        InfoClass.OBSTACLES,
        InfoClass.MINUTES,
        InfoClass.AGENDA,
    }
)
_FAMILY = _SHARED | {
    InfoClass.TASKS_ALL,
    InfoClass.CHILD_OPINION,
    InfoClass.ACCESS_LOG,
}
_MANAGER = frozenset(InfoClass)
_EMERGENCY = _MANAGER - {InfoClass.NOTES}
_LITTLE = frozenset({InfoClass.SCHEDULE, InfoClass.TASKS_OWN})


def shown_to(role: Role) -> frozenset[InfoClass]:
    """Return what a role may see in its own case, before any personal limit."""
    if role in MANAGING | {Role.EMERGENCY}:
        return _MANAGER if role in MANAGING else _EMERGENCY
    if role in FAMILY:
        return _FAMILY
    if role in JUSTICE:
        return _LITTLE | {InfoClass.MINUTES, InfoClass.SENSITIVE_JUSTICE}
    if role in CLOSE | OUTSIDE | {Role.CHILD}:
        return _LITTLE
    if role in LOOKING_ON:
        return frozenset({InfoClass.SCHEDULE})
    return _SHARED


def shown_after_closing(role: Role) -> frozenset[InfoClass]:
    """Return what a role may see of a closed case: only who led it sees anything.

    The network's reason to read has ended; what is asked for by the family or by
    law is answered by the case manager while the municipality keeps the case.
    """
    return _MANAGER if role is Role.CASE_MANAGER else frozenset()


def audience_includes(audience: Audience, role: Role) -> bool:
    """Say whether words meant for this audience may be read by this role.

    The writer reads their own words whatever the audience; ask that first.
    """
    if role in MANAGING | {Role.EMERGENCY}:
        return True
    if InfoClass.UPDATES_SUMMARY not in shown_to(role):
        return False
    if audience is Audience.MANAGER:
        return False
    return audience is Audience.FAMILY or role not in FAMILY


class Basis(StrEnum):
    """On which legal basis somebody is shown something of a family (R34)."""

    PUBLIC_TASK = "public task"
    """GDPR 6(1)(e): the network helps the child (LasteKS §34²)."""
    SOCIAL_CARE = "social care"
    """GDPR 9(2)(h) beside it: what concerns health."""
    CONVICTIONS = "convictions"
    """GDPR 10 beside it: police, probation, courts."""
    EMERGENCY = "emergency"
    """GDPR 6(1)(d): somebody's vital interests, for three hours (R39)."""


_SPECIAL = {
    InfoClass.HEALTH: Basis.SOCIAL_CARE,
    InfoClass.SENSITIVE_JUSTICE: Basis.CONVICTIONS,
}


def basis_of(what: InfoClass, reader: Role | None = None) -> Basis:
    """Return the legal basis on which this kind of information is shown.

    Nothing here is shown because somebody consented: consent between a family
    and an authority is hardly free, so that no disclosure rests on it.
    """
    if reader is Role.EMERGENCY:
        return Basis.EMERGENCY
    return _SPECIAL.get(what, Basis.PUBLIC_TASK)


class Reader(Protocol):
    """Somebody in a network, as far as what they may read goes."""

    @property
    def person(self) -> PersonId:
        """Who it is."""

    @property
    def role(self) -> Role:
        """What they are to the child."""

    @property
    def reads(self) -> frozenset[InfoClass]:
        """The classes open to them now."""


def unused(reader: Reader, restricted: frozenset[PersonId]) -> frozenset[PersonId]:
    """Return whose data is kept and not used for this reader (GDPR 18).

    Everybody keeps their own; and where somebody's life or health is at stake,
    what is kept may be read, as the law allows for protecting another person.
    """
    if reader.role is Role.EMERGENCY:
        return frozenset()
    return restricted - {reader.person}


class Guarded(Protocol):
    """One thing said or known about a case, with who may read it."""

    @property
    def shows(self) -> InfoClass:
        """The class of information it is."""

    @property
    def audience(self) -> Audience | None:
        """Whom its writer wants as readers; None: it is nobody's free words."""

    @property
    def by(self) -> PersonId | None:
        """Who wrote it."""

    @property
    def of(self) -> PersonId | None:
        """Whom it is about: who is responsible, silent, in the network."""


def may_read(statement: Guarded, member: Reader) -> bool:
    """Say whether a member may read a statement: the one gate of every view.

    Who has not joined, or has left, reads nothing, not even their own words.
    """
    reads = member.reads
    if not reads:
        return False
    if statement.by is not None and statement.by == member.person:
        return True
    if _needed(statement, member) not in reads:
        return False
    audience = statement.audience
    return audience is None or audience_includes(audience, member.role)


def _needed(statement: Guarded, member: Reader) -> InfoClass:
    own = statement.of is not None and statement.of == member.person
    if own and statement.shows is InfoClass.TASKS_ALL:
        return InfoClass.TASKS_OWN
    return statement.shows
