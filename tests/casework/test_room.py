"""Summaries and digests fit into one message, in every language, and say what is cut."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.languages import LANGUAGES, Languages
from bot.wording.every import word
from casework import digests, overviews, summaries
from casework.digests import Digest
from casework.disclosure import Audience
from casework.ids import CaseId, DigestId, new_id
from casework.known import Known
from casework.statements import Kind
from tests import happened
from tests.builders import NOW
from tests.casework.test_reading_rights import (
    EARLIER,
    MARI,
    MOTHER,
    OTHER,
    PLACES,
    ZONE,
    everything,
)

LIMIT = 4096
LONG = "väga pikk lause, mida keegi ei lühenda " * 25
SPOKEN = [Languages(ZONE).of(language) for language in LANGUAGES]


def crowded(number: int = 0) -> Known:
    """Return a case in which much was said, each word long."""
    known = everything(MARI)
    goal = known.goals[0]
    ago = [NOW - timedelta(days=n) for n in range(12)]
    return replace(
        known,
        case=replace(known.case, id=CaseId(new_id()), code=f"Z{number:02}-AAAA"),
        updates=tuple(happened.an_update(OTHER, goal, at, LONG) for at in ago),
        obstacles=tuple(happened.an_obstacle(OTHER, at, LONG) for at in ago),
        check_ins=tuple(
            happened.an_answer(MOTHER, at, LONG, Audience.MANAGER) for at in ago
        ),
    )


def length(message: Any, language: int) -> int:
    body = word(message, SPOKEN[language], PLACES).body
    return len(body.encode("utf-16-le")) // 2


@pytest.mark.parametrize("language", range(len(LANGUAGES)), ids=LANGUAGES)
def test_a_summary_fits_and_counts_what_it_leaves_out(language: int) -> None:
    for view in (summaries.summarise, summaries.status):
        told = view(crowded(), MARI)
        message = overviews.ShowSummary(to=MARI.person, case=told.case, summary=told)
        assert length(message, language) <= LIMIT
        status = overviews.ShowCaseStatus(
            to=MARI.person, case=told.case, summary=told, family=True
        )
        assert length(status, language) <= LIMIT
        assert told.left_out > 0


@pytest.mark.parametrize("language", range(len(LANGUAGES)), ids=LANGUAGES)
@pytest.mark.parametrize("cases", [1, 7, 40])
def test_a_digest_fits_however_many_cases(language: int, cases: int) -> None:
    told = [(crowded(number), MARI) for number in range(cases)]
    digest = Digest(
        id=DigestId(MARI.person),
        person=MARI.person,
        next_at=NOW,
        covered_until=EARLIER - timedelta(days=5),
    )

    (message,) = digests.write(digest, told, NOW + timedelta(days=7), NOW).messages

    assert isinstance(message, digests.ShowDigest)
    assert length(message, language) <= LIMIT
    assert len(message.parts) + message.more == cases
    assert message.parts


@pytest.mark.parametrize("language", range(len(LANGUAGES)), ids=LANGUAGES)
def test_forty_cases_in_need_fit_on_one_screen_or_are_counted(language: int) -> None:
    line = overviews.line(replace(crowded(), roundtables=()), MARI)
    many = [replace(line, overdue=3, silent=2, tasks=12) for _ in range(60)]

    assert length(overviews.overview(MARI.person, many), language) <= LIMIT


def test_a_cut_quote_says_so_and_a_short_one_stays_as_it_was() -> None:
    told = summaries.summarise(crowded(), MARI)
    (first, *_others) = told.of(Kind.RATING, Kind.OBSTACLE, Kind.ANSWER)

    assert first.text.endswith(" …")
    assert LONG.startswith(first.text.removesuffix(" …"))


def test_the_newest_words_are_kept() -> None:
    told = summaries.summarise(crowded(), MARI)
    kept = told.of(Kind.RATING, Kind.OBSTACLE, Kind.ANSWER)

    assert kept
    assert min(each.at for each in kept) > NOW - timedelta(days=11)
