"""What somebody has allowed is shown, and taken back by one tap with effect at once."""

from dataclasses import replace

import pytest

from casework.permissions import Allowed
from tests.table import Table


@pytest.fixture
async def allowed(network: Table) -> Table:
    async with network.database.transaction(network.clock()) as tx:
        kati = await tx.people.get(network.people["kati"].id)
        await tx.people.keep(replace(kati, email="kati@example.org"))
    await network.say("kati", "/calendar")
    return network


async def withdrawn(table: Table) -> list[str]:
    async with table.database.reading(table.clock()) as tx:
        entries = await tx.journal.of_kind("PermissionWithdrawn")
    return [each.details["what"] for each in entries]


async def test_each_thing_allowed_ends_at_once_and_what_goes_on_by_law_is_said(
    allowed: Table,
) -> None:
    await allowed.say("kati", "/consent")
    assert "invitations by e-mail" in allowed.last("kati")
    assert "because the law asks for it" in allowed.last("kati")

    await allowed.press("kati", "No more e-mail")

    assert "invitations by e-mail" in allowed.last("kati")
    assert "the help for the child" in allowed.last("kati")
    async with allowed.database.reading(allowed.clock()) as tx:
        assert not (await tx.people.get(allowed.people["kati"].id)).email
        assert await tx.feeds.current_of(allowed.people["kati"].id)
    assert await withdrawn(allowed) == [Allowed.MAIL]
    await allowed.say("kati", "/consent")
    assert "e-mail" not in allowed.last("kati").partition("What goes on")[0]


async def test_all_of_it_ends_by_one_command(allowed: Table) -> None:
    await allowed.say("kati", "/consent all")

    async with allowed.database.reading(allowed.clock()) as tx:
        kati = await tx.people.get(allowed.people["kati"].id)
        assert await tx.feeds.current_of(kati.id) is None
    assert kati.stopped_at is not None
    assert not kati.email
    assert set(await withdrawn(allowed)) >= {"questions", "mail", "feed"}


async def test_another_s_things_are_left_alone(allowed: Table) -> None:
    await allowed.say("jaan", "/consent all")

    async with allowed.database.reading(allowed.clock()) as tx:
        assert (await tx.people.get(allowed.people["kati"].id)).email


@pytest.mark.on_web
async def test_who_takes_no_messages_still_has_every_right_over_their_data(
    network: Table,
) -> None:
    await network.say("kati", "/stop")

    await network.say("kati", "/correction")
    await network.say("kati", "Our street is another one")
    assert "has your words about what is wrong" in network.last("kati")
    for command, told in (
        ("/mydata", "say the number"),
        ("/erasure", "you want your data erased"),
        ("/restrict", "you do not want your data used"),
        ("/consent", "What goes on"),
    ):
        await network.say("kati", command)
        assert told in network.last("kati")

    await network.say("kati", "and a word beside that")
    assert "passed on to nobody" in network.last("kati")
    async with network.database.reading(network.clock()) as tx:
        assert (await tx.people.get(network.people["kati"].id)).stopped_at is not None


async def test_what_was_asked_for_arrives_though_no_messages_are_taken(
    network: Table,
) -> None:
    await network.say("kati", "/stop")
    await network.say("kati", "/mydata")
    number = network.last("kati").split("say the number ")[1][:2]

    await network.press("mari", "Show")
    await network.press("mari", f"Yes, it is {number}: hand it out")

    readable, _data = network.screen("kati")[-1].text.attachments
    assert "Kati Kask" in readable.content.decode()
