"""The plan: made in a few taps, taken on by each person, asked about on its day."""

from dataclasses import replace

import pytest

from casework.disclosure import InfoClass
from casework.roles import Role
from tests import happened, stories
from tests.table import Table, at

GOAL = "The boy sleeps through the night"
THERAPY = "Speech therapy every week"


async def plan(
    table: Table, who: str = "Liis Lepik", until: str = "1 month", title: str = THERAPY
) -> None:
    await table.say("mari", "/newgoal")
    await table.say("mari", GOAL)
    await table.say("mari", title)
    await table.press("mari", who)
    await table.press("mari", until)


async def taken_on(network: Table, until: str = "2 weeks") -> Table:
    await plan(network, until=until)
    await network.wait(minutes=11)
    await network.press("liis", "I take it on")
    return network


async def test_a_plan_is_made_in_few_taps(network: Table) -> None:
    await network.say("mari", "/plan")
    assert network.last("mari").startswith("What shall be different")
    await network.say("mari", GOAL)
    await network.say("mari", THERAPY)
    assert {"Mari Maasikas", "Kati Kask"} <= set(network.labels("mari"))
    await network.press("mari", "Liis Lepik")
    assert network.labels("mari")[:3] == ["2 weeks", "1 month", "3 months"]
    await network.press("mari", "2 weeks")
    assert network.last("mari").startswith(
        f"K7-4F2Q: {THERAPY} – Liis Lepik, not yet taken on, by 07.12.2026"
    )


async def test_a_goal_gets_a_second_activity(network: Table) -> None:
    await plan(network)
    await network.press("mari", "Another activity for this goal")
    await network.say("mari", "A talk with the class")
    await network.press("mari", "Jaan Jõgi")
    await network.say("mari", "15. detsember")
    await network.say("mari", "/plan")
    assert network.last("mari").count(GOAL) == 1
    assert "A talk with the class – Jaan Jõgi" in network.last("mari")
    assert "15.12.2026" in network.last("mari")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("31. aprill", "There is no such date: 31. aprill"),
        ("22.11.2026", "22.11.2026 is over"),
        ("soon", "There is no such date: soon"),
    ],
)
async def test_a_day_that_cannot_be_is_refused_and_asked_for_again(
    network: Table, typed: str, answer: str
) -> None:
    await network.say("mari", "/plan")
    for text in (GOAL, THERAPY):
        await network.say("mari", text)
    await network.press("mari", "Liis Lepik")
    await network.say("mari", typed)
    assert network.last("mari").startswith(answer)
    await network.say("mari", "15.12.2026")
    assert "by 15.12.2026" in network.last("mari")


async def test_the_responsible_person_takes_it_on(network: Table) -> None:
    await plan(network)
    assert network.texts("liis") == []
    await network.wait(minutes=11)
    assert "Do you take it on?" in network.last("liis")
    await network.press("liis", "I take it on")
    assert "taken on" in network.last("liis")
    await network.say("mari", "/plan")
    assert f"{THERAPY} – Liis Lepik, taken on" in network.last("mari")


async def test_two_activities_are_asked_about_in_one_message(network: Table) -> None:
    await plan(network)
    await plan(network, title="Home exercises")
    await network.wait(minutes=30)
    assert len(network.texts("liis")) == 1
    await network.press("liis", "I take on all of them")
    await network.say("mari", "/plan")
    assert network.last("mari").count("taken on") == 2


async def test_who_declines_says_why_and_it_becomes_a_task(network: Table) -> None:
    await plan(network)
    await network.wait(minutes=11)
    await network.press("liis", "I cannot")
    await network.say("liis", "I am on leave until spring")
    assert network.last("mari") == "K7-4F2Q: one member has declined."
    await network.press("mari", "Show")
    assert "I am on leave until spring" in network.last("mari")


async def test_nobody_else_answers_for_the_responsible_person(network: Table) -> None:
    await plan(network)
    await network.wait(minutes=11)
    token = network.screen("liis")[-1].tokens[0]
    await network.say("jaan", pressed=token)
    assert network.last("jaan") == "This is not available to you."


async def test_silence_is_reminded_of_twice_and_becomes_a_task(network: Table) -> None:
    await plan(network)
    await network.wait(days=14)
    asked = [t for t in network.texts("liis") if "Do you take it on?" in t]
    assert len(asked) == 3
    assert asked[1].startswith("A reminder:")
    assert "has not answered yet" in " ".join(network.texts("mari"))


async def test_on_its_day_the_responsible_person_is_asked(network: Table) -> None:
    await taken_on(network)
    await network.until(at("2026-12-07 08:59"))
    assert not any("how far" in text for text in network.texts("liis"))
    await network.until(at("2026-12-08 12:00"))
    assert any("how far" in text for text in network.texts("liis"))
    await network.press("liis", "Done")
    await network.say("mari", "/plan")
    assert f"{THERAPY} – Liis Lepik, done" in network.last("mari")


async def test_not_yet_says_why_and_when_to_ask_again(network: Table) -> None:
    await taken_on(network)
    await network.until(at("2026-12-08 12:00"))
    await network.press("liis", "Not yet, because …")
    await network.say("liis", "The room was being painted")
    await network.press("liis", "1 week")
    await network.say("mari", "/plan")
    assert "“The room was being painted”" in network.last("mari")
    network.clear()
    await network.wait(days=9)
    assert any("how far" in text for text in network.texts("liis"))


async def test_what_waits_for_a_free_place_says_so_until_there_is_one(
    network: Table,
) -> None:
    await plan(network)
    await network.wait(minutes=11)
    await network.press("liis", "It waits for a free place")
    assert "how long is the wait" in network.last("liis")
    await network.say("liis", "Eleven children are before him")
    await network.press("liis", "2 weeks")
    assert "waiting for a free place" in network.last("liis")
    await network.say("mari", "/status K7-4F2Q")
    assert f"“{THERAPY}”, Liis Lepik, speech therapist, waiting" in network.last("mari")
    await network.say("mari", "/plan")
    assert "waiting for a free place" in network.last("mari")
    assert "“Eleven children are before him”" in network.last("mari")

    await network.until(at("2026-12-08 12:00"))
    await network.press("liis", "Not yet, because …")
    await network.press("liis", "No reason given")
    await network.press("liis", "1 week")

    await network.say("mari", "/plan")
    assert f"{THERAPY} – Liis Lepik, taken on" in network.last("mari")


async def test_what_is_partly_done_stays_before_the_case_manager(
    network: Table,
) -> None:
    await taken_on(network)
    await network.until(at("2026-12-08 12:00"))
    await network.press("liis", "Partly")
    await network.press("liis", "No reason given")
    await network.press("liis", "1 week")

    await network.say("mari", "/status K7-4F2Q")

    assert "partly done, until 7 Dec, overdue" in network.last("mari")


async def test_an_answer_silences_the_reminder(network: Table) -> None:
    await taken_on(network)
    await network.until(at("2026-12-08 12:00"))
    await network.press("liis", "Done")
    network.clear()
    await network.wait(days=20)
    assert not any(THERAPY in text for text in network.texts("liis"))


async def test_a_changed_date_kills_the_old_one(network: Table) -> None:
    await taken_on(network)
    await network.say("mari", "/plan")
    await network.press("mari", f"1. {GOAL}")
    await network.press("mari", THERAPY)
    await network.press("mari", "Another date")
    await network.press("mari", "3 months")
    await network.until(at("2027-01-15 12:00"))
    assert not any("how far" in text for text in network.texts("liis"))


async def test_another_person_is_asked_to_take_it_on(network: Table) -> None:
    await taken_on(network)
    await network.say("mari", "/plan")
    await network.press("mari", f"1. {GOAL}")
    await network.press("mari", THERAPY)
    await network.press("mari", "Someone else is responsible")
    await network.press("mari", "Jaan Jõgi")
    await network.wait(minutes=11)
    assert "Do you take it on?" in network.last("jaan")


async def test_what_the_case_manager_takes_on_needs_no_asking(network: Table) -> None:
    await plan(network, who="Mari Maasikas")
    assert "taken on" in network.last("mari")


async def test_a_goal_ends_with_its_activities(network: Table) -> None:
    await taken_on(network)
    await network.say("mari", "/plan")
    await network.press("mari", f"1. {GOAL}")
    await network.press("mari", "Goal reached")
    network.clear()
    await network.wait(days=30)
    assert not any("how far" in text for text in network.texts("liis"))


async def test_parents_see_the_whole_plan_and_specialists_their_part(
    network: Table,
) -> None:
    await plan(network)
    await plan(network, who="Jaan Jõgi", title="A talk with the class")
    await network.say("kati", "/plan")
    assert THERAPY in network.last("kati")
    assert "A talk with the class" in network.last("kati")
    assert network.labels("kati") == []
    await network.say("jaan", "/plan")
    assert GOAL in network.last("jaan")
    assert "A talk with the class" in network.last("jaan")
    assert THERAPY not in network.last("jaan")


async def test_from_whom_the_network_is_kept_the_plan_has_no_names(
    network: Table,
) -> None:
    await plan(network)
    await plan(network, who="Kati Kask", title="A walk every evening")
    kept_from_her = frozenset({InfoClass.NETWORK})
    await happened.keep(
        network, replace(network.members["kati"], sharing_limit=kept_from_her)
    )

    await network.say("kati", "/plan")

    assert THERAPY in network.last("kati")
    assert "Liis" not in network.last("kati")
    assert "A walk every evening – Kati Kask" in network.last("kati")


async def test_from_whom_their_own_tasks_are_kept_the_plan_has_none_of_them(
    network: Table,
) -> None:
    await plan(network, who="Jaan Jõgi", title="A talk with the class")
    kept_from_him = frozenset({InfoClass.TASKS_OWN})
    await happened.keep(
        network, replace(network.members["jaan"], sharing_limit=kept_from_him)
    )

    await network.say("jaan", "/plan")

    assert GOAL in network.last("jaan")
    assert "A talk with the class" not in network.last("jaan")


async def test_who_sees_no_goals_sees_only_what_is_theirs(network: Table) -> None:
    case = await stories.led_by(network, "mari")
    await network.seat("ott", "Ott Oja", case, Role.CLUB_LEADER)
    await plan(network)
    await plan(network, who="Ott Oja", title="Football twice a week")
    await network.say("ott", "/plan")
    assert "Football twice a week" in network.last("ott")
    assert GOAL not in network.last("ott")
    assert THERAPY not in network.last("ott")


async def test_a_member_cannot_make_a_plan(network: Table) -> None:
    await network.say("kati", "/newgoal")
    assert network.last("kati") == "Only the case manager can do this."
    await network.say("kati", "/plan")
    assert "no plan yet" in network.last("kati")


async def test_who_is_taken_out_leaves_activities_that_need_somebody(
    network: Table,
) -> None:
    await taken_on(network)
    await network.say("mari", "/network")
    await network.press("mari", "Liis Lepik")
    await network.press("mari", "Take out of the network")
    await network.press("mari", "Yes, take out")
    assert "1 activity needs somebody else" in network.last("mari")
    await network.press("mari", "Show the plan")
    assert "nobody is responsible" in network.last("mari")


async def test_a_successor_is_asked_for_what_was_handed_over(network: Table) -> None:
    await taken_on(network)
    await network.say("mari", "/network")
    await network.press("mari", "Liis Lepik")
    await network.press("mari", "Replace by someone else")
    await network.say("mari", "Leelo Lill")
    await network.press("mari", "English")
    token = network.last("mari").rpartition("/join/")[2]
    await network.say("leelo", start=token)
    await network.press("leelo", "In English")
    await network.press("leelo", "I have read this and will keep to it")
    await network.wait(minutes=11)
    assert THERAPY in network.last("leelo")
    await network.press("leelo", "I take it on")
    await network.say("mari", "/plan")
    assert f"{THERAPY} – Leelo Lill, taken on" in network.last("mari")
