"""People read: /status, /summary, who has read what, and what came of their words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.cases import MemberState
from casework.disclosure import Audience
from casework.roles import Role
from casework.updates import Direction
from tests import happened
from tests.stories import led_by
from tests.table import Table, at


@pytest.fixture
async def told(network: Table) -> Table:
    """The standing cast after two weeks: a plan, ratings, words, an obstacle."""
    mari, kati, jaan, liis = (
        network.members[who] for who in ("mari", "kati", "jaan", "liis")
    )
    goal = happened.a_goal(mari, "Reads aloud every day", at("2026-11-02 10:00"))
    await happened.keep(
        network,
        goal,
        happened.an_activity(jaan, goal, "Reading corner", date(2026, 11, 20)),
        happened.an_activity(liis, goal, "Speech exercises", date(2026, 12, 10)),
        happened.an_update(jaan, goal, at("2026-11-12 15:00"), "Two pages today"),
        happened.an_update(
            liis,
            goal,
            at("2026-11-19 15:00"),
            "Tired, only for Mari",
            direction=Direction.WORSE,
            audience=Audience.MANAGER,
        ),
        happened.an_obstacle(jaan, at("2026-11-14 12:00"), "The bus comes too late"),
        happened.an_answer(
            kati, at("2026-11-21 19:00"), "We sleep badly", Audience.MANAGER
        ),
    )
    return network


async def test_the_case_manager_sees_who_said_what_and_when(told: Table) -> None:
    await told.say("mari", "/summary")

    shown = told.last("mari")
    assert "12 Nov · Jaan Jõgi, class teacher: better – “Two pages today”" in shown
    assert "“Tired, only for Mari” (for the case manager alone)" in shown
    assert "Kati Kask, parent: “We sleep badly”" in shown
    assert "(new, 9 days): “The bus comes too late”" in shown


async def test_observers_who_differ_are_shown_beside_each_other(told: Table) -> None:
    await told.say("mari", "/summary")

    assert "Seen differently: better / worse" in told.last("mari")


async def test_a_parent_never_sees_a_word_for_the_case_manager(told: Table) -> None:
    for command in ("/status", "/summary", "/readers"):
        await told.say("kati", command)

    seen = " ".join(told.texts("kati"))
    assert "only for Mari" not in seen
    assert "We sleep badly" in seen
    assert "Reads aloud every day" in seen


async def test_a_specialist_sees_own_tasks_and_shared_things(told: Table) -> None:
    await told.say("liis", "/status")

    shown = told.last("liis")
    assert "Yours to do:\n• “Speech exercises”, you, agreed, until 10 Dec" in shown
    assert "Reading corner" not in shown
    assert "The bus comes too late" in shown
    assert "Kati Kask, parent" in shown


async def test_the_status_says_exactly_what_is_missing(told: Table) -> None:
    await told.say("mari", "/status")

    line = told.last("mari").splitlines()[-1]
    assert line == "K7-4F2Q – missing: roundtable, review; 1 overdue; 1 obstacle"


async def test_the_next_roundtable_is_missed_no_more_once_convened(told: Table) -> None:
    mari = told.members["mari"]
    await happened.keep(told, happened.a_roundtable(mari, at("2026-12-03 14:00")))

    await told.say("mari", "/status K7-4F2Q")

    assert "Missing: a next review" in told.last("mari")
    assert "Next roundtable: Thursday 3 December at 14:00" in told.last("mari")
    await told.say("liis", "/status")
    assert "Next roundtable: Thursday 3 December at 14:00" in told.last("liis")


async def test_a_parent_sees_who_has_read_what(told: Table) -> None:
    await told.say("mari", "/summary")
    await told.wait(minutes=5)
    await told.say("jaan", "/status")

    await told.say("kati", "/status")
    read = told.last("kati").split("Who has read about your family:")[1]
    assert read.index("Jaan Jõgi") < read.index("Mari Maasikas")
    assert "what people wrote" in read

    await told.press("kati", "Who has read what")
    assert "23 Nov · Jaan Jõgi, class teacher: " in told.last("kati")


async def test_no_parent_is_shown_what_the_other_parent_opened(told: Table) -> None:
    case = await happened.case_of(told, "mari")
    await told.seat("oleg", "Oleg Kask", case, Role.PARENT)
    for command in ("/status", "/summary"):
        await told.say("kati", command)

    for command in ("/readers", "/status"):
        await told.say("oleg", command)
        assert "words for the case manager" not in told.last("oleg")
        log = told.last("oleg").split("Who has read about", 1)[-1]
        assert command == "/status" or "Kati" not in log
    assert "Who has read about your family" not in told.last("oleg")


async def test_what_came_in_a_message_is_remembered_with_its_legal_basis(
    told: Table,
) -> None:
    await told.say("liis", "/plan")
    await told.say("jaan", "/network")

    await told.say("kati", "/readers")

    liis, jaan = (
        next(line for line in told.last("kati").splitlines() if name in line)
        for name in ("Liis", "Jaan")
    )
    assert liis.endswith(": the plan")
    assert jaan.endswith(": who is in the network")
    assert "GDPR 6(1)(e)" in told.last("kati")
    assert "GDPR 10" not in told.last("kati")


async def test_one_who_reads_twice_a_day_is_one_line(told: Table) -> None:
    for command in ("/status", "/summary", "/status"):
        await told.say("jaan", command)
        await told.wait(hours=1)

    await told.say("kati", "/readers")

    lines = [line for line in told.last("kati").splitlines() if "Jaan" in line]
    assert len(lines) == 1


async def test_the_status_of_a_parent_names_the_newest_two_readers(
    told: Table,
) -> None:
    for who in ("mari", "jaan", "liis"):
        await told.say(who, "/summary")
        await told.wait(minutes=5)

    await told.say("kati", "/status")

    log = told.last("kati").split("Who has read about your family:")[1]
    assert log.count("•") == 2
    assert "Who has read what" in told.labels("kati")


async def test_ones_own_words_are_no_reading(told: Table) -> None:
    await told.say("liis", "/summary")

    await told.say("kati", "/readers")

    (line,) = [each for each in told.last("kati").splitlines() if "Liis" in each]
    assert "what was written to the case manager alone" not in line


async def test_a_parent_first_sees_what_is_theirs_and_comes_next(told: Table) -> None:
    mari, kati = told.members["mari"], told.members["kati"]
    goal = happened.a_goal(mari, "Sleeps at night", at("2026-11-02 10:00"))
    mine = happened.an_activity(kati, goal, "Bed at nine", date(2026, 12, 10))
    meeting = happened.a_roundtable(mari, at("2026-12-03 14:00"))
    await happened.keep(told, goal, mine, meeting)

    await told.say("kati", "/status")

    told_first = ["Yours to do:", "Next roundtable:", "Goals:", "In the network:"]
    places = [told.last("kati").index(words) for words in told_first]
    assert places == sorted(places)


async def test_a_specialist_is_not_told_who_reads(told: Table) -> None:
    await told.say("mari", "/summary")

    await told.say("jaan", "/readers")

    assert told.last("jaan") == "This is not available to you."


async def test_who_wrote_learns_that_the_words_were_read(told: Table) -> None:
    await told.say("mari", "/summary")

    assert told.last("kati") == (
        "K7-4F2Q: Mari Maasikas (case manager) has read your words of 21 Nov. "
        "Thank you for them."
    )


async def test_who_may_not_see_the_network_is_told_of_a_deputy_without_a_name(
    told: Table,
) -> None:
    case = await led_by(told, "mari")
    await told.seat("ott", "Ott Oja", case, Role.CLUB_LEADER)
    await told.seat("dora", "Dora Dross", case, Role.DEPUTY)
    await happened.keep(
        told,
        happened.an_answer(
            told.members["ott"], at("2026-11-21 19:00"), "He came", Audience.MANAGER
        ),
    )

    await told.say("dora", "/summary")

    assert told.last("ott") == (
        "K7-4F2Q: your words of 21 Nov have been read by the deputy case manager. "
        "Thank you for them."
    )


async def test_pitfall_33_a_writer_hears_once_a_week_and_never_twice_of_a_word(
    told: Table,
) -> None:
    await told.say("mari", "/summary")
    await told.wait(days=8)
    told.clear()
    await told.say("mari", "/summary")
    await told.wait(days=1)

    assert told.texts("kati") == []


async def test_a_colleague_reading_it_is_no_reason_to_write(told: Table) -> None:
    await told.say("liis", "/summary")

    assert told.texts("jaan") == []


async def test_who_has_left_gets_nothing_and_their_words_stay(told: Table) -> None:
    gone = replace(told.members["jaan"], state=MemberState.LEFT, left_at=told.clock())
    await happened.keep(told, gone)

    for command in ("/status", "/summary", "/summary K7-4F2Q", "/readers"):
        await told.say("jaan", command)
    await told.say("liis", "/summary")

    assert not [text for text in told.texts("jaan") if "K7-4F2Q" in text]
    assert "Jaan Jõgi, class teacher (has left): better" in told.last("liis")


async def test_a_stranger_to_the_case_learns_nothing_of_it(told: Table) -> None:
    await told.say("piret", "/summary K7-4F2Q")
    await told.say("piret", "/status")

    assert "K7-4F2Q" not in told.last("piret")
    assert "Reads aloud" not in " ".join(told.texts("piret"))


async def test_a_silent_member_is_reminded_by_one_press_once(told: Table) -> None:
    kati = told.members["kati"]
    await happened.keep(told, happened.a_silence(kati, at("2026-11-22 18:00")))

    await told.say("mari", "/status K7-4F2Q")
    await told.press("mari", "Remind: Kati Kask")
    await told.say("mari", "/status K7-4F2Q")
    await told.press("mari", "Remind: Kati Kask")

    asked = [text for text in told.texts("kati") if "glad of a word" in text]
    assert len(asked) == 1
    assert "reminded by you" in told.last("mari")


async def test_a_reminder_by_hand_keeps_quiet_hours(told: Table) -> None:
    kati = told.members["kati"]
    await happened.keep(told, happened.a_silence(kati, at("2026-11-22 18:00")))
    await told.until(at("2026-11-23 21:30"))
    await told.say("mari", "/status K7-4F2Q")
    told.clear()
    await told.say("mari", "/status K7-4F2Q")
    await told.press("mari", "Remind: Kati Kask")

    assert told.texts("kati") == []
    await told.until(at("2026-11-24 08:01"))
    assert "glad of a word" in told.last("kati")


async def test_a_summary_for_the_network_opens_by_each_ones_rights(told: Table) -> None:
    await told.say("mari", "/summary")
    await told.press("mari", "Tell the network of it")
    await told.wait(days=1)

    assert "has a summary for you" in told.last("liis")
    assert "Reads aloud" not in told.last("liis")
    await told.press("liis", "Read it")
    assert "Two pages today" in told.last("liis")


async def test_a_summary_draws_ratings_over_weeks_without_names(told: Table) -> None:
    mari, jaan = told.members["mari"], told.members["jaan"]
    goal = happened.a_goal(mari, "Sleeps at night", at("2026-10-02 10:00"))
    later = [
        happened.an_update(jaan, goal, at("2026-11-02 15:00") + timedelta(weeks=n), "")
        for n in range(3)
    ]
    await happened.keep(told, goal, *later)

    await told.say("mari", "/summary")

    (picture,) = told.screen("mari")[-1].text.attachments
    assert picture.content.startswith(b"\x89PNG")
    assert "class teacher: 2 Nov better; 9 Nov better; 16 Nov better." in picture.alt
    assert not [n for n in ("Jaan", "Mari", "Liis") if n in picture.alt]


async def test_with_several_cases_the_status_lists_those_in_need_first(
    told: Table,
) -> None:
    await told.case("mari", "A2-AAAA")

    await told.say("mari", "/status")

    codes = [line[:7] for line in told.last("mari").splitlines()[2:]]
    assert codes == ["K7-4F2Q", "A2-AAAA"]


async def test_someone_left_out_is_never_in_a_picture_or_a_list(told: Table) -> None:
    case = await happened.case_of(told, "mari")
    await told.seat("uku", "Uku Uus", case, Role.SUPPORT_PERSON)

    await told.say("uku", "/summary")
    await told.say("uku", "/status")

    seen = " ".join(told.texts("uku"))
    assert "Two pages" not in seen
    assert "Jaan" not in seen
