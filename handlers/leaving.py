"""Somebody leaves a network: at once nothing more is asked, sent or shown."""

from dataclasses import replace

from casework import membership
from casework.cases import Member, MemberState
from casework.check_ins import CheckInState
from casework.membership import AskLeave
from casework.refusals import HandOverFirst, NotYours, OutOfDate
from casework.roles import Role
from handlers import busy, feeds, forms, group_rolls, mailing, voting, which_case
from handlers.incoming import Said
from handlers.turn import Turn


async def leave(turn: Turn, said: Said) -> None:
    """Ask a member whether they really want to leave.

    Raises:
        HandOverFirst: the case manager cannot leave without a successor (R1).
    """
    case, member = await which_case.of(turn, said)
    if member.role is Role.CASE_MANAGER:
        raise HandOverFirst
    await turn.tx.outbox.add(
        AskLeave(to=said.person.id, case=case.id, code=case.code, member=member.id)
    )


async def leave_now(turn: Turn, said: Said, member: Member) -> None:
    """Let go at once who has said yes to that."""
    if member.person != said.person.id:
        raise NotYours
    if member.state is MemberState.LEFT:
        raise OutOfDate
    case = await turn.tx.cases.get(member.case)
    await forms.settle(turn, said)
    orphaned = await let_go(turn, member)
    await turn.tx.keep(membership.leave(member, case, orphaned, turn.now))


async def let_go(turn: Turn, member: Member) -> int:
    """End all that waits for a member; return how many activities lose their person.

    When they are in no other network, their links stop working, and what was read
    of their calendars is erased.
    """
    case, person = member.case, member.person
    await turn.tx.outbox.drop_waiting(person, case)
    await mailing.let_go(turn, member)
    await group_rolls.left(turn, member)
    await forms.let_go(turn, person, case)
    for rhythm in await turn.tx.rhythms.of_member(member.id, case):
        await turn.tx.rhythms.keep(replace(rhythm, paused=True, wake_at=None))
    for check_in in await turn.tx.check_ins.open_of(person):
        if check_in.case == case:
            await turn.tx.check_ins.keep(
                replace(check_in, state=CheckInState.STOPPED, wake_at=None)
            )
    await voting.go_on_without(turn, member)
    for invitation in await turn.tx.invitations.of_case(case):
        if invitation.member == member.id and invitation.used_at is None:
            await turn.tx.invitations.keep(replace(invitation, used_at=turn.now))
    elsewhere = await turn.tx.members.of_person(person)
    if all(other.id == member.id for other in elsewhere):
        await turn.tx.addresses.revoke_links(person)
        await feeds.end(turn, person)
        await busy.forget(turn, person)
    return len(await _silence_activities(turn, member))


async def _silence_activities(turn: Turn, member: Member) -> list[object]:
    activities = await turn.tx.activities.of_case(member.case)
    theirs = [a for a in activities if a.responsible == member.id and a.runs]
    for activity in theirs:
        await turn.tx.activities.keep(replace(activity, wake_at=None))
    return list(theirs)
