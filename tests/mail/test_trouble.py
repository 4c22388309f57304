"""Mail servers that refuse, put off, know no such letters, or are away."""

from dataclasses import replace

import pytest

from bot.mail_settings import MailServer
from bot.networks.mail.sending import Mail
from bot.networks.mail.sending_check import cure
from bot.ports import DeliveryFailed
from bot.text import Sending, Text
from casework.mails import MailTrouble
from casework.roles import Role
from scheduling.clock import SettableClock
from tests import happened
from tests.mail.server import Relay
from tests.mail.stories import JAAN, KATI, MAILBOX, MARI, addresses_known, invited
from tests.table import MONDAY, Table

PLAIN = Text("Tere", subject="Ümarlaud")


def a_mail(relay: Relay, **changes: object) -> Mail:
    server = MailServer(host="127.0.0.1", port=relay.port, tls=False)
    return Mail(server, MAILBOX, SettableClock(MONDAY), **changes)  # type: ignore[arg-type]


async def test_check_40_one_refused_address_stops_no_other_mail(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI, jaan=JAAN, mari=MARI)
    relay.answers[JAAN] = "550 5.1.1 no such mailbox"

    await invited(mailed)

    assert len(relay.to(KATI)) == len(relay.to(MARI)) == 1
    assert relay.connections == 1
    told = "the invitation for Jaan Jõgi (class teacher) cannot be mailed"
    assert told in mailed.last("mari")
    assert mailed.last("jaan").startswith(f"Mail to {JAAN} does not arrive")
    await mailed.wait(days=1)
    assert sum(told in text for text in mailed.texts("mari")) == 1


async def test_check_40_of_twelve_one_refused_stops_none_of_the_eleven(
    mailed: Table, relay: Relay
) -> None:
    case = await happened.case_of(mailed, "mari")
    for number in range(10):
        await mailed.seat(f"t{number}", f"Uku{number} Uibo", case, Role.TEACHER)
    addresses = {f"t{n}": f"t{n}@kool.example" for n in range(10)}
    await addresses_known(mailed, kati=KATI, jaan=JAAN, **addresses)
    relay.answers["t7@kool.example"] = "550 5.1.1 no such mailbox"

    await invited(mailed)

    others = [each for each in addresses.values() if each != "t7@kool.example"]
    assert [len(relay.to(each)) for each in (KATI, JAAN, *others)] == [1] * 11
    told = [t for t in mailed.texts("mari") if "cannot be mailed" in t]
    assert len(told) == 1
    assert "Uku7 Uibo" in told[0]
    assert "t7@kool.example does not arrive" in mailed.last("t7")
    for who in ("kati", "jaan", "t0", "t9"):
        assert not any("not arrive" in text for text in mailed.texts(who))


async def test_check_40_what_was_put_off_arrives_as_the_same_mail(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI)
    relay.answers["DATA"] = "451 4.7.1 greylisted"
    await invited(mailed)
    relay.answers.clear()
    await mailed.wait(minutes=5)

    first, second = relay.to(KATI)
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes().count(b"invite.ics") == 1
    parts = [m.get_body(("plain",)).as_bytes() for m in (first, second)]  # type: ignore[union-attr]
    files = [next(iter(m.iter_attachments())).get_content() for m in (first, second)]
    assert parts[0] == parts[1]
    assert files[0] == files[1]


async def test_a_server_away_for_a_day_loses_nothing_and_is_told_of_once(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati=KATI, jaan=JAAN)
    relay.stop()
    await invited(mailed)

    await mailed.wait(days=1)
    told = [t for t in mailed.texts("mari") if "the mail server takes no mail" in t]
    assert len(told) == 1
    assert relay.envelopes == []

    relay.start()
    await mailed.wait(minutes=31)
    assert len(relay.to(KATI)) == len(relay.to(JAAN)) == 1


async def test_check_41_letters_the_server_cannot_write_are_said_plainly(
    mailed: Table, relay: Relay
) -> None:
    relay.stop()
    relay.letters = False
    relay.start()
    await addresses_known(mailed, kati="õie@näide.ee", jaan=JAAN)

    await invited(mailed)

    assert "cannot write to an address with such letters" in mailed.last("mari")
    assert len(relay.to(JAAN)) == 1


async def test_an_address_with_any_letters_is_reached_where_the_server_can(
    mailed: Table, relay: Relay
) -> None:
    await addresses_known(mailed, kati="õie@näide.ee")
    await invited(mailed)
    assert relay.envelopes[0].rcpt_tos == ["õie@näide.ee"]


async def test_nothing_leaves_unencrypted_to_another_machine(relay: Relay) -> None:
    mail = a_mail(relay, must_encrypt=True)

    with pytest.raises(DeliveryFailed) as failed:
        await mail.send(Sending(id=1, address=KATI, text=PLAIN, made_at=MONDAY))

    assert failed.value.reason == MailTrouble.AWAY
    assert failed.value.retry_after is not None
    assert relay.envelopes == []
    assert not MailServer(host="mail.vald.ee", port=587, tls=False).is_local


async def test_the_check_names_what_is_wrong_and_what_to_do(relay: Relay) -> None:
    here = MailServer(host="127.0.0.1", port=relay.port, tls=False)
    assert await cure(here, MAILBOX) == ""
    entered = replace(here, user="laud", password="guessed")
    assert "no log-in there" in await cure(entered, MAILBOX)
    relay.stop()
    assert "is not reached" in await cure(here, MAILBOX)


async def test_a_second_copy_is_known_by_its_name(relay: Relay) -> None:
    """A process that dies between sending and noting it sends once more."""
    sending = Sending(id=7, address=KATI, text=PLAIN, made_at=MONDAY)
    for mail in (a_mail(relay), a_mail(relay)):
        await mail.send(sending)

    first, second = relay.to(KATI)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
