"""The team chat: what is asked there is answered in private."""

import pytest

from casework.ids import CaseId
from handlers.incoming import Incoming
from tests import stories
from tests.table import Table

pytestmark = pytest.mark.at_console


async def in_team(network: Table, address: str, text: str, case: CaseId) -> None:
    number = str(len(network.screen(address)) + len(text)) + address + text
    await network.receive(
        Incoming(network="console", key=number, address=address, text=text, team=case)
    )


async def test_a_command_in_the_team_chat_is_answered_in_private(
    network: Table,
) -> None:
    case = await stories.led_by(network, "mari")
    await in_team(network, "jaan", "/team", case.id)
    assert network.last("jaan").startswith("K7-4F2Q: in the team chat")
    assert network.screen("jaan")[-1].text.buttons[0].url == (
        f"https://laud.example/chat/{network.people['jaan'].id}/team/{case.id}"
    )
    assert network.screen(f"team:{case.id}") == []


async def test_the_team_chat_says_which_case_is_meant(network: Table) -> None:
    await network.case("mari", "C2-8HHP")
    member = network.members["jaan"]
    await in_team(network, "mari", "/team", member.case)
    assert network.last("mari").startswith("K7-4F2Q:")


@pytest.mark.parametrize("text", ["He is better", "stop", "Stop!", "112"])
async def test_free_words_there_are_nobodys_answer(network: Table, text: str) -> None:
    case = await stories.led_by(network, "mari")
    await in_team(network, "kati", text, case.id)
    assert network.texts("kati") == []
    await network.say("kati", "/team")
    assert network.last("kati").startswith("K7-4F2Q")


@pytest.mark.parametrize("who", ["stranger", "piret"])
async def test_who_is_not_in_the_network_gets_nothing_there(
    network: Table, who: str
) -> None:
    case = await stories.led_by(network, "mari")
    for text in ("/team", "/help", "hello", "/stop"):
        await in_team(network, who, text, case.id)
    assert network.texts(who) == []
    assert network.texts(f"team:{case.id}") == []
