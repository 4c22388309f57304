"""The postman's question, asked for every message there is and every kind of reader."""

from dataclasses import replace

import pytest

from casework.cases import Case, Member, MemberState
from casework.catalogue import MESSAGES
from casework.disclosure import shown_to
from casework.outcome import Message
from casework.refusals import NotYours
from casework.roles import Role
from handlers.deliveries import Never, may_leave
from handlers.turn import Turn
from tests.specimens import specimen
from tests.table import Table

ABOUT_A_CASE = sorted(
    (kind for kind in MESSAGES.values() if issubclass(kind, Message)),
    key=lambda kind: kind.__name__,
)
CHECKED_MORE_CLOSELY = {
    "ShowCaseStatus",
    "ShowDigest",
    "ShowReaders",
    "ShowSummary",
}
"""Made for one reader, sentence by sentence; a made-up one is nobody's."""
READERS = (
    Role.DEPUTY,
    Role.PARENT,
    Role.SPEECH_THERAPIST,
    Role.PROBATION_OFFICER,
    Role.CLUB_LEADER,
    Role.OBSERVER,
    Role.CHILD,
)


async def reaches(table: Table, case: Case, kind: type[Message], address: str) -> bool:
    """Say whether a message of this kind, full of data, would leave for somebody."""
    message = specimen(kind, to=table.people[address].id, case=case.id)
    async with table.database.transaction(table.clock()) as tx:
        turn = Turn(tx, table.clock(), table.assistant.parts.office)
        try:
            verdict = await may_leave(turn, message)
            return verdict != Never("not allowed")
        except NotYours:
            # Allowed to read it; the question it belongs to is only made up here.
            return True


async def in_state(table: Table, address: str, **changes: object) -> None:
    async with table.database.transaction(table.clock()) as tx:
        member: Member = await tx.members.get(table.members[address].id)
        await tx.members.keep(replace(member, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("role", READERS)
async def test_a_message_leaves_only_for_who_may_read_its_kind(
    table: Table, role: Role
) -> None:
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    await table.seat("reader", "Rein Raud", case, role)
    leaked, withheld = [], set()
    for kind in ABOUT_A_CASE:
        allowed = kind.shows is None or kind.shows in shown_to(role)
        leaves = await reaches(table, case, kind, "reader")
        if leaves and not allowed:
            leaked.append(kind.__name__)
        if allowed and not leaves:
            withheld.add(kind.__name__)
    assert leaked == []
    assert withheld <= CHECKED_MORE_CLOSELY


@pytest.mark.parametrize(
    "changes",
    [
        {"state": MemberState.INVITED},
        {"state": MemberState.IDENTIFIED},
        {"state": MemberState.SUSPENDED},
        {"accepted_version": 0},
    ],
    ids=["invited", "identified", "suspended", "older text"],
)
async def test_nothing_of_a_case_leaves_for_who_is_not_in(
    table: Table, changes: dict[str, object]
) -> None:
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    await table.seat("reader", "Rein Raud", case, Role.DEPUTY)
    await in_state(table, "reader", **changes)
    leaked = [
        kind.__name__
        for kind in ABOUT_A_CASE
        if kind.shows is not None and await reaches(table, case, kind, "reader")
    ]
    assert leaked == []


async def test_nothing_at_all_leaves_about_a_case_for_who_has_left(
    table: Table,
) -> None:
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    await table.seat("reader", "Rein Raud", case, Role.DEPUTY)
    await in_state(table, "reader", state=MemberState.LEFT)
    for kind in ABOUT_A_CASE:
        assert not await reaches(table, case, kind, "reader"), kind.__name__


async def test_nothing_leaves_about_a_case_for_anothers_case_manager(
    network: Table,
) -> None:
    async with network.database.reading(network.clock()) as tx:
        (case,) = await tx.cases.led_by(network.people["mari"].id)
    for kind in ABOUT_A_CASE:
        assert not await reaches(network, case, kind, "piret"), kind.__name__
