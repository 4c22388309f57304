"""Answers by mail, from whichever program: the same fact as in the chat."""

from dataclasses import replace
from datetime import timedelta

from bot.app import Assistant
from casework import meetings
from casework.announcements import Change
from casework.meetings import InvitationAnswered
from casework.roundtables import Reply, Source
from casework.tasks import TaskKind
from handlers import circles
from handlers.meetings import announced
from handlers.turn import Turn
from tests.mail.letters import (
    ADDRESSES,
    give_addresses,
    invited,
    mail,
    mail_reply,
    name_for,
    reply,
    seat,
)
from tests.roundtable_stories import roundtable
from tests.scheduling.checks import answers
from tests.scheduling.checks.answers import a_calendar, a_mail, an_event, answering
from tests.stories import led_by
from tests.table import MONDAY, Table, at


async def test_the_answers_of_three_clients_are_taken(network: Table) -> None:
    meeting = await invited(network)

    for number, client in enumerate((answers.gmail, answers.outlook, answers.apple)):
        stamp = f":20261123T07000{number}Z"
        assert await mail(
            network, client(UID=f":{name_for(network, meeting)}", DTSTAMP=stamp)
        )

        assert (await seat(network, "kati")).reply is Reply.COMES
        assert (await seat(network, "kati")).replied_by is Source.MAIL
        assert "came by e-mail" in network.last("kati")
        network.clear()
    assert network.screen("mari") == []


async def test_a_no_of_somebody_required_reaches_the_case_manager_at_once(
    network: Table,
) -> None:
    await invited(network)

    await mail_reply(network, "DECLINED", "jaan", COMMENT=":Olen koolitusel\\, kahjuks")

    assert "Jaan Jõgi (class teacher) cannot come" in network.last("mari")
    assert "This person is required. Move it" in network.last("mari")
    assert "“Olen koolitusel, kahjuks”" in network.last("mari")
    assert network.labels("mari") == ["Move it", "Call it off"]
    assert "Olen koolitusel" not in " ".join(network.texts("kati"))
    async with network.database.reading(network.clock()) as tx:
        case = await led_by(network, "mari")
        (task,) = await tx.tasks.open_in((case.id,))
    assert task.kind is TaskKind.DECLINED


async def test_check_46_the_same_mail_again_changes_nothing(network: Table) -> None:
    meeting = await invited(network)
    raw = answering(reply(network, meeting, "TENTATIVE"), sender=ADDRESSES["kati"])
    assert await mail(network, raw)
    network.clear()

    relayed = b"Received: from mx by us; today\r\n" + raw.replace(b"\r\n", b"\n")
    assert not await mail(network, raw)
    assert not await mail(network, relayed)
    await mail(network, raw.replace(b"<answer@", b"<copy@"))

    assert network.screen("kati") == network.screen("mari") == []
    assert (await seat(network, "kati")).reply is Reply.UNSURE


async def test_check_46_an_answer_to_an_earlier_time_is_kept_as_history(
    network: Table,
) -> None:
    early = await invited(network)
    await move(network)
    network.clear()

    await mail(
        network, answering(reply(network, early, "DECLINED"), sender=ADDRESSES["kati"])
    )

    assert (await seat(network, "kati")).reply is None
    assert network.screen("mari") == []
    assert len(network.texts("kati")) == 1
    (kept,) = await said_so_far(network)
    assert (kept["reply"], kept["holds"], kept["source"]) == ("declines", False, "mail")


async def test_check_52_chat_and_mail_are_the_same_fact_and_the_last_one_holds(
    network: Table,
) -> None:
    await invited(network)
    await network.wait(minutes=10)

    await mail_reply(network, DTSTAMP=":20261123T070500Z", COMMENT=":Tulen bussiga")
    assert (await seat(network, "kati")).reply is Reply.COMES
    assert "Kati Kask (parent) comes on" in network.last("mari")
    assert "“Tulen bussiga”" in network.last("mari")
    await network.press("kati", "I cannot come after all")
    assert (await seat(network, "kati")).replied_by is Source.CHAT

    await mail_reply(network, "TENTATIVE", DTSTAMP=":20261123T070700Z")
    assert (await seat(network, "kati")).reply is Reply.DECLINES
    await network.wait(minutes=10)
    await mail_reply(network, "ACCEPTED", DTSTAMP=":20261123T071500Z")
    assert (await seat(network, "kati")).reply is Reply.COMES

    history = [
        (f["reply"], f["source"], f["holds"]) for f in await said_so_far(network)
    ]
    assert history == [
        ("comes", "mail", True),
        ("declines", "chat", True),
        ("unsure", "mail", False),
        ("comes", "mail", True),
    ]


async def test_check_48_what_is_not_the_attendees_own_answer_goes_to_the_case_manager(
    network: Table,
) -> None:
    meeting = await invited(network)
    stranger = "isa@example.com"

    await mail(network, answering(reply(network, meeting, "DECLINED"), sender=stranger))
    assert f"It speaks for Kati Kask, but {stranger} sent it" in network.last("mari")

    await mail(
        network, answering(reply(network, meeting, who=stranger), sender=stranger)
    )
    assert f"It is from {stranger}, whom you have not invited" in network.last("mari")
    assert network.labels("mari") == ["Who comes?", "Invite somebody else too"]

    delegated = f';PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{stranger}"'
    await mail_reply(network, ATTENDEE=f"{delegated}:mailto:{ADDRESSES['kati']}")
    assert f"Kati Kask wants to send somebody else: {stranger}" in network.last("mari")

    await mail_reply(network, "X-PERHAPS", COMMENT=":Õhtul, vb")
    assert "says neither yes nor no" in network.last("mari")
    assert "“Õhtul, vb”" in network.last("mari")
    one_date = answers.an_event(
        "RECURRENCE-ID:20261201T070000Z",
        UID=f":{name_for(network, meeting)}",
        ATTENDEE=f";PARTSTAT=DECLINED:mailto:{ADDRESSES['kati']}",
    )
    await mail(network, answering(a_calendar(one_date), sender=ADDRESSES["kati"]))
    assert "says neither yes nor no" in network.last("mari")

    await give_addresses(network, jaan=ADDRESSES["kati"])
    await mail_reply(network, "DECLINED")
    assert "several people share: Jaan Jõgi, Kati Kask" in network.last("mari")

    assert len(network.texts("mari")) == 6
    assert network.screen("kati") == network.screen("jaan") == []
    assert await roundtable(network) == meeting


async def test_check_47_only_senders_our_own_server_vouches_for_are_believed(
    network: Table,
) -> None:
    meeting = await invited(network)
    parts = replace(network.assistant.parts, mail_vouched_by="mx.vald.example")
    network.assistant = Assistant(parts)

    forged = {"UID": f":{meeting.uid}"}
    await mail_reply(network, "DECLINED", **forged)
    assert "Was it you?" in network.last("kati")
    assert network.screen("mari") == []
    assert (await seat(network, "kati")).reply is None
    network.clear()

    words = a_mail(ADDRESSES["kati"])
    await mail(network, words)
    assert network.screen("kati") == []

    vouched = {"Authentication_Results": "mx.vald.example; dmarc=pass"}
    raw = answering(
        reply(network, meeting, **forged), sender=ADDRESSES["kati"], **vouched
    )
    await mail(network, raw.replace(b"<answer@", b"<vouched@"))
    assert (await seat(network, "kati")).reply is Reply.COMES


async def test_check_50_another_time_proposed_by_mail_moves_the_meeting_for_all(
    network: Table,
) -> None:
    meeting = await invited(network)
    await counter(network, "20261209T120000Z")
    assert "Kati Kask" in network.last("mari")
    assert "“Siis jõuan”" in network.last("mari")
    await network.press("mari", network.labels("mari")[-1])
    assert await roundtable(network) == replace(
        meeting, suggestions=(await roundtable(network)).suggestions
    )

    await counter(network, "20261210T120000Z")
    await network.press("mari", network.labels("mari")[0])

    moved = await roundtable(network)
    assert (moved.uid, moved.sequence) == (meeting.uid, meeting.sequence + 1)
    assert moved.starts_at == at("2026-12-10 14:00")
    for who in ("kati", "jaan", "liis"):
        assert "has been moved" in network.last(who)


async def counter(table: Table, start: str, **more: str) -> None:
    """Kati's program proposes another time."""
    changes = {"DTSTART": f":{start}", "DTEND": f":{start}", "COMMENT": ":Siis jõuan"}
    del changes["DTEND"]
    meeting = await roundtable(table)
    known = {
        "UID": f":{name_for(table, meeting)}",
        "SEQUENCE": f":{meeting.sequence}",
    }
    event = an_event(
        without="DTEND",
        ATTENDEE=f":mailto:{ADDRESSES['kati']}",
        **{**known, **changes, **more},
    )
    calendar = a_calendar(event, method="COUNTER")
    raw = answering(calendar, method="COUNTER", sender=ADDRESSES["kati"])
    await mail(table, raw.replace(b"<answer@", f"<{start}@".encode()))


async def test_check_51_whoever_asks_gets_the_invitation_again_and_changes_nothing(
    network: Table,
) -> None:
    meeting = await invited(network)
    calendar = reply(network, meeting, METHOD="REFRESH")
    await mail(network, answering(calendar, "REFRESH", ADDRESSES["kati"]))
    assert "the roundtable is fixed" in network.last("kati")
    assert network.screen("jaan") == []

    for method in ("ADD", "CANCEL", "REQUEST"):
        network.clear()
        calendar = reply(network, meeting, "ACCEPTED", METHOD=method)
        await mail(network, answering(calendar, method, ADDRESSES["kati"]))
        assert "only your case manager can" in network.last("kati")
    assert await roundtable(network) == meeting
    assert network.screen("mari") == []


async def test_an_answer_that_comes_too_late_says_so_to_its_writer(
    network: Table,
) -> None:
    meeting = await invited(network)
    assert meeting.ends_at is not None
    await network.until(meeting.ends_at)
    network.clear()

    await mail_reply(network, "DECLINED")
    assert len(network.texts("kati")) == 1
    await mail_reply(network, UID=":nothing-we-know@vald.example")
    assert len(network.texts("kati")) == 2
    await mail_reply(network, who="stranger@example.com")

    assert (await seat(network, "kati")).reply is None
    assert network.screen("mari")[1:] == []


async def move(table: Table) -> None:
    """The case manager moves the roundtable by a day."""
    kept = await roundtable(table)
    assert kept.starts_at is not None
    async with table.database.transaction(table.clock()) as tx:
        turn = Turn(tx, table.clock(), table.assistant.parts.office)
        _, circle = await circles.led(turn, table.people["mari"].id, kept.id)
        when = (turn.now, turn.almanac)
        moved = meetings.move(kept, kept.starts_at + timedelta(days=1), when)
        await tx.keep(await announced(turn, moved, circle, Change.MOVED))
    await table.assistant.settle()


async def said_so_far(table: Table) -> list[dict[str, object]]:
    """What the journal knows of answers to the invitation, oldest first."""
    async with table.database.reading(table.clock()) as tx:
        case = await led_by(table, "mari")
        found = await tx.journal.of_case(case.id, MONDAY)
    kind = InvitationAnswered.__name__
    return [entry.details for entry in found if entry.kind == kind]
