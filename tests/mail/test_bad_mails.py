"""Mails that are broken, hostile or no answers: nothing lost, nothing applied wrongly."""

from itertools import cycle
from time import process_time

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from bot.networks.mail.receiving import Letterbox, raw_of
from casework.mails import MailTrouble, TellOwnMailRefused
from handlers.incoming import Incoming
from storage.tables import OutboxRow
from tests.mail.letters import ADDRESSES, give_addresses, invited, mail, name_for, reply
from tests.roundtable_stories import roundtable
from tests.scheduling.calendars import TALLINN
from tests.scheduling.checks.answers import (
    a_calendar,
    a_mail,
    an_event,
    answering,
    gmail,
)
from tests.table import Table

KATI = ADDRESSES["kati"]
HEAD = f"From: {KATI}\r\nMessage-ID: <head@example.com>\r\n"
CALENDAR = "Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n"
LETTERBOX = Letterbox(TALLINN, "")
NOT_READ = ("too big", "could not be understood")


async def test_check_53_no_hostile_mail_costs_much_or_changes_anything(
    network: Table,
) -> None:
    meeting = await invited(network)
    event = an_event(UID=f":{name_for(network, meeting)}")
    two = a_mail(KATI)
    two.add_alternative(
        reply(network, meeting), subtype="calendar", params={"method": "REPLY"}
    )
    other = reply(network, meeting, "DECLINED").encode()
    two.add_attachment(other, "application", "ics", filename="invite.ics")
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"
        for n in range(100)
    )
    hostile = {
        "50 MB": answering(reply(network, meeting), sender=KATI) + b"x" * 50_000_000,
        "100 deep": (HEAD + nested).encode(),
        "wrong charset": (HEAD + CALENDAR).encode()
        + reply(network, meeting, COMMENT=":@").encode().replace(b"@", b"\xff\xfe"),
        "two calendars": two.as_bytes(),
        "10 000 events": (HEAD + CALENDAR + a_calendar(*[event] * 10_000)).encode(),
        "secondly": answering(a_calendar(an_event("RRULE:FREQ=SECONDLY")), sender=KATI),
        "null bytes": (HEAD + CALENDAR).encode()
        + reply(network, meeting).encode("utf-16-le"),
    }
    told = dict.fromkeys(("kati", "jaan", "liis"), 0)
    for (name, raw), who in zip(hostile.items(), cycle(told)):
        own = raw.replace(KATI.encode(), ADDRESSES[who].encode())
        before = process_time()
        await mail(network, own.replace(b"answer@", name[:2].strip().encode() + b"@"))
        assert process_time() - before < 2, name
        assert any(words in network.last(who) for words in NOT_READ), name
        assert await roundtable(network) == meeting, name
        told[who] += 1

    assert {who: len(network.texts(who)) for who in told} == told
    assert network.screen("mari") == []


async def test_check_54_words_in_a_mail_are_shown_to_their_writer_and_go_no_further(
    network: Table,
) -> None:
    await give_addresses(network)
    plain = a_mail(KATI)
    plain.set_content(
        "Ei saa neljapäeval tulla\n-- \nKati\n> Kutse ümarlauale\n", subtype="plain"
    )
    await mail(network, plain)
    assert "Ei saa neljapäeval tulla" in network.texts("kati")[0]
    assert "Kutse" not in " ".join(network.texts("kati"))
    assert "Shall I pass what you wrote on" in network.last("kati")
    assert network.screen("mari") == []
    await network.press("kati", network.labels("kati")[0])
    assert "Ei saa neljapäeval tulla" not in network.last("kati")
    assert network.screen("mari") != []

    network.clear()
    marked = a_mail(KATI)
    marked.set_content("<style>p{}</style><p>Tulen <b>hiljem</b></p>", subtype="html")
    marked.replace_header("Message-ID", "<html@example.com>")
    await mail(network, marked)
    assert "“Tulen hiljem”" in network.texts("kati")[0]


async def test_what_no_person_wrote_or_nobody_we_know_is_answered_by_silence(
    network: Table,
) -> None:
    await give_addresses(network)
    for number, headers in enumerate(
        ({"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"})
    ):
        raw = a_mail(KATI, **headers).as_bytes()
        await mail(network, raw.replace(b"<answer@", f"<{number}@".encode()))
    await mail(network, a_mail("stranger@example.com"))
    bounce = (
        f"From: mailer-daemon@mx.example\r\nMessage-ID: <bounce@mx.example>\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n"
        "\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Final-Recipient: rfc822; {KATI}\r\nAction: failed\r\n\r\n--b--\r\n"
    )
    await mail(network, bounce.encode())  # of no mail that we sent

    assert all(network.screen(who) == [] for who in ADDRESSES)
    async with network.database.reading(network.clock()) as tx:
        assert (await tx.people.get(network.people["kati"].id)).email == KATI
        assert await tx.inbox.aside() == []


async def test_a_mail_that_came_back_asks_its_reader_for_another_address(
    network: Table,
) -> None:
    meeting = await invited(network)
    async with network.database.transaction(network.clock()) as tx:
        await tx.outbox.add(
            TellOwnMailRefused(
                to=network.people["kati"].id, address="", trouble=MailTrouble.LATER
            )
        )
    await network.assistant.settle()
    async with network.database.engine.begin() as connection:
        # As if what she was sent last had been a mail of this name.
        last = select(func.max(OutboxRow.id)).scalar_subquery()
        await connection.execute(
            update(OutboxRow)
            .where(OutboxRow.id == last)
            .values(
                network="mail", message_ref="<ours@vald.example>", case_id=meeting.case
            )
        )
    network.clear()
    bounce = (
        f"From: mailer-daemon@mx.example\r\nMessage-ID: <back@mx.example>\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n"
        "\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Final-Recipient: rfc822; {KATI}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        "Message-ID: <ours@vald.example>\r\n\r\n--b--\r\n"
    )
    await mail(network, bounce.encode())

    assert KATI in network.last("kati")
    assert "Kati Kask" in network.last("mari")
    async with network.database.reading(network.clock()) as tx:
        assert (await tx.people.get(network.people["kati"].id)).email == ""


@given(st.binary(max_size=3000))
def test_no_bytes_at_all_bring_the_letterbox_down(content: bytes) -> None:
    assert isinstance(LETTERBOX.read(raw_of(content).payload), Incoming)


@given(st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=5)), max_size=8))
def test_no_damage_to_an_answer_brings_the_letterbox_down(
    damage: list[tuple[int, bytes]],
) -> None:
    content = gmail()
    for place, put in damage:
        cut = place % len(content)
        content = content[:cut] + put + content[cut + len(put) :]
    for whole in (True, False):
        raw = raw_of(content, whole=whole)
        assert isinstance(LETTERBOX.read(raw.payload), Incoming)
        assert len(raw.key) == 64


async def test_a_mail_from_nobody_is_from_none_of_those_without_an_address(
    network: Table,
) -> None:
    for number, body in enumerate((b"He hid again", CALENDAR.encode() + b"BEGIN:")):
        await mail(network, b"Message-ID: <%d@x.example>\r\n\r\n%b" % (number, body))

    assert not any(network.texts(who) for who in ("mari", "kati", "jaan", "liis"))
