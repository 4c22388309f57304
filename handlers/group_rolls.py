"""Who is in a team chat: known by their address, or a stranger."""

from casework import groups
from casework.cases import Case, Member
from casework.errands import ShowRole
from casework.group_messages import TellNoStranger, TellStranger
from casework.groups import Group, GroupState, Somebody
from casework.ids import PersonId
from handlers.turn import Turn


async def case_of(turn: Turn, group: Group) -> Case:
    """Return the case of a group that has one."""
    assert group.case is not None  # noqa: S101 - bound to one
    return await turn.tx.cases.get(group.case)


async def member_at(turn: Turn, group: Group, address: str) -> Member | None:
    """Return the member of the group's network who chats from an address, or None.

    Only who has joined and accepted the confidentiality text counts.
    """
    person = await turn.tx.addresses.person_at(group.network, address)
    if person is None or group.case is None:
        return None
    member = await turn.tx.members.in_case(person, group.case)
    return member if member is not None and member.reads_anything else None


async def strangers(
    turn: Turn, group: Group, without: PersonId | None = None
) -> tuple[Somebody, ...]:
    """Return who was seen in a group and is not in its network."""
    known = set()
    for one in group.roll:
        member = await member_at(turn, group, one.address)
        if member is not None and member.person != without:
            known.add(one.address)
    return group.strangers(known)


async def keep_and_tell(
    turn: Turn, before: Group, after: Group, without: PersonId | None = None
) -> None:
    """Keep a group whose roll has changed; tell its case manager of strangers.

    Each stranger is told of once. When the last one is gone, what was kept back
    leaves.
    """
    if after.state is not GroupState.BOUND:
        await turn.tx.groups.keep(after)
        return
    there = await strangers(turn, after, without)
    if any(not one.told for one in there):
        await _tell(turn, after, len(there))
    elif not there and any(one.told for one in before.roll):
        await _relieve(turn, after)
    await turn.tx.groups.keep(groups.tell_of(after, there))


async def show_roles(turn: Turn, group: Group, addresses: tuple[str, ...]) -> None:
    """Have the network write beside these people what they are to the child."""
    assert group.case is not None  # noqa: S101 - bound to one
    for address in addresses:
        member = await member_at(turn, group, address)
        if member is not None:
            await turn.tx.outbox.add(
                ShowRole(
                    group=group.id,
                    case=group.case,
                    who=address,
                    role=member.role,
                    language=group.language,
                )
            )


async def joined(turn: Turn, member: Member) -> None:
    """Know somebody in their team chats who has just joined the network."""
    for group in await turn.tx.groups.bound_to(member.case):
        addresses = await _of(turn, group, member.person)
        if addresses:
            await keep_and_tell(turn, group, group)
            await show_roles(turn, group, addresses)


async def left(turn: Turn, member: Member) -> None:
    """Know somebody in their team chats no more who leaves the network now."""
    for group in await turn.tx.groups.bound_to(member.case):
        addresses = await _of(turn, group, member.person)
        if not addresses:
            continue
        await keep_and_tell(turn, group, group, without=member.person)
        for address in addresses:
            await turn.tx.outbox.add(
                ShowRole(
                    group=group.id,
                    case=member.case,
                    who=address,
                    role=None,
                    language=group.language,
                )
            )


async def _of(turn: Turn, group: Group, person: PersonId) -> tuple[str, ...]:
    """Return under which addresses somebody is on the roll of a group."""
    places = await turn.tx.addresses.of(person)
    theirs = {place.address for place in places if place.network == group.network}
    return tuple(one.address for one in group.roll if one.address in theirs)


async def _tell(turn: Turn, group: Group, count: int) -> None:
    case = await case_of(turn, group)
    await turn.tx.outbox.add(
        TellStranger(
            to=case.manager, case=case.id, code=case.code, group=group.id, count=count
        )
    )


async def _relieve(turn: Turn, group: Group) -> None:
    case = await case_of(turn, group)
    await turn.tx.group_posts.bring_forward(group.id)
    await turn.tx.outbox.add(
        TellNoStranger(to=case.manager, case=case.id, code=case.code)
    )
