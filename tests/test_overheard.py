"""The ear of the journeys hears what ought not to leave, in whatever it is packed."""

import io
import zipfile
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from bot.text import Attachment, Button, Sending, Text
from casework.ids import CaseId, InvitationId, MemberId, PersonId, new_id
from casework.invitations import Invitation
from storage.addresses import token_hash
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


@pytest.mark.at_console
async def test_what_is_called_at_telegram_beside_a_message_is_heard_too(
    network: Table,
) -> None:
    ear = Ear(network)
    others = {"chat_id": "77", "text": "Kati Kask"}
    call = SimpleNamespace(method="editMessageText", given=others)
    world: Any = SimpleNamespace(calls=[call])
    phones: Any = SimpleNamespace(owners={}, world=world)

    await ear.hear_calls(phones)
    assert "a call of editMessageText" in ear.leaks[0]

    ear.leaks.clear()
    owner = SimpleNamespace(id=77)
    world.calls.append(call)
    await ear.hear_calls(SimpleNamespace(owners={"mari": owner}, world=world))  # type: ignore[arg-type]
    assert ear.leaks == []


@pytest.mark.at_console
async def test_who_joined_by_a_link_is_judged_as_who_they_are(table: Table) -> None:
    await table.manager("mari", "Mari Maasikas")
    await table.case("mari")
    ear = Ear(table)
    person = replace(table.people["mari"], id=PersonId(new_id()), name="Uku Uibo")
    token = "a-token"
    invitation = Invitation(
        id=InvitationId(new_id()),
        case=CaseId(new_id()),
        member=MemberId(new_id()),
        person=person.id,
        token_hash=token_hash(token),
        expires_at=MONDAY,
    )
    async with table.database.transaction(table.clock()) as tx:
        await tx.people.keep(person)
        await tx.invitations.keep(invitation)
    await ear.shelves.now(())

    ear.joins("uku", token)
    ear.joins("somebody else", token)

    assert ear.whose("uku") == person.id
    assert ear.whose("somebody else") is None
    await ear.see("uku", "Uku Uibo")
    assert ear.leaks == []
    await ear.see("somebody else", "Uku Uibo")
    assert ear.leaks != []
