"""What happens in groups: who comes and goes, what is asked there, where they move."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from casework import groups
from casework.errands import AnswerAtTheDoor, LeaveGroup
from casework.group_messages import (
    HintAnonymous,
    SayHowToComeIn,
    TellSentAway,
    TellUnfit,
)
from casework.groups import Group, GroupState, Unfit
from handlers import binding, group_rolls, group_states
from handlers.incoming import Incoming, Room, RoomNews
from handlers.turn import Turn
from storage.parcels import Aside


async def heard(turn: Turn, incoming: Incoming) -> Incoming | None:
    """Take in what a group brings; return what was asked in a team chat, or None.

    Being in the group grants nothing: who asks is looked for in the network.
    """
    room = incoming.room
    assert room is not None  # noqa: S101 - called for what happens in one
    there = await turn.tx.groups.living_at(incoming.network, room.address)
    if room.news is RoomNews.SPOKE:
        return await _spoken(turn, incoming, room, there)
    if room.one_way:
        await _refuse_channel(turn, incoming, room)
        return None
    for group in there:
        if _is_here(group, room):
            await _NEWS[room.news](turn, group, room)
    return None


def _is_here(group: Group, room: Room) -> bool:
    """Say whether news are of the group where it is now, not where it once was."""
    return room.address == group.address or room.news is RoomNews.MOVED


async def _spoken(
    turn: Turn, incoming: Incoming, room: Room, there: list[Group]
) -> Incoming | None:
    asks = bool(incoming.start or incoming.pressed or incoming.text.startswith("/"))
    if room.nameless:
        if asks and (there or binding.is_about_it(incoming)):
            await _hint(turn, incoming, room)
        return None
    seen = [await _seen(turn, each, room) for each in there]
    group = seen[0] if seen else None
    if not asks:
        return None
    if incoming.start:
        await binding.arrive(turn, incoming, room)
        return None
    if group is not None and group.state is GroupState.BOUND:
        return await _asked_in(turn, incoming, room, group)
    if binding.is_about_it(incoming):
        await binding.offer_here(turn, incoming, room)
    return None


async def _asked_in(
    turn: Turn, incoming: Incoming, room: Room, group: Group
) -> Incoming:
    """Answer aside in the group, unless a stranger is there."""
    if not await group_rolls.strangers(turn, group):
        turn.tx.outbox.aside = Aside(group.id, room.by)
    return replace(incoming, team=group.case)


async def _seen(turn: Turn, group: Group, room: Room) -> Group:
    after = groups.see(group, room.people)
    if room.title:
        after = replace(after, title=room.title)
    if after != group:
        await group_rolls.keep_and_tell(turn, group, after)
    return after


async def _arrived(turn: Turn, group: Group, room: Room) -> None:
    before = {one.address for one in group.roll}
    await _seen(turn, group, room)
    new = tuple(one.address for one in room.people if one.address not in before)
    if group.state is GroupState.BOUND:
        await group_rolls.show_roles(turn, group, new)


async def _left(turn: Turn, group: Group, room: Room) -> None:
    gone = {one.address for one in room.people}
    after = groups.miss(group, gone)
    if after != group:
        await group_rolls.keep_and_tell(turn, group, after)


async def _asks_in(turn: Turn, group: Group, room: Room) -> None:
    """Let in who is in the network, by the account that is theirs; nobody else."""
    if group.state is not GroupState.BOUND or group.case is None:
        return
    for one in room.people:
        member = await group_rolls.member_at(turn, group, one.address)
        welcome = member is not None and not one.is_bot
        await turn.tx.outbox.add(
            AnswerAtTheDoor(
                group=group.id, case=group.case, who=one.address, welcome=welcome
            )
        )
        if not welcome:
            await _sent_away(turn, group, one)


async def _sent_away(turn: Turn, group: Group, one: groups.Somebody) -> None:
    case = await group_rolls.case_of(turn, group)
    await turn.tx.groups.keep(groups.decline(group, one.name))
    await turn.tx.outbox.add(
        TellSentAway(to=case.manager, case=case.id, code=case.code, group=group.id)
    )
    await turn.tx.outbox.add(
        SayHowToComeIn(
            network=group.network, address=one.address, language=group.language
        )
    )


async def _we_are_in(turn: Turn, group: Group, _room: Room) -> None:
    """Look again at a group we were away from, or may do other things in."""
    if group.state is GroupState.RESTING:
        group = replace(group, state=GroupState.LOOKED_AT)
        await turn.tx.groups.keep(group)
    await group_states.look(turn, group)


async def _we_are_out(turn: Turn, group: Group, _room: Room) -> None:
    await group_states.lost(turn, group, Unfit.GONE)


async def _moved(turn: Turn, group: Group, room: Room) -> None:
    if room.moved_to and room.moved_to != group.address:
        await turn.tx.groups.keep(groups.move(group, room.moved_to))


async def moved(turn: Turn, place: tuple[str, str], address: str) -> bool:
    """Follow a group to its new address, of which a message to the old one told.

    Whatever has the old one goes along, for something may still be to do in what is a
    team chat no more. False: nothing had it, so that a new attempt would go there again.
    """
    there = await turn.tx.groups.ever_at(*place)
    for group in there:
        await turn.tx.groups.keep(groups.move(group, address))
    return bool(there)


async def wake(turn: Turn, group: Group) -> None:
    """Look once a day whether a team chat is fit; give up what nobody said yes to."""
    if group.state is GroupState.LOOKED_AT:
        left = LeaveGroup(group=group.id, case=group_states.case_id(group))
        await turn.tx.outbox.add(left)
    if group.state is not GroupState.BOUND:
        await turn.tx.groups.keep(groups.end(group))
        return
    again = replace(group, wake_at=turn.now + groups.LOOKED_INTO_EVERY)
    await turn.tx.groups.keep(again)
    await group_states.look(turn, again)


async def _refuse_channel(turn: Turn, incoming: Incoming, room: Room) -> None:
    if room.news is not RoomNews.WE_ARE_IN:
        return
    person_id = await turn.tx.addresses.person_at(incoming.network, incoming.address)
    if person_id is not None:
        await turn.tx.outbox.add(
            TellUnfit(to=person_id, why=Unfit.CHANNEL, title=room.title)
        )


async def _hint(turn: Turn, incoming: Incoming, room: Room) -> None:
    await turn.tx.outbox.add(
        HintAnonymous(
            network=incoming.network,
            address=room.address,
            language=incoming.language or None,
        )
    )


_NEWS: dict[RoomNews, Callable[[Turn, Group, Room], Awaitable[None]]] = {
    RoomNews.ARRIVED: _arrived,
    RoomNews.LEFT: _left,
    RoomNews.ASKS_IN: _asks_in,
    RoomNews.WE_ARE_IN: _we_are_in,
    RoomNews.WE_ARE_OUT: _we_are_out,
    RoomNews.MOVED: _moved,
}
