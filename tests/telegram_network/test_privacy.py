"""What Telegram's servers get to see, at each level a municipality can set."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.languages import Languages
from bot.text import Sending, Text
from bot.wording.every import word
from bot.wording.places import Places
from casework.announcements import InviteToRoundtable
from casework.calendars import Entry
from casework.catalogue import MESSAGES
from casework.danger import AlertDanger
from casework.minutes_sent import Raised, SendMinutes
from casework.outcome import Message
from casework.privacy import Privacy
from casework.roles import Role
from tests import asked
from tests.phones.both import Both, a_table_of_both
from tests.phones.http import HttpPhone
from tests.provision import databases
from tests.specimens import specimen
from tests.table import TALLINN, at

TOLD = {
    "the date of the roundtable": "Monday 23 November",
    "a closed question": "How was your week?",
    "what was chosen": "✓ Hard",
    "what a parent wrote": "He wakes four times a night",
    "the summary": "what was said and agreed since",
    "the minutes": "Speech therapy twice a week",
    "a name": "Kati Kask",
}
"""What is told in the story, by the words that give it away."""

ON_TELEGRAM = {
    Privacy.OPEN: set(TOLD),
    Privacy.NOTICE: {
        "the date of the roundtable",
        "a closed question",
        "what was chosen",
    },
    Privacy.LOGISTICS: {"the date of the roundtable"},
}
"""What of it stands on Telegram's servers in the end, at each level."""


@pytest.fixture
async def both(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Both]:
    url = databases.sqlite_url(tmp_path)
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    level = getattr(request, "param", Privacy.NOTICE)
    async with a_table_of_both(url, keys_url, level) as ready:
        await ready.table.manager("mari", "Mari Maasikas")
        case = await ready.table.case("mari")
        await ready.table.seat("kati", "Kati Kask", case, Role.PARENT)
        yield ready


at_level = pytest.mark.parametrize("both", Privacy, indirect=True, ids=str)


async def answer(both: Both, *labels: str) -> HttpPhone | None:
    """Answer wherever the question can be answered; return the page if it was there."""
    page = None
    for label in labels:
        if label in both.table.labels("kati"):
            await both.table.press("kati", label)
            continue
        page = page or await both.open_app("kati")
        await both.press(page, label)
    return page


async def post(both: Both, address: str, kind: type, **given: object) -> None:
    """Send somebody a message of this kind, full of data."""
    to, case = both.table.people[address].id, both.table.members[address].case
    message = specimen(kind, to=to, case=case, code="K7-4F2Q", expires_at=None, **given)
    async with both.table.database.transaction(both.table.clock()) as tx:
        await tx.outbox.add(message)
    await both.chats.look(both.table)


@at_level
async def test_telegram_gets_to_see_what_the_level_allows_and_no_more(
    both: Both,
) -> None:
    table, level = both.table, both.level
    words = TOLD["what a parent wrote"]
    await asked.begin_rhythm(table, "kati")
    await table.until(at("2026-11-30 18:00"))
    page = await answer(both, "Hard", "I manage", "Yes")
    if level is Privacy.OPEN:
        await table.say("kati", words)
    else:
        page = page or await both.open_app("kati")
        await both.write(page, words)
    await table.until(at("2026-12-01 10:00"))
    await table.say("mari", "/summary")
    raised = (Raised(text=TOLD["the minutes"], discussed=True),)
    await post(both, "kati", SendMinutes, raised=raised)
    where = {"uid": "1@laud.example", "place": "the school", "minutes_long": 60}
    entry = specimen(Entry, code="K7-4F2Q", **where)
    await post(both, "kati", InviteToRoundtable, entry=entry, reason="", secret="s1")

    seen = {what for what, sign in TOLD.items() if sign in both.on_telegram()}
    assert seen == ON_TELEGRAM[level]
    done = await asked.last_check_in(table, "kati")
    assert [a.words for a in done.answers if a.words] == [words]
    if level is not Privacy.OPEN:
        pages = [await both.open_app(address) for address in ("kati", "mari")]
        shown = "".join([await both.page(page) for page in pages])
        on_pages = {what for what, sign in TOLD.items() if sign in shown}
        assert on_pages >= {"what a parent wrote", "the summary", "the minutes"}


async def test_words_written_into_the_chat_all_the_same_are_never_lost(
    both: Both,
) -> None:
    await both.table.say("kati", "He sleeps better")
    await both.table.press("kati", "Yes, pass it on")
    hints = [t for t in both.table.texts("kati") if "Telegram's servers" in t]
    assert len(hints) == 1
    await both.table.say("kati", "And eats")
    assert [t for t in both.table.texts("kati") if "Telegram's servers" in t] == hints
    await both.table.press("mari", "Show")
    assert "He sleeps better" not in "".join(both.table.texts("mari"))
    page = await both.open_app("mari")
    assert "He sleeps better" in await both.page(page)


async def test_who_is_at_the_page_is_answered_there_and_a_while_later_told_again(
    both: Both,
) -> None:
    await both.table.say("kati", "/status")
    page = await both.open_app("kati")
    told = len(both.owner("kati").sees())
    await both.write(page, "/status")
    assert len(both.owner("kati").sees()) == told
    await both.table.wait(hours=2)
    await post(both, "kati", SendMinutes)
    assert len(both.owner("kati").sees()) == told + 1
    assert "waits for you to read" in both.owner("kati").last_from_bot().text


async def test_a_cry_of_danger_is_said_to_be_urgent_and_no_more(both: Both) -> None:
    await both.table.say("kati", "/checkin")
    await post(both, "mari", AlertDanger)
    notice = both.owner("mari").last_from_bot().text
    assert notice.startswith("K7-4F2Q: Something urgent waits for you.")
    assert "Kati" not in notice


async def test_every_kind_of_message_is_held_back_from_forwarding(both: Both) -> None:
    network, chat = both.chats.network, str(both.owner("kati").id)
    kinds = [kind for kind in MESSAGES.values() if issubclass(kind, Message)]
    passed_on: list[str] = []
    for number, kind in enumerate(kinds):
        text = worded(specimen(kind, to=both.table.people["kati"].id))
        passed_on += [file.name for file in text.attachments if file.for_others]
        tokens = tuple(f"{number}.{n}" for n in range(len(text.buttons)))
        both.world.advance(10)
        await network.send(Sending(id=number, address=chat, text=text, tokens=tokens))
    sent = [call for call in both.world.calls if call.method.startswith("send")]
    free = [call for call in sent if not call.given.get("protect_content")]
    assert len(sent) >= len(kinds)
    assert len(free) == len(passed_on)
    made_to_be_kept = (".docx", ".txt")  # for the register, by who leads the case
    rest = [name for name in passed_on if not name.endswith(made_to_be_kept)]
    assert set(rest) == {"invitation.png"}


def worded(message: Message) -> Text:
    """Return a message in words; some made-up ones have none that can be looked up."""
    places = Places("https://laud.example", "umarlaud_bot")
    try:
        return word(message, Languages(TALLINN).of("en"), places)  # type: ignore[arg-type]
    except (LookupError, ValueError):
        return Text(type(message).__name__)
