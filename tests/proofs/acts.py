"""What one person can do in a world: come with words, with a button."""

from datetime import datetime

from bot.networks.console import Bubble
from tests.proofs.worlds import World


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


async def come(world: World, address: str, **what: str) -> None:
    await world.way.come(address, **what)
    world.doings.append(f"{address}: {what}")
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
    world.doings.append(f"until {moment:%d.%m. %H:%M}")
    await world.after()
