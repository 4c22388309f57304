"""/limits: what a court keeps from whom, entered by one official, ended by two."""

from collections.abc import Awaitable, Callable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from casework import court_limits
from casework.cases import Case, Member
from casework.court_limits import AskEndLimit, Second, ShowLimits
from casework.disclosure import InfoClass, shown_to
from casework.forms import Field, Form, Option
from casework.ids import LimitId, MemberId, PersonId, new_id
from casework.limits import CourtLimit, EndAsked
from casework.outcome import Message, Outcome
from casework.people import Person
from casework.refusals import (
    NoSuccessor,
    NothingChosen,
    NotYours,
    OnlyTheCaseManager,
    OutOfDate,
)
from casework.roles import Role
from casework.words import checked
from handlers import emergency as emergencies
from handlers import forms, restricting, which_case
from handlers.days import day_of
from handlers.incoming import Said
from handlers.limit_actions import AgreeToEnd, EndLimit
from handlers.turn import Turn

NEW = "new"
"""The word after the code that enters one more limit."""
_OPEN = "open"
"""No last day stands in the decision."""
_LONGEST = 200


async def command(turn: Turn, said: Said) -> None:
    """Show who leads a case the limits there, or ask for one more.

    Raises:
        OnlyTheCaseManager: the asker does not lead it.
    """
    case, _leader = await which_case.led(turn, said)
    if said.text.split()[1:] == [NEW]:
        await forms.begin(turn, said, LimitForm.name, case.id)
        return
    await turn.tx.outbox.add(await _shown(turn, case, said.person.id))


async def begin_end(turn: Turn, said: Said, action: EndLimit) -> None:
    """Ask which second official has seen the decision too.

    Raises:
        OnlyTheCaseManager: the presser does not lead this network.
    """
    member = await turn.tx.members.get(action.member)
    leader = await turn.tx.members.in_case(said.person.id, member.case)
    if leader is None or not leader.manages:
        raise OnlyTheCaseManager
    about = {"member": (str(member.id),), "limit": (str(action.limit),)}
    await forms.begin(turn, said, EndLimitForm.name, member.case, about)


async def agree(turn: Turn, said: Said, action: AgreeToEnd) -> None:
    """Take the second official's yes or no."""
    member = await turn.tx.members.get(action.member)
    case = await turn.tx.cases.get(member.case)
    second = Second(by=said.person.id, at=turn.now, ends=action.ends)
    decided = court_limits.decide(member, action.limit, second, case)
    await forms.settle(turn, said)
    await turn.tx.keep(decided)


async def still_wanted(turn: Turn, message: Message) -> bool:
    """Say whether a second official is still asked, by somebody who leads the case.

    The decision is told to nobody on behalf of who has handed the case over since.
    """
    if not isinstance(message, AskEndLimit):
        return True
    member = await turn.tx.members.get(message.member)
    asker = court_limits.asked_by(member, message)
    if asker is None or not (await turn.tx.cases.get(member.case)).is_open:
        return False
    leader = await turn.tx.members.in_case(asker, member.case)
    if leader is not None and leader.manages:
        return True
    await turn.tx.members.keep(court_limits.unasked(member, message.limit))
    return False


async def wake(turn: Turn, member: Member) -> None:
    """Do what the end of a day or of three hours brings to a place in a network."""
    if member.role is Role.EMERGENCY:
        await emergencies.wake(turn, member)
        return
    await turn.tx.keep(court_limits.expire(member, turn.now))
    await restricting.wake(turn, await turn.tx.members.get(member.id))


class LimitForm:
    """What a court keeps from whom, until when, by which decision."""

    name = "limit"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the member, the kinds of information, the last day, the decision."""
        if not form.all("who"):
            return Field(key="who", options=await _limitable(turn, form))
        if "what" not in form.answers:
            return Field(key="what", options=await _kinds(turn, form), many=True)
        fields = (
            Field(
                key="until",
                options=(Option(value=_OPEN, word="limit.open"),),
                takes_text=True,
            ),
            Field(key="decision", takes_text=True),
        )
        return next((f for f in fields if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse nothing at all, a day that is over, and a decision nobody could find."""
        if "what" in form.answers and not form.all("what"):
            raise NothingChosen
        if form.all("until") and form.one("until") != _OPEN:
            day_of(form.one("until"), turn.today)
        if form.all("decision"):
            checked(form.one("decision"), limit=_LONGEST)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Let it hold at once, and show how it stands now."""
        case, leader = await _led(turn, form)
        member = await turn.tx.members.get(UUID(form.one("who")))
        entered = court_limits.enter(member, _limit_of(turn, form), leader)
        await turn.tx.keep(entered)
        return Outcome(messages=(await _shown(turn, case, form.person),))


class EndLimitForm:
    """Who the second official is."""

    name = "limit_end"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the deputy or another case manager."""
        if form.all("second"):
            return None
        case, _leader = await _led(turn, form)
        others = await _officials(turn, case, form.person)
        if not others:
            raise NoSuccessor
        options = tuple(Option(value=str(each.id), text=each.name) for each in others)
        return Field(key="second", options=options)

    async def check(self, turn: Turn, form: Form) -> None:
        """Take any of the names shown."""

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Ask them; the limit holds until their yes."""
        case, leader = await _led(turn, form)
        member = await turn.tx.members.get(UUID(form.one("member")))
        if member.case != case.id:
            raise NotYours
        asked = EndAsked(
            by=leader.person, of=PersonId(UUID(form.one("second"))), at=turn.now
        )
        limit = LimitId(UUID(form.one("limit")))
        who = await turn.tx.people.get(leader.person)
        await turn.tx.keep(court_limits.ask_end(member, limit, case, who, asked))
        return Outcome(messages=(await _shown(turn, case, form.person),))


def _limit_of(turn: Turn, form: Form) -> CourtLimit:
    until = _until(turn, form)
    over_at = turn.almanac.at(until + timedelta(days=1), time(0)) if until else None
    return CourtLimit(
        id=LimitId(new_id()),
        what=frozenset(InfoClass(each) for each in form.all("what")),
        decision=form.one("decision"),
        entered_by=form.person,
        entered_at=turn.now,
        until=until,
        over_at=over_at,
    )


def _until(turn: Turn, form: Form) -> date | None:
    said = form.one("until")
    return None if said == _OPEN else day_of(said, turn.today)


async def _led(turn: Turn, form: Form) -> tuple[Case, Member]:
    """Return the case of a form, and the place of who leads it still."""
    if form.case is None:
        raise OutOfDate
    leader = await turn.tx.members.in_case(form.person, form.case)
    if leader is None or not leader.manages:
        raise OnlyTheCaseManager
    return await turn.tx.cases.get(form.case), leader


async def _limitable(turn: Turn, form: Form) -> tuple[Option, ...]:
    case, _leader = await _led(turn, form)
    members = await turn.tx.members.known_in(case.id)
    found = []
    for member in members:
        if not member.manages and member.role is not Role.EMERGENCY:
            person = await turn.tx.people.get(member.person)
            word = f"role.{member.role}"
            found.append(Option(value=str(member.id), text=person.name, word=word))
    if not found:
        raise NotYours
    return tuple(found)


async def _kinds(turn: Turn, form: Form) -> tuple[Option, ...]:
    member = await turn.tx.members.get(MemberId(UUID(form.one("who"))))
    kinds = sorted(shown_to(member.role))
    return tuple(Option(value=kind, word=f"limited.{kind}") for kind in kinds)


async def _officials(turn: Turn, case: Case, asker: PersonId) -> list[Person]:
    """Return the deputy, and who leads other cases."""
    members = await turn.tx.members.active(case.id)
    beside = [await turn.tx.people.get(m.person) for m in members if m.manages]
    every = {p.id: p for p in (*beside, *await turn.tx.people.case_managers())}
    every.pop(asker, None)
    return sorted(every.values(), key=lambda each: each.name)


async def _shown(turn: Turn, case: Case, to: PersonId) -> ShowLimits:
    lines = []
    for member in await turn.tx.members.known_in(case.id):
        person = await turn.tx.people.get(member.person)
        for limit in member.limits:
            asked = limit.end_asked
            second = await turn.tx.people.get(asked.of) if asked else None
            name = second.name if second else ""
            lines.append(court_limits.line(member, limit, person.name, name))
    return ShowLimits(to=to, case=case.id, code=case.code, lines=tuple(lines))


forms.register(LimitForm())
forms.register(EndLimitForm())

PRESSES: dict[type, Callable[[Turn, Said, Any], Awaitable[None]]] = {
    AgreeToEnd: agree,
    EndLimit: begin_end,
}
"""What the buttons about limits do."""
