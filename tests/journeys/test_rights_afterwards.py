"""What somebody may ask about their data ends with no network and no case."""

from tests.roundtable_stories import opinions_known
from tests.stories import finish
from tests.table import CODE, Table


async def leave(table: Table, address: str) -> None:
    await table.say(address, "/leave")
    await table.press(address, "Yes, leave")


async def handed_out(table: Table, address: str) -> str:
    """Ask for everything, let the case manager hand it out; return what came."""
    await table.say(address, "/mydata")
    number = table.last(address).split("say the number ")[1][:2]
    await table.press("mari", "Show")
    await table.press("mari", f"Yes, it is {number}: hand it out")
    readable, _data = table.screen(address)[-1].text.attachments
    return readable.content.decode()


async def test_who_has_left_gets_what_is_kept_of_them(network: Table) -> None:
    await leave(network, "jaan")

    assert "Jaan Jõgi" in await handed_out(network, "jaan")


async def test_who_has_left_can_ask_for_each_right(network: Table) -> None:
    await leave(network, "jaan")

    await network.say("jaan", "/correction")
    await network.say("jaan", "I am no longer at that school")
    for command in ("/erasure", "/restrict"):
        await network.say("jaan", command)
    await network.say("mari", "/tasks")

    told = network.last("mari")
    for asked in ("kept is wrong", "data is erased", "data is not used"):
        assert asked in told


async def test_after_the_closing_the_family_gets_what_is_kept_of_them(
    network: Table,
) -> None:
    await opinions_known(network)
    await finish(network)

    assert "Kati Kask" in await handed_out(network, "kati")


async def test_what_was_asked_before_the_closing_is_still_answered(
    network: Table,
) -> None:
    await network.say("kati", "/erasure")
    await opinions_known(network)
    await finish(network)
    network.clear()
    await network.wait(days=26)

    await network.say("mari", "/tasks")
    assert "erased" in network.last("mari")
    await network.press("mari", f"1. {CODE}")
    await network.press("mari", "Write the answer")
    await network.say("mari", "Gone, but for what the archive law keeps")

    assert "but for what the archive law keeps" in network.last("kati")


async def test_who_was_in_several_is_asked_which(network: Table) -> None:
    await leave(network, "jaan")
    other = await network.case("piret", "B2-7XYZ")
    async with network.database.transaction(network.clock()) as tx:
        (place,) = [
            each
            for each in await tx.members.ever_of(network.people["jaan"].id)
            if each.case != other.id
        ]
    await network._join("jaan", other, network.people["jaan"], place.role)

    await network.say("jaan", "/mydata")
    assert set(network.labels("jaan")) >= {CODE, "B2-7XYZ"}
    await network.press("jaan", CODE)

    assert network.last("jaan").startswith(CODE)
    assert "say the number" in network.last("jaan")


async def test_of_whom_nothing_is_kept_nothing_can_be_asked(network: Table) -> None:
    await network.manager("tiina", "Tiina Tamm")
    await network.say("tiina", "/mydata")

    assert "in no network" in network.last("tiina")
