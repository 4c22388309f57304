"""What guards a case, told with canaries: a PIN, emergency access, a court's limits."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from casework import pins
from casework.cases import MemberState
from casework.ids import CaseId, PersonId
from tests.proofs.acts import PIN, come, pick, press_of, said, wait
from tests.proofs.worlds import World

MANAGERS = ("mari", "piret")
IDENTIFIED = MemberState.IDENTIFIED
_READS = ("summary", "status", "plan", "network", "minutes", "readers", "obstacles")
_QUICK = Argon2id(salt=b"s" * 16, length=32, iterations=1, lanes=1, memory_cost=8)
_HASHED = _QUICK.derive_phc_encoded(PIN.encode())
"""Cheap to try, unlike the program's own: nobody guesses here, and it is tried often."""


async def put_pin(world: World) -> str:
    """A case manager puts a PIN before their chats, and a pause begins."""
    address, table = world.rng.choice(MANAGERS), world.table
    async with table.database.transaction(table.clock()) as tx:
        person = await tx.people.get(table.people[address].id)
        lock = pins.new(_HASHED, world.way.networks[0].name, table.clock())
        await tx.people.keep(replace(person, lock=lock))
    await wait(world, table.clock() + timedelta(minutes=world.rng.choice((14, 16, 40))))
    return f"{address} has a PIN"


async def behind_pin(world: World) -> str:
    """Whoever found a case manager's phone tries all they can, and time passes."""
    address = world.rng.choice(MANAGERS)
    for _ in range(3):
        words = world.rng.choice(
            ("/status", "/tasks", "/help", "/back", said(world, address), "000111")
        )
        await come(world, address, unlocks=False, text=words)
    await wait(world, world.table.clock() + timedelta(hours=world.rng.choice((1, 9))))
    return f"somebody holds the phone of {address}"


async def danger(world: World) -> str:
    """Somebody speaks of danger while a PIN stands before the case manager's chat."""
    await put_pin(world)
    speaks = world.rng.choice(("kati", "jaan", "mari"))
    words = f"He hits him, I am afraid. {said(world, speaks)}"
    await come(world, speaks, unlocks=False, text=words)
    await come(world, "mari", unlocks=False, text="/tasks")
    return f"{speaks} speaks of danger"


async def outside(world: World) -> str:
    """Somebody is only invited, tries all they can while others go on, and is let in."""
    table, chance = world.table, world.rng
    address = chance.choice([a for a in table.members if a not in MANAGERS])
    state = chance.choice((MemberState.INVITED, MemberState.INVITED, IDENTIFIED))
    await _change(world, address, state=state, accepted_version=0)
    for _ in range(5):
        await come(world, address, text=f"/{chance.choice(_READS)} K7-4F2Q")
        await come(world, chance.choice(list(table.members)), text="/status K7-4F2Q")
    await come(world, address, text=said(world, address))
    await wait(world, table.clock() + timedelta(days=chance.choice((1, 8))))
    await _change(world, address, state=MemberState.ACTIVE, accepted_version=1)
    return f"{address} was only {state}"


async def _change(world: World, address: str, **changes: Any) -> None:
    table = world.table
    if (await world.state()).members.get(_place(world, address)) is None:
        return
    async with table.database.transaction(table.clock()) as tx:
        member = await tx.members.get(table.members[address].id)
        await tx.members.keep(replace(member, **changes))


def _place(world: World, address: str) -> tuple[CaseId, PersonId]:
    member = world.table.members[address]
    return member.case, member.person


async def emergency(world: World) -> str:
    """Piret opens Mari's case in an emergency, reads, and it closes by itself."""
    await come(world, "piret", text="/emergency K7-4F2Q")
    await come(world, "piret", text=said(world, "piret"))
    for _ in range(3):
        await come(world, "piret", text=f"/{world.rng.choice(_READS)} K7-4F2Q")
    await wait(world, world.table.clock() + timedelta(minutes=170))
    await come(world, "piret", text="/summary K7-4F2Q")
    await wait(world, world.table.clock() + timedelta(minutes=11))
    await come(world, "piret", text=f"/{world.rng.choice(_READS)} K7-4F2Q")
    return "piret reads in an emergency"


async def limit(world: World) -> str:
    """Mari enters what a court keeps from somebody, who looks at once."""
    await come(world, "mari", text="/limits K7-4F2Q new")
    if not await pick(world, "mari"):
        return "no limit could be entered"
    for _ in range(world.rng.randint(1, 4)):
        await pick(world, "mari")
    await press_of(world, "mari", "Done")
    until = world.table.clock() + timedelta(days=world.rng.choice((2, 20, 200)))
    await come(world, "mari", text=f"{until:%d.%m.%Y}")
    await come(world, "mari", text=f"Court {said(world, 'mari')}")
    for address in ("kati", "jaan", "liis"):
        await come(world, address, text=f"/{world.rng.choice(_READS)} K7-4F2Q")
    return "a court's limit is entered"


async def end_limit(world: World) -> str:
    """Mari wants a limit ended; a second official says yes or no."""
    await come(world, "mari", text="/limits K7-4F2Q")
    if not await press_of(world, "mari", "End: "):
        return await limit(world)
    await pick(world, "mari")
    answer = world.rng.choice(("Yes, I have seen it", "No, it holds"))
    for address in (*MANAGERS, "dora"):
        await press_of(world, address, answer)
    return f"somebody is asked about the end of a limit: {answer}"
