"""The case manager sees and changes who is in the network."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from casework import cases, membership
from casework.cases import Member, MemberState, restricted_in
from casework.disclosure import InfoClass, unused
from casework.ids import PersonId
from casework.membership import (
    AskRemoval,
    MemberChange,
    MemberLine,
    Rest,
    ShowMember,
    ShowNetwork,
    TellOrphaned,
)
from casework.refusals import NotYours, OnlyTheCaseManager, OutOfDate
from casework.roles import Role
from handlers import (
    channels,
    forms,
    inviting,
    leaving,
    restricting,
    which_case,
)
from handlers.actions import ChangeMember
from handlers.incoming import Said
from handlers.replacing import ReplaceForm
from handlers.turn import Turn


async def show(turn: Turn, said: Said) -> None:
    """Show who is in the network, as far as the asker may know.

    Raises:
        NotYours: the asker sees only their own part.
    """
    case, asker = await which_case.of(turn, said)
    if InfoClass.NETWORK not in asker.reads:
        raise NotYours
    members = await turn.tx.members.of_case(case.id)
    rests = frozenset[PersonId]()
    if not asker.manages:
        rests = unused(asker, restricted_in(members))
    lines = [
        await _line(turn, member, leads=asker.manages)
        for member in members
        if asker.manages or (member.reads_anything and member.person not in rests)
    ]
    await turn.tx.outbox.add(
        ShowNetwork(
            to=said.person.id,
            case=case.id,
            code=case.code,
            lines=tuple(lines),
            leads=asker.manages,
            also=(InfoClass.SILENCE,) if asker.manages else (),
        )
    )


async def change(turn: Turn, said: Said, action: ChangeMember) -> None:
    """Do what a button says about one member.

    Raises:
        OnlyTheCaseManager: the presser does not lead this network.
    """
    member = await turn.tx.members.get(action.member)
    if action.change is MemberChange.LEAVE:
        await leaving.leave_now(turn, said, member)
        return
    asker = await turn.tx.members.in_case(said.person.id, member.case)
    if asker is None or not asker.manages:
        raise OnlyTheCaseManager
    if member.state is MemberState.LEFT and action.change not in _OF_WHO_LEFT:
        raise OutOfDate
    if member.role is Role.CASE_MANAGER:
        raise NotYours
    await _CHANGES[action.change](turn, said, member)


async def _see(turn: Turn, said: Said, member: Member) -> None:
    case = await turn.tx.cases.get(member.case)
    line = await _line(turn, member, leads=True)
    theirs = await channels.of(turn, member.person)
    line = replace(line, channels=tuple(channel.network for channel in theirs))
    await turn.tx.outbox.add(
        ShowMember(to=said.person.id, case=case.id, code=case.code, line=line)
    )


async def _new_link(turn: Turn, said: Said, member: Member) -> None:
    person = await turn.tx.people.get(member.person)
    await inviting.new_link(turn, member, said.person, person)


async def _ask_remove(turn: Turn, said: Said, member: Member) -> None:
    case = await turn.tx.cases.get(member.case)
    person = await turn.tx.people.get(member.person)
    await turn.tx.outbox.add(
        AskRemoval(
            to=said.person.id,
            case=case.id,
            code=case.code,
            member=member.id,
            name=person.name,
        )
    )


async def _remove(turn: Turn, said: Said, member: Member) -> None:
    case = await turn.tx.cases.get(member.case)
    person = await turn.tx.people.get(member.person)
    manager = await turn.tx.members.in_case(said.person.id, member.case)
    if manager is None:
        raise NotYours
    await forms.settle(turn, said)
    orphaned = await leaving.let_go(turn, member)
    await turn.tx.keep(cases.remove(member, person, manager, turn.now))
    if orphaned:
        await turn.tx.outbox.add(
            TellOrphaned(
                to=said.person.id, case=case.id, code=case.code, activities=orphaned
            )
        )


async def _require(turn: Turn, said: Said, member: Member) -> None:
    await _set_required(turn, said, member, required=True)


async def _relax(turn: Turn, said: Said, member: Member) -> None:
    await _set_required(turn, said, member, required=False)


async def _set_required(
    turn: Turn, said: Said, member: Member, *, required: bool
) -> None:
    changed = membership.require(member, required=required)
    await turn.tx.members.keep(changed)
    await _see(turn, said, changed)


async def _replace(turn: Turn, said: Said, member: Member) -> None:
    answers = {"member": (str(member.id),)}
    await forms.begin(turn, said, ReplaceForm.name, member.case, answers)


async def _line(turn: Turn, member: Member, *, leads: bool) -> MemberLine:
    person = await turn.tx.people.get(member.person)
    places = await turn.tx.addresses.of(person.id) if leads else []
    dead = bool(places) and all(place.dead or place.page for place in places)
    line = membership.line_of(member, person, leads=leads, dead=dead, today=turn.today)
    return replace(line, rests=await _rest(turn, member)) if leads else line


async def _rest(turn: Turn, member: Member) -> Rest | None:
    resting = member.restriction
    if resting is None:
        return None
    by, until = await turn.tx.people.get(resting.by), resting.lifts_at
    return Rest(
        since=turn.almanac.today(resting.since),
        by=by.name,
        until=turn.almanac.today(until) if until else None,
    )


_OF_WHO_LEFT = {MemberChange.SEE, MemberChange.RESTRICT, MemberChange.USE_AGAIN}
_CHANGES: dict[MemberChange, Callable[[Turn, Said, Member], Awaitable[None]]] = {
    MemberChange.SEE: _see,
    MemberChange.NEW_LINK: _new_link,
    MemberChange.REPLACE: _replace,
    MemberChange.ASK_REMOVE: _ask_remove,
    MemberChange.REMOVE: _remove,
    MemberChange.REQUIRE: _require,
    MemberChange.RELAX: _relax,
    MemberChange.RESTRICT: restricting.begin,
    MemberChange.USE_AGAIN: restricting.announce_end,
}
