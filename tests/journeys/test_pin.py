"""A PIN before what a case manager's chat shows, after a pause (threat 3)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import Assistant
from casework.forms import Field, Form, Option, ask
from casework.ids import FormId, PersonId, new_id
from casework.people import Person
from handlers import digests
from handlers.incoming import Incoming
from handlers.turn import Turn
from tests import happened
from tests.asked import change_person
from tests.table import Table, at

PIN = "471983"


@pytest.fixture
async def guarded(network: Table) -> Table:
    """Mari has set a PIN; Kati has told something."""
    await network.say("mari", "/pin")
    await network.say("mari", PIN)
    obstacle = happened.an_obstacle(
        network.members["jaan"], at("2026-11-20 12:00"), "The bus comes too late"
    )
    await happened.keep(network, obstacle)
    return network


def seen(table: Table, address: str = "mari") -> str:
    return "\n".join(table.texts(address))


@pytest.mark.on_web
async def test_after_a_pause_the_pin_is_asked_and_what_was_asked_goes_on(
    guarded: Table,
) -> None:
    await guarded.say("mari", "/summary K7-4F2Q")
    assert "The bus comes" in guarded.last("mari")
    await guarded.wait(minutes=16)
    guarded.clear()

    await guarded.say("mari", "/summary K7-4F2Q")
    assert guarded.last("mari") == "Please write your PIN first."
    assert "The bus" not in seen(guarded)

    await guarded.say("mari", PIN)
    assert "The bus comes" in guarded.last("mari")
    await guarded.say("mari", "/status K7-4F2Q")
    assert "The bus comes" in guarded.last("mari")


@pytest.mark.on_web
async def test_a_typed_pin_stays_in_no_chat(guarded: Table) -> None:
    await guarded.wait(minutes=16)
    await guarded.say("mari", "/status")
    await guarded.say("mari", PIN)

    assert PIN not in seen(guarded)
    async with guarded.database.reading(guarded.clock()) as tx:
        person = await tx.people.get(guarded.people["mari"].id)
        forms = await tx.forms.where()
    assert PIN not in f"{person} {forms}"
    assert person.lock is not None
    assert person.lock.hashed.startswith("$argon2id$")


@pytest.mark.at_console
async def test_five_wrong_tries_shut_it_and_nothing_said_reaches_in(
    guarded: Table,
) -> None:
    await guarded.wait(minutes=16)
    await guarded.say("mari", "/summary K7-4F2Q")
    for left in (4, 3, 2, 1):
        await guarded.say("mari", "000111")
        assert f"{left} tr" in guarded.last("mari")
    await guarded.say("mari", "000111")
    assert "wrong five times" in guarded.last("mari")

    await guarded.say("mari", PIN)
    assert "wrong five times" in guarded.last("mari")
    assert "The bus" not in seen(guarded)
    await change_person(guarded, "mari", lock=await reset(guarded))
    await guarded.say("mari", PIN)
    assert "The bus comes" in guarded.last("mari")


async def reset(table: Table) -> object:
    """Return the lock as `umarlaud unlock` leaves it."""
    async with table.database.reading(table.clock()) as tx:
        lock = (await tx.people.get(table.people["mari"].id)).lock
    assert lock is not None
    return replace(lock, wrong=0)


@pytest.mark.at_console
async def test_a_button_that_tells_something_asks_first_too(guarded: Table) -> None:
    await guarded.say("mari", "/status K7-4F2Q")
    await guarded.wait(minutes=16)
    guarded_text = guarded.last("mari")
    await guarded.press("mari", "Summary")
    assert guarded.last("mari") == "Please write your PIN first."

    await guarded.say("mari", PIN)
    assert guarded.last("mari") != guarded_text
    assert "The bus comes" in guarded.last("mari")


@pytest.mark.at_console
async def test_the_digest_waits_for_the_pin_and_says_only_that_it_waits(
    guarded: Table,
) -> None:
    async with guarded.database.transaction(guarded.clock()) as tx:
        turn = Turn(tx, guarded.clock(), guarded.assistant.parts.office)
        await digests.ensure(turn, guarded.people["mari"])
    await guarded.until(at("2026-11-30 09:00"))

    assert "Something waits for you" in guarded.last("mari")
    assert "The bus" not in seen(guarded)
    assert seen(guarded).count("Something waits") == 1
    await guarded.say("mari", PIN)
    assert "The bus comes" in seen(guarded)


@pytest.mark.at_console
async def test_danger_is_told_at_once_without_a_word_of_it(guarded: Table) -> None:
    await guarded.wait(minutes=16)
    await guarded.say("kati", "He hits her, she is in danger, we are afraid of suicide")

    if "danger" in guarded.last("mari"):
        assert "He hits" not in seen(guarded)
        await guarded.say("mari", PIN)
    assert "He hits" in seen(guarded)


@pytest.mark.at_console
async def test_at_night_too_danger_is_told_at_once(guarded: Table) -> None:
    await guarded.until(at("2026-11-23 23:30"))
    await guarded.say("kati", "He hits her, she is in danger, we are afraid of suicide")

    assert "Somebody speaks of danger" in guarded.last("mari")
    assert "He hits" not in seen(guarded)


@pytest.mark.at_console
async def test_an_emergency_is_told_at_once_and_who_and_why_after_the_pin(
    guarded: Table,
) -> None:
    officer = Person(
        id=PersonId(new_id()), name="Aune", language="en", official=True, officer=True
    )
    await guarded._sit("aune", officer)
    await guarded.until(at("2026-11-23 23:30"))
    await guarded.say("piret", "/emergency K7-4F2Q")
    await guarded.say("piret", "The police bring the child tonight")

    assert "opened one of your cases in an emergency" in guarded.last("mari")
    assert "The police" not in seen(guarded)
    await guarded.say("mari", PIN)
    assert "The police" in seen(guarded)


@pytest.mark.at_console
async def test_a_summary_that_is_late_waits_for_the_pin(guarded: Table) -> None:
    asked = Incoming(network="console", key="late", address="mari", text="/summary")
    await guarded.assistant.receive(asked)
    await guarded.assistant.inbox.work()
    guarded.clock.set(guarded.clock() + timedelta(minutes=16))
    await guarded.assistant.settle()

    assert "Something waits" in guarded.last("mari")
    assert "The bus" not in seen(guarded)
    await guarded.say("mari", PIN)
    assert "The bus comes" in seen(guarded)


@pytest.mark.at_console
async def test_a_question_with_names_waits_for_the_pin_where_it_is_still_shut(
    guarded: Table,
) -> None:
    await guarded.wait(minutes=16)
    names = tuple(
        Option(value=who, text=guarded.people[who].name) for who in ("kati", "jaan")
    )
    mari = guarded.members["mari"]
    form = Form(id=FormId(new_id()), person=mari.person, kind="recall", case=mari.case)
    async with guarded.database.transaction(guarded.clock()) as tx:
        await tx.keep(ask(form, Field(key="who", options=names), guarded.clock()))
    await guarded.assistant.settle()

    question = "Who got what was not meant for them?"
    assert "Something waits" in guarded.last("mari")
    assert question not in guarded.texts("mari")
    await guarded.say("mari", PIN)
    assert question in guarded.texts("mari")


@pytest.mark.at_console
async def test_what_a_colleague_asks_about_another_case_waits_for_the_pin(
    guarded: Table,
) -> None:
    await guarded.say("piret", "/pin")
    await guarded.say("piret", PIN)
    for words in ("/limits K7-4F2Q new", "Kati Kask (parent)", "the goals", "Done"):
        say = guarded.say if words.startswith("/") else guarded.press
        await say("mari", words)
    for words in ("31.12.2026", "County Court, 2-26-1234"):
        await guarded.say("mari", words)
    await guarded.wait(minutes=16)
    await guarded.say("mari", PIN)
    await guarded.say("mari", "/limits")
    await guarded.press("mari", "End: Kati Kask")
    await guarded.press("mari", "Piret Pihlak")

    assert "Something waits" in guarded.last("piret")
    assert "2-26-1234" not in seen(guarded, "piret")
    await guarded.say("piret", PIN)
    assert "2-26-1234" in seen(guarded, "piret")


@pytest.mark.at_console
async def test_help_and_stop_need_no_pin(guarded: Table) -> None:
    await guarded.wait(minutes=16)
    await guarded.say("mari", "/help")
    assert "PIN" not in guarded.last("mari")


@pytest.mark.at_console
@pytest.mark.parametrize("weak", ["111111", "123456", "654321", "12345", "abcdef"])
async def test_a_pin_that_everybody_tries_first_is_none(
    network: Table, weak: str
) -> None:
    await network.say("mari", "/pin")
    await network.say("mari", weak)

    assert "six digits" in network.last("mari")


@pytest.mark.at_console
async def test_a_parent_is_never_asked_for_one(network: Table) -> None:
    await require(network)
    for words in ("/pin", "/status", "/summary"):
        await network.say("kati", words)

    assert "PIN" not in seen(network, "kati")


@pytest.mark.at_console
async def test_where_one_is_required_nothing_is_shown_before_it_is_set(
    network: Table,
) -> None:
    await require(network)
    await network.say("mari", "/status K7-4F2Q")
    assert "asks for a PIN" in network.last("mari")

    await network.press("mari", "Set a PIN")
    await network.say("mari", PIN)
    await network.say("mari", "/status K7-4F2Q")
    assert "Kati Kask" in network.last("mari")
    await network.say("mari", "/pin off")
    assert "no PIN any more" not in network.last("mari")


async def require(table: Table) -> None:
    parts = table.assistant.parts
    office = replace(parts.office, pin_required=True)
    table.assistant = Assistant(replace(parts, office=office))
