"""Somebody takes another's place in a network, with all that goes with it."""

from dataclasses import replace
from uuid import UUID

from casework import cases, membership
from casework.cases import Member, MemberState
from casework.forms import Field, Form, Option
from casework.ids import MemberId, PersonId, RhythmId, new_id
from casework.membership import MemberReplaced
from casework.outcome import Outcome
from casework.people import Person
from casework.refusals import OutOfDate
from casework.roundtables import Seat
from casework.words import checked
from handlers import forms, inviting, leaving, mailing
from handlers.inviting import LANGUAGES
from handlers.turn import Turn

_LONGEST_NAME = 120


class ReplaceForm:
    """Who comes instead of somebody, in the same role and for the same reason."""

    name = "replace"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the name and the language; all else stays."""
        languages = tuple(Option(value=v, word=f"language.{v}") for v in LANGUAGES)
        fields = (
            Field(key="name", takes_text=True),
            Field(key="language", options=languages),
        )
        return next((f for f in fields if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a name too long to be one."""
        if form.all("name"):
            checked(form.one("name"), limit=_LONGEST_NAME)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Let the one go, invite the other, and hand everything over."""
        before = await turn.tx.members.get(MemberId(UUID(form.one("member"))))
        if before.state is MemberState.LEFT:
            raise OutOfDate
        manager = await turn.tx.people.get(form.person)
        leading = await turn.tx.members.in_case(manager.id, before.case)
        if leading is None:
            raise OutOfDate
        gone = await turn.tx.people.get(before.person)
        await mailing.let_go(turn, before)
        heir, person = await _heir(turn, form, before, gone)
        await hand_over(turn, before, heir)
        await leaving.let_go(turn, before)
        removed = cases.remove(before, gone, leading, turn.now)
        fact = MemberReplaced(
            at=turn.now,
            by=manager.id,
            case=before.case,
            member=heir.id,
            before=before.id,
        )
        await turn.tx.keep(replace(removed, facts=(*removed.facts, fact)))
        await inviting.new_link(turn, heir, manager, person)
        return Outcome()


forms.register(ReplaceForm())


async def _heir(
    turn: Turn, form: Form, before: Member, gone: Person
) -> tuple[Member, Person]:
    person = Person(
        id=PersonId(new_id()),
        name=form.one("name"),
        language=form.one("language"),
        official=gone.official,
        organisation=gone.organisation,
    )
    heir = Member(
        id=MemberId(new_id()),
        case=before.case,
        person=person.id,
        role=before.role,
        sector=before.sector,
        purpose=before.purpose,
        required=before.required,
        organisation=before.organisation,
        sharing_limit=before.sharing_limit,
    )
    await turn.tx.people.keep(person)
    await turn.tx.members.keep(heir)
    return heir, person


async def hand_over(turn: Turn, before: Member, heir: Member) -> None:
    """Give activities, rhythms and seats at roundtables to the new member."""
    for activity in await turn.tx.activities.of_case(before.case):
        if activity.responsible == before.id and activity.runs:
            await turn.tx.activities.keep(
                membership.take_over(activity, heir.id, heir.person)
            )
    for rhythm in await turn.tx.rhythms.of_member(before.id, before.case):
        theirs = replace(
            rhythm, id=RhythmId(new_id()), member=heir.id, person=heir.person
        )
        await turn.tx.rhythms.keep(theirs)
    for roundtable in await turn.tx.roundtables.ahead(before.case):
        seats = tuple(
            Seat(
                member=heir.id,
                person=heir.person,
                required=seat.required,
                chair=seat.chair,
            )
            if seat.member == before.id
            else seat
            for seat in roundtable.seats
        )
        await turn.tx.roundtables.keep(replace(roundtable, seats=seats))
