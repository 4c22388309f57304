"""What one person can do in a world: come with words, with a button."""

from datetime import datetime

from bot.networks.console import Bubble
from tests.proofs.worlds import World

PIN = "471983"
_TYPED = 0.8
_NO_CHOICE = ("Back", "Done", "Cancel")


async def press_of(world: World, address: str, beginning: str) -> bool:
    """Somebody presses their newest button that begins so, if there is one."""
    for bubble in reversed(world.screen(address)):
        acting = [b for b in bubble.text.buttons if b.action]
        for index, button in enumerate(acting):
            if button.label.startswith(beginning) and not bubble.settled:
                await press_button(world, address, bubble, index)
                return True
    return False


async def press_button(world: World, address: str, bubble: Bubble, index: int) -> str:
    label = [b.label for b in bubble.text.buttons if b.action][index]
    await come(world, address, pressed=bubble.tokens[index])
    return f"{address} presses {label!r}"


async def pick(world: World, address: str) -> bool:
    """Somebody presses any choice of the question before them, if there is one."""
    screen = world.screen(address)
    if not screen or screen[-1].settled:
        return False
    labels = [b.label for b in screen[-1].text.buttons if b.action]
    choices = [i for i, each in enumerate(labels) if not each.startswith(_NO_CHOICE)]
    if choices:
        await press_button(world, address, screen[-1], world.rng.choice(choices))
    return bool(choices)


async def come(
    world: World, address: str, *, unlocks: bool = True, **what: str
) -> None:
    """Somebody comes with words or a button; a PIN before their chat is mostly typed."""
    if unlocks and await world.is_shut(address) and world.rng.random() < _TYPED:
        await _come(world, address, text=PIN)
    await _come(world, address, **what)


async def _come(world: World, address: str, **what: str) -> None:
    await world.way.come(address, **what)
    await settle(world, f"{address}: {what}")


async def settle(world: World, what: str) -> None:
    """Remember what was done, and look at everyone."""
    world.doings.append(what)
    await world.after()


def said(world: World, address: str) -> str:
    """Return new words of somebody, never said before."""
    person = world.table.people.get(address)
    canary = world.canaries.new(person.id if person else None)
    form = world.rng.choice(
        ("It is {}.", "<b>{}</b> & more", "{}", 'He said "{}";\n{}')
    )
    return form.replace("{}", canary)


async def wait(world: World, moment: datetime) -> None:
    """Let time pass until then."""
    await world.table.until(moment)
    await settle(world, f"until {moment:%d.%m. %H:%M}")
