"""What people do in the worlds of the disclosure proof: anything, by anyone."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from casework.cases import MemberState
from casework.disclosure import InfoClass
from casework.roles import Role
from handlers.dispatch import COMMANDS
from tests.proofs import closings, guarded, rights
from tests.proofs import stories as story
from tests.proofs.acts import come, press_button, press_of, said, wait
from tests.proofs.worlds import World

Step = Callable[[World], Awaitable[str]]
_NEWEST = 8
"""How far back people look for a button to press."""
_OUT = {"cancel", "handover", "leave", "stop"}
"""Commands that end much: they come seldom."""


async def press(world: World) -> str:
    """Somebody presses a button that they see, mostly a new one."""
    address = world.rng.choice(world.addresses)
    for bubble in reversed(world.screen(address)[-_NEWEST:]):
        labels = [b.label for b in bubble.text.buttons if b.action]
        if labels and not bubble.settled and world.rng.random() < 0.7:
            return await press_button(
                world, address, bubble, world.rng.randrange(len(labels))
            )
    return await write(world, address)


async def forge(world: World) -> str:
    """Somebody presses a button that was shown to somebody else, perhaps long ago."""
    other, address = world.rng.sample(world.addresses, 2)
    bubbles = [b for b in world.screen(other) if b.tokens]
    if not bubbles:
        return await press(world)
    bubble = world.rng.choice(bubbles)
    token = world.rng.choice(bubble.tokens)
    await come(world, address, pressed=token)
    return f"{address} forges a button of {other}"


async def write(world: World, address: str = "") -> str:
    """Somebody writes words of their own."""
    address = address or world.rng.choice(world.addresses)
    words = said(world, address)
    await come(world, address, text=words)
    return f"{address} writes {words!r}"


async def command(world: World) -> str:
    """Somebody gives a command, with or without words."""
    address = world.rng.choice(world.addresses)
    names = [n for n in COMMANDS if n not in _OUT or world.rng.random() < 0.1]
    name = world.rng.choice(names)
    code = world.rng.choice(
        ("", "", "", " K7-4F2Q", " B3-9XWM", f" {said(world, address)}")
    )
    await come(world, address, text=f"/{name}{code}")
    return f"{address} says /{name}{code}"


async def look(world: World) -> str:
    """Somebody looks at what they may look at."""
    address = world.rng.choice(world.addresses)
    name = world.rng.choice(
        (
            "status K7-4F2Q",
            "summary K7-4F2Q",
            "network K7-4F2Q",
            "plan K7-4F2Q",
            "readers K7-4F2Q",
            "minutes K7-4F2Q",
            "tasks",
            "team K7-4F2Q",
            "obstacles K7-4F2Q",
            "calendar",
        )
    )
    await come(world, address, text=f"/{name}")
    return f"{address} says /{name}"


async def pass_time(world: World) -> str:
    """Time passes: an hour, a day, a week."""
    hours = world.rng.choice((1, 3, 9, 24, 24, 72, 168))
    await wait(world, world.table.clock() + timedelta(hours=hours))
    return f"{hours} h pass"


async def disturb(world: World) -> str:
    """Somebody's place in the network changes under everybody's hands."""
    table = world.table
    cases = (await world.state()).cases
    running = {each.id for each in cases.values() if each.is_open}
    addresses = [
        address
        for address, member in table.members.items()
        if address not in guarded.MANAGERS and member.case in running
    ]
    if not addresses:
        return "nobody is left to be disturbed"
    address = world.rng.choice(addresses)
    changes: dict[str, dict[str, object]] = {
        "suspended": {"state": MemberState.SUSPENDED},
        "invited": {"state": MemberState.INVITED},
        "text outdated": {"accepted_version": 0},
        "active": {"state": MemberState.ACTIVE, "accepted_version": 1},
        "active again": {"state": MemberState.ACTIVE, "accepted_version": 1},
        "left": {"state": MemberState.LEFT},
        "limited": {"sharing_limit": frozenset(world.rng.sample(sorted(InfoClass), 3))},
        "unlimited": {"sharing_limit": frozenset()},
        "another role": {
            "role": world.rng.choice(
                (
                    Role.OBSERVER,
                    Role.TEACHER,
                    Role.PARENT,
                    Role.YOUTH_POLICE,
                    Role.FRIEND,
                )
            )
        },
    }
    name = world.rng.choice(list(changes))
    async with table.database.transaction(table.clock()) as tx:
        member = await tx.members.get(table.members[address].id)
        await tx.members.keep(replace(member, **changes[name]))  # type: ignore[arg-type]
    return f"{address} is {name}"


async def go_away(world: World) -> str:
    """Somebody is away for some days, or is back."""
    table, back = world.table, world.rng.random() < 0.3
    there = (await world.state()).people
    address = world.rng.choice([a for a, p in table.people.items() if p.id in there])
    until = table.clock().date() + timedelta(days=world.rng.choice((2, 9, 30)))
    async with table.database.transaction(table.clock()) as tx:
        person = await tx.people.get(table.people[address].id)
        await tx.people.keep(replace(person, away_until=None if back else until))
    return f"{address} is {'back' if back else 'away'}"


async def join(world: World) -> str:
    """Mari invites somebody new, who opens the link and mostly accepts."""
    address = f"new{len(world.steps)}"
    await come(world, "mari", text="/invite K7-4F2Q")
    # Their name becomes theirs; until then nobody but Mari may see it.
    await come(world, "mari", text=f"Nele {world.canaries.new(None)}")
    role = world.rng.choice(("parent", "relative", "class teacher", "psychologist"))
    await press_of(world, "mari", role)
    for _ in range(6):
        if "/join/" in world.last("mari"):
            break
        bubble = world.screen("mari")[-1]
        labels = [b.label for b in bubble.text.buttons if b.action]
        if not labels:
            break
        await press_button(
            world, "mari", bubble, world.rng.randrange(max(1, len(labels) - 1))
        )
    token = world.last("mari").rpartition("/join/")[2]
    await come(world, address, start=token or "none")
    await press_of(world, address, "In English")
    if world.rng.random() < 0.8:
        await press_of(world, address, "I have read")
    person = await world.person_of(address)
    if person is not None:
        async with world.table.database.reading(world.table.clock()) as tx:
            world.table.people[address] = await tx.people.get(person)
            member = await tx.members.in_case(person, world.cases[0].id)
            if member is not None:
                world.table.members[address] = member
    return (
        f"{address} is invited as {role} and {'joins' if person else 'does not join'}"
    )


STEPS: tuple[tuple[Step, int], ...] = (
    (press, 40),
    (write, 16),
    (look, 12),
    (command, 10),
    (forge, 6),
    (pass_time, 10),
    (disturb, 4),
    (go_away, 2),
    (closings.close_or_reopen, 2),
    (join, 2),
    (story.check_ins, 2),
    (story.opinions, 1),
    (story.convene, 2),
    (story.decide, 6),
    (story.end_minutes, 2),
    (story.raise_points, 3),
    (guarded.put_pin, 3),
    (guarded.behind_pin, 3),
    (guarded.danger, 2),
    (guarded.outside, 5),
    (guarded.emergency, 3),
    (guarded.limit, 3),
    (guarded.end_limit, 2),
    (story.own_data, 2),
    (rights.wish, 3),
    (rights.restrict, 3),
    (rights.use_again, 2),
    (rights.recall, 3),
    (rights.consent, 3),
    (rights.erase, 1),
    (rights.retire, 1),
)


async def step(world: World) -> None:
    """Let one thing happen."""
    kinds, weights = zip(*STEPS, strict=True)
    (chosen,) = world.rng.choices(kinds, weights)
    await tell(world, chosen)


async def tell(world: World, happens: Step) -> None:
    """Let this happen, and remember that it did."""
    world.steps.append(await happens(world))
