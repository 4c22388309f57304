"""The mail that leaves, whole: worded, built, and read by four other programs."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from bot.languages import LANGUAGES, Languages
from bot.networks.mail.letters import mail_of
from bot.text import Sending
from bot.wording.mails import word
from bot.wording.places import Places
from casework.calendars import Change, Entry
from casework.ids import CaseId, PersonId, RoundtableId, new_id
from casework.mails import MailInvitation
from casework.roundtables import Purpose
from scheduling.calendar import Mailbox
from tests.scheduling.calendars import BOT, KATI, TALLINN, Reader, local, values

MADE_AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
PLACES = Places("https://laud.example", mailbox=BOT.email)


def arrived(starts_at: datetime, change: Change, language: str) -> tuple[str, bytes]:
    """Return the plain words and the calendar object as they would arrive."""
    roundtable = RoundtableId(new_id())
    mail = MailInvitation(
        to=PersonId(new_id()),
        case=CaseId(new_id()),
        address=KATI.email,
        made_at=MADE_AT,
        about=roundtable,
        roundtable=roundtable,
        change=change,
        purpose=Purpose.REVIEW_EFFECT,
        entry=Entry(
            uid=f"{new_id()}@vald.example",
            sequence=1,
            starts_at=starts_at,
            minutes_long=60,
            place="Kooli 1, ruum 5\r\nATTENDEE:mailto:x@y.example",
            code="K7-4F2Q",
            changed_at=MADE_AT,
            cancelled=change is Change.CANCELLED,
        ),
        required=True,
        chair=False,
        secret="s3cret",
        reply=None,
        municipality="Põhjala vald",
        phone="5550 0000",
    )
    text = word(mail, Languages(TALLINN).of(language), PLACES)
    sending = Sending(id=1, address=KATI.email, text=text, made_at=MADE_AT)
    sent = mail_of(sending, Mailbox(BOT.email, "Ümarlaud"), MADE_AT).as_bytes()
    message = message_from_bytes(sent, policy=default)
    plain = message.get_body(("plain",))
    (file,) = message.iter_attachments()
    assert plain is not None
    return plain.get_content(), file.get_content()


@pytest.mark.parametrize(
    ("starts_at", "instant"),
    [
        (local(2026, 7, 13, 14), datetime(2026, 7, 13, 11, tzinfo=UTC)),
        (local(2026, 11, 16, 14), datetime(2026, 11, 16, 12, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("change", Change)
def test_check_10_what_is_mailed_is_the_same_instant_to_four_readers(
    reader: Reader, starts_at: datetime, instant: datetime, change: Change
) -> None:
    _, calendar = arrived(starts_at, change, "et")

    assert reader(calendar)[0].starts == (instant,)
    assert len(values(calendar, "ATTENDEE")) == 1
    assert KATI.email in values(calendar, "ATTENDEE")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_38_the_words_name_the_zone_of_summer_and_winter(language: str) -> None:
    for month, offset in ((7, "UTC+3"), (11, "UTC+2")):
        words, _ = arrived(local(2026, month, 16, 14), Change.MOVED, language)
        assert f"(Europe/Tallinn, {offset})" in words
        assert "14:00" in words
        assert "https://laud.example/roundtable/s3cret" in words
        early = local(2026, month, 16, 14) - timedelta(days=2)
        assert early.strftime("%d").lstrip("0") in words
