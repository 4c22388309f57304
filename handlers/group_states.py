"""How a group stands as a team chat: looked into, bound, resting, ended."""

from dataclasses import replace
from datetime import timedelta

from casework import groups
from casework.errands import EndGroupLink, LeaveGroup, LookIntoGroup, MakeGroupLink
from casework.group_messages import (
    AskBinding,
    ConfirmBound,
    PostTeamChat,
    TellResting,
    TellUnfit,
)
from casework.groups import (
    Group,
    GroupBound,
    GroupEnded,
    GroupRested,
    GroupState,
    Look,
    Unfit,
)
from casework.ids import CaseId, PersonId
from casework.outcome import Outcome, TeamPost
from casework.refusals import NotYours, OutOfDate
from handlers import group_rolls
from handlers.turn import Turn

_HELD = (GroupState.BOUND, GroupState.RESTING)
_FAREWELL = timedelta(minutes=1)
"""How long the program stays in a group after its goodbye, so that this comes first."""


async def look(turn: Turn, group: Group) -> None:
    """Have the network describe a group, and who of the case's people is in it."""
    assert group.case is not None  # noqa: S101 - chosen before
    ask_for = []
    for member in await turn.tx.members.active(group.case):
        for place in await turn.tx.addresses.of(member.person):
            ask_for += [place.address] if place.network == group.network else []
    await turn.tx.outbox.add(
        LookIntoGroup(group=group.id, case=group.case, ask_for=tuple(ask_for))
    )


async def described(turn: Turn, group: Group, seen: Look) -> None:
    """Go on with what a group turned out to be."""
    if group.state is GroupState.BOUND:
        await _still_fit(turn, group, seen)
    elif group.state is GroupState.LOOKED_AT:
        await _ask(turn, group, seen)


async def bind(turn: Turn, group: Group, by: PersonId) -> None:
    """Make a group the team chat of its case, in the place of any other one.

    Raises:
        OutOfDate: it is bound already, or was given up.
        NotYours: it is the team chat of another case.
    """
    if group.state is not GroupState.LOOKED_AT:
        raise OutOfDate
    if await holder(turn, group) is not None:
        raise NotYours
    case = await group_rolls.case_of(turn, group)
    for other in await _others(turn, group):
        await end(turn, other, by)
    bound = replace(
        group,
        state=GroupState.BOUND,
        wake_at=turn.now + groups.LOOKED_INTO_EVERY,
    )
    there = await group_rolls.strangers(turn, bound)
    fact = GroupBound(at=turn.now, by=by, case=case.id, group=group.id)
    confirmed = ConfirmBound(
        to=by,
        case=case.id,
        group=group.id,
        code=case.code,
        title=group.title,
        strangers=len(there),
    )
    post = PostTeamChat(case=case.id, code=case.code, group=group.id)
    link = MakeGroupLink(group=group.id, case=case.id)
    told = groups.tell_of(bound, there)
    await turn.tx.keep(Outcome((told,), (fact,), (confirmed, post, link)))
    await group_rolls.show_roles(turn, bound, tuple(o.address for o in bound.roll))


async def end(
    turn: Turn, group: Group, by: PersonId, farewell: TeamPost | None = None
) -> None:
    """Let a group be a team chat no more; the program goes out of it."""
    assert group.case is not None  # noqa: S101 - bound to one
    await turn.tx.group_posts.drop(group.id)
    fact = GroupEnded(at=turn.now, by=by, case=group.case, group=group.id)
    if group.link:
        old = EndGroupLink(group=group.id, case=group.case, link=group.link)
        await turn.tx.outbox.add(old)
    leaves_at = turn.now
    if farewell is not None:
        await turn.tx.outbox.add(farewell)
        leaves_at += _FAREWELL
    left = LeaveGroup(group=group.id, case=group.case)
    await turn.tx.outbox.add(left, leaves_at)
    await turn.tx.keep(Outcome((groups.end(group),), (fact,)))


async def lost(turn: Turn, group: Group, why: Unfit) -> None:
    """Let a team chat rest that the program is out of, or that has become unfit."""
    if group.state is GroupState.LOOKED_AT:
        await turn.tx.groups.keep(groups.end(group))
        return
    if group.state is not GroupState.BOUND:
        return
    case = await group_rolls.case_of(turn, group)
    fact = GroupRested(at=turn.now, case=case.id, group=group.id, why=why)
    told = TellResting(
        to=case.manager, case=case.id, group=group.id, code=case.code, why=why
    )
    await turn.tx.keep(Outcome((groups.rest(group),), (fact,), (told,)))


async def refuse(turn: Turn, group: Group, why: Unfit) -> None:
    """Refuse a group and go out of it, unless it is somebody else's team chat."""
    told = TellUnfit(to=group.person, why=why, title=group.title)
    await turn.tx.keep(Outcome((groups.end(group),), (), (told,)))
    if why not in {Unfit.TAKEN, Unfit.GONE}:
        await turn.tx.outbox.add(LeaveGroup(group=group.id, case=case_id(group)))


async def holder(turn: Turn, group: Group) -> Group | None:
    """Return what this very group is already as a team chat, or None."""
    found = await turn.tx.groups.at(group.network, group.address)
    if found is None or found.id == group.id or found.state not in _HELD:
        return None
    return found


async def _ask(turn: Turn, group: Group, seen: Look) -> None:
    if seen.unfit is not None:
        await refuse(turn, group, seen.unfit)
        return
    group = groups.look_over(group, seen)
    case = await group_rolls.case_of(turn, group)
    there = await group_rolls.strangers(turn, group)
    others = [o.title for o in await _others(turn, group)]
    asked = AskBinding(
        to=group.person,
        case=case.id,
        group=group.id,
        code=case.code,
        title=group.title,
        dangers=group.dangers,
        strangers=tuple(one.name for one in there),
        unseen=group.unseen,
        instead_of=others[0] if others else "",
    )
    await turn.tx.keep(Outcome((group,), (), (asked,)))


async def _still_fit(turn: Turn, group: Group, seen: Look) -> None:
    if seen.unfit is not None:
        await lost(turn, group, seen.unfit)
        return
    await group_rolls.keep_and_tell(turn, group, groups.look_over(group, seen))


async def _others(turn: Turn, group: Group) -> list[Group]:
    found = await turn.tx.groups.of(case_id(group), *_HELD)
    return [o for o in found if o.id != group.id and o.network == group.network]


def case_id(group: Group) -> CaseId:
    """Return the case of a group that is looked into, or more."""
    assert group.case is not None  # noqa: S101 - chosen before it is looked into
    return group.case
