"""Who cannot be reached by chat any more, and who can be again."""

from casework import tasks as task_rules
from casework.ids import PersonId
from casework.tasks import TaskKind
from handlers import tasks
from handlers.incoming import Incoming
from handlers.turn import Turn


async def lost(turn: Turn, person: PersonId) -> None:
    """Give every case manager of somebody the task to call them (R44)."""
    for member in await turn.tx.members.of_person(person):
        if not member.manages:
            await tasks.open_once(turn, TaskKind.NOT_REACHABLE, member.case, person)


async def found(turn: Turn, person: PersonId) -> None:
    """End those tasks: the person can be written to again."""
    members = await turn.tx.members.of_person(person)
    for task in await turn.tx.tasks.open_in([member.case for member in members]):
        if task.kind is TaskKind.NOT_REACHABLE and task.about == person:
            await turn.tx.keep(task_rules.finish(task, "returned", person, turn.now))


async def address_died(
    turn: Turn, person: PersonId, network: str, address: str
) -> bool:
    """Use an address no more that takes nothing; False: there is no other one."""
    places = await turn.tx.addresses.of(person)
    for place in places:
        if (place.network, place.address) == (network, address):
            await turn.tx.addresses.mark_dead(place)
    alive = [
        place
        for place in places
        if not place.dead and (place.network, place.address) != (network, address)
    ]
    return bool(alive)


async def news(turn: Turn, incoming: Incoming) -> None:
    """Take in that a network brings messages to an address again, or no more."""
    network, address = incoming.network, incoming.address
    person = await turn.tx.addresses.person_at(network, address)
    if person is None:
        return
    if incoming.reachable:
        await turn.tx.addresses.heard_from(network, address)
        await found(turn, person)
    elif not await address_died(turn, person, network, address):
        await lost(turn, person)
