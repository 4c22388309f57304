"""What a case manager sees of a team chat in a group, and does with it."""

from collections.abc import Awaitable, Callable

from casework import groups
from casework.errands import LeaveGroup
from casework.group_messages import AskEnd, ConfirmGroup, GroupDo, ShowGroup
from casework.groups import Group, GroupState
from casework.refusals import OnlyTheCaseManager, OutOfDate
from handlers import group_rolls, group_states
from handlers.actions import OnGroup
from handlers.forms import settle
from handlers.incoming import Said
from handlers.turn import Turn


async def on_group(turn: Turn, said: Said, action: OnGroup) -> None:
    """Do what a button says about a group.

    Raises:
        OnlyTheCaseManager: the presser does not lead its case.
        OutOfDate: the group is a team chat no more.
    """
    group = await turn.tx.groups.get(action.group)
    if group.case is None or group.state is GroupState.ENDED:
        raise OutOfDate
    member = await turn.tx.members.in_case(said.person.id, group.case)
    if member is None or not member.manages:
        raise OnlyTheCaseManager
    await _DOES[action.step](turn, said, group)


async def show(turn: Turn, said: Said, group: Group) -> None:
    """Show how a team chat stands."""
    case = await group_rolls.case_of(turn, group)
    there = await group_rolls.strangers(turn, group)
    await turn.tx.outbox.add(
        ShowGroup(
            to=said.person.id,
            case=case.id,
            group=group.id,
            code=case.code,
            title=group.title,
            resting=group.state is GroupState.RESTING,
            dangers=group.dangers,
            strangers=tuple(one.name for one in there),
            unseen=group.unseen,
            declined=group.declined,
            waiting=await turn.tx.group_posts.waiting(group.id),
        )
    )


async def _look(turn: Turn, said: Said, group: Group) -> None:
    await settle(turn, said)
    await group_states.look(turn, group)
    await _confirm(turn, said, group, GroupDo.LOOK)


async def _bind(turn: Turn, said: Said, group: Group) -> None:
    await settle(turn, said)
    await group_states.bind(turn, group, said.person.id)


async def _leave_it(turn: Turn, said: Said, group: Group) -> None:
    if group.state is not GroupState.LOOKED_AT:
        raise OutOfDate
    await settle(turn, said)
    left = LeaveGroup(group=group.id, case=group_states.case_id(group))
    await _confirm(turn, said, group, GroupDo.LEAVE_IT)
    await turn.tx.groups.keep(groups.end(group))
    await turn.tx.outbox.add(left)


async def _drop_posts(turn: Turn, said: Said, group: Group) -> None:
    count = await turn.tx.group_posts.waiting(group.id)
    await settle(turn, said)
    await turn.tx.group_posts.drop(group.id)
    await _confirm(turn, said, group, GroupDo.DROP_POSTS, count)


async def _ask_end(turn: Turn, said: Said, group: Group) -> None:
    case = await group_rolls.case_of(turn, group)
    await turn.tx.outbox.add(
        AskEnd(
            to=said.person.id,
            case=case.id,
            group=group.id,
            code=case.code,
            title=group.title,
        )
    )


async def _end(turn: Turn, said: Said, group: Group) -> None:
    await settle(turn, said)
    await group_states.end(turn, group, said.person.id)
    await _confirm(turn, said, group, GroupDo.END)


async def _confirm(
    turn: Turn, said: Said, group: Group, done: GroupDo, count: int = 0
) -> None:
    case = await group_rolls.case_of(turn, group)
    await turn.tx.outbox.add(
        ConfirmGroup(
            to=said.person.id, case=case.id, code=case.code, done=done, count=count
        )
    )


_DOES: dict[GroupDo, Callable[[Turn, Said, Group], Awaitable[None]]] = {
    GroupDo.SHOW: show,
    GroupDo.LOOK: _look,
    GroupDo.BIND: _bind,
    GroupDo.LEAVE_IT: _leave_it,
    GroupDo.DROP_POSTS: _drop_posts,
    GroupDo.ASK_END: _ask_end,
    GroupDo.END: _end,
}
