"""A roundtable with a time: moved, called off, declined, reminded of."""

from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest

from casework.disclosure import Audience
from casework.ids import (
    CheckInId,
    GoalId,
    MemberId,
    ObstacleId,
    UpdateId,
    new_id,
)
from casework.obstacles import Obstacle
from casework.plans import Goal
from casework.roles import Role
from casework.roundtables import Reply, Roundtable, RoundtableState
from casework.updates import Direction, ProgressUpdate
from tests.journeys.test_roundtable_poll import leave, published
from tests.roundtable_stories import (
    convened,
    polling,
    roundtable,
    show_team_chat,
    team_chat,
)
from tests.table import Table, at


async def move(table: Table, when: str) -> None:
    await table.say("mari", "/roundtable")
    await table.press("mari", "Move it")
    await table.say("mari", when)
    await table.press("mari", "Yes, that is what I mean")


async def call_off(table: Table, reason: str) -> None:
    await table.say("mari", "/roundtable")
    await table.press("mari", "Call it off")
    await table.say("mari", reason)


def files(table: Table, address: str) -> list[icalendar.Event]:
    return [
        icalendar.Calendar.from_ical(file.content).events[0]
        for bubble in table.screen(address)
        for file in bubble.text.attachments
    ]


@pytest.mark.on_web
async def test_moved_twice_and_cancelled_it_stays_one_entry_in_calendars(
    network: Table,
) -> None:
    show_team_chat(network)
    kept = await convened(network)
    await network.press("kati", "I will come")
    await move(network, "9.12.2026 14:00")
    await move(network, "10.12.2026 kell 10")
    await call_off(network, "The school is closed")

    events = files(network, "kati")
    assert {event["UID"] for event in events} == {
        kept.uid_of(network.members["kati"].id)
    }
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2, 3]
    assert [str(event["STATUS"]) for event in events[-2:]] == [
        "CONFIRMED",
        "CANCELLED",
    ]
    assert events[2]["DTSTART"].dt == at("2026-12-10 10:00")
    assert "The school is closed" in network.last("kati")
    posts = team_chat(network, kept)
    assert len(posts) == 4
    assert "kool" not in posts[-1]
    assert "school" not in posts[-1]


@pytest.mark.on_phones
async def test_a_moved_roundtable_asks_everyone_again(network: Table) -> None:
    await convened(network)
    await network.press("kati", "I will come")

    await move(network, "9.12.2026 14:00")

    assert "14:00" in network.last("kati")
    await network.press("kati", "I will come")
    (seat,) = [
        seat
        for seat in (await roundtable(network)).seats
        if seat.person == network.people["kati"].id
    ]
    assert seat.reply is Reply.COMES


async def test_the_link_shows_the_newest_time_and_then_the_cancellation(
    network: Table,
) -> None:
    await convened(network)
    (link,) = [b.url for b in network.screen("kati")[-1].text.buttons if b.url]
    secret = link.rpartition("/")[2].removesuffix(".ics")
    await move(network, "9.12.2026 14:00")
    assert b"DTSTART;TZID=Europe/Tallinn:20261209T140000" in (
        await published(network, secret) or b""
    )
    await call_off(network, "Nobody is well")
    assert b"STATUS:CANCELLED" in (await published(network, secret) or b"")


async def test_who_has_left_gets_no_change_and_their_link_ends(network: Table) -> None:
    await convened(network)
    (link,) = [b.url for b in network.screen("liis")[-1].text.buttons if b.url]
    await leave(network, "liis")
    before = len(network.screen("liis"))

    await move(network, "9.12.2026 14:00")

    assert len(network.screen("liis")) == before
    secret = link.rpartition("/")[2].removesuffix(".ics")
    assert await published(network, secret) is None


async def test_an_answer_to_the_old_time_does_not_count_for_the_new(
    network: Table,
) -> None:
    await convened(network)
    token = network.screen("kati")[-1].tokens[0]
    await move(network, "9.12.2026 14:00")

    await network.say("kati", pressed=token)

    assert "answered already" in network.last("kati")
    assert all(seat.reply is None for seat in (await roundtable(network)).seats)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("28.3.2027 03:30", "Do you mean 28.03.2027 04:30?"),
        ("1.11.2026 14:00", "is over"),
        ("31.4.2027 14:00", "no such date"),
        ("someday", "no clear time"),
    ],
)
async def test_a_time_that_cannot_be_is_refused_with_what_would_be_right(
    network: Table, typed: str, answer: str
) -> None:
    kept = await convened(network)
    await network.say("mari", "/roundtable")
    await network.press("mari", "Move it")

    await network.say("mari", typed)

    assert answer in network.last("mari")
    assert (await roundtable(network)).starts_at == kept.starts_at


async def test_a_required_person_declines_and_the_case_manager_hears_at_once(
    network: Table,
) -> None:
    await convened(network)
    await network.press("kati", "I cannot come")

    assert "Kati Kask (parent) cannot come" in network.last("mari")
    assert "better move it" in network.last("mari")
    assert network.labels("mari") == ["Move it", "Call it off"]
    async with network.database.reading(network.clock()) as tx:
        (task,) = await tx.tasks.open_of(network.people["mari"].id)
    assert task.about == network.people["kati"].id
    told = len(network.screen("mari"))
    await network.press("kati", "I can come after all")
    assert len(network.screen("mari")) == told


async def test_two_hours_before_everyone_who_comes_is_reminded(network: Table) -> None:
    await convened(network)
    await move(network, "9.12.2026 14:00")
    await network.press("jaan", "I cannot come")
    network.clear()

    await network.until(at("2026-12-09 12:00"))

    assert "begins soon" in network.last("kati")
    assert "begins soon" not in " ".join(network.texts("jaan"))
    await network.until(at("2026-12-10 12:00"))
    assert sum("begins soon" in text for text in network.texts("kati")) == 1


async def test_a_reminder_that_would_come_too_late_does_not_come(
    network: Table,
) -> None:
    await convened(network)
    async with network.database.transaction(network.clock()) as tx:
        person = await tx.people.get(network.people["jaan"].id)
        away = at("2026-12-31 12:00").date()
        await tx.people.keep(replace(person, away_until=away))
    network.clear()

    await network.until(at("2027-01-05 12:00"))

    assert not any("begins soon" in text for text in network.texts("jaan"))
    assert not any("agenda" in text for text in network.texts("jaan"))


async def test_a_poll_can_be_called_off(network: Table) -> None:
    await polling(network)
    await network.say("mari", "/roundtable")
    await network.press("mari", "Call it off")
    await network.say("mari", "The plan changed")

    assert "there will be no roundtable after all" in network.last("kati")
    assert (await roundtable(network)).state is RoundtableState.CANCELLED


async def test_somebody_who_joins_later_can_be_invited(network: Table) -> None:
    kept = await convened(network)
    async with network.database.reading(network.clock()) as tx:
        case = await tx.cases.get(kept.case)
    await network.seat("olga", "Olga", case, Role.PSYCHOLOGIST, "ru")

    await network.say("mari", "/roundtable")
    await network.press("mari", "Invite somebody else too")
    await network.press("mari", "Olga (psychologist)")
    await network.press("mari", "Done")

    assert len(files(network, "olga")) == 1
    assert "Olga" in network.last("mari")
    assert len(files(network, "kati")) == 1


async def test_the_family_is_asked_first_and_stands_first_on_the_agenda(
    network: Table,
) -> None:
    kept = await convened(network)
    await beside(network, kept)
    network.clear()
    await network.until(at("2026-12-03 09:00"))
    assert "You are asked first" in network.last("kati")
    assert not network.screen("jaan")
    await network.until(at("2026-12-03 13:00"))
    await network.press("jaan", "Write it")
    await network.say("jaan", "He falls asleep in class")
    await network.press("jaan", "Only the officials")
    await network.say("kati", "Homework takes all evening")
    assert "I put this on the agenda" in network.last("kati")
    await network.press("kati", "Everyone at the table")
    await network.press("liis", "I have nothing to add")

    await network.until(at("2026-12-04 09:00"))

    agenda = network.last("liis")
    order = [
        "“Homework takes all evening” (parent)",
        "“He falls asleep in class” (class teacher)",
        "Reads aloud for ten minutes",
        "class teacher: better (20 Nov) – “Raises his hand again”",
        "There is no quiet room",
    ]
    places = [agenda.index(words) for words in order]
    assert places == sorted(places)
    assert "secret worry" not in agenda
    assert "“Homework takes all evening” (you)" in network.last("kati")
    assert "falls asleep" not in network.last("kati")
    assert "Raises his hand" not in network.last("kati")
    assert "their opinion is found out beforehand" in network.last("kati")
    assert "I will come" in network.labels("kati")


async def test_words_not_meant_for_the_roundtable_go_to_the_case_manager(
    network: Table,
) -> None:
    await convened(network)
    await network.until(at("2026-12-03 09:00"))
    await network.say("kati", "When does the allowance come?")
    await network.press("kati", "It is not for the roundtable")
    await network.press("kati", "Yes, pass it on")

    assert not (await roundtable(network)).agenda
    assert any("Kati Kask" in text for text in network.texts("mari"))
    await network.press("kati", "I have nothing to add")
    await network.say("kati", "And when is the next visit?")
    assert "Shall I pass what you wrote on" in network.last("kati")


async def beside(table: Table, kept: Roundtable) -> None:
    """Keep a goal with a rating, an obstacle for all, and one for the manager alone."""
    async with table.database.transaction(table.clock()) as tx:
        jaan = table.members["jaan"]
        goal = GoalId(new_id())
        await tx.updates.keep(
            ProgressUpdate(
                id=UpdateId(new_id()),
                case=kept.case,
                member=jaan.id,
                person=jaan.person,
                goal=goal,
                check_in=CheckInId(new_id()),
                direction=Direction.BETTER,
                note="Raises his hand again",
                at=table.clock() - timedelta(days=3),
            )
        )
        await tx.goals.keep(
            Goal(
                id=goal,
                case=kept.case,
                text="Reads aloud for ten minutes",
                set_by=table.people["mari"].id,
                set_at=table.clock(),
            )
        )
        for text, audience in (
            ("There is no quiet room", Audience.FAMILY),
            ("secret worry", Audience.MANAGER),
        ):
            await tx.obstacles.keep(
                Obstacle(
                    id=ObstacleId(new_id()),
                    case=kept.case,
                    person=jaan.person,
                    member=MemberId(jaan.id),
                    text=text,
                    audience=audience,
                    opened_at=table.clock() - timedelta(days=3),
                )
            )
