"""What leaves for a group: asked again at the moment of delivery."""

from dataclasses import replace
from datetime import timedelta

from casework.closing import PostCaseClosed
from casework.errands import EndGroupLink, LeaveGroup, MakeGroupLink, Report
from casework.group_messages import AskHeldPost, ConfirmHeldPost
from casework.groups import KEPT_BACK_FOR, Group, GroupState, Look, Unfit
from casework.ids import ShownId
from casework.outcome import Errand, Outgoing, TeamPost
from casework.refusals import NotYours, OnlyTheCaseManager, OutOfDate
from handlers import group_rolls, group_states
from handlers.actions import OnHeldPost
from handlers.forms import settle
from handlers.incoming import Said
from handlers.turn import Turn
from handlers.verdicts import Later, Never, Now, Verdict

LOOK_AGAIN = timedelta(hours=6)
"""How long a post rests that is kept back, unless the stranger leaves before."""


async def may_be_posted(turn: Turn, post: TeamPost) -> Verdict:
    """Say whether a post may leave: into the group of this case, before no stranger."""
    if post.group is None:
        return Now(None, post)
    group = await turn.tx.groups.find(post.group)
    last = isinstance(post, PostCaseClosed)
    state = GroupState.ENDED if last else GroupState.BOUND
    if group is None or group.state is not state or group.case != post.case:
        return Never("no team chat")
    if last:
        # Whether a stranger is there was asked when it was written.
        return Now(None, post, language=group.language)
    if await group_rolls.strangers(turn, group):
        return Later(turn.now + LOOK_AGAIN, at_most=KEPT_BACK_FOR)
    return Now(None, post, language=group.language)


async def may_be_done(turn: Turn, errand: Errand) -> Verdict:
    """Say whether an errand still makes sense."""
    group = await turn.tx.groups.find(errand.group)
    if group is None:
        return Never("no group")
    last = isinstance(errand, EndGroupLink | LeaveGroup)
    if last != (group.state is GroupState.ENDED):
        return Never("over")
    if isinstance(errand, LeaveGroup) and await _lives(turn, group):
        return Never("needed again")
    return Now(None, errand)


async def place_of(turn: Turn, message: TeamPost | Errand) -> tuple[str, str] | None:
    """Return the network and the address of a group now, wherever it has moved."""
    group = None if message.group is None else await turn.tx.groups.find(message.group)
    return None if group is None else (group.network, group.address)


async def reported(turn: Turn, errand: Errand, report: Report) -> None:
    """Go on with what came of an errand."""
    group = await turn.tx.groups.get(errand.group)
    if isinstance(errand, MakeGroupLink) and report.link:
        await turn.tx.groups.keep(replace(group, link=report.link))
    elif report.look is not None:
        await group_states.described(turn, group, report.look)


async def lost(turn: Turn, message: Outgoing) -> None:
    """Let a team chat rest that takes nothing any more."""
    if not isinstance(message, TeamPost | Errand) or message.group is None:
        return
    group = await turn.tx.groups.find(message.group)
    if group is not None and group.state is GroupState.LOOKED_AT:
        await group_states.described(turn, group, Look(unfit=Unfit.GONE))
    elif group is not None:
        await group_states.lost(turn, group, Unfit.GONE)


async def held(turn: Turn, message: Outgoing, shown: ShownId) -> None:
    """Ask the case manager about a post of which nobody knows whether it arrived."""
    if not isinstance(message, TeamPost):
        return
    case = await turn.tx.cases.get(message.case)
    await turn.tx.outbox.add(
        AskHeldPost(to=case.manager, case=case.id, code=case.code, held=shown)
    )


async def settle_held(turn: Turn, said: Said, action: OnHeldPost) -> None:
    """Send such a post once more, or let it be.

    Raises:
        OnlyTheCaseManager: the presser does not lead its case.
        OutOfDate: that was settled before.
    """
    shown = await turn.tx.outbox.shown(action.held)
    if shown is None or shown.case is None:
        raise NotYours
    member = await turn.tx.members.in_case(said.person.id, shown.case)
    if member is None or not member.manages:
        raise OnlyTheCaseManager
    if not await turn.tx.held.decide(action.held, again=action.again):
        raise OutOfDate
    await settle(turn, said)
    case = await turn.tx.cases.get(shown.case)
    await turn.tx.outbox.add(
        ConfirmHeldPost(
            to=said.person.id, case=case.id, code=case.code, again=action.again
        )
    )


async def _lives(turn: Turn, group: Group) -> bool:
    return await turn.tx.groups.at(group.network, group.address) is not None
