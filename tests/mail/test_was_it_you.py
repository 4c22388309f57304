"""An answer by mail that anybody may have written counts once its owner says so."""

from casework.mailed import MOST_ASKED
from casework.roundtables import Reply, Source
from tests.mail.letters import ADDRESSES, invited, mail_reply, seat
from tests.mail.test_answers import counter
from tests.roundtable_stories import roundtable
from tests.table import Table, at


async def forged(table: Table, partstat: str, **changes: str) -> None:
    """Somebody who knows the meeting writes in Kati's name, from her address."""
    meeting = await roundtable(table)
    await mail_reply(table, partstat, UID=f":{meeting.uid}", **changes)


async def test_an_answer_that_bears_no_mark_of_its_seat_waits_for_its_owner(
    network: Table,
) -> None:
    await invited(network)

    await forged(network, "DECLINED", COMMENT=":Olen haige")

    asked = network.last("kati")
    assert "an e-mail in your name came about the roundtable on" in asked
    assert "It says that you cannot come." in asked
    assert "“Olen haige”" in asked
    assert network.screen("mari") == []
    assert (await seat(network, "kati")).reply is None

    await network.press("kati", "Yes, it was me")
    taken = await seat(network, "kati")
    assert (taken.reply, taken.replied_by) == (Reply.DECLINES, Source.MAIL)
    assert "Kati Kask (parent) cannot come" in network.last("mari")
    assert "Olen haige" not in network.last("mari")


async def test_who_did_not_write_it_says_so_and_the_case_manager_hears(
    network: Table,
) -> None:
    await invited(network)

    await forged(network, "DECLINED")
    await network.press("kati", "No, it was not")

    assert "counts for nothing" in network.last("kati")
    assert "It speaks for Kati Kask, who was asked here" in network.last("mari")
    assert (await seat(network, "kati")).reply is not Reply.DECLINES


async def test_a_mark_of_another_seat_proves_nothing(network: Table) -> None:
    meeting = await invited(network)
    jaans = meeting.uid_of(network.members["jaan"].id)

    await mail_reply(network, "DECLINED", UID=f":{jaans}")

    assert "Was it you?" in network.last("kati")
    assert (await seat(network, "kati")).reply is None


async def test_another_time_in_somebody_s_name_reaches_nobody_before_their_yes(
    network: Table,
) -> None:
    meeting = await invited(network)

    await counter(network, "20261209T120000Z", UID=f":{meeting.uid}")
    assert "It proposes another time: Wednesday 9 December at 14:00." in network.last(
        "kati"
    )
    assert network.screen("mari") == []
    await network.press("kati", "Yes, it was me")
    assert "Kati Kask (parent) suggests another time" in network.last("mari")


async def test_after_a_move_the_question_about_the_old_time_is_out_of_date(
    network: Table,
) -> None:
    await invited(network)
    await forged(network, "ACCEPTED")
    pressed = network.screen("kati")[-1].tokens[0]
    await network.say("mari", "/roundtable")
    await network.press("mari", "Move it")
    await network.say("mari", "9.12.2026 14:00")
    await network.press("mari", "Yes, that is what I mean")

    await network.say("kati", pressed=pressed)

    assert (await roundtable(network)).starts_at == at("2026-12-09 14:00")
    assert (await seat(network, "kati")).reply is None


async def test_nobody_is_asked_about_what_they_said_themselves(network: Table) -> None:
    await invited(network)
    await mail_reply(network, "ACCEPTED")
    network.clear()

    await forged(network, "ACCEPTED", DTSTAMP=":20261123T080000Z")

    assert network.screen("kati") == network.screen("mari") == []
    assert ADDRESSES["kati"] not in " ".join(network.texts("jaan"))


async def test_a_forger_cannot_have_somebody_asked_again_and_again(
    network: Table,
) -> None:
    await invited(network)
    for number in range(6):
        await forged(network, "DECLINED", DTSTAMP=f":20261123T07000{number}Z")

    asked = [text for text in network.texts("kati") if "Was it you?" in text]
    assert len(asked) == MOST_ASKED
    (told,) = network.texts("mari")
    assert "they are asked about them no more" in told
    assert "It speaks for Kati Kask" in told
    assert (await seat(network, "kati")).reply is None

    await network.press("kati", "Yes, it was me")
    network.clear()
    await forged(network, "ACCEPTED", DTSTAMP=":20261123T071000Z")
    assert "Was it you?" in network.last("kati")


async def test_after_one_no_nobody_is_asked_about_such_mails_any_more(
    network: Table,
) -> None:
    await invited(network)
    await forged(network, "DECLINED")
    await network.press("kati", "No, it was not")
    network.clear()

    await forged(network, "DECLINED", DTSTAMP=":20261123T071000Z")
    assert network.screen("kati") == network.screen("mari") == []

    await mail_reply(network, "ACCEPTED", DTSTAMP=":20261123T072000Z")
    assert (await seat(network, "kati")).reply is Reply.COMES
