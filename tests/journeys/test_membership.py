"""Who is in the network: seen, changed, left."""

from dataclasses import replace

import pytest

from casework.cases import MemberState
from casework.roles import Role
from tests import stories
from tests.roundtable_stories import convened, roundtable
from tests.table import Table


async def take_out(network: Table, name: str) -> None:
    await network.say("mari", "/network")
    await network.press("mari", name)
    await network.press("mari", "Take out of the network")
    await network.press("mari", "Yes, take out")


async def test_the_case_manager_sees_who_is_in_and_how(network: Table) -> None:
    await network.say("mari", "/invite")
    for step in ("Rein Raud",):
        await network.say("mari", step)
    for label in ("therapist", "rehabilitation", "no organisation"):
        await network.press("mari", label)
    await network.press("mari", "works with the child directly")
    for label in ("optional", "Russian"):
        await network.press("mari", label)
    await network.say("jaan", "STOP")
    await network.say("liis", "/away 30.11.2026")
    await network.say("mari", "/network")
    seen = network.last("mari")
    assert "Rein Raud – therapist, not yet reachable" in seen
    assert "Jaan Jõgi – class teacher, has stopped" in seen
    assert "Liis Lepik – speech therapist, away until 30.11.2026" in seen
    assert "Kati Kask – parent, has joined" in seen


async def test_one_member_is_shown_with_reason_and_sector(network: Table) -> None:
    await network.say("mari", "/network")
    await network.press("mari", "Jaan Jõgi")
    assert "Sector: education. At roundtables: required." in network.last("mari")
    assert "In the network because: knows the child" in network.last("mari")
    await network.press("mari", "Make optional")
    assert "At roundtables: optional." in network.last("mari")


async def test_others_see_names_and_roles_and_nothing_of_silence(
    network: Table,
) -> None:
    await network.say("jaan", "STOP")
    await network.say("kati", "/network")
    assert "Jaan Jõgi – class teacher" in network.last("kati")
    assert "stopped" not in network.last("kati")
    assert network.labels("kati") == []


async def test_who_sees_only_their_part_does_not_see_the_network(
    network: Table,
) -> None:
    case = await stories.led_by(network, "mari")
    await network.seat("ott", "Ott Oja", case, Role.CLUB_LEADER)
    await network.say("ott", "/network")
    assert network.last("ott") == "This is not available to you."


@pytest.mark.on_phones
async def test_someone_leaves_and_sees_nothing_more(network: Table) -> None:
    await network.say("jaan", "/network")
    await network.say("jaan", "/leave")
    assert "duty of confidentiality stays" in network.last("jaan")
    old = network.screen("jaan")[-1].tokens[0]
    await network.press("jaan", "Yes, leave")
    assert "no longer in this network" in network.last("jaan")
    assert network.last("mari").startswith("K7-4F2Q: a member has left the network")
    assert "Jaan" not in network.last("mari")

    network.clear()
    for command in ("/network", "/plan", "/team", "/network K7-4F2Q"):
        await network.say("jaan", command)
    await network.say("jaan", pressed=old)
    await network.say("jaan", "I have more to tell")
    seen = " ".join(network.texts("jaan"))
    for secret in ("K7-4F2Q", "Kati", "Liis", "Mari"):
        assert secret not in seen


async def test_who_is_taken_out_sees_nothing_more(network: Table) -> None:
    await network.say("jaan", "A word before I go")
    await take_out(network, "Jaan Jõgi")
    assert (
        network.last("mari") == "Jaan Jõgi (class teacher) is no longer in the network."
    )
    assert "no longer in this network" in network.last("jaan")

    network.clear()
    await network.say("jaan", "/network")
    assert network.last("jaan") == "You are in no network at the moment."
    await network.wait(days=15)
    assert len(network.texts("jaan")) == 1
    await network.say("mari", "/network")
    assert "Jaan Jõgi – class teacher, has left" in network.last("mari")


async def test_an_old_button_does_nothing_for_who_is_out(network: Table) -> None:
    case = await stories.led_by(network, "mari")
    await network.seat("dora", "Dora Deputy", case, Role.DEPUTY)
    await network.say("dora", "/network")
    await take_out(network, "Dora Deputy")
    await network.press("dora", "Kati Kask")
    assert network.last("dora") == "This is not available to you."


async def test_what_waits_for_who_is_out_is_dropped(network: Table) -> None:
    await network.until(network.clock().replace(hour=20))
    await network.say("kati", "For tomorrow")
    await network.press("kati", "Yes, pass it on")
    case = await stories.led_by(network, "mari")
    await network.seat("dora", "Dora Deputy", case, Role.DEPUTY)
    await take_out(network, "Kati Kask")
    network.clear()
    await network.wait(days=3)
    assert network.texts("kati") == []


async def test_their_links_stop_working_unless_they_are_elsewhere(
    network: Table,
) -> None:
    for address in ("jaan", "liis"):
        await stories.link(network, address)
    other = await stories.led_by(network, "piret")
    await network.seat("liis", "Liis Lepik", other, Role.SPEECH_THERAPIST)
    await take_out(network, "Jaan Jõgi")
    await take_out(network, "Liis Lepik")
    assert await stories.link_opens(network, "jaan") is False
    assert await stories.link_opens(network, "liis") is True


async def test_a_case_manager_hands_over_first(network: Table) -> None:
    await network.say("mari", "/leave")
    assert "/handover" in network.last("mari")


async def test_only_who_leads_changes_the_network(network: Table) -> None:
    await network.say("mari", "/network")
    await network.press("mari", "Jaan Jõgi")
    await network.press("mari", "Take out of the network")
    await stories.demote(network, "mari")
    await network.press("mari", "Yes, take out")
    assert network.last("mari") == "Only the case manager can do this."
    assert await stories.state_of(network, "jaan") is MemberState.ACTIVE


async def test_a_successor_takes_over_and_is_told_nothing_before_joining(
    network: Table,
) -> None:
    await network.say("mari", "/network")
    await network.press("mari", "Jaan Jõgi")
    await network.press("mari", "Replace by someone else")
    await network.say("mari", "Tiina Tamm")
    await network.press("mari", "Estonian")
    token = network.last("mari").rpartition("/join/")[2]
    assert "no longer in this network" in network.last("jaan")
    await network.say("tiina", start=token)
    assert "Which language" in network.last("tiina")
    await network.say("mari", "/network")
    assert "Tiina Tamm – class teacher" in network.last("mari")


async def test_a_successor_is_invited_to_the_roundtable_once_they_have_joined(
    network: Table,
) -> None:
    await convened(network)
    await network.say("mari", "/network")
    await network.press("mari", "Jaan Jõgi")
    await network.press("mari", "Replace by someone else")
    await network.say("mari", "Tiina Tamm")
    await network.press("mari", "English")
    token = network.last("mari").rpartition("/join/")[2]
    await network.say("tiina", start=token)
    await network.press("tiina", "In English")
    assert "roundtable is fixed" not in " ".join(network.texts("tiina"))
    await network.press("tiina", "I have read this and will keep to it")

    assert "K7-4F2Q: the roundtable is fixed." in " ".join(network.texts("tiina"))
    await network.press("tiina", "I will come")
    (seat,) = [s for s in (await roundtable(network)).seats if s.reply]
    assert seat.required


@pytest.mark.parametrize("command", ["/network", "/team", "/plan"])
async def test_a_raised_text_is_accepted_anew_before_anything_else(
    network: Table, command: str
) -> None:
    member = network.members["jaan"]
    async with network.database.transaction(network.clock()) as tx:
        await tx.members.keep(
            replace(await tx.members.get(member.id), accepted_version=0)
        )
    await network.say("jaan", command)
    seen = " ".join(network.texts("jaan"))
    assert "Confidentiality" in seen
    assert "K7-4F2Q" not in seen
    await network.press("jaan", "I have read this and will keep to it")
    await network.say("jaan", command)
    assert "K7-4F2Q" in network.last("jaan")
