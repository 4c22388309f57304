"""How far a world has come before anything may happen: stories told with canaries."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from casework.roundtables import Purpose, Roundtable, RoundtableState
from tests.proofs.acts import come, pick, press_button, press_of, said, wait
from tests.proofs.worlds import World

_TIMES = 9
"""More times than are ever proposed at once."""
_DAYS = 3
"""How many days everyone is given to answer about the times."""
_ALARMING = ("Somebody is in danger", "Not now", "Stop", "Yes, leave", "Take out")


async def check_ins(world: World) -> str:
    """A week passes, and everyone answers what they are asked in words of their own."""
    await wait(world, world.table.clock() + timedelta(days=world.rng.choice((5, 7, 8))))
    for address in world.table.members:
        for _ in range(6):
            if not await _tap(world, address):
                break
            if world.rng.random() < 0.6:
                await come(world, address, text=said(world, address))
            if world.rng.random() < 0.3:
                await press_of(world, address, "Only the case manager")
            elif world.rng.random() < 0.4:
                await press_of(world, address, "The network")
    await wait(world, world.table.clock() + timedelta(days=2))
    return "everyone answers a check-in"


async def _tap(world: World, address: str) -> bool:
    screen = world.screen(address)
    if not screen or screen[-1].settled:
        return False
    labels = [b.label for b in screen[-1].text.buttons if b.action]
    good = [i for i, label in enumerate(labels) if not label.startswith(_ALARMING)]
    if good:
        await press_button(world, address, screen[-1], world.rng.choice(good))
    return bool(good)


async def newest(world: World) -> Roundtable | None:
    """Return the newest roundtable of the first case."""
    async with world.table.database.reading(world.table.clock()) as tx:
        found = await tx.roundtables.of_case(world.cases[0].id)
        return found[-1] if found else None


async def opinions(world: World) -> str:
    """Mari writes down what the child and the parents think."""
    for whose in ("", "Kati", "Peeter"):
        if whose and whose.lower() not in world.table.members:
            continue
        await come(world, "mari", text="/opinion K7-4F2Q")
        await press_of(world, "mari", "The parent" if whose else "The child")
        if whose and "peeter" in world.table.members:
            await press_of(world, "mari", whose)
        await press_of(world, "mari", "In a conversation")
        await come(world, "mari", text=said(world, "mari"))
    return "the opinions are written down"


async def convene(world: World) -> str:
    """Everyone is asked about times, says yes, and is invited."""
    await opinions(world)
    await come(world, "mari", text="/roundtable K7-4F2Q")
    await press_of(world, "mari", "Ask everyone about these times")
    for _ in range(_DAYS):
        await _vote(world)
        await press_of(world, "mari", "Convene")
        if await _is_convened(world):
            break
        # Who had been written to that day hears of the times on the next.
        await wait(world, world.table.clock() + timedelta(days=1))
    if world.rng.random() < 0.7:
        await _review(world)
    for address in world.table.members:
        await press_of(world, address, world.rng.choice(("I will come", "I cannot")))
        if world.rng.random() < 0.5:
            await come(world, address, text=said(world, address))
    return "a roundtable is convened"


async def _vote(world: World) -> None:
    """Let everyone who is asked say yes to every time."""
    for address in world.table.members:
        for _ in range(_TIMES):
            if not await press_of(world, address, "Yes"):
                break


async def _is_convened(world: World) -> bool:
    kept = await newest(world)
    return kept is not None and kept.state is not RoundtableState.POLLING


async def _review(world: World) -> None:
    """Let the next roundtable look at what came of the goals."""
    kept = await newest(world)
    if kept is not None:
        async with world.table.database.transaction(world.table.clock()) as tx:
            meeting = await tx.roundtables.get(kept.id)
            await tx.roundtables.keep(replace(meeting, purpose=Purpose.REVIEW_EFFECT))


async def _rate(world: World, address: str) -> None:
    """Somebody says how near some goals are."""
    if await press_of(world, address, "Say how near the goals are"):
        for _ in range(2):
            await pick(world, address)


def _are_asked(world: World) -> bool:
    """Say whether Kati is asked now what she wants to raise."""
    return any(
        button.label == "Write it"
        for bubble in world.screen("kati")
        for button in bubble.text.buttons
        if not bubble.settled
    )


async def raise_points(world: World) -> str:
    """The days before: everyone says what they want to raise, and for whom."""
    kept = await newest(world)
    if kept is None or kept.starts_at is None or kept.starts_at <= world.table.clock():
        return "nothing is to be raised"
    moment = kept.starts_at - timedelta(days=5)
    while moment < kept.starts_at and not _are_asked(world):
        if moment > world.table.clock():
            await wait(world, moment)
        moment += timedelta(hours=12)
    for address in world.table.members:
        await _rate(world, address)
        if await press_of(world, address, "Write it"):
            await come(world, address, text=said(world, address))
            await press_of(
                world,
                address,
                world.rng.choice(
                    ("Everyone", "The officials", "Only the case manager")
                ),
            )
    await wait(world, kept.starts_at - timedelta(hours=1))
    return "points are raised, and the agenda goes out"


async def hold(world: World) -> str:
    """The roundtable is over; who came is ticked."""
    kept = await newest(world)
    if kept is None or kept.state is not RoundtableState.CONVENED or not kept.ends_at:
        return "no roundtable to be held"
    if kept.ends_at > world.table.clock():
        await wait(world, kept.ends_at + timedelta(minutes=1))
    await press_of(world, "mari", "Yes, it was held")
    await press_of(world, "mari", "Done")
    return "the roundtable was held"


async def decide(world: World) -> str:
    """Mari writes a decision, and who of the family sees it differently."""
    if not await press_of(world, "mari", "Add a decision"):
        return await hold(world)
    await come(world, "mari", text=said(world, "mari"))
    await press_of(world, "mari", world.rng.choice(("Jaan", "Liis", "Kati")))
    await come(world, "mari", text="18.3.2027")
    await press_of(world, "mari", world.rng.choice(("None of", "Reads aloud")))
    await _differ(world)
    return "mari writes a decision"


async def _differ(world: World) -> None:
    differing = [who for who in ("The child", "Kati") if world.rng.random() < 0.5]
    for who in differing:
        await press_of(world, "mari", who)
    await press_of(world, "mari", "Done")
    for _ in differing:
        await come(world, "mari", text=said(world, "mari"))


async def end_minutes(world: World) -> str:
    """The minutes go out; somebody corrects them, Mari sends them on."""
    if not await press_of(world, "mari", "That is all"):
        return await hold(world)
    await press_of(world, "mari", "Done")
    await come(world, "mari", text="18.2.2027")
    await _differ(world)
    await come(world, "mari", text=said(world, "mari"))
    await come(world, "mari", text=said(world, "mari"))
    for address in ("jaan", "kati"):
        if await press_of(world, address, "Something is wrong"):
            await press_of(world, address, "1.")
            await come(world, address, text=said(world, address))
    await press_of(world, "mari", "Take it into the minutes")
    await wait(world, world.table.clock() + timedelta(days=4))
    await press_of(world, "mari", "As a document")
    await press_of(world, "mari", "Text for STAR")
    return "the minutes go out"


async def own_data(world: World) -> str:
    """Somebody asks for everything about them, and mostly gets it."""
    address = world.rng.choice([each for each in world.table.members if each != "mari"])
    await come(world, address, text="/mydata K7-4F2Q")
    await press_of(world, "mari", "Show")
    handed = await press_of(world, "mari", "Yes, it is")
    return f"{address} asks for their data{' and gets it' if handed else ''}"


STORY: tuple[Callable[[World], Awaitable[str]], ...] = (
    check_ins,
    convene,
    raise_points,
    hold,
    decide,
    decide,
    end_minutes,
)
