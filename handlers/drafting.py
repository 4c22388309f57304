"""The case manager plans a roundtable: the draft, its changes, and asking everyone."""

from dataclasses import replace
from uuid import UUID

from casework import drafts, easing, polls, standing_in
from casework.busy_calendars import BusyCalendar
from casework.circles import Circle
from casework.drafts import check_draft
from casework.forms import Field, Form, Option
from casework.ids import MemberId, RoundtableId, new_id
from casework.outcome import Outcome
from casework.refusals import OutOfDate
from casework.roundtables import (
    OPEN,
    ChildPart,
    Purpose,
    Roundtable,
    RoundtableState,
    Weeks,
    count_held,
)
from casework.series import ShowSeries
from casework.words import checked
from handlers import (
    busy,
    circles,
    forms,
    meetings,
    minutes,
    repeating,
    times,
    which_case,
)
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import ANOTHER, Do, Ease, LetOneStand, WithRoundtable
from handlers.turn import Turn
from handlers.typed_times import check_typed_time, chosen_time, typed_time
from handlers.voting import see_poll

PLACE_LIMIT = 200


async def roundtable(turn: Turn, said: Said) -> None:
    """Show the case manager where the open roundtable stands, or draft a new one."""
    words = said.text.split()
    said = replace(said, text=words[0] if words else "")
    case, _ = await which_case.led(turn, said)
    all_ = await turn.tx.roundtables.of_case(case.id)
    unfinished = OPEN | {RoundtableState.HELD}
    running = [r for r in all_ if r.state in unfinished]
    if running and ANOTHER not in words:
        await show_running(turn, said, running)
        return
    circle = replace(await circles.of_case(turn, case.id), manager=said.person.id)
    await busy.freshen(turn, [each.person.id for each in circle.present])
    new = RoundtableId(new_id())
    draft = drafts.draft(new, circle, count_held(all_), turn.now)
    await turn.tx.keep(await shown(turn, draft, circle))


async def show_running(turn: Turn, said: Said, running: list[Roundtable]) -> None:
    """Show where the open ones stand; of several fixed dates only the next in full."""
    fixed = repeating.ahead_of(turn, running)
    for each in running:
        if each not in fixed[1:]:
            await show_open(turn, said, each)
    if len(fixed) > 1:
        case = await turn.tx.cases.get(fixed[0].case)
        dates = tuple((each.id, each.starts_at or turn.now) for each in fixed)
        shown = ShowSeries(to=said.person.id, case=case.id, code=case.code, dates=dates)
        await turn.tx.outbox.add(shown)


async def show_open(turn: Turn, said: Said, open_: Roundtable) -> None:
    """Show the case manager where one roundtable stands, and what can be done."""
    action = WithRoundtable(roundtable=open_.id, what=Do.SEE)
    if open_.state is RoundtableState.POLLING:
        await see_poll(turn, said, action)
    elif open_.starts_at and turn.now >= open_.starts_at:
        await minutes.see(turn, said, action)
    else:
        await meetings.see(turn, said, action)


async def shown(turn: Turn, draft: Roundtable, circle: Circle) -> Outcome:
    """Return the draft with the times found and all that speaks against it."""
    found = await times.find(turn, draft, circle)
    if draft.instead_of is not None:
        before = await turn.tx.roundtables.get(draft.instead_of)
        found = drafts.without(found, before.proposals)
    missing = await circles.opinions_missing(turn, circle)
    held = count_held(await turn.tx.roundtables.of_case(draft.case))
    return drafts.show(draft, circle, found, missing, held)


async def calendar_read(turn: Turn, calendar: BusyCalendar, found: busy.Found) -> None:
    """Keep what a calendar said, and draft anew where it takes a time away."""
    if not await busy.keep_read(turn, calendar, found):
        return
    spans = (await turn.tx.busy_calendars.get(calendar.id)).taken
    for member in await turn.tx.members.of_person(calendar.person):
        for draft in await turn.tx.roundtables.drafts(member.case):
            if drafts.touched(draft, member.id, spans):
                _, circle = await circles.led(turn, draft.chair, draft.id)
                outcome = await shown(turn, draft, circle)
                again = (drafts.said_again(each) for each in outcome.messages)
                await turn.tx.keep(replace(outcome, messages=tuple(again)))


async def ask(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask everyone which of the proposed times suit them."""
    draft, circle = await circles.led(turn, said.person.id, action.roundtable)
    others = await turn.tx.roundtables.ahead(draft.case)
    outcome = polls.open_poll(
        draft, circle, others, times.closes_at(turn, draft), turn.now
    )
    await forms.settle(turn, said)
    # Keeping the case makes two who ask at once meet: one goes first (checks once
    # more), so that a purpose never has two open roundtables.
    await turn.tx.cases.keep(await turn.tx.cases.get(draft.case))
    if draft.instead_of is not None:
        before = await turn.tx.roundtables.get(draft.instead_of)
        if before.state is RoundtableState.POLLING:
            await forget(turn, before)
    await turn.tx.keep(outcome)


async def see(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Show the draft again, with the times as they are now."""
    draft, circle = await circles.led(turn, said.person.id, action.roundtable)
    await forms.settle(turn, said)
    await turn.tx.keep(await shown(turn, check_draft(draft), circle))


async def new_times(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Draft a further poll with other times, as none of the times suits everybody."""
    poll, circle = await circles.led(turn, said.person.id, action.roundtable)
    new = RoundtableId(new_id())
    draft = drafts.draft_anew(poll, new, drafts.LATER[poll.weeks], turn.now)
    await turn.tx.keep(await shown(turn, draft, circle))


async def let_one_stand(turn: Turn, said: Said, action: LetOneStand) -> None:
    """Let one of an organisation be enough, or need them all, and look anew."""
    draft, circle = await circles.led(turn, said.person.id, action.roundtable)
    check_draft(draft)
    organisation, enough = action.organisation, action.enough
    changed = standing_in.let_one_stand(draft, circle, organisation, enough=enough)
    await forms.settle(turn, said)
    await turn.tx.keep(await shown(turn, changed, circle))


async def ease(turn: Turn, said: Said, action: Ease) -> None:
    """Ask for less, and look for times again."""
    draft, circle = await circles.led(turn, said.person.id, action.roundtable)
    eased = easing.ease(draft, action.easing, action.members)
    await forms.settle(turn, said)
    await turn.tx.keep(await shown(turn, eased, circle))


async def discard(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Drop the draft."""
    draft, circle = await circles.led(turn, said.person.id, action.roundtable)
    outcome = drafts.discard(draft, said.person.id, circle.code)
    await forms.settle(turn, said)
    await turn.tx.keep(outcome)


async def change(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask the case manager for what is to be different in the draft."""
    draft, _ = await circles.led(turn, said.person.id, action.roundtable)
    check_draft(draft)
    answers = {"roundtable": (str(draft.id),), "what": (action.what.value,)}
    await forms.begin(turn, said, DraftForm.name, draft.case, answers)


class DraftForm:
    """One thing that is to be different in a draft."""

    name = "draft"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the purpose, the people, the length, the weeks, place or a time."""
        wanted = await self._fields(turn, form)
        return next((f for f in wanted if f.key not in form.answers), None)

    async def _fields(self, turn: Turn, form: Form) -> tuple[Field, ...]:
        what = Do(form.one("what"))
        match what:
            case Do.PURPOSE | Do.LENGTH | Do.WEEKS | Do.CHILD:
                return (_words(*_CHOICES[what]),)
            case Do.PEOPLE:
                return await _people(turn, form)
            case Do.PLACE:
                none = Option(value="-", word="draft.no_place")
                return (Field(key="place", takes_text=True, options=(none,)),)
            case Do.OWN_TIME:
                return typed_time(turn, form, ())
            case _:
                raise OutOfDate

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a time that does not exist, and a place too long to be one."""
        if form.all("place"):
            checked(form.one("place"), limit=PLACE_LIMIT)
        check_typed_time(turn, form)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Change the draft and show it again."""
        draft, circle = await circles.led(turn, form.person, roundtable_of(form))
        changed = _changed(turn, check_draft(draft), form, circle)
        return await shown(turn, changed, circle)


_CHOICES: dict[Do, tuple[str, tuple[str, ...]]] = {
    Do.PURPOSE: ("purpose", tuple(Purpose)),
    Do.LENGTH: ("length", tuple(str(n) for n in drafts.LENGTHS)),
    Do.WEEKS: ("weeks", tuple(Weeks)),
    Do.CHILD: ("child_part", tuple(ChildPart)),
}


def _changed(turn: Turn, draft: Roundtable, form: Form, circle: Circle) -> Roundtable:
    match Do(form.one("what")):
        case Do.PURPOSE:
            draft = drafts.aim(draft, Purpose(form.one("purpose")))
        case Do.PEOPLE:
            required, optional = _chosen(form, "required"), _chosen(form, "optional")
            draft = drafts.seat_people(draft, circle, required, optional)
        case Do.LENGTH:
            draft = replace(draft, minutes_long=int(form.one("length")))
        case Do.WEEKS:
            draft = replace(draft, weeks=Weeks(form.one("weeks")))
        case Do.CHILD:
            draft = replace(draft, child_part=ChildPart(form.one("child_part")))
        case Do.PLACE:
            place = form.one("place")
            draft = replace(draft, place="" if place == "-" else place)
        case Do.OWN_TIME if own := chosen_time(turn, form):
            draft = replace(draft, own_times=(*draft.own_times, own))
        case _:
            pass
    return replace(draft, wake_at=turn.now + drafts.FORGOTTEN_AFTER)


async def _people(turn: Turn, form: Form) -> tuple[Field, ...]:
    draft, circle = await circles.led(turn, form.person, roundtable_of(form))
    required = set(form.all("required"))
    options = tuple(
        Option(value=str(p.member.id), text=p.person.name, word=f"role.{p.member.role}")
        for p in circle.present
        if p.person.id != circle.manager
    )
    seats = {str(s.member): s.required for s in draft.seats if not s.chair}
    left = tuple(option for option in options if option.value not in required)
    needed = tuple(value for value, is_needed in seats.items() if is_needed)
    preset = tuple(o.value for o in left if seats.get(o.value) is False)
    fields = [Field(key="required", options=options, many=True, preset=needed)]
    if left:
        fields.append(Field(key="optional", options=left, many=True, preset=preset))
    return tuple(fields)


def _chosen(form: Form, key: str) -> list[MemberId]:
    return [MemberId(UUID(value)) for value in form.all(key)]


def _words(key: str, values: tuple[str, ...]) -> Field:
    options = tuple(Option(value=str(v), word=f"{key}.{v}") for v in values)
    return Field(key=key, options=options)


async def forget(turn: Turn, draft: Roundtable) -> None:
    """Let a draft go that nobody has gone on with."""
    gone = replace(draft, state=RoundtableState.CANCELLED, wake_at=None)
    await turn.tx.roundtables.keep(gone)


forms.register(DraftForm())
