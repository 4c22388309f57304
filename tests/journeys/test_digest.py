"""The Monday digest: when it comes, what it holds, and what if nobody reads it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.cases import MemberState
from casework.disclosure import Audience
from casework.obstacles import ObstacleState
from casework.roles import Role
from casework.tasks import TaskKind
from casework.updates import Direction
from handlers import digests
from handlers.turn import Turn
from tests import happened
from tests.table import Table, a_table, at

SATURDAY = "2026-11-28 10:00"
NEXT_MONDAY = "2026-11-30 08:30"


@pytest.fixture
async def week(network: Table) -> Table:
    """The standing cast at 09:00 on a Monday; the first digest comes in a week."""
    await ensured(network, "mari")
    return network


async def ensured(table: Table, manager: str) -> None:
    """Begin the digests of a case manager, as opening a case does."""
    now = table.clock()
    async with table.database.transaction(now) as tx:
        turn = Turn(tx, now, table.assistant.parts.office)
        await digests.ensure(turn, table.people[manager])


def digests_of(table: Table, who: str) -> list[str]:
    return [text for text in table.texts(who) if text.startswith("The week")]


async def test_it_comes_on_monday_at_half_past_eight(week: Table) -> None:
    await week.until(at(NEXT_MONDAY) - timedelta(seconds=1))
    assert digests_of(week, "mari") == []

    await week.until(at(NEXT_MONDAY))
    assert len(digests_of(week, "mari")) == 1


async def test_it_stays_at_half_past_eight_when_the_clocks_change(
    database_url: str, tmp_path: object
) -> None:
    keys = f"sqlite+aiosqlite:///{tmp_path}/keys.db"
    table = await a_table(database_url, keys, at("2027-03-15 09:00"))
    await table.manager("mari", "Mari Maasikas")
    await table.case("mari")
    await ensured(table, "mari")

    for day in ("2027-03-22", "2027-03-29"):
        await table.until(at(f"{day} 08:29"))
        before = len(digests_of(table, "mari"))
        await table.until(at(f"{day} 08:31"))
        assert len(digests_of(table, "mari")) == before + 1
    await table.database.close()


async def test_a_holiday_monday_moves_it_to_the_next_workday(
    database_url: str, tmp_path: object
) -> None:
    keys = f"sqlite+aiosqlite:///{tmp_path}/keys.db"
    # Whit Sunday and Easter Sunday are holidays, their Mondays are not; but
    # 24 February 2025 was Independence Day and a Monday.
    table = await a_table(database_url, keys, at("2025-02-18 09:00"))
    await table.manager("mari", "Mari Maasikas")
    await table.case("mari")
    await ensured(table, "mari")

    await table.until(at("2025-02-25 08:29"))
    assert digests_of(table, "mari") == []
    await table.until(at("2025-02-25 08:30"))
    assert len(digests_of(table, "mari")) == 1
    await table.until(at("2025-03-03 08:31"))
    assert len(digests_of(table, "mari")) == 2
    await table.database.close()


async def test_who_is_away_gets_it_on_the_first_day_back(week: Table) -> None:
    mari = replace(week.people["mari"], away_until=date(2026, 12, 2))
    await happened.keep(week, mari)

    await week.until(at("2026-12-03 08:29"))
    assert digests_of(week, "mari") == []
    await week.until(at("2026-12-03 08:30"))
    assert len(digests_of(week, "mari")) == 1


@pytest.mark.on_phones
async def test_it_says_what_changed_who_is_silent_and_what_is_missing(
    week: Table,
) -> None:
    mari, kati, jaan, liis = (
        week.members[who] for who in ("mari", "kati", "jaan", "liis")
    )
    goal = happened.a_goal(mari, "Reads aloud", at("2026-11-02 10:00"))
    await happened.keep(
        week,
        goal,
        happened.an_update(jaan, goal, at("2026-11-25 15:00"), "Two pages"),
        happened.an_update(
            liis, goal, at("2026-11-10 15:00"), "Old news", direction=Direction.SAME
        ),
        happened.an_obstacle(jaan, at("2026-11-20 12:00"), "The bus is late"),
        happened.a_silence(kati, at("2026-11-24 18:00")),
        happened.a_task(mari, liis, at("2026-11-26 18:00"), "Please call me"),
    )

    await week.until(at(NEXT_MONDAY))

    (digest,) = digests_of(week, "mari")
    assert digest.splitlines()[:2] == [
        "The week in your case, since 23 Nov.",
        "5 things wait for your decision (→).",
    ]
    assert "→ Missing: a next roundtable; a next review" in digest
    assert "→ Obstacle (new, 10 days): “The bus is late” – Jaan Jõgi" in digest
    assert "→ Kati Kask, parent: not yet answered" in digest
    assert "→ A word to you: Liis Lepik, speech therapist: “Please call me”" in digest
    assert "• 25 Nov · Jaan Jõgi, class teacher: better – “Two pages”" in digest
    assert "Old news" not in digest


async def test_what_people_want_stands_before_what_is_missing(week: Table) -> None:
    mari, kati, jaan = (week.members[who] for who in ("mari", "kati", "jaan"))
    call, danger = (
        replace(happened.a_task(mari, kati, at(day), words), kind=kind)
        for day, words, kind in (
            ("2026-11-26 18:00", "Please ring", TaskKind.CALL_WANTED),
            ("2026-11-27 18:00", "He is not safe", TaskKind.DANGER),
        )
    )
    late = happened.an_obstacle(jaan, at("2026-11-20 12:00"), "The bus is late")
    await happened.keep(week, late, call, danger)

    await week.until(at(NEXT_MONDAY))

    (digest,) = digests_of(week, "mari")
    told = [
        "Danger is spoken of: Kati",
        "A call is wanted: Kati",
        "The bus",
        "→ Missing:",
    ]
    places = [digest.index(words) for words in told]
    assert places == sorted(places)


async def test_a_wish_is_never_what_has_no_room(week: Table) -> None:
    mari, kati = week.members["mari"], week.members["kati"]
    for number in range(9):
        await week.case("mari", f"Z{number:02}-AAAA")
    wish = happened.a_task(mari, kati, at("2026-11-26 18:00"), "Please ring " * 90)
    await happened.keep(week, wish)

    await week.until(at(NEXT_MONDAY))

    (digest,) = digests_of(week, "mari")
    assert "A word to you: Kati Kask, parent: “Please ring" in digest


async def test_an_acknowledged_obstacle_stays_but_asks_no_more(week: Table) -> None:
    said = happened.an_obstacle(week.members["jaan"], at("2026-11-20 12:00"), "A bus")
    seen = replace(
        said, state=ObstacleState.ACKNOWLEDGED, acknowledged_at=at("2026-11-21 09:00")
    )
    await happened.keep(week, seen)

    await week.until(at(NEXT_MONDAY))

    assert "• Obstacle (taken note of, 10 days): “A bus”" in digests_of(week, "mari")[0]


async def test_it_holds_late_answers_and_changed_words(week: Table) -> None:
    kati, liis = week.members["kati"], week.members["liis"]
    mari = week.members["mari"]
    goal = happened.a_goal(mari, "Reads aloud", at("2026-11-02 10:00"))
    late = happened.an_answer(
        kati,
        at("2026-11-26 18:00"),
        "I was ill",
        Audience.MANAGER,
        due_at=at("2026-11-01 18:00"),
        late=True,
    )
    first = happened.an_update(liis, goal, at("2026-11-24 10:00"), "")
    changed = happened.an_update(
        liis,
        goal,
        at("2026-11-26 10:00"),
        "",
        direction=Direction.WORSE,
        replaces=first.id,
    )
    await happened.keep(week, goal, late, first, changed)

    await week.until(at(NEXT_MONDAY))

    (digest,) = digests_of(week, "mari")
    assert "“I was ill” (late; for the case manager alone)" in digest
    assert "Liis Lepik, speech therapist: worse (changed, before: better)" in digest


async def test_what_was_told_is_not_told_again(week: Table) -> None:
    goal = happened.a_goal(week.members["mari"], "Reads", at("2026-11-02 10:00"))
    said = happened.an_update(
        week.members["jaan"], goal, at("2026-11-25 15:00"), "Two pages"
    )
    await happened.keep(week, goal, said)

    await week.until(at("2026-12-07 08:30"))

    first, second = digests_of(week, "mari")
    assert "Two pages" in first
    assert "Two pages" not in second


async def test_a_button_opens_the_summary_of_a_case(week: Table) -> None:
    await week.until(at(NEXT_MONDAY))

    await week.press("mari", "K7-4F2Q")

    assert week.last("mari").startswith("K7-4F2Q – what was said")


async def test_forty_cases_fit_and_the_neediest_come_first(week: Table) -> None:
    for number in range(39):
        await week.case("mari", f"Z{number:02}-AAAA")
    jaan = week.members["jaan"]
    for number in range(5):
        text = f"Obstacle number {number} " + "with many words " * 20
        await happened.keep(
            week, happened.an_obstacle(jaan, at("2026-11-24 12:00"), text)
        )

    await week.until(at(NEXT_MONDAY))

    (digest,) = digests_of(week, "mari")
    assert len(digest) <= 4096
    assert digest.split("\n\n")[1].startswith("K7-4F2Q")
    assert "more: /status" in digest
    assert digest.startswith("The week in your 40 cases")


async def test_pitfall_29_the_first_line_holds_no_name_and_no_answer(
    week: Table,
) -> None:
    said = happened.an_obstacle(week.members["jaan"], at("2026-11-24 12:00"), "The bus")
    await happened.keep(week, said)

    await week.until(at(NEXT_MONDAY))

    first = digests_of(week, "mari")[0].split("\n")[0]
    names = [person.name.split()[0] for person in week.people.values()]
    assert not [word for word in (*names, "bus") if word in first]


async def test_pitfall_33_an_unread_digest_is_itself_told(week: Table) -> None:
    case = await happened.case_of(week, "mari")
    await week.seat("tiit", "Tiit Tamm", case, Role.DEPUTY)

    await week.until(at("2026-12-07 09:00"))

    assert any("is still unread" in text for text in week.texts("mari"))
    assert any("has not read the digest" in text for text in week.texts("tiit"))


async def test_a_digest_that_was_read_raises_no_alarm(week: Table) -> None:
    await week.until(at(NEXT_MONDAY))
    await week.say("mari", "/status")

    await week.until(at("2026-12-07 09:00"))

    assert not [text for text in week.texts("mari") if "still unread" in text]


async def test_the_writers_of_a_digest_hear_that_they_were_read(week: Table) -> None:
    said = happened.an_obstacle(week.members["jaan"], at("2026-11-24 12:00"), "The bus")
    await happened.keep(week, said)

    await week.until(at("2026-11-30 08:31"))

    assert "your words of 24 Nov have reached Mari Maasikas" in week.last("jaan")


async def test_they_hear_it_again_in_the_week_that_is_an_hour_short(
    database_url: str, tmp_path: object
) -> None:
    keys = f"sqlite+aiosqlite:///{tmp_path}/keys.db"
    table = await a_table(database_url, keys, at("2027-03-15 09:00"))
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    await table.seat("jaan", "Jaan Jõgi", case, Role.CLASS_TEACHER)
    await ensured(table, "mari")
    for day, word in (("2027-03-16", "The bus"), ("2027-03-23", "The bus again")):
        said = happened.an_obstacle(table.members["jaan"], at(f"{day} 12:00"), word)
        await happened.keep(table, said)
        await table.until(at(f"{day} 12:00") + timedelta(days=6))

    heard = [text for text in table.texts("jaan") if "have reached" in text]
    await table.database.close()
    assert ["of 16 Mar" in heard[0], "of 23 Mar" in heard[1]] == [True, True]


async def test_a_case_handed_over_meanwhile_is_not_shown_any_more(week: Table) -> None:
    other = await week.case("mari", "A2-AAAA")
    assert other.code == "A2-AAAA"
    gone = replace(week.members["mari"], state=MemberState.LEFT)
    await happened.keep(week, gone)

    await week.until(at(NEXT_MONDAY))

    (digest,) = digests_of(week, "mari")
    assert "A2-AAAA" not in digest
    assert "K7-4F2Q" in digest


async def test_another_case_manager_reads_only_their_own(week: Table) -> None:
    await ensured(week, "piret")
    said = happened.an_obstacle(week.members["jaan"], at("2026-11-24 12:00"), "The bus")
    await happened.keep(week, said)

    await week.until(at(NEXT_MONDAY))

    assert "B3-9XWM" in week.last("piret")
    assert "K7-4F2Q" not in week.last("piret")


async def test_opening_a_case_begins_the_digests(table: Table) -> None:
    await table.manager("mari", "Mari Maasikas")
    await table.say("mari", "/newcase")

    await table.until(at(NEXT_MONDAY))

    assert len(digests_of(table, "mari")) == 1
