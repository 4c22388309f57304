"""Everything that is said around a roundtable, from the draft to the minutes."""

from casework import (
    agendas,
    announcements,
    attendance,
    ballots,
    contributions,
    drafts,
    mailed,
    minutes,
    minutes_corrected,
    minutes_sent,
    opinions,
    polls,
    suggestions,
    transfers,
)

Messages = (
    agendas.Messages
    | announcements.Messages
    | attendance.Messages
    | ballots.Messages
    | contributions.Messages
    | drafts.Messages
    | mailed.Messages
    | minutes.Messages
    | minutes_corrected.Messages
    | minutes_sent.Messages
    | opinions.Messages
    | polls.Messages
    | suggestions.Messages
    | transfers.Messages
)
