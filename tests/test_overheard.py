"""The ear of the journeys hears what ought not to leave, in whatever it is packed."""

import io
import zipfile

import pytest

from bot.text import Attachment, Button, Sending, Text
from casework.ids import PersonId
from tests.overheard import Ear
from tests.table import MONDAY, Table

WORDS = "Isa lõi teda eile õhtul"


def a_document(words: str) -> bytes:
    """Pack words as a document does, parted by marks of formatting."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        half = len(words) // 2
        packed.writestr("word/document.xml", f"<w:t>{words[:half]}</w:t>{words[half:]}")
    return file.getvalue()


def packed(words: str) -> list[Text]:
    """The same words in everything that leaves the program."""
    calendar = f"SUMMARY:{words[:9]}\r\n {words[9:]}\r\n".encode()
    return [
        Text(words),
        Text("", (Button(words, url="https://laud.example"),)),
        Text("", subject=words),
        Text(
            "", attachments=(Attachment(f"{words}.pdf", "application/pdf", b"", "x"),)
        ),
        Text("", attachments=(Attachment("x", "image/png", b"", words),)),
        Text("", attachments=(Attachment("x.docx", "docx", a_document(words), "x"),)),
        Text("", attachments=(Attachment("x.ics", "text/calendar", calendar, "x"),)),
    ]


async def leaks(
    ear: Ear, text: Text, reader: PersonId | None, network: str = "console"
) -> list[str]:
    ear.leaks.clear()
    sending = Sending(
        id=1, address="x@example.com", text=text, to=reader, made_at=MONDAY
    )
    await ear.hear(network, sending, None)
    return ear.leaks


@pytest.mark.at_console
@pytest.mark.parametrize("words", ["Kati Kask", WORDS])
async def test_what_is_of_another_case_is_heard_in_any_wrapping(
    network: Table, words: str
) -> None:
    ear = Ear(network)
    ear.note("kati", WORDS)
    piret = network.people["piret"].id

    for text in packed(words):
        assert await leaks(ear, text, piret), text
        assert await leaks(ear, text, None), text
    assert await leaks(ear, Text(words, subject="x"), piret, "mail")


@pytest.mark.at_console
async def test_what_a_reader_may_see_is_let_pass_but_no_name_in_a_calendar(
    network: Table,
) -> None:
    ear = Ear(network)
    mari = network.people["mari"].id
    *others, calendar = packed("Kati Kask")

    for text in others:
        assert await leaks(ear, text, mari) == []
    assert await leaks(ear, calendar, mari)
    assert ear.judged > len(others)
