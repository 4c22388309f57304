"""The case manager closes a case: the reason, what the rules ask for, a yes."""

from datetime import date

from casework import closing, closures, dates, decisions
from casework.cases import Case
from casework.circles import Circle
from casework.closures import Closure, Reason
from casework.forms import Field, Form, Option
from casework.notices import ConfirmCancelled
from casework.opinions import Wanted
from casework.outcome import Outcome
from casework.refusals import OnlyTheCaseManager, OutOfDate
from casework.roles import Role
from casework.roundtables import NEEDED, TOOK_PLACE, RoundtableState, count_held
from casework.words import checked
from handlers import circles, ending, forms, which_case
from handlers.incoming import Said
from handlers.turn import Turn

LIMIT = 1000
_LOOK_AGAIN_WEEKS = (4, 12, 26)
_SHOWN = 5
"""How many activities are named before the yes; the plan has them all."""


async def begin(turn: Turn, said: Said) -> None:
    """Ask the case manager why a case is closed.

    Raises:
        OnlyTheCaseManager: the asker only stands in.
    """
    case, member = await which_case.led(turn, said)
    if member.role is not Role.CASE_MANAGER:
        raise OnlyTheCaseManager
    await forms.begin(turn, said, ClosingForm.name, case.id)


class ClosingForm:
    """Why a case is closed, what the rules ask for, and a yes."""

    name = "close"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask what is still missing; opinions that are not known end the form."""
        if "reason" not in form.answers:
            return _words("reason", *(f"closing.{each}" for each in Reason))
        case, circle = await _led(turn, form)
        reason = Reason(form.one("reason"))
        if await _opinions_missing(turn, circle, reason):
            return None
        held = await _held(turn, case)
        fields = list(_fields(turn, form, reason, held))
        asked = next((f for f in fields if f.key not in form.answers), None)
        if asked is None and "sure" not in form.answers:
            return await _sure(turn, case)
        return asked

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a reason that does not hold yet, and days that do not exist."""
        case, _ = await _led(turn, form)
        reason = Reason(form.one("reason"))
        closures.check_held(reason, await _held(turn, case))
        for key in ("why", "explanation"):
            if form.all(key):
                checked(form.one(key), limit=LIMIT)
        if form.all("since"):
            met = dates.read_day(form.one("since"), turn.today)
            closures.check_free_of_need(met, turn.today)
        if form.all("follow_up"):
            dates.parse_day(form.one("follow_up"), turn.today)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Close the case, or ask for the opinions first, or leave it as it is."""
        case, circle = await _led(turn, form)
        missing = await _opinions_missing(turn, circle, Reason(form.one("reason")))
        if missing:
            return _opinions_first(case, form, missing)
        if form.one("sure") != "yes":
            return Outcome(messages=(ConfirmCancelled(to=form.person),))
        return await ending.end(turn, case, circle, await _closure(turn, form, case))


def _opinions_first(case: Case, form: Form, missing: tuple[Wanted, ...]) -> Outcome:
    asked = closing.AskClosingOpinions(
        to=form.person, case=case.id, code=case.code, missing=missing
    )
    return Outcome(messages=(asked,))


async def _led(turn: Turn, form: Form) -> tuple[Case, Circle]:
    if form.case is None:
        raise OutOfDate
    circle = await circles.of_case(turn, form.case)
    case = await turn.tx.cases.get(form.case)
    if case.manager != form.person:
        raise OnlyTheCaseManager
    return case, circle


async def _held(turn: Turn, case: Case) -> int:
    return count_held(await turn.tx.roundtables.of_case(case.id))


async def _opinions_missing(
    turn: Turn, circle: Circle, reason: Reason
) -> tuple[Wanted, ...]:
    if not closures.needs_opinions(reason):
        return ()
    return await circles.opinions_missing(turn, circle)


def _fields(turn: Turn, form: Form, reason: Reason, held: int) -> list[Field]:
    """Return what a reason asks for, in the order in which it is asked."""
    fields = []
    if closures.needs_words(reason, held):
        few = reason is Reason.GOALS_MET
        notes = ("closing.few_held",) if few else ()
        about = {"held": str(held), "needed": str(NEEDED)} if few else {}
        fields.append(Field(key="why", takes_text=True, notes=notes, about=about))
    if closures.needs_date(reason, turn.today):
        fields.append(Field(key="since", takes_text=True))
    if closures.needs_opinions(reason):
        fields.append(_words("differs", "closing.no", "closing.yes"))
        if form.all("differs") == ("yes",):
            fields.append(Field(key="explanation", takes_text=True))
    if closures.is_looked_at_again(reason):
        days = decisions.days_ahead(turn.today, _LOOK_AGAIN_WEEKS, turn.almanac)
        options = tuple(Option(value=day.isoformat(), on=day) for day in days)
        fields.append(Field(key="follow_up", options=options, takes_text=True))
    return fields


async def _sure(turn: Turn, case: Case) -> Field:
    """Return the last question, with what is still open named before it."""
    activities = await turn.tx.activities.of_case(case.id)
    running = [f"“{each.title}”" for each in activities if each.runs]
    tasks = await turn.tx.tasks.open_in((case.id,))
    past = await turn.tx.roundtables.of_case(case.id)
    open_minutes = any(
        each.state in TOOK_PLACE - {RoundtableState.MINUTES_CONFIRMED} for each in past
    )
    ahead = await turn.tx.roundtables.ahead(case.id)
    found = {
        "closing.activities": bool(running),
        "closing.tasks": bool(tasks),
        "closing.minutes": open_minutes,
        "closing.roundtables": bool(ahead),
    }
    about = {
        "code": case.code,
        "activities": ", ".join(
            [*running[:_SHOWN], *(["…"] * (len(running) > _SHOWN))]
        ),
        "tasks": str(len(tasks)),
        "roundtables": str(len(ahead)),
    }
    options = tuple(
        Option(value=value, word=f"closing.{word}")
        for value, word in (("yes", "close_it"), ("no", "leave_it"))
    )
    notes = tuple(note for note, holds in found.items() if holds)
    return Field(key="sure", options=options, about=about, notes=notes)


async def _closure(turn: Turn, form: Form, case: Case) -> Closure:
    return Closure(
        reason=Reason(form.one("reason")),
        at=turn.now,
        by=form.person,
        held=await _held(turn, case),
        why=_said(form, "why"),
        met_since=_day(turn, form, "since"),
        explanation=_said(form, "explanation"),
        follow_up_on=_day(turn, form, "follow_up"),
    )


def _said(form: Form, key: str) -> str:
    return form.one(key) if form.all(key) else ""


def _day(turn: Turn, form: Form, key: str) -> date | None:
    return dates.read_day(form.one(key), turn.today) if form.all(key) else None


def _words(key: str, *words: str) -> Field:
    options = tuple(Option(value=w.partition(".")[2], word=w) for w in words)
    return Field(key=key, options=options)


forms.register(ClosingForm())
