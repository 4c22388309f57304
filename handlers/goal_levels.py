"""What a goal looks like when it is nearer or further: written once, one at a time."""

from uuid import UUID

from casework import planning
from casework.agenda_items import Level
from casework.cases import Case
from casework.forms import Field, Form, Option
from casework.ids import GoalId, PersonId
from casework.outcome import Outcome
from casework.plan_messages import ShowGoal
from casework.plans import Goal
from casework.refusals import OnlyTheCaseManager
from casework.words import checked
from handlers import forms
from handlers.incoming import Said
from handlers.plan_lines import goal_line
from handlers.turn import Turn

LIMIT = 160
"""Characters of a level: a line that is read beside a button."""
ORDER = {
    "as_hoped": Level.AS_HOPED,
    "better": Level.BETTER,
    "much_better": Level.MUCH_BETTER,
    "less": Level.LESS,
    "much_less": Level.MUCH_LESS,
}
"""What was hoped for first, then better, then less (Turner-Stokes, casework.md D8)."""
_KEEP, _OPEN, _ENOUGH = "·keep", "·open", "·enough"


async def begin(turn: Turn, said: Said, goal: Goal) -> None:
    """Ask the case manager what each level looks like; any may be left open."""
    given = {"goal": (str(goal.id),)}
    await forms.begin(turn, said, LevelsForm.name, goal.case, given)


async def shown(turn: Turn, goal: Goal, case: Case, to: PersonId) -> ShowGoal:
    """Return one goal as its case manager reads it."""
    activities = await turn.tx.activities.of_case(case.id)
    line = await goal_line(turn, goal, activities)
    return ShowGoal(to=to, case=case.id, code=case.code, line=line, levels=goal.levels)


class LevelsForm:
    """What can be seen at each level of one goal."""

    name = "levels"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for the next level, until all are through or it is enough."""
        if any(form.all(key) == (_ENOUGH,) for key in ORDER):
            return None
        key = next((key for key in ORDER if key not in form.answers), None)
        if key is None:
            return None
        goal = await _goal(turn, form)
        before = _before(goal, ORDER[key])
        options = [Option(value=_OPEN, word="levels.open")]
        if before:
            options.insert(0, Option(value=_KEEP, word="levels.keep"))
        if form.goes_back:
            options.append(Option(value=_ENOUGH, word="levels.enough"))
        return Field(
            key=key,
            options=tuple(options),
            takes_text=True,
            about={"goal": goal.text, "before": before},
            notes=("levels.before",) if before else (),
        )

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a level too long to be read beside a button."""
        for key in ORDER:
            if form.all(key):
                checked(form.one(key), limit=LIMIT)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Keep the words with the goal, and show it."""
        goal = await _goal(turn, form)
        member = await turn.tx.members.in_case(form.person, goal.case)
        if member is None or not member.manages:
            raise OnlyTheCaseManager
        texts = {level: _text(goal, form, key) for key, level in ORDER.items()}
        outcome = planning.describe(goal, texts, form.person, turn.now)
        (described,) = outcome.things
        case = await turn.tx.cases.get(goal.case)
        message = await shown(turn, described, case, form.person)
        return outcome + Outcome(messages=(message,))


forms.register(LevelsForm())


async def _goal(turn: Turn, form: Form) -> Goal:
    return await turn.tx.goals.get(GoalId(UUID(form.one("goal"))))


def _before(goal: Goal, level: Level) -> str:
    return next((each.text for each in goal.levels if each.level is level), "")


def _text(goal: Goal, form: Form, key: str) -> str:
    """Return the words of a level: written now, kept, or none."""
    given = form.all(key) or (_KEEP,)
    if given[0] in {_KEEP, _ENOUGH}:
        return _before(goal, ORDER[key])
    return "" if given[0] == _OPEN else given[0]
