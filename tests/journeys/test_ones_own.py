"""What people set for themselves: stop, return, be away, hours, e-mail."""

import pytest

from bot.networks.console import Console
from bot.ports import DeliveryFailed
from bot.text import Sending
from tests.table import Table


@pytest.mark.parametrize(
    "word",
    [
        "STOP",
        "Stopp!",
        "стоп",
        "СТОП!!!",
        "stop.",
        "/stop",
        "S T O P",
        "«Stopp»",
        "ＳＴＯＰ",
    ],
)
async def test_stop_works_however_it_is_written(network: Table, word: str) -> None:
    """Pitfall 23, R44."""
    await network.say("kati", word)
    assert "To return, write /start" in network.last("kati")
    assert network.last("mari").endswith("cannot be reached by chat.")


@pytest.mark.parametrize("words", ["ei ole", "нет", "none", "please stop the bus"])
async def test_words_are_no_keywords(network: Table, words: str) -> None:
    """Pitfall 22."""
    await network.say("kati", words)
    assert "pass what you wrote on" in network.last("kati")


async def test_a_later_message_does_not_undo_stop(network: Table) -> None:
    """Pitfall 13."""
    await network.say("kati", "STOP")
    network.clear()
    await network.say("kati", "Hello again")
    assert "was passed on to nobody" in network.last("kati")
    await network.wait(days=10)
    assert len(network.texts("kati")) == 1
    await network.press("kati", "Yes, go on")
    assert network.last("kati").startswith("Good to have you back")
    await network.say("mari", "/tasks")
    assert network.last("mari") == "Nothing waits for you."


async def test_absence_is_said_with_a_button_or_a_date(network: Table) -> None:
    await network.say("liis", "/away")
    await network.press("liis", "2 weeks")
    assert "away until Monday 7 December" in network.last("liis")
    await network.say("liis", "/away 30. veebruar")
    assert network.last("liis").startswith("There is no such date")
    await network.say("liis", "/back")
    assert network.last("liis").startswith("Welcome back")


async def test_hours_are_ones_own_and_mail_is_offered_only_where_it_is_sent(
    network: Table,
) -> None:
    await network.say("kati", "/settings")
    await network.press("kati", "Hours")
    await network.press("kati", "09:00")
    await network.press("kati", "17:00")
    assert "between 09:00 and 17:00" in network.last("kati")
    await network.say("kati", "/settings")
    await network.press("kati", "Others use it too")
    assert "nothing sensitive is asked here" in network.last("kati")
    await network.press("kati", "Only I use it")
    assert "Only you use this phone." in network.last("kati")
    await network.say("kati", "/email")
    assert network.last("kati").startswith("No mail is sent from here")


@pytest.mark.at_console
async def test_a_dead_channel_becomes_a_task_and_lives_again(
    network: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pitfalls 13 and 14: the case manager hears of it."""
    send = Console.send

    async def refuse(self: Console, sending: Sending) -> str:
        if sending.address == "kati":
            reason = "blocked"
            raise DeliveryFailed(reason, permanent=True)
        return await send(self, sending)

    monkeypatch.setattr(Console, "send", refuse)
    await network.say("kati", "/help")
    assert network.last("mari").endswith("cannot be reached by chat.")
    await network.say("mari", "/network")
    assert "messages do not arrive any more" in network.last("mari")
    monkeypatch.undo()
    await network.say("kati", "/help")
    assert "STOP" in network.last("kati")


async def test_the_help_is_a_few_buttons_and_all_commands_lie_behind_one(
    network: Table,
) -> None:
    await network.say("mari", "/help")
    main = ["My cases", "Tasks", "Plan", "Roundtable", "Invite someone"]
    assert network.labels("mari") == [*main, "All commands"]
    assert "/" not in network.last("mari").replace("/start", "")

    await network.press("mari", "All commands")
    for command in ("/newcase", "/readers", "/back", "/handover"):
        assert f"{command} –" in network.last("mari")

    await network.say("mari", "/help")
    await network.press("mari", "My cases")
    assert "K7-4F2Q" in network.last("mari")


async def test_the_help_of_a_parent_offers_what_a_parent_does(network: Table) -> None:
    await network.say("kati", "/help")
    assert network.labels("kati")[:2] == ["Answer now", "Where it stands"]
    assert "I can pass on to your case manager" in network.last("kati")

    await network.press("kati", "All commands")
    assert "/checkin –" in network.last("kati")
    assert "/newcase" not in network.last("kati")
