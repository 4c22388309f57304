"""Who cannot be reached by chat any more, and who can be again."""

from casework import tasks as task_rules
from casework.channels import TellChannelDied
from casework.ids import PersonId
from casework.outcome import Outcome
from casework.roles import Role
from casework.tasks import Task, TaskKind, TellReachable
from handlers import tasks
from handlers.incoming import Incoming
from handlers.turn import Turn


async def lost(turn: Turn, person: PersonId) -> None:
    """Give every case manager of somebody the task to call them (R44)."""
    for member in await turn.tx.members.of_person(person):
        if not member.manages:
            await tasks.open_once(turn, TaskKind.NOT_REACHABLE, member.case, person)


async def found(turn: Turn, person: PersonId) -> None:
    """End those tasks: the person can be written to again, and the manager hears."""
    members = await turn.tx.members.of_person(person)
    roles = {member.case: member.role for member in members}
    for task in await turn.tx.tasks.open_in(roles):
        if task.kind is TaskKind.NOT_REACHABLE and task.about == person:
            await _returned(turn, task, roles[task.case])


async def _returned(turn: Turn, task: Task, role: Role) -> None:
    """End the task and tell its case manager that they need not call any more."""
    assert task.about is not None  # noqa: S101 - found by whom it is about
    case = await turn.tx.cases.get(task.case)
    person = await turn.tx.people.get(task.about)
    told = TellReachable(
        to=case.manager, case=case.id, code=case.code, name=person.name, role=role
    )
    ended = task_rules.finish(task, "returned", person.id, turn.now)
    await turn.tx.keep(ended + Outcome(messages=(told,)))


async def heard(turn: Turn, network: str, address: str) -> PersonId | None:
    """Return who speaks from an address, or None; a dead one lives again."""
    heard_from = await turn.tx.addresses.heard_from(network, address)
    if heard_from is None:
        return None
    if heard_from.revived:
        await _unless_stopped(turn, heard_from.person)
    return heard_from.person


async def _unless_stopped(turn: Turn, person: PersonId) -> None:
    """Only /start brings back who had stopped, whatever address works again."""
    if (await turn.tx.people.get(person)).stopped_at is None:
        await found(turn, person)


async def address_died(
    turn: Turn, person: PersonId, network: str, address: str
) -> bool:
    """Use an address no more that takes nothing; False: there is no other one."""
    places = await turn.tx.addresses.of(person)
    for place in places:
        if (place.network, place.address) == (network, address):
            await turn.tx.addresses.mark_dead(place)
    return any(
        not place.dead
        and not place.page
        and (place.network, place.address) != (network, address)
        for place in places
    )


async def died(turn: Turn, person_id: PersonId, network: str) -> None:
    """Tell every case manager of somebody that another channel is used from now on."""
    places = await turn.tx.addresses.of(person_id)
    alive = [p.network for p in places if not p.dead and not p.page]
    person = await turn.tx.people.get(person_id)
    for member in await turn.tx.members.of_person(person_id):
        if member.manages or not alive:
            continue
        case = await turn.tx.cases.get(member.case)
        told = TellChannelDied(
            to=case.manager,
            case=case.id,
            code=case.code,
            name=person.name,
            role=member.role,
            network=network,
            instead=alive[0],
        )
        await turn.tx.outbox.add(told)


async def news(turn: Turn, incoming: Incoming) -> None:
    """Take in that a network brings messages to an address again, or no more."""
    network, address = incoming.network, incoming.address
    person = await turn.tx.addresses.person_at(network, address)
    if person is None:
        return
    if incoming.reachable:
        await turn.tx.addresses.heard_from(network, address)
        await _unless_stopped(turn, person)
    elif await address_died(turn, person, network, address):
        await died(turn, person, network)
    else:
        await lost(turn, person)
