"""Somebody's data rests, and is used again: asked for, granted, ended (GDPR 18)."""

from uuid import UUID

from casework import restricting, tasks
from casework.cases import Member, MemberState
from casework.danger import AlertDanger
from casework.forms import Field, Form, Option
from casework.ids import MemberId, PersonId
from casework.outcome import Message, Outcome, Relayed
from casework.refusals import NotYours
from casework.restricted import Ground
from casework.restricting import Place
from casework.tasks import TaskKind
from handlers import check_ins, forms, plan_due
from handlers.actions import UseMyData
from handlers.incoming import Said
from handlers.turn import Turn


async def begin(turn: Turn, said: Said, member: Member) -> None:
    """Ask the case manager on which ground somebody's data is to rest."""
    about = {"member": (str(member.id),)}
    await forms.begin(turn, said, RestrictForm.name, member.case, about)


async def announce_end(turn: Turn, said: Said, member: Member) -> None:
    """Tell somebody beforehand that their data is used again; of who left, at once."""
    leader = await _leader(turn, said.person.id, member)
    await forms.settle(turn, said)
    place = await _place(turn, member)
    if member.state is MemberState.LEFT:
        await turn.tx.keep(restricting.end(member, place.case.code, turn.now))
        return
    await turn.tx.keep(restricting.announce_end(place, leader, turn.today, turn.now))


async def use_again(turn: Turn, said: Said, action: UseMyData) -> None:
    """End the rest of one's own data, at once."""
    place = await _place(turn, await turn.tx.members.get(action.member))
    used = restricting.withdraw(place, said.person.id, turn.now)
    await forms.settle(turn, said)
    await turn.tx.keep(used)
    await plan_due.look_again(turn, place.member)


async def wake(turn: Turn, member: Member) -> None:
    """Use somebody's data again, of which they were told a week before."""
    if not restricting.is_over(member, turn.now):
        return
    case = await turn.tx.cases.get(member.case)
    await turn.tx.keep(restricting.end(member, case.code, turn.now))
    await plan_due.look_again(turn, member)


async def rests(turn: Turn, message: Message) -> bool:
    """Say whether a message asks something of somebody whose data rests."""
    if not isinstance(message, restricting.ASKS):
        return False
    return await _rests(turn, message.to, message)


async def relays_what_rests(turn: Turn, message: Message) -> bool:
    """Say whether a message passes on what somebody said whose data rests.

    That somebody is in danger is passed on all the same (GDPR 18(2)).
    """
    if not isinstance(message, Relayed) or isinstance(message, AlertDanger):
        return False
    return message.writer is not None and await _rests(turn, message.writer, message)


async def _rests(turn: Turn, person: PersonId, message: Message) -> bool:
    if message.case is None:
        return False
    member = await turn.tx.members.in_case(person, message.case)
    return member is not None and member.restriction is not None


class RestrictForm:
    """On which ground somebody's data is kept and not used."""

    name = "restrict"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the ground, as the law names them."""
        if form.all("ground"):
            return None
        options = tuple(Option(value=g, word=f"ground.{g}") for g in Ground)
        return Field(key="ground", options=options)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any of the grounds shown."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Let it rest at once, end what is being asked, and close the request."""
        member = await turn.tx.members.get(MemberId(UUID(form.one("member"))))
        leader = await _leader(turn, form.person, member)
        ground = Ground(form.one("ground"))
        place = await _place(turn, member)
        await turn.tx.keep(restricting.restrict(place, ground, leader, turn.now))
        await check_ins.stop(turn, member.person, member.case)
        for waiting in await turn.tx.tasks.open_in((member.case,)):
            wanted = (TaskKind.RESTRICTION_WANTED, TaskKind.SILENCE)
            if waiting.about == member.person and waiting.kind in wanted:
                await turn.tx.keep(tasks.finish(waiting, ground, form.person, turn.now))
        return Outcome()


forms.register(RestrictForm())


async def _leader(turn: Turn, person: UUID, member: Member) -> Member:
    """Return the place of who leads the network of a member.

    Raises:
        NotYours: they do not.
    """
    leader = await turn.tx.members.in_case(person, member.case)
    if leader is None or not leader.manages:
        raise NotYours
    return leader


async def _place(turn: Turn, member: Member) -> Place:
    return Place(
        member=member,
        person=await turn.tx.people.get(member.person),
        case=await turn.tx.cases.get(member.case),
    )
