"""Words around roundtables: which module words which message."""

from typing import assert_never

from bot.languages import Words
from bot.text import Text
from bot.wording import (
    agendas,
    day_views,
    mailed,
    meetings,
    minutes,
    opinions,
    polls,
    roundtable_drafts,
    series,
    suggestions,
    unseating,
    vacancies,
)
from bot.wording.places import Places
from casework import agendas as agenda_rules
from casework import (
    announcements,
    attainment,
    attendance,
    ballots,
    contributions,
    draft_messages,
    standing_in,
)
from casework import day_views as day_rules
from casework import gathered as gathered_rules
from casework import mailed as mailed_rules
from casework import opinions as opinion_rules
from casework import polls as poll_rules
from casework import series as series_rules
from casework import suggestion_messages as suggestion_rules
from casework import unseating as unseating_rules
from casework import vacancies as vacancy_rules
from casework.roundtable_messages import Messages


def word(message: Messages, words: Words, places: Places) -> Text:
    """Put a message about a roundtable into words."""
    if isinstance(message, draft_messages.Messages):
        return roundtable_drafts.word(message, words)
    if isinstance(message, day_rules.Messages):
        return day_views.word(message, words)
    if isinstance(message, ballots.Messages | poll_rules.Messages):
        return polls.word(message, words)
    if isinstance(message, announcements.Messages | attendance.Messages):
        return meetings.word(message, words, places)
    if isinstance(
        message, contributions.Messages | agenda_rules.Messages | attainment.Messages
    ):
        return agendas.word(message, words)
    if isinstance(message, minutes.Messages):
        return minutes.word(message, words)
    if isinstance(message, suggestion_rules.Messages):
        return suggestions.word(message, words)
    if isinstance(message, mailed_rules.Messages | gathered_rules.Messages):
        return mailed.word(message, words)
    if isinstance(message, series_rules.Messages):
        return series.word(message, words, places)
    if isinstance(message, standing_in.Messages | vacancy_rules.Messages):
        return vacancies.word(message, words)
    if isinstance(message, unseating_rules.Messages):
        return unseating.word(message, words)
    if isinstance(message, opinion_rules.Messages):
        return opinions.word(message, words)
    assert_never(message)
