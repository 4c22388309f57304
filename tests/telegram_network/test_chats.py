"""Private chats on Telegram: what a phone with Telegram does that no other does."""

from functools import partial

import pytest
from sqlalchemy import select

from bot.text import Sending, Text
from storage.tables import InboxRow
from tests import asked
from tests.phones.telegram import TelegramPhones
from tests.table import Table, at
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld


async def wait_for_questions(chats: Table) -> None:
    await asked.begin_rhythm(chats, "kati")
    await chats.until(at("2026-11-30 18:00"))
    chats.clear()


@pytest.fixture
async def questions(chats: Table) -> Table:
    await wait_for_questions(chats)
    await chats.say("kati", "/checkin")
    return chats


async def test_a_press_is_answered_at_once_and_freezes(
    questions: Table, kati: Person
) -> None:
    first = kati.last_from_bot()

    await questions.press("kati", "Hard")

    assert kati.alerts == ["Received"]
    frozen = next(seen for seen in kati.sees() if seen.message is first.message)
    assert "✓ Hard" in frozen.frozen_buttons
    assert frozen.buttons == []


async def test_there_is_one_message_to_a_question(
    questions: Table, world: TelegramWorld, kati: Person
) -> None:
    for label in ("Hard", "I manage", "Yes"):
        await questions.press("kati", label)
    await questions.say("kati", "He sleeps better")

    said = [s.text for s in kati.sees() if s.message.sender is world.bot]
    # She was asked at her hour and reminded once; what counts begins with /checkin.
    begins = max(n for n, text in enumerate(said) if "1 of 4" in text)
    numbers = [n for text in said[begins:] for n in "1234" if f"{n} of 4" in text]
    assert numbers == ["1", "2", "3", "4"]
    assert len(said[begins:]) == 5
    assert "Thank you" in said[-1]


async def test_a_restart_forgets_no_answer_under_a_question(
    questions: Table, phones: TelegramPhones, world: TelegramWorld, kati: Person
) -> None:
    first = kati.last_from_bot()
    phones.network._keyboards.clear()
    world.faults.flood(30, method="editMessageReplyMarkup")

    await questions.press("kati", "Hard")
    assert first.frozen_buttons == []
    phones.network._keyboards.clear()
    world.advance(60)
    await questions.wait(minutes=1)

    assert "✓ Hard" in first.frozen_buttons
    assert first.buttons == []


async def test_where_no_button_can_be_disabled_they_are_taken_away(
    questions: Table, world: TelegramWorld, kati: Person
) -> None:
    first = kati.last_from_bot()
    world.faults.fail(
        400, "Bad Request: BUTTON_TYPE_INVALID", method="editMessageReplyMarkup"
    )

    await questions.press("kati", "Hard")

    assert first.message.buttons == []
    assert len(world.calls_of("editMessageReplyMarkup")) == 1


async def test_a_press_whose_answer_comes_too_late_counts_all_the_same(
    questions: Table, world: TelegramWorld, kati: Person
) -> None:
    first = kati.last_from_bot()
    world.faults.fail(
        400,
        "Bad Request: query is too old and response timeout expired or query ID is "
        "invalid",
        method="answerCallbackQuery",
    )

    await questions.press("kati", "Hard")

    assert kati.alerts == []
    assert "✓ Hard" in first.frozen_buttons


async def test_words_too_long_to_be_changed_into_come_as_new_messages(
    chats: Table, phones: TelegramPhones, kati: Person
) -> None:
    await chats.say("kati", "/help")
    old = kati.last_from_bot().message

    ref = await phones.network.send(
        Sending(
            id=10**9,
            address=str(kati.id),
            text=Text("õ" * 5000),
            replaces=f"{kati.id}:{old.number}",
        )
    )

    assert not old.edited_at
    assert ref != f"{kati.id}:{old.number}"
    assert "".join(kati.texts()[-2:]) == "õ" * 5000


async def an_invitation(chats: Table) -> str:
    """Have Mari invite a teacher; return the secret of the link."""
    await chats.say("mari", "/invite")
    await chats.say("mari", "Jaan Jõgi")
    for label in ("class teacher", "education", "no organisation"):
        await chats.press("mari", label)
    await chats.say("mari", "Teaches the child")
    for label in ("required", "English"):
        await chats.press("mari", label)
    (shown,) = [text for text in chats.texts("mari") if "?start=" in text]
    return shown.partition("?start=")[2].split()[0]


async def test_everything_but_an_invitation_is_protected(
    chats: Table, mari: Person, world: TelegramWorld
) -> None:
    await an_invitation(chats)

    files = [seen for seen in mari.sees() if seen.kind == "photo"]
    assert [file.protected for file in files] == [False]
    assert all(
        seen.protected
        for seen in mari.sees()
        if seen.message.sender is world.bot and seen.kind != "photo"
    )


async def test_an_edited_message_corrects_the_answer(
    questions: Table, kati: Person
) -> None:
    for label in ("Hard", "I manage", "Yes"):
        await questions.press("kati", label)
    await questions.say("kati", "He sleps beter")
    message = kati.sees()[-2].message

    kati.edit(message, "He sleeps better")
    await questions.phones.look(questions)

    done = await asked.last_check_in(questions, "kati")
    assert done.latest(3).words == "He sleeps better"  # type: ignore[union-attr]
    assert [a.words for a in done.answers][-2:] == [
        "He sleps beter",
        "He sleeps better",
    ]


async def test_words_beside_a_question_are_corrected_alone(
    questions: Table, kati: Person
) -> None:
    await questions.say("kati", "He was ill")
    await questions.say("kati", "for tree days")
    message = next(s.message for s in kati.sees() if s.text == "for tree days")

    kati.edit(message, "for three days")
    await questions.phones.look(questions)

    done = await asked.last_check_in(questions, "kati")
    assert done.latest(0).words == "He was ill\nfor three days"  # type: ignore[union-attr]


async def test_a_changed_message_that_was_no_answer_is_not_taken(
    chats: Table, kati: Person
) -> None:
    message = kati.send("hello")
    await chats.phones.look(chats)
    kati.edit(message, "hello there")
    await chats.phones.look(chats)
    assert "please write the rest once more" in chats.last("kati")


async def test_a_reply_to_an_old_question_answers_that_question(
    questions: Table, kati: Person
) -> None:
    first = kati.last_from_bot()
    await questions.press("kati", "Hard")

    kati.reply(first, "Because of the nights")
    await questions.phones.look(questions)

    check_in = await asked.last_check_in(questions, "kati")
    assert check_in.latest(0).words == "Because of the nights"  # type: ignore[union-attr]


async def test_what_cannot_be_read_gets_a_kind_answer_of_its_own(
    chats: Table, kati: Person
) -> None:
    sent = (
        (kati.send_voice, "I cannot listen to voice messages"),
        (partial(kati.send_photo, "look at this"), "I cannot take pictures"),
        (kati.send_sticker, "write what you mean"),
        (kati.send_location, "I cannot use a location"),
        (partial(kati.send_contact, "5550 0102"), "I cannot take contacts"),
        (partial(kati.send_document, b"...", "a.pdf"), "I cannot take files"),
        (partial(kati.forward_from_elsewhere, "Oleg", "his"), "somebody else's"),
    )
    for number, (send, answer) in enumerate(sent, 1):
        chats.phones.world.advance(6)  # type: ignore[attr-defined]
        send()
        await chats.phones.look(chats)
        assert answer in chats.last("kati")
        assert len(chats.texts("kati")) == number


async def test_who_blocks_the_bot_is_a_task_until_they_return(
    chats: Table, kati: Person
) -> None:
    kati.block()
    await chats.phones.look(chats)
    await chats.say("mari", "/tasks")
    assert "cannot be reached" in " ".join(chats.texts("mari") + chats.labels("mari"))

    kati.unblock()
    await chats.phones.look(chats)
    await chats.say("mari", "/tasks")
    assert chats.last("mari") == "Nothing waits for you."


async def test_a_message_refused_by_a_dead_account_is_a_task(
    chats: Table, kati: Person
) -> None:
    kati.delete_account()
    await wait_for_questions(chats)
    await chats.say("mari", "/tasks")
    assert "cannot be reached" in " ".join(chats.texts("mari") + chats.labels("mari"))


async def test_an_invitation_in_a_group_is_refused_and_stays_unused(
    chats: Table, mari: Person, kati: Person, world: TelegramWorld
) -> None:
    group = world.group("Parents", owner=kati, bot="admin")
    link = await an_invitation(chats)
    kati.send(f"/start@umarlaud_bot {link}", group)
    await chats.phones.look(chats)
    assert "open the link in private" in kati.last_from_bot(group).text
    await chats.say("jaan", start=link)
    assert "Which language?" in chats.last("jaan")


async def test_a_name_full_of_markup_is_shown_as_it_is(
    chats: Table, mari: Person
) -> None:
    name = "<b>Õ</b> & _*[x](y)"
    await chats.say("mari", "/invite")
    await chats.say("mari", name)
    await chats.press("mari", "parent")
    await chats.press("mari", "family and friends")
    await chats.press("mari", "no organisation")
    await chats.say("mari", "purpose")
    await chats.press("mari", "required")
    await chats.press("mari", "English")
    assert name in chats.last("mari")


async def test_a_personal_code_is_erased_with_the_update_that_brought_it(
    chats: Table, kati: Person
) -> None:
    await chats.say("kati", "It is 49403136526")
    assert "personal code" in chats.last("kati")
    async with chats.database.reading(chats.clock()) as tx:
        rows = await tx.rows(select(InboxRow.sealed))
        assert {row.sealed for row in rows} == {None}
