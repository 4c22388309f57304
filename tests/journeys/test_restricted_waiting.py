"""What lay waiting when somebody's data was restricted, or a limit set: asked again."""

from dataclasses import replace

from casework import minutes_sent
from casework.asking import TellChangedSince
from casework.contributions import TellRaised
from casework.danger import AlertDanger
from casework.disclosure import InfoClass
from casework.minutes_sent import SendMinutes
from casework.outcome import Message
from handlers import circles, reading
from handlers.deliveries import Never, may_leave
from handlers.turn import Turn
from tests import happened
from tests.journeys.test_restricting import restrict, told
from tests.specimens import specimen
from tests.table import Table

__all__ = ["told"]
"""The fixture, laid as there."""


async def waiting_minutes(told: Table, address: str) -> SendMinutes:
    """Return the minutes as they were written for somebody, and wait to leave."""
    async with told.database.reading(told.clock()) as tx:
        turn = Turn(tx, told.clock(), told.assistant.parts.office)
        (meeting,) = await tx.roundtables.of_case(told.members["mari"].case)
        circle = await circles.of_case(turn, meeting.case)
    sent = minutes_sent.send(meeting, circle, 1, told.clock()).messages
    to = told.people[address].id
    return next(m for m in sent if isinstance(m, SendMinutes) and m.to == to)


async def left_of(told: Table, message: Message) -> str:
    async with told.database.reading(told.clock()) as tx:
        turn = Turn(tx, told.clock(), told.assistant.parts.office)
        return repr(await reading.as_readable(turn, message))


async def test_minutes_that_lay_waiting_are_asked_about_when_they_leave(
    told: Table,
) -> None:
    message = await waiting_minutes(told, "jaan")
    before = await left_of(told, message)
    for canary in ("raised", "dissent", "correction"):
        assert f"canary-{canary}" in before
    assert "Kati Kask" in before
    await restrict(told)

    after = await left_of(told, message)
    assert "canary" not in after
    assert "Kati" not in after
    assert "Reading corner" in after


async def test_minutes_that_lay_waiting_name_nobody_to_who_is_limited_since(
    told: Table,
) -> None:
    message = await waiting_minutes(told, "jaan")
    limit = frozenset({InfoClass.NETWORK})
    await happened.keep(told, replace(told.members["jaan"], sharing_limit=limit))

    after = await left_of(told, message)
    assert "Kati" not in after
    assert "Reading corner" in after


async def test_what_was_to_be_passed_on_is_dropped_but_danger_is_not(
    told: Table,
) -> None:
    mari, kati = told.members["mari"], told.members["kati"]
    relayed = [
        specimen(
            kind,
            to=mari.person,
            case=mari.case,
            writer=kati.person,
            expires_at=None,
        )
        for kind in (TellChangedSince, TellRaised, AlertDanger)
    ]
    await restrict(told)

    async with told.database.transaction(told.clock()) as tx:
        turn = Turn(tx, told.clock(), told.assistant.parts.office)
        verdicts = [await may_leave(turn, each) for each in relayed]
    assert verdicts[:2] == [Never("their data is not used now")] * 2
    assert not isinstance(verdicts[2], Never)
