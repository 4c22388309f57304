"""GDPR 18: whose data is restricted, theirs is kept and not used, until they are told."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from casework import minutes_corrected
from casework.agenda_items import AgendaItem, AgendaKind
from casework.agendas import Point, SendAgenda
from casework.cases import Member
from casework.disclosure import Audience
from casework.ids import GoalId, OpinionId, PersonId, RoundtableId, new_id
from casework.minuted import Correction, CorrectionState, Decision, Dissent
from casework.opinions import ClientOpinion, How, Whose
from casework.people import Person
from casework.retention import Stands
from casework.roles import Role
from casework.roundtables import Purpose, RoundtableState, Seat
from casework.sightings import Sighting
from casework.updates import Direction
from handlers import circles, minutes_end, reading, rhythms
from handlers.turn import Turn
from tests import happened
from tests.faults.test_retention import closed, is_there, night, stands
from tests.roundtable_stories import convened
from tests.table import Table, at

EVERYTHING = ("/status", "/summary", "/plan", "/network", "/obstacles", "/minutes")
"""Every command that shows what others said."""
BEFORE = at("2026-11-12 15:00")


@pytest.fixture
async def told(network: Table) -> Table:
    """Kati has said a thing of every kind; Jaan one, and he stays unrestricted."""
    mari, kati, jaan = (network.members[who] for who in ("mari", "kati", "jaan"))
    goal = happened.a_goal(mari, "Reads", at("2026-11-02 10:00"))
    family = Audience.FAMILY
    table_of_three = happened.a_roundtable(
        mari,
        at("2026-11-10 10:00"),
        state=RoundtableState.MINUTES_DRAFT,
        held_at=at("2026-11-10 10:00"),
        minuted_at=at("2026-11-10 12:00"),
        objections_until=at("2026-12-20 10:00"),
        version=1,
        agenda=(
            AgendaItem(
                kind=AgendaKind.RAISED,
                text="canary-raised",
                by=kati.person,
                role=Role.PARENT,
                discussed=True,
            ),
        ),
        decisions=(
            Decision(
                text="Reading corner",
                responsible=kati.id,
                due_on=at("2026-12-09 10:00").date(),
                dissents=(Dissent(of=kati.id, words="canary-dissent", at=BEFORE),),
            ),
        ),
        corrections=(
            Correction(
                person=kati.person,
                role=Role.PARENT,
                text="canary-correction",
                at=BEFORE,
                state=CorrectionState.TAKEN,
            ),
        ),
    )
    held = replace(
        table_of_three,
        seats=tuple(
            Seat(member=each.id, person=each.person, required=True, attended=True)
            for each in (mari, kati, jaan)
        ),
    )
    opinion = ClientOpinion(
        id=OpinionId(new_id()),
        case=kati.case,
        whose=Whose.PARENT,
        how=How.CONVERSATION,
        words="canary-opinion",
        asked_at=at("2026-11-09 10:00"),
        written_by=mari.person,
        of=kati.person,
    )
    await happened.keep(
        network,
        goal,
        held,
        opinion,
        happened.an_activity(kati, goal, "Library", at("2026-12-20 10:00").date()),
        happened.an_update(kati, goal, BEFORE, "canary-rating", audience=family),
        happened.an_update(
            jaan, goal, BEFORE, "Jaan's own", direction=Direction.WORSE, audience=family
        ),
        happened.an_answer(kati, BEFORE, "canary-answer", Audience.MANAGER),
        happened.an_obstacle(kati, BEFORE, "canary-obstacle", audience=family),
    )
    return network


async def restrict(table: Table) -> None:
    await table.say("kati", "/restrict")
    await table.press("mari", "Show")
    await table.press("mari", "Yes: keep it, do not use it")
    await table.press("mari", "They say it is wrong")


async def seen(table: Table, *addresses: str) -> str:
    table.clear()
    for address in addresses:
        for words in EVERYTHING:
            await table.say(address, words)
    return " ".join(text for who in addresses for text in table.texts(who))


async def test_what_somebody_said_is_shown_to_nobody_else_while_it_rests(
    told: Table,
) -> None:
    before = await seen(told, "mari", "jaan")
    for canary in ("rating", "answer", "obstacle", "raised"):
        assert f"canary-{canary}" in before
    await restrict(told)

    after = await seen(told, "mari", "jaan", "liis")
    assert "canary" not in after
    assert "Jaan's own" in after
    assert "Reading corner" in after
    assert "Library" in after


async def test_the_person_is_told_and_keeps_reading_their_own_words(
    told: Table,
) -> None:
    await restrict(told)

    assert "kept and not used from now on" in told.last("kati")
    assert "because you say that it is wrong" in told.last("kati")
    assert "canary-rating" in await seen(told, "kati")


async def test_who_leads_sees_a_plain_mark_and_nobody_else_sees_one(
    told: Table,
) -> None:
    await restrict(told)
    assert "hear from you that they are not to be used" in told.last("mari")
    await told.say("mari", "/network")
    assert "data not used since 23.11.2026, by Mari" in told.last("mari")
    await told.say("mari", "/status K7-4F2Q")
    assert "data not used since" in told.last("mari")

    others = await seen(told, "jaan", "liis")
    assert "not used" not in others
    assert "Kati" not in others


async def test_the_digest_and_the_agenda_leave_them_out(network: Table) -> None:
    mari, kati, jaan = (network.members[who] for who in ("mari", "kati", "jaan"))
    meeting = await convened(network)
    goal = happened.a_goal(mari, "Reads", at("2026-11-02 10:00"))
    family = Audience.FAMILY
    raised = AgendaItem(
        kind=AgendaKind.RAISED, text="canary-next", by=kati.person, role=Role.PARENT
    )
    await happened.keep(
        network,
        goal,
        replace(meeting, agenda=(raised,)),
        happened.an_obstacle(kati, BEFORE, "canary-obstacle", audience=family),
        happened.an_update(kati, goal, BEFORE, "canary-rating", audience=family),
        happened.an_update(jaan, goal, BEFORE, "Jaan's own", audience=family),
    )
    await restrict(network)
    network.clear()
    assert meeting.starts_at is not None
    await network.until(meeting.starts_at - timedelta(hours=1))

    for who in ("mari", "jaan"):
        assert [text for text in network.texts(who) if "Jaan's own" in text]
    others = [text for who in ("mari", "jaan", "liis") for text in network.texts(who)]
    assert "canary" not in " ".join(others)
    assert "Mornings" not in " ".join(others)


async def test_an_agenda_that_lay_waiting_is_asked_about_when_it_leaves(
    network: Table,
) -> None:
    kati, jaan = network.members["kati"], network.members["jaan"]
    goal = GoalId(new_id())
    points = (
        Point(kind=AgendaKind.RAISED, text="canary-next", by=kati.person),
        Point(kind=AgendaKind.RAISED, text="Jaan's own", by=jaan.person),
    )
    seen_by_her = Sighting(
        goal=goal, person=kati.person, role=Role.PARENT, ratings=(), text="canary-seen"
    )
    agenda = SendAgenda(
        to=jaan.person,
        case=jaan.case,
        roundtable=RoundtableId(new_id()),
        purpose=Purpose.REVIEW_EFFECT,
        entry=happened.a_roundtable(jaan, BEFORE, changed_at=BEFORE).entry("K7-4F2Q"),
        points=points,
        sightings=(seen_by_her,),
        replied=True,
    )
    await restrict(network)
    async with network.database.reading(network.clock()) as tx:
        turn = Turn(tx, network.clock(), network.assistant.parts.office)
        left = await reading.as_readable(turn, agenda)

    assert isinstance(left, SendAgenda)
    assert [each.text for each in left.points] == ["Jaan's own"]
    assert not left.sightings


async def test_the_document_for_the_files_holds_none_of_it(told: Table) -> None:
    await told.say("mari", "/minutes")
    await told.press("mari", "As a document")
    assert "canary-raised" in document(told)
    assert "canary-opinion" in document(told)
    assert "canary-dissent" in document(told)
    await restrict(told)
    await told.say("mari", "/minutes")
    await told.press("mari", "As a document")

    assert "canary" not in document(told)


def document(table: Table) -> str:
    (attached,) = table.screen("mari")[-1].text.attachments
    with ZipFile(BytesIO(attached.content)) as packed:
        every = b"".join(packed.read(name) for name in packed.namelist())
    return every.decode(errors="ignore")


async def test_nothing_is_asked_of_them_and_nobody_is_told_they_are_silent(
    told: Table,
) -> None:
    async with told.database.transaction(told.clock()) as tx:
        turn = Turn(tx, told.clock(), told.assistant.parts.office)
        await rhythms.begin(turn, told.members["kati"])
    await restrict(told)
    told.clear()
    await told.wait(days=21)

    assert not any("/5" in text or "?" in text for text in told.texts("kati"))
    assert not [text for text in told.texts("mari") if "not answered" in text]
    await told.say("mari", "/status K7-4F2Q")
    assert "Kati Kask, parent: " not in told.last("mari")


async def test_a_question_that_was_open_is_asked_no_more(told: Table) -> None:
    async with told.database.transaction(told.clock()) as tx:
        turn = Turn(tx, told.clock(), told.assistant.parts.office)
        await rhythms.begin(turn, told.members["kati"])
    await told.wait(days=8)
    assert told.texts("kati")
    await restrict(told)
    told.clear()
    await told.wait(days=5)

    assert not told.texts("kati")


async def test_it_ends_a_week_after_the_person_was_told(told: Table) -> None:
    await restrict(told)
    await told.say("mari", "/network")
    await told.press("mari", "Kati Kask")
    await told.press("mari", "Use their data again in a week")
    assert "from Monday 30 November on your data is used again" in told.last("kati")
    await told.wait(days=6)
    assert "canary" not in await seen(told, "jaan")

    await told.wait(days=1, minutes=5)
    assert "used again, as before" in told.last("kati")
    assert "canary-rating" in await seen(told, "jaan")


async def test_it_ends_at_once_when_the_person_wishes(told: Table) -> None:
    await restrict(told)
    await told.press("kati", "Use my data again")

    assert "lets their data be used again" in told.last("mari")
    assert "canary-rating" in await seen(told, "jaan")


async def test_danger_is_heard_and_an_emergency_reads_what_rests(told: Table) -> None:
    officer = Person(
        id=PersonId(new_id()),
        name="Anu Aas",
        language="en",
        official=True,
        officer=True,
    )
    await told._sit("anu", officer)
    await restrict(told)
    await told.say("kati", "He hits him, I am afraid he will kill him")
    assert "I am afraid" in told.last("mari")

    await told.say("piret", "/emergency K7-4F2Q")
    await told.say("piret", "The child is missing")
    await told.say("piret", "/summary K7-4F2Q")
    assert "canary-answer" in told.last("piret")


async def test_a_case_with_restricted_data_is_not_erased_by_the_schedule(
    told: Table,
) -> None:
    await restrict(told)
    case = await closed(told)
    await told.wait(days=70)

    assert (await stands(told)).standing.stands is Stands.HELD
    await night(told)
    assert await is_there(told, case)


async def test_what_waits_of_the_minutes_leaves_them_out_too(told: Table) -> None:
    mari, kati, jaan = (told.members[who] for who in ("mari", "kati", "jaan"))
    await restrict(told)
    meeting = happened.a_roundtable(
        mari,
        at("2026-11-20 10:00"),
        state=RoundtableState.HELD,
        held_at=at("2026-11-20 10:00"),
        agenda=(
            raised_by(kati, "canary-raised-again"),
            raised_by(jaan, "Jaan's point"),
        ),
        corrections=(
            Correction(person=kati.person, text="canary-wrong", at=BEFORE),
            Correction(person=jaan.person, text="Jaan's correction", at=BEFORE),
        ),
    )
    async with told.database.reading(told.clock()) as tx:
        turn = Turn(tx, told.clock(), told.assistant.parts.office)
        circle = await circles.of_case(turn, meeting.case)
    reminded = minutes_corrected.remind(meeting, circle).messages
    asked = minutes_end.discussed(meeting, circle)

    assert [each.text for each in reminded] == ["Jaan's correction"]  # type: ignore[union-attr]  # of one kind
    assert asked is not None
    assert [option.text for option in asked.options] == ["Jaan's point"]


def raised_by(member: Member, text: str) -> AgendaItem:
    return AgendaItem(
        kind=AgendaKind.RAISED, text=text, by=member.person, role=member.role
    )
