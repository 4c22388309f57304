"""Threat 18: somebody gets everything kept about them, and nothing of anybody else."""

import json
from dataclasses import fields
from typing import Any

import pytest

import storage.transaction
from casework.disclosure import Audience
from casework.own_data import HANDED_OUT, KEPT_BACK, NEVER
from casework.updates import Direction
from storage.shelf import Shelf
from tests import happened
from tests.table import Table, at


@pytest.fixture
async def told(network: Table) -> Table:
    mari, kati, jaan = (network.members[who] for who in ("mari", "kati", "jaan"))
    goal = happened.a_goal(mari, "canary-goal", at("2026-11-02 10:00"))
    before = at("2026-11-12 15:00")
    await happened.keep(
        network,
        goal,
        happened.an_update(
            jaan, goal, before, "canary-jaan", direction=Direction.WORSE
        ),
        happened.an_answer(kati, before, "canary-kati", Audience.MANAGER),
        happened.an_obstacle(jaan, before, "canary-obstacle"),
    )
    await network.say("jaan", "/summary")
    network.clear()
    return network


async def test_who_asks_gets_their_own_data_once_the_case_manager_knows_them(
    told: Table,
) -> None:
    await told.say("kati", "/mydata")
    assert "21 Dec" in told.last("kati")
    number = told.last("kati").split("say the number ")[1][:2]
    assert not told.screen("kati")[-1].text.attachments

    await told.press("mari", "Show")
    assert number in told.last("mari")
    await told.press("mari", f"Yes, it is {number}: hand it out")

    readable, data = told.screen("kati")[-1].text.attachments
    content = json.loads(data.content)
    assert content["Person"][0]["name"] == "Kati Kask"
    both = readable.content.decode() + data.content.decode()
    assert both.count("canary-kati") == 2
    for other in ("canary-jaan", "canary-goal", "canary-obstacle", "Jaan"):
        assert other not in both
    assert {each["role"] for each in content["read_by"]} >= {"class_teacher"}
    assert {each["basis"] for each in content["read_by"]} == {"public task"}


async def test_readings_of_one_moment_stand_in_an_order_that_tells_nothing(
    told: Table,
) -> None:
    for words in ("/summary", "/network", "/summary", "/plan", "/network"):
        await told.say("jaan", words)
    await told.say("kati", "/mydata")
    await told.press("mari", "Show")
    await told.press("mari", told.labels("mari")[0])

    _, data = told.screen("kati")[-1].text.attachments
    read = json.loads(data.content)["read_by"]
    kinds = [str(each["what"]) for each in read if each["role"] == "class_teacher"]
    assert len(set(kinds)) > 1
    assert kinds == sorted(kinds)


async def test_nothing_is_handed_out_when_the_number_is_not_theirs(told: Table) -> None:
    await told.say("kati", "/mydata")
    await told.press("mari", "Show")
    await told.press("mari", "No, and why")
    await told.say("mari", "Somebody else had the phone")

    assert all(not bubble.text.attachments for bubble in told.screen("kati"))


async def test_a_wish_to_be_erased_is_answered_with_reasons_within_the_month(
    told: Table,
) -> None:
    await told.say("kati", "/erasure")
    assert "21 Dec" in told.last("kati")
    await told.press("mari", "Show")
    assert "Kati Kask" in told.last("mari")
    await told.press("mari", "Write the answer")
    await told.say("mari", "Your phone number is gone; the plan is kept by law")

    assert "“Your phone number is gone; the plan is kept by law”" in told.last("kati")


async def test_a_wish_nobody_answers_is_counted_before_the_month_is_over(
    told: Table,
) -> None:
    await told.say("kati", "/restrict")
    await told.wait(days=27)
    await told.say("mari", "/tasks")
    assert "data is not used" in told.last("mari")
    assert "slipped" not in told.last("mari")

    await told.wait(days=2)
    await told.say("mari", "/tasks")

    assert "slipped" in told.last("mari")


async def test_what_is_wrong_reaches_the_case_manager_and_is_answered(
    told: Table,
) -> None:
    await told.say("kati", "/correction")
    await told.say("kati", "We do not live together any more")
    assert "21 Dec" in told.last("kati")
    await told.press("mari", "Show")
    assert "“We do not live together any more”" in told.last("mari")
    await told.press("mari", "Write the answer")
    await told.say("mari", "It stands beside the first words now")

    assert "stands beside the first words now" in told.last("kati")


async def test_a_wish_is_reminded_of_and_stays_until_it_is_answered(
    told: Table,
) -> None:
    await told.say("kati", "/erasure")
    told.clear()
    await told.wait(days=27)
    reminded = [t for t in told.texts("mari") if "It must be answered by" in t]
    assert len(reminded) == 2
    await told.wait(days=4)
    assert any("The law's time ended" in text for text in told.texts("mari"))

    await told.say("mari", "/tasks")
    assert "their data is erased" in told.last("mari")


async def test_asking_twice_is_one_task_and_one_number(told: Table) -> None:
    await told.say("kati", "/mydata")
    await told.say("kati", "/mydata")

    first, second = told.texts("kati")[-2:]
    assert first == second
    await told.say("mari", "/tasks")
    assert told.last("mari").count("everything kept about them") == 1


def kinds_of(shelf: type[Any]) -> set[type]:
    mine = {shelf.kind} if "kind" in vars(shelf) else set()
    return mine.union(*(kinds_of(each) for each in shelf.__subclasses__()))


def test_every_field_that_is_kept_is_classified() -> None:
    assert storage.transaction  # every shelf is loaded
    kinds = kinds_of(Shelf)

    assert {k.__name__ for k in kinds - HANDED_OUT.keys()} == set(NEVER)
    for kind, given in HANDED_OUT.items():
        names = {each.name for each in fields(kind)}
        assert given | KEPT_BACK[kind] == names, kind.__name__
        assert not given & KEPT_BACK[kind], kind.__name__
