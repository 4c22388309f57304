"""Invitations by mail: asked for, confirmed, changed, called off, one to each."""

import icalendar

from tests.journeys.test_roundtable_meeting import call_off, move
from tests.mail.letters import mail, name_for
from tests.mail.server import Relay, calendar_of, read, words_of
from tests.mail.stories import (
    JAAN,
    KATI,
    MAILBOX,
    MARI,
    addresses_known,
    code,
    confirm,
    invited,
    invited_by_link,
    leave,
)
from tests.roundtable_stories import roundtable
from tests.scheduling.checks.answers import a_calendar, an_event, answering
from tests.table import Table, at


def said(relay: Relay, address: str) -> list[tuple[str, int, str]]:
    """Return method, sequence and start of each calendar object mailed there."""
    found = []
    for message in relay.to(address):
        if not message.is_multipart() or "ics" not in message.as_string():
            continue
        calendar = icalendar.Calendar.from_ical(calendar_of(message))
        event = calendar.events[0]
        start = event["DTSTART"].dt.strftime("%d.%m. %H:%M")
        found.append((str(calendar["METHOD"]), int(event["SEQUENCE"]), start))
    return found


async def test_an_address_is_used_only_once_its_code_came_back(
    mailed: Table, relay: Relay
) -> None:
    await mailed.say("kati", "/email")
    await mailed.say("kati", KATI)
    assert f"mailed to {KATI}" in mailed.last("kati")
    mail = relay.to(KATI)[0]
    assert mail["From"].addresses[0].addr_spec == MAILBOX

    await mailed.say("kati", "AAAAAAAA")
    assert mailed.last("kati").startswith("This is not the code")
    await mailed.say("kati", "/cancel")
    await invited(mailed)
    assert relay.to(KATI) == [] or "Your code" in words_of(relay.to(KATI)[-1])

    await mailed.say("kati", "/email")
    await mailed.say("kati", KATI)
    await mailed.say("kati", code(relay, KATI).lower())
    assert f"also go to {KATI}" in mailed.last("kati")
    assert said(relay, KATI)[-1][:2] == ("REQUEST", 0)


async def test_moved_twice_and_cancelled_the_mails_tell_it_in_order(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI)
    await invited(mailed)
    await move(mailed, "9.12.2026 14:00")
    await move(mailed, "10.12.2026 10:00")
    await call_off(mailed, "The school is closed")

    assert said(relay, KATI) == [
        ("REQUEST", 0, "07.12. 08:00"),
        ("REQUEST", 1, "09.12. 14:00"),
        ("REQUEST", 2, "10.12. 10:00"),
        ("CANCEL", 3, "10.12. 10:00"),
    ]
    assert {len(e.rcpt_tos) for e in relay.envelopes} == {1}
    assert "school" not in "".join(map(words_of, relay.to(KATI)))


async def test_check_38_the_words_of_the_mail_are_enough_alone(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI)
    await invited(mailed)

    words = words_of(relay.to(KATI)[-1])

    for needed in (
        "You are invited to the roundtable K7-4F2Q.",
        "When: Monday 7 December at 08:00 (Europe/Tallinn, UTC+2)",
        "How long: 60 minutes",
        "Where: not settled yet",
        "What for: ",
        "Invited by: the case manager, Põhjala vald",
        "Please say by Saturday 5 December at 08:00",
        "Or call 5550 0000.",
        "https://laud.example/roundtable/",
    ):
        assert needed in words
    for name in ("Kati", "Jaan", "Liis", "Mari", "reading hour", "Mornings"):
        assert name not in relay.to(KATI)[-1].as_string() + words


async def test_check_22_who_leaves_is_told_last_and_who_comes_is_invited(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI, jaan=JAAN)
    await invited(mailed)
    await move(mailed, "9.12.2026 14:00")

    await leave(mailed, "jaan")
    await move(mailed, "10.12.2026 10:00")

    assert [method for method, _, _ in said(relay, JAAN)] == [
        "REQUEST",
        "REQUEST",
        "CANCEL",
    ]
    removal = icalendar.Calendar.from_ical(calendar_of(relay.to(JAAN)[-1])).events[0]
    assert "STATUS" not in removal
    assert said(relay, KATI)[-1] == ("REQUEST", 2, "10.12. 10:00")


async def test_check_22_of_what_waited_the_newest_leaves_and_nothing_overtakes(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI, jaan=JAAN)
    relay.answers[JAAN] = "451 4.7.1 greylisted, try again later"
    await invited(mailed)
    relay.stop()
    await move(mailed, "9.12.2026 14:00")
    await move(mailed, "10.12.2026 10:00")

    relay.answers.clear()
    relay.start()
    await mailed.wait(minutes=30)

    assert [sequence for _, sequence, _ in said(relay, KATI)] == [0, 2]
    assert [sequence for _, sequence, _ in said(relay, JAAN)] == [2]


async def test_what_nobody_was_invited_to_by_mail_is_not_called_off_by_mail(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI)
    relay.stop()
    await invited(mailed)
    await call_off(mailed, "Nobody is well")
    relay.start()
    await mailed.wait(minutes=30)

    assert relay.envelopes == []


async def test_a_new_address_takes_the_meeting_over_from_the_old(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI)
    await invited(mailed)

    await confirm(mailed, relay, "kati", "kati.kask@example.org")

    assert [method for method, _, _ in said(relay, KATI)] == ["REQUEST", "CANCEL"]
    assert [m for m, _, _ in said(relay, "kati.kask@example.org")] == ["REQUEST"]
    await mailed.say("kati", "/email")
    await mailed.press("kati", "No e-mail")
    assert said(relay, "kati.kask@example.org")[-1][0] == "CANCEL"


async def test_a_mailbox_of_ours_cannot_be_anybody_s_address(mailed: Table) -> None:
    for address in (MAILBOX, "Kati <kati@example.com>", "a b@example.com"):
        await mailed.say("kati", "/email")
        await mailed.say("kati", address)
        assert mailed.last("kati").startswith("This is no e-mail address")


async def test_check_50_the_calendar_whose_time_is_not_taken_is_told_by_mail(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI)
    meeting = await invited(mailed)
    event = an_event(
        without="DTEND",
        UID=f":{name_for(mailed, meeting)}",
        ATTENDEE=f":mailto:{KATI}",
        SEQUENCE=":0",
        DTSTART=":20261209T120000Z",
    )
    proposal = a_calendar(event, method="COUNTER")
    await mail(mailed, answering(proposal, method="COUNTER", sender=KATI))
    assert [each[0] for each in said(relay, KATI)] == ["REQUEST"]

    await mailed.press("mari", mailed.labels("mari")[-1])

    assert said(relay, KATI)[-1] == ("DECLINECOUNTER", 0, "07.12. 08:00")
    told = relay.to(KATI)[-1]
    assert "It stays at Monday 7 December at 08:00" in words_of(told)
    assert "ATTENDEE" in calendar_of(told).decode()
    assert "Mari" not in told.as_string()
    assert "stays" in mailed.last("kati")


async def test_check_60_no_name_is_in_any_byte_that_leaves_by_mail(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI, jaan=JAAN, mari=MARI)
    await invited(mailed)
    await move(mailed, "08.12.2026 15:00")
    await call_off(mailed, "Kati Kask on haige")

    assert len(relay.envelopes) == 9
    for envelope in relay.envelopes:
        message = read(envelope)
        parts = [p.get_payload(decode=True) or b"" for p in message.walk()]
        left = [*parts, *(f"{n}: {v}".encode() for n, v in message.items())]
        for byte in left:
            for name in ("Kati", "Kask", "Jaan", "Jõgi", "Mari", "Maasikas"):
                assert isinstance(byte, bytes)
                assert name.encode() not in byte


async def test_check_16_the_sequence_is_kept_with_the_change_it_counts(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI)
    relay.stop()
    await invited(mailed)
    await move(mailed, "9.12.2026 14:00")
    kept = await roundtable(mailed)
    assert (kept.sequence, kept.starts_at) == (1, at("2026-12-09 14:00"))

    await mailed.wait(hours=2)
    relay.start()
    await mailed.wait(minutes=31)

    assert said(relay, KATI) == [("REQUEST", 1, "09.12. 14:00")]


async def test_check_59_the_chat_offers_file_link_and_words(mailed: Table) -> None:
    _, secrets = await invited_by_link(mailed)

    text = mailed.screen("kati")[-1].text

    assert [file.name for file in text.attachments] == ["invite.ics"]
    links = [button.url for button in text.buttons]
    assert f"https://laud.example/calendar/{secrets['kati']}.ics" in links
    assert "Monday 7 December at 08:00" in text.body


async def test_check_17_a_new_time_asks_anew_and_the_same_sent_again_does_not(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI)
    await invited(mailed)
    await mailed.press("kati", "I will come")
    await mailed.wait(minutes=1)
    await confirm(mailed, relay, "kati", JAAN)
    await move(mailed, "9.12.2026 14:00")

    asked, again, moved = (
        icalendar.Calendar.from_ical(calendar_of(message)).events[0]
        for message in (relay.to(KATI)[0], *relay.to(JAAN))
    )
    answers = [e["ATTENDEE"].params["PARTSTAT"] for e in (asked, again, moved)]
    assert answers == ["NEEDS-ACTION", "ACCEPTED", "NEEDS-ACTION"]
    assert [event["SEQUENCE"] for event in (asked, again, moved)] == [0, 0, 1]
    assert asked["DTSTAMP"].dt < again["DTSTAMP"].dt


async def test_check_21_one_person_is_taken_off_and_nobody_else_hears_of_it(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI, jaan=JAAN)
    _, secrets = await invited_by_link(mailed)
    await mailed.say("mari", "/roundtable")
    await mailed.press("mari", "Somebody need not come")
    await mailed.press("mari", "Jaan Jõgi (class teacher)")
    await mailed.press("mari", "Done")

    assert [method for method, _, _ in said(relay, JAAN)] == ["REQUEST", "CANCEL"]
    assert len(relay.to(KATI)) == 1
    assert "need not come" in mailed.last("jaan")
    assert mailed.last("mari").endswith("need not come – Jaan Jõgi.")
    assert len((await roundtable(mailed)).seats) == len(secrets) - 1
    await move(mailed, "9.12.2026 14:00")
    assert len(relay.to(JAAN)) == 1 + 1
