"""Everything that is said around a roundtable, from the draft to the minutes."""

from casework import (
    agendas,
    announcements,
    attainment,
    attendance,
    ballots,
    contributions,
    correction_messages,
    day_views,
    draft_messages,
    gathered,
    mailed,
    minutes,
    minutes_sent,
    opinions,
    polls,
    series,
    standing_in,
    suggestion_messages,
    transfers,
    unseating,
    vacancies,
)

Messages = (
    agendas.Messages
    | announcements.Messages
    | attendance.Messages
    | ballots.Messages
    | attainment.Messages
    | contributions.Messages
    | day_views.Messages
    | draft_messages.Messages
    | gathered.Messages
    | mailed.Messages
    | minutes.Messages
    | correction_messages.Messages
    | minutes_sent.Messages
    | opinions.Messages
    | polls.Messages
    | series.Messages
    | standing_in.Messages
    | suggestion_messages.Messages
    | transfers.Messages
    | vacancies.Messages
    | unseating.Messages
)
