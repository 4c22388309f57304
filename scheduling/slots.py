"""Finding a time to meet: who, when to look, what was found, and the choice by votes.

The door to `invitees`, `found`, `proposals`, `day_counts` and `ranking`, which are not
imported from outside.
"""

from scheduling.day_counts import DayCount, DayCounts, count_days
from scheduling.found import (
    BlockedWeek,
    Easing,
    Hindrance,
    Obstacle,
    Proposal,
    Proposals,
    Relaxation,
)
from scheduling.invitees import Invitee, Search
from scheduling.proposals import propose
from scheduling.ranking import Ranked, Reason, Vote, Votes, Why, rank
from scheduling.relaxing import longer_days
from scheduling.spans import OFFICE_HOURS, Hours, Span, WorkingHours, merged

__all__ = [
    "OFFICE_HOURS",
    "BlockedWeek",
    "DayCount",
    "DayCounts",
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
    "count_days",
    "longer_days",
    "merged",
    "propose",
    "rank",
]
