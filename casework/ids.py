"""Identifiers, kept apart by type so that one is never passed for another."""

from typing import NewType
from uuid import UUID, uuid4

ActivityId = NewType("ActivityId", UUID)
BusyCalendarId = NewType("BusyCalendarId", UUID)
CalendarLinkId = NewType("CalendarLinkId", UUID)
CaseId = NewType("CaseId", UUID)
CheckInId = NewType("CheckInId", UUID)
DigestId = NewType("DigestId", UUID)
FeedLinkId = NewType("FeedLinkId", UUID)
FormId = NewType("FormId", UUID)
GoalId = NewType("GoalId", UUID)
GroupId = NewType("GroupId", UUID)
InvitationId = NewType("InvitationId", UUID)
LimitId = NewType("LimitId", UUID)
MemberId = NewType("MemberId", UUID)
ObstacleId = NewType("ObstacleId", UUID)
OpinionId = NewType("OpinionId", UUID)
OwnCalendarId = NewType("OwnCalendarId", UUID)
PersonId = NewType("PersonId", UUID)
RequestId = NewType("RequestId", UUID)
RhythmId = NewType("RhythmId", UUID)
RoundtableId = NewType("RoundtableId", UUID)
TaskId = NewType("TaskId", UUID)
TicketId = NewType("TicketId", UUID)
TimetableId = NewType("TimetableId", UUID)
UpdateId = NewType("UpdateId", UUID)

ShownId = NewType("ShownId", int)
"""The number under which a message was put into the outbox and shown."""


def new_id() -> UUID:
    """Return a fresh random identifier that tells nothing, not even an order."""
    return uuid4()
