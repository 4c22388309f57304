"""Who sits in a world, with a canary in everything that is known about them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from casework.agenda_items import Level
from casework.cases import Member
from casework.disclosure import InfoClass
from casework.ids import ActivityId, GoalId, new_id
from casework.plans import Activity, ActivityState, Goal, LevelText
from casework.roles import Role
from tests.asked import begin_rhythm

if TYPE_CHECKING:
    from tests.proofs.worlds import World

GUESTS = (
    ("kati", "Kati", Role.PARENT),
    ("jaan", "Jaan", Role.CLASS_TEACHER),
    ("liis", "Liis", Role.SPEECH_THERAPIST),
    ("peeter", "Peeter", Role.PARENT),
    ("tiit", "Tiit", Role.PROBATION_OFFICER),
    ("ott", "Ott", Role.CLUB_LEADER),
    ("olev", "Olev", Role.OBSERVER),
    ("mihkel", "Mihkel", Role.CHILD),
    ("anna", "Anna", Role.RELATIVE),
    ("dora", "Dora", Role.DEPUTY),
    ("diana", "Diana", Role.DEPUTY),
    ("heli", "Heli", Role.FAMILY_DOCTOR),
    ("kai", "Kai", Role.CHILD_PROTECTION_WORKER),
)
ALWAYS = 3
"""The mother, the teacher and the therapist sit in every network."""


async def seat(world: "World") -> None:
    """Seat some of the guests at the first case, two at the second, and who watches."""
    table, rng = world.table, world.rng
    for address, code in (("mari", "K7-4F2Q"), ("piret", "B3-9XWM")):
        await table.manager(address, address.title())
        world.cases.append(await table.case(address, code))
    first, second = world.cases
    some = rng.sample(GUESTS[ALWAYS:], rng.randint(2, 6))
    for address, name, role in (*GUESTS[:ALWAYS], *some):
        await table.seat(address, name, first, role)
    mine = dict(table.members)
    await table.seat("jaan", "Jaan", second, Role.CLASS_TEACHER)
    await table.seat("reet", "Reet", second, Role.PARENT)
    table.members.update(mine)
    await table.manager("oskar", "Oskar")
    await table.manager("aune", "Aune")
    for address in list(table.people):
        await personal(world, address)
    for address in mine:
        await plan(world, address)
        await begin_rhythm(table, address)
    await _limit_parents(world)


async def personal(world: "World", address: str) -> None:
    """Put a canary into everything that is known about a person."""
    table, person = world.table, world.table.people[address]
    name, phone, email, work, purpose = (
        world.canaries.new(person.id) for _ in range(5)
    )
    async with table.database.transaction(table.clock()) as tx:
        known = await tx.people.get(person.id)
        known = replace(
            known,
            name=f"{person.name} {name}",
            phone=phone,
            email=f"{email}@example.com" if world.rng.random() < 0.6 else "",
            organisation=work,
            operator=address == "oskar",
            officer=address == "aune",
            case_manager=known.case_manager and address not in {"oskar", "aune"},
        )
        await tx.people.keep(known)
        for member in await tx.members.of_person(person.id):
            await tx.members.keep(replace(member, purpose=purpose, organisation=work))
    table.people[address] = known


async def plan(world: "World", address: str) -> None:
    """Give somebody a goal to work on."""
    table, member = world.table, world.table.members[address]
    manager = world.cases[0].manager
    goal = Goal(
        id=GoalId(new_id()),
        case=member.case,
        text=f"Reads aloud {world.canaries.new(manager)}",
        set_by=manager,
        set_at=table.clock(),
        levels=(
            LevelText(level=Level.BETTER, text=f"A page {world.canaries.new(manager)}"),
        ),
    )
    activity = Activity(
        id=ActivityId(new_id()),
        case=member.case,
        goal=goal.id,
        title=f"Reading hour {world.canaries.new(manager)}",
        responsible=member.id,
        person=member.person,
        state=world.rng.choice((ActivityState.ACCEPTED, ActivityState.PROPOSED)),
    )
    async with table.database.transaction(table.clock()) as tx:
        await tx.goals.keep(goal)
        await tx.activities.keep(activity)


async def _limit_parents(world: "World") -> None:
    """Let parents have different rights, in half of the worlds."""
    for address in ("kati", "peeter"):
        member = world.table.members.get(address)
        if member is not None and world.rng.random() < 0.5:
            limit = frozenset(world.rng.sample(sorted(InfoClass), 4))
            async with world.table.database.transaction(world.table.clock()) as tx:
                kept: Member = await tx.members.get(member.id)
                await tx.members.keep(replace(kept, sharing_limit=limit))
