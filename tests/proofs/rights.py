"""What the law on data protection brings, told with canaries: asked, taken back, erased."""

from datetime import timedelta

from bot.cli_erase import Order, erase_case
from bot.retention import Retention
from casework.schedule import Schedule, Term
from tests.proofs import closings
from tests.proofs.acts import come, pick, press_of, said, settle, wait
from tests.proofs.worlds import World

_WISHES = ("erasure", "restrict", "correction", "mydata")
_ALLOWED = ("all", "mail", "feed", "chat", "questions", "busy")
_LOOKS = ("summary", "status", "plan", "network", "minutes", "obstacles", "readers")
_SCHEDULE = Schedule(
    decided_by="Order 12",
    message_copies=Term(days=3),
    closed_cases=Term(days=4),
    journal=Term(days=20),
    spent_forms=Term(days=3),
    told_before=Term(days=2),
)


async def wish(world: World) -> str:
    """Somebody asks what the law lets them ask; Mari answers in words, or does not."""
    address = world.rng.choice([each for each in world.table.members if each != "mari"])
    name = world.rng.choice(_WISHES)
    await come(world, address, text=f"/{name} K7-4F2Q")
    if name == "correction":
        await come(world, address, text=said(world, address))
    await press_of(world, "mari", "Show")
    if await press_of(world, "mari", "Write the answer"):
        await come(world, "mari", text=said(world, "mari"))
    return f"{address} asks for /{name}"


async def restrict(world: World, address: str = "") -> str:
    """Somebody's data is kept and not used from now on; everybody looks at once."""
    others = [each for each in world.table.members if each != "mari"]
    address = address or world.rng.choice(others)
    await come(world, address, text="/restrict K7-4F2Q")
    await press_of(world, "mari", "Show")
    if not await press_of(world, "mari", "Yes: keep it, do not use it"):
        return f"{address} asks that nothing of theirs be used"
    await pick(world, "mari")
    await _everybody_looks(world)
    await wait(world, world.table.clock() + timedelta(days=world.rng.choice((1, 5))))
    return f"nothing of {address} is used from now on"


async def use_again(world: World) -> str:
    """Somebody's data is used again: at their own wish, or a week after they were told."""
    for address in world.table.members:
        if await press_of(world, address, "Use my data again"):
            await _everybody_looks(world)
            return f"{address} lets their data be used again"
    await come(world, "mari", text="/network K7-4F2Q")
    await pick(world, "mari")
    if not await press_of(world, "mari", "Use their data again"):
        return "nobody's data is used again"
    for days in (6, 2):
        await wait(world, world.table.clock() + timedelta(days=days))
        await _everybody_looks(world)
    return "somebody's data is used again, a week after they were told"


async def _everybody_looks(world: World) -> None:
    for address in world.table.members:
        for name in world.rng.sample(_LOOKS, 2):
            await come(world, address, text=f"/{name} K7-4F2Q")


async def recall(world: World) -> str:
    """Mari takes a message back; whoever watches over data protection hears of it."""
    await come(world, "mari", text="/recall K7-4F2Q")
    picked = [await pick(world, "mari") for _ in range(2)]
    if not all(picked):
        return "there is nothing to take back"
    if not await press_of(world, "mari", "From everybody"):
        await press_of(world, "mari", "From this one")
    await come(world, "mari", text=said(world, "mari"))
    await press_of(world, "mari", "Show")
    if world.rng.random() < 0.5 and await press_of(world, "mari", "It is not told"):
        await come(world, "mari", text=said(world, "mari"))
    return "mari takes a message back"


async def consent(world: World) -> str:
    """Somebody takes back what they had allowed, and it has an end at once."""
    address = world.rng.choice(list(world.table.members))
    await come(world, address, text="/calendar")
    what = world.rng.choice(_ALLOWED)
    await come(world, address, text=f"/consent {what}")
    await wait(world, world.table.clock() + timedelta(hours=world.rng.choice((1, 26))))
    return f"{address} takes back: {what}"


async def erase(world: World) -> str:
    """The second case, or seldom the first, is erased while the program works."""
    case = world.cases[world.rng.random() < 0.6]
    return await _gone(world, case.code)


async def retire(world: World) -> str:
    """The second case is closed; by the schedule it is told of, and goes."""
    table = world.table
    await closings.close(world, 1)
    for days in (3, 3):
        await wait(world, table.clock() + timedelta(days=days))
        await _night(world)
    for number, case in enumerate(world.cases):
        if await closings.stands(world, number) is None:
            world.erased.add(case.id)
    return "the second case is retired"


async def _night(world: World) -> None:
    table = world.table
    office = table.assistant.parts.office
    await Retention(table.database, office, _SCHEDULE, table.clock).round()
    await settle(world, "a night of retention")


async def _gone(world: World, code: str) -> str:
    case = next(each for each in world.cases if each.code == code)
    if case.id in world.erased:
        return f"{code} is gone already"
    await erase_case(world.table.database, code, Order("somebody asked", "Olev Org"))
    world.erased.add(case.id)
    await settle(world, f"{code} is erased")
    return f"{code} is erased"
