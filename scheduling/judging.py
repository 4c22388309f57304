"""What an answer by mail means for the meeting as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from scheduling.calendar import Partstat
from scheduling.foreign import address_of
from scheduling.replies import Asked, Reply


class Verdict(StrEnum):
    """What to do with an answer."""

    APPLY = "apply"
    REPEATED = "repeated"  # heard before: changes nothing
    OUTDATED = "outdated"  # about an earlier version, or overtaken: history only
    PROPOSAL = "proposal"  # another time, to be accepted or declined
    SEND_AGAIN = "send_again"  # asks for the latest invitation
    ASK = "ask"  # a person has to look: delegated, or a word we do not know
    UNINVITED = "uninvited"  # somebody to whom it was forwarded: never added
    UNKNOWN_MEETING = "unknown_meeting"
    UNKNOWN_DATE = "unknown_date"


@dataclass(frozen=True)
class Answered:
    """The answer that holds so far, from whatever source it came."""

    partstat: Partstat
    sequence: int
    made_at: datetime | None


@dataclass(frozen=True)
class Standing:
    """A meeting as it stands now.

    `dates` are the original starts of a series in UTC. `answers` are known by the
    guest's address, case folded, and the date, which is none for the whole.
    """

    uid: str
    sequence: int
    guests: frozenset[str]
    dates: frozenset[datetime] = frozenset()
    answers: Mapping[tuple[str, datetime | None], Answered] = field(
        default_factory=dict
    )


def judge(reply: Reply, standing: Standing) -> Verdict:
    """Tell what an answer means; nothing but `APPLY` changes an answer."""
    if (stranger := _not_of(standing, reply)) is not None:
        return stranger
    if reply.asked is Asked.REFRESH:
        return Verdict.SEND_AGAIN
    if reply.sequence < standing.sequence:
        return Verdict.OUTDATED
    if reply.asked is Asked.COUNTER:
        return Verdict.PROPOSAL
    return _answered(reply, standing)


def _not_of(standing: Standing, reply: Reply) -> Verdict | None:
    if reply.uid != standing.uid:
        return Verdict.UNKNOWN_MEETING
    if reply.attendee not in {address_of(each) for each in standing.guests}:
        return Verdict.UNINVITED
    if reply.recurrence_id is not None and reply.recurrence_id not in standing.dates:
        return Verdict.UNKNOWN_DATE
    return None


def _answered(reply: Reply, standing: Standing) -> Verdict:
    if reply.partstat in (None, Partstat.DELEGATED):
        return Verdict.ASK
    before = standing.answers.get((reply.attendee, reply.recurrence_id))
    if before is None or reply.sequence > before.sequence:
        return Verdict.APPLY
    if before.made_at is None or reply.made_at is None:
        same = reply.partstat is before.partstat
        return Verdict.REPEATED if same else Verdict.APPLY
    if reply.made_at == before.made_at and reply.partstat is before.partstat:
        return Verdict.REPEATED
    return Verdict.APPLY if reply.made_at >= before.made_at else Verdict.OUTDATED
