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
    series,
    standing_in,
    suggestions,
    transfers,
    unseating,
    vacancies,
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
    | series.Messages
    | standing_in.Messages
    | suggestions.Messages
    | transfers.Messages
    | vacancies.Messages
    | unseating.Messages
)
