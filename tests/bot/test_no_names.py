"""No name stands in a group chat, nor in what reaches a phone unasked (R35)."""

from dataclasses import asdict
from typing import get_args

import pytest

from bot.languages import LANGUAGES, Languages
from bot.wording.every import word
from bot.wording.places import Places
from bot.wording.refusals import REASONS
from casework import refusals
from casework.catalogue import MESSAGES, AnyMessage
from casework.group_messages import TellResting, TellSentAway, TellStranger
from casework.ids import PersonId, new_id
from casework.invitations import TellJoined
from casework.letters import ConfirmPassedOn
from casework.membership import TellLeft
from casework.notices import TellRefusal
from casework.outcome import TeamPost
from casework.tasks import TellTask
from tests.specimens import SECRET, specimen
from tests.table import TALLINN

SPOKEN = Languages(TALLINN)
PLACES = Places("https://laud.example")
POSTS = [kind for kind in MESSAGES.values() if issubclass(kind, TeamPost)]
UNASKED = (
    TellTask,
    TellLeft,
    TellJoined,
    ConfirmPassedOn,
    TellStranger,
    TellSentAway,
    TellResting,
)
NAMED_BY_CODE = {"code": "K7-4F2Q"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", POSTS, ids=lambda kind: kind.__name__)
def test_a_team_post_has_a_code_and_no_name(kind: type, language: str) -> None:
    words = SPOKEN.of(language)
    text = word(specimen(kind, **NAMED_BY_CODE, minutes_long=60), words, PLACES)
    shown = text.body + " ".join(button.label for button in text.buttons)
    assert "K7-4F2Q" in shown
    assert SECRET not in shown


def test_no_two_messages_have_one_name() -> None:
    assert len(MESSAGES) == len(get_args(AnyMessage))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", UNASKED)
def test_news_that_comes_unasked_names_nobody(kind: type, language: str) -> None:
    words = SPOKEN.of(language)
    text = word(specimen(kind, **NAMED_BY_CODE), words, PLACES)
    assert SECRET not in text.body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_a_refusal_names_nobody(reason: str, language: str) -> None:
    kind = getattr(refusals, reason)
    # What the asker typed is given back to the asker alone.
    data = asdict(
        specimen(kind, text="31.4.2027", suggestion="04:00", day="2027-04-30")
    )
    refusal = TellRefusal(to=PersonId(new_id()), reason=reason, data=data)
    text = word(refusal, SPOKEN.of(language), PLACES)
    assert SECRET not in text.body
