"""A group becomes the team chat of a case: by its case manager alone, with a yes.

From the case: a link, the group, the yes. From the group: /team, the case if
there are several, the yes. Before the yes the group is looked into.
"""

from dataclasses import replace

from casework import groups
from casework.cases import Case
from casework.group_messages import ChooseTeamCase
from casework.groups import Group, GroupState, Unfit
from casework.ids import CaseId, GroupId, new_id
from casework.notices import refused
from casework.people import Person
from casework.refusals import OnlyTheCaseManager, OutOfDate
from handlers import group_states, strangers
from handlers.actions import ChooseTeam
from handlers.forms import settle
from handlers.incoming import Incoming, Room, Said
from handlers.turn import Turn
from storage.addresses import token_hash


def is_about_it(incoming: Incoming) -> bool:
    """Say whether somebody in a group wants it to be a team chat."""
    return incoming.text.partition(" ")[0] == "/team"


async def offer(turn: Turn, case: Case, manager: Person) -> str:
    """Return the secret by which the case manager names a group for a case.

    An earlier one does not work any more; "" where no network has groups.
    """
    if not turn.office.groups_on:
        return ""
    token = turn.office.secrets()
    earlier = await turn.tx.groups.of(case.id, GroupState.OFFERED)
    mine = [group for group in earlier if group.person == manager.id]
    offered = mine[0] if mine else _new(turn.office.groups_on, manager, case.id)
    await turn.tx.groups.keep(
        replace(
            offered,
            token_hash=token_hash(token),
            language=manager.language,
            wake_at=turn.now + groups.OFFER_STANDS,
        )
    )
    return token


async def arrive(turn: Turn, incoming: Incoming, room: Room) -> None:
    """Look into the group in which an offered link was opened.

    Any other link does not belong there and stays unused.
    """
    offered = await turn.tx.groups.by_token(token_hash(incoming.start))
    person_id = await turn.tx.addresses.person_at(incoming.network, incoming.address)
    if offered is None or person_id is None or offered.case is None:
        await strangers.refuse_in_group(turn, incoming, room)
        return
    member = await turn.tx.members.in_case(person_id, offered.case)
    if member is None or not member.manages:
        await turn.tx.outbox.add(refused(person_id, OnlyTheCaseManager()))
        return
    group = replace(offered, person=person_id, token_hash="")
    await _look_first(turn, group, room)


async def offer_here(turn: Turn, incoming: Incoming, room: Room) -> None:
    """Let a case manager say whose team chat this group is to be."""
    person_id = await turn.tx.addresses.person_at(incoming.network, incoming.address)
    if person_id is None:
        return
    manager = await turn.tx.people.get(person_id)
    cases = await turn.tx.cases.led_by(person_id)
    if not cases:
        await turn.tx.outbox.add(refused(person_id, OnlyTheCaseManager()))
    elif len(cases) == 1:
        await _look_first(turn, _new(incoming.network, manager, cases[0].id), room)
    else:
        await _ask_which(turn, _new(incoming.network, manager, None), room, cases)


async def _ask_which(turn: Turn, group: Group, room: Room, cases: list[Case]) -> None:
    named = replace(
        group,
        address=room.address,
        title=room.title,
        roll=room.people,
        wake_at=turn.now + groups.OFFER_STANDS,
    )
    await turn.tx.groups.keep(named)
    choice = sorted((case.code, case.id) for case in cases)
    await turn.tx.outbox.add(
        ChooseTeamCase(
            to=group.person,
            group=group.id,
            title=room.title,
            cases=tuple((case, code) for code, case in choice),
        )
    )


async def choose(turn: Turn, said: Said, action: ChooseTeam) -> None:
    """Look into a group for the case that was chosen for it.

    Raises:
        OnlyTheCaseManager: the presser does not lead that case.
        OutOfDate: a case was chosen already.
    """
    offered = await turn.tx.groups.get(action.group)
    member = await turn.tx.members.in_case(said.person.id, action.case)
    if offered.person != said.person.id or member is None or not member.manages:
        raise OnlyTheCaseManager
    if offered.state is not GroupState.OFFERED:
        raise OutOfDate
    await settle(turn, said)
    await turn.tx.groups.keep(groups.end(offered))
    room = Room(address=offered.address, title=offered.title, people=offered.roll)
    await _look_first(turn, _new(offered.network, said.person, action.case), room)


def _new(network: str, manager: Person, case: CaseId | None) -> Group:
    return Group(
        id=GroupId(new_id()),
        network=network,
        person=manager.id,
        case=case,
        language=manager.language,
    )


async def _look_first(turn: Turn, group: Group, room: Room) -> None:
    found = replace(
        group,
        state=GroupState.LOOKED_AT,
        address=room.address,
        title=room.title,
        wake_at=turn.now + groups.OFFER_STANDS,
    )
    holder = await group_states.holder(turn, found)
    if holder is not None:
        await _held_already(turn, found, holder)
        return
    for other in await turn.tx.groups.living_at(found.network, found.address):
        # Whoever was seen there is there still, whoever looks into it now.
        found = groups.see(found, other.roll)
        if other.case == found.case and other.id != found.id:
            await turn.tx.groups.keep(groups.end(other))
    found = groups.see(found, room.people)
    await turn.tx.groups.keep(found)
    await group_states.look(turn, found)


async def _held_already(turn: Turn, found: Group, holder: Group) -> None:
    if holder.case != found.case:
        await group_states.refuse(turn, found, Unfit.TAKEN)
        return
    if holder.state is GroupState.RESTING:
        holder = replace(holder, state=GroupState.LOOKED_AT, person=found.person)
        await turn.tx.groups.keep(holder)
    await turn.tx.groups.keep(groups.end(found))
    await group_states.look(turn, holder)
