"""Finding a time to meet: who, when to look, what was found, and the choice by votes.

The door to `invitees`, `proposals` and `ranking`, which are not imported from outside.
"""

from scheduling.invitees import Invitee, Search
from scheduling.proposals import (
    BlockedWeek,
    Easing,
    Hindrance,
    Obstacle,
    Proposal,
    Proposals,
    Relaxation,
    propose,
)
from scheduling.ranking import Ranked, Reason, Vote, Votes, Why, rank
from scheduling.spans import OFFICE_HOURS, Hours, Span, WorkingHours, merged

__all__ = [
    "OFFICE_HOURS",
    "BlockedWeek",
    "Easing",
    "Hindrance",
    "Hours",
    "Invitee",
    "Obstacle",
    "Proposal",
    "Proposals",
    "Ranked",
    "Reason",
    "Relaxation",
    "Search",
    "Span",
    "Vote",
    "Votes",
    "Why",
    "WorkingHours",
    "merged",
    "propose",
    "rank",
]
