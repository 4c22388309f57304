"""A case is closed: the rules, a yes, everyone told, and nothing runs on."""

from casework.cases import MemberState
from casework.roundtables import RoundtableState
from storage.posting import Post
from storage.tables import OutboxRow
from tests import stories
from tests.roundtable_stories import convened, held, roundtable
from tests.table import CODE, Table, at

EVERYONE = ("kati", "jaan", "liis")


async def test_everyone_is_told_and_nothing_of_the_case_runs_on(
    network: Table,
) -> None:
    kept = await convened(network)
    await network.say("mari", "/close")
    await network.press("mari", "The goals are met")
    assert "exceptionally after two; held so far: 0" in network.last("mari")
    await network.say("mari", "/close")
    await network.press("mari", "The family does not want it")
    await network.say("mari", "They said so on Friday")
    await network.press("mari", "Yes")
    await network.say("mari", "I told him on Friday, with drawings")
    await network.say("mari", "1.3.2027")
    assert "Roundtables that are called off: 1." in network.last("mari")
    assert kept.state is (await roundtable(network)).state

    await network.press("mari", "Yes, close the case")

    assert "3 people are told, the family first" in network.last("mari")
    mother, teacher = network.last("kati"), network.last("jaan")
    assert "the work of your network is finished" in mother
    assert "what is kept about you, get a copy" in mother
    assert "Mari Maasikas 5550 0000, Põhjala vald" in mother
    assert "Please delete your own notes" in teacher
    for told in (mother, teacher):
        assert "Called off: " in told
        assert "They said so" not in told
    (file,) = network.screen("jaan")[-1].text.attachments
    assert b"STATUS:CANCELLED" in file.content

    assert (await roundtable(network)).state is RoundtableState.CANCELLED
    for address in EVERYONE:
        assert await stories.state_of(network, address) is MemberState.LEFT
    network.clear()
    await network.until(at("2026-12-20 12:00"))
    assert [network.texts(address) for address in EVERYONE] == [[], [], []]
    assert CODE not in " ".join(network.texts("mari"))
    async with network.database.reading(network.clock()) as tx:
        waiting = await tx.rows(
            OutboxRow.__table__.select().where(
                OutboxRow.state == Post.WAITING, OutboxRow.case_id == kept.case
            )
        )
    assert list(waiting) == []


async def test_old_buttons_and_commands_say_that_the_case_is_closed(
    network: Table,
) -> None:
    await convened(network)
    await stories.finish(network)
    for address, label in (("kati", "I will come"), ("mari", "Who comes?")):
        await network.press(address, label)
        assert "This case is closed" in network.last(address)
    await network.say("jaan", f"/summary {CODE}")
    assert "This case is closed" in network.last("jaan")
    for command in ("/roundtable", "/invite", "/plan"):
        await network.say("mari", f"{command} {CODE}")
        assert "This case is closed" in network.last("mari")
    await network.say("mari", "/status")
    assert CODE not in network.last("mari")

    await network.say("mari", f"/status {CODE}")
    assert "The family does not want it" in network.last("mari")
    await network.press("mari", "Summary")
    assert CODE in network.last("mari")
    assert "This case is closed" not in network.last("mari")
    await network.until(at("2027-03-01 12:00"))
    assert "Today you wanted to look how the family is" in network.last("mari")
    await network.say("mari", f"/reopen {CODE}")
    assert "closed more than 30 days ago" in network.last("mari")


async def test_opinions_of_the_closing_itself_are_asked_first(network: Table) -> None:
    await held(network)
    await network.say("mari", "/close")
    await network.press("mari", "The family has moved away")

    assert "before a case is closed" in network.last("mari")
    assert network.labels("mari") == [
        "Write down the child's opinion",
        "Write down the parent's opinion",
        "Close the case",
    ]
    await network.press("mari", "Write down the child's opinion")
    await network.press("mari", "In a conversation")
    await network.say("mari", "We live by the sea now")
    await network.say("kati", "/opinion")
    await network.say("kati", "Thank you all")
    await network.press("mari", "Close the case")
    await network.press("mari", "The family has moved away")
    await network.press("mari", "No")
    assert "minutes of the last roundtable are not confirmed" in network.last("mari")
    await network.press("mari", "No, it goes on")
    assert "nothing was changed" in network.last("mari")
    assert await stories.state_of(network, "kati") is MemberState.ACTIVE


async def test_a_closing_is_taken_back_and_the_questions_come_again(
    network: Table,
) -> None:
    await convened(network)
    await stories.finish(network)
    await network.say("mari", f"/status {CODE}")
    await network.press("mari", "Open the case again")
    await network.say("mari", "It was a misunderstanding")

    assert "3 people are back and are told" in network.last("mari")
    assert "the case is open again. For questions: Mari" in network.last("kati")
    await network.say("kati", "/status")
    assert CODE in network.last("kati")
    await network.say("jaan", f"/close {CODE}")
    assert "Only the case manager" in network.last("jaan")
