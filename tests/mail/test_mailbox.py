"""The mailbox at a real mail server: stored first, put away afterwards, nothing twice."""

from collections.abc import Sequence
from itertools import count

import pytest
from imapclient import IMAPClient

from bot.mail_settings import MailboxPlace, mailbox
from bot.networks.mail import receiving_check
from bot.networks.mail.receiving import Letterbox
from bot.networks.mail.receiving_imap import AT_ONCE, Broken, Mailbox, opened
from bot.networks.mail.receiving_loop import Receiving
from bot.ports import Raw
from casework.roundtables import Reply
from scheduling.replies import Puzzle, Unheard
from storage.conflicts import Unavailable
from tests.mail.letters import ADDRESSES, invited, reply, seat
from tests.provision.dovecot import PASSWORD, Dovecot
from tests.scheduling.calendars import TALLINN
from tests.scheduling.checks.answers import a_mail, answering
from tests.table import Table

_users = (f"box{number}" for number in count(1))


class Stored:
    """What has been stored for good; `away`: nothing can be."""

    def __init__(self) -> None:
        self.came: dict[str, Raw] = {}
        self.away = False

    async def receive(self, came: Sequence[Raw]) -> list[Raw]:
        if self.away:
            raise Unavailable("the database is away")
        new = [raw for raw in came if raw.key not in self.came]
        self.came.update((raw.key, raw) for raw in came)
        return new


@pytest.fixture
def place(dovecot_server: Dovecot) -> MailboxPlace:
    """An empty mailbox."""
    return mailbox(dovecot_server.url(next(_users)))


def deliver(place: MailboxPlace, *mails: bytes, folder: str = "INBOX") -> list[bytes]:
    """Put mails into a mailbox; return the names of its folders with what lies there."""
    with IMAPClient(place.host, place.port, ssl=False) as client:
        client.login(place.user, place.password)
        for mail in mails:
            client.append(folder, mail)
        client.select_folder(folder)
        found = client.search()
        got = client.fetch(found, ["BODY.PEEK[]", "FLAGS"])
        return [got[uid][b"BODY[]"] for uid in found]


def put_away(place: MailboxPlace) -> int:
    return len(deliver(place, folder="Umarlaud"))


def a_plain_mail(number: int) -> bytes:
    raw = a_mail().as_bytes()
    return raw.replace(b"<answer@", f"<{number}@".encode())


async def test_mails_are_stored_and_then_put_away_a_few_at_a_time(
    place: MailboxPlace,
) -> None:
    stored = Stored()
    receiving = Receiving(lambda: opened(place), stored.receive)
    deliver(place, *map(a_plain_mail, range(AT_ONCE + 1)))

    assert [await receiving.once() for _ in range(3)] == [AT_ONCE, 1, 0]

    await receiving.close()
    assert len(stored.came) == put_away(place) == AT_ONCE + 1
    assert deliver(place) == []


async def test_what_cannot_be_stored_stays_where_it_is(place: MailboxPlace) -> None:
    stored = Stored()
    receiving = Receiving(lambda: opened(place), stored.receive)
    deliver(place, a_plain_mail(1))

    stored.away = True
    with pytest.raises(Unavailable):
        await receiving.once()
    assert len(deliver(place)) == 1
    stored.away = False
    assert await receiving.once() == 1

    await receiving.close()
    assert deliver(place) == []


class Torn(Mailbox):
    """A connection that breaks just after its mails were stored."""

    def put_away(self, uids: Sequence[int]) -> None:
        self._client.shutdown()
        super().put_away(uids)


async def test_a_mail_not_put_away_is_known_again(place: MailboxPlace) -> None:
    stored = Stored()

    def torn() -> Mailbox:
        whole = opened(place)
        return Torn(whole._client, whole._put_away)

    deliver(place, a_plain_mail(1))
    with pytest.raises(Broken):
        await Receiving(torn, stored.receive).once()

    (first,) = stored.came.values()
    receiving = Receiving(lambda: opened(place), stored.receive)
    assert await receiving.once() == 1
    await receiving.close()
    assert list(stored.came.values()) == [first]
    assert (len(deliver(place)), put_away(place)) == (0, 1)


async def test_a_mail_of_many_megabytes_is_never_fetched(place: MailboxPlace) -> None:
    stored = Stored()
    receiving = Receiving(lambda: opened(place), stored.receive)
    deliver(place, a_plain_mail(1) + b"x" * 5_000_000)

    await receiving.once()
    await receiving.close()

    (raw,) = stored.came.values()
    assert len(raw.payload) < 1000
    incoming = Letterbox(TALLINN, "").read(raw.payload)
    assert incoming is not None
    assert incoming.mail == Unheard(
        Puzzle.TOO_BIG, ADDRESSES["kati"], "<1@example.com>"
    )


async def test_check_35_the_mailbox_receives_over_a_server_that_was_away_and_renumbered(
    network: Table, dovecot_server: Dovecot, place: MailboxPlace
) -> None:
    meeting = await invited(network)
    receiving = Receiving(lambda: opened(place), network.assistant.receive_raw)
    assert await receiving.once() == 0
    raw = answering(reply(network, meeting), sender=ADDRESSES["kati"])
    deliver(place, raw, raw, b"Received: elsewhere\r\n" + raw)

    await receiving.close()
    dovecot_server.stop()
    with pytest.raises(Broken):
        await receiving.once()
    for numbers in dovecot_server.home.joinpath("mail").rglob("dovecot*"):
        numbers.unlink()  # a new UIDVALIDITY, as after a mailbox was put back
    dovecot_server.start()

    assert await receiving.once() == 3
    await receiving.close()
    await network.assistant.settle()
    assert (await seat(network, "kati")).reply is Reply.COMES
    assert len(network.texts("kati")) == 1


async def test_the_check_says_what_keeps_a_mailbox_closed(
    dovecot_server: Dovecot, place: MailboxPlace
) -> None:
    wrong = mailbox(dovecot_server.url("somebody", PASSWORD + "!"))
    nowhere = mailbox("imap://a:b@127.0.0.1:1/INBOX")

    assert await receiving_check.cure(place) == ""
    assert "refused the user or password" in await receiving_check.cure(wrong)
    assert "is not reached" in await receiving_check.cure(nowhere)
