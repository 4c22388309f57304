"""Mails by the thousand: each is written down, and nobody is told a thousand times."""

import pytest

from casework.gathered import MOST_TOLD, PAGE
from casework.mailed import MOST_UNREAD
from tests.mail.letters import (
    ADDRESSES,
    invited,
    mail,
    mail_reply,
    reply,
)
from tests.scheduling.checks.answers import a_mail, answering
from tests.table import Table

MANY = MOST_TOLD + PAGE + 2


async def spam(
    table: Table, number: int, partstat: str = "ACCEPTED", **more: str
) -> None:
    """Somebody unknown answers the invitation that was forwarded to them."""
    await mail_reply(table, partstat, who=f"gast{number}@spam.example", **more)


def told_one_by_one(table: Table) -> list[str]:
    return [text for text in table.texts("mari") if "whom you have not invited" in text]


def told_together(table: Table) -> list[str]:
    return [text for text in table.texts("mari") if "one by one" in text]


async def test_a_spammer_is_told_of_thrice_and_then_once_a_day_with_how_many_more(
    network: Table,
) -> None:
    await invited(network)
    for number in range(MANY):
        await spam(network, number)
    assert len(told_one_by_one(network)) == MOST_TOLD
    assert told_together(network) == []

    await network.wait(days=1)
    (told,) = told_together(network)
    assert f"K7-4F2Q: beside those you were told of one by one, {MANY - 3} more" in told
    assert "Nobody was added" in told
    await network.wait(days=1)
    assert len(told_together(network)) == 1


async def test_each_sender_of_a_flood_is_listed_on_asking_and_nothing_is_lost(
    network: Table,
) -> None:
    await invited(network)
    for number in range(MANY):
        await spam(network, number, COMMENT=f":Tulen {number}")
    for _again in range(2):
        await spam(network, MANY - 1)
    await network.wait(days=1)

    await network.press("mari", "Who wrote?")
    pages = [network.last("mari")]
    while "Further senders" in network.labels("mari"):
        await network.press("mari", "Further senders")
        pages.append(network.last("mari"))

    listed = "\n".join(pages)
    assert len(pages) == -(-(MANY - MOST_TOLD) // PAGE)
    for number in range(MOST_TOLD, MANY):
        assert f"gast{number}@spam.example: not invited" in listed
        assert f"“Tulen {number}”" in listed
    assert f"gast{MANY - 1}@spam.example: not invited; 3 e-mails" in pages[0]


async def test_a_flood_of_strangers_hides_no_mail_of_a_member(network: Table) -> None:
    await invited(network)
    for number in range(MOST_TOLD + 2):
        await spam(network, number)
    network.clear()

    instead = ';PARTSTAT=DELEGATED;DELEGATED-TO="mailto:tadi@example.com"'
    await mail_reply(network, ATTENDEE=f"{instead}:mailto:{ADDRESSES['kati']}")

    assert "wants to send somebody else: tadi@example.com" in network.last("mari")


async def test_another_day_is_told_of_anew(network: Table) -> None:
    await invited(network)
    for number in range(MOST_TOLD + 1):
        await spam(network, number)
    await network.wait(days=1)
    network.clear()

    await spam(network, 99)

    assert "gast99@spam.example" in network.last("mari")


async def test_who_takes_the_case_over_hears_of_what_had_gathered(
    network: Table,
) -> None:
    await invited(network)
    for number in range(MOST_TOLD + 2):
        await spam(network, number)
    await network.say("mari", "/handover")
    await network.press("mari", "Piret Pihlak")
    await network.press("piret", "I take it over")
    network.clear()

    await network.wait(days=1)

    assert sum("2 more e-mails" in text for text in network.texts("piret")) == 1
    assert told_together(network) == []
    await network.press("piret", "Who wrote?")
    assert "gast4@spam.example" in network.last("piret")


async def test_nobody_else_can_ask_who_wrote(network: Table) -> None:
    await invited(network)
    for number in range(MOST_TOLD + 1):
        await spam(network, number)
    await network.wait(days=1)
    for address in ("kati", "jaan", "liis", "piret"):
        assert "spam.example" not in " ".join(network.texts(address))


@pytest.mark.parametrize("kind", ["words", "unreadable", "too late"])
async def test_who_is_written_in_the_name_of_is_told_a_few_times_a_day(
    network: Table, kind: str
) -> None:
    meeting = await invited(network)
    kati = ADDRESSES["kati"]
    for number in range(MOST_UNREAD + 3):
        match kind:
            case "words":
                letter = a_mail(kati)
                letter.set_content(f"Tere {number}", subtype="plain")
                raw = letter.as_bytes()
            case "unreadable":
                raw = answering("BEGIN:VCALENDAR", sender=kati)
            case _:
                late = reply(network, meeting, UID=":nothing-we-know@vald.example")
                raw = answering(late, sender=kati)
        await mail(network, raw.replace(b"answer@", b"%d@" % number))

    mails = [text for text in network.texts("kati") if "e-mail" in text]
    assert len(mails) == MOST_UNREAD + 1
    assert "told of no more of them today" in mails[-1]
    assert network.screen("mari") == []


async def test_nobody_can_have_invitations_sent_again_without_end(
    network: Table,
) -> None:
    meeting = await invited(network)
    calendar = reply(network, meeting, METHOD="REFRESH")
    raw = answering(calendar, "REFRESH", ADDRESSES["kati"])
    for number in range(15):
        await mail(network, raw.replace(b"answer@", b"%d@" % number))

    again = [text for text in network.texts("kati") if "roundtable is fixed" in text]
    assert 0 < len(again) < 10
    assert "told of no more of them today" in network.last("kati")
