"""Words of how near the goals are: five taps, and never a mark (casework.md D8)."""

from collections.abc import Iterable, Iterator

from bot.languages import Words
from bot.text import Button, Text
from bot.wording.marks import N_
from bot.wording.names import name_of
from casework.agenda_items import GoalRating, Level
from casework.attainment import AskRating, Score, seen_differently
from casework.ids import GoalId
from casework.plans import LevelText
from handlers.roundtable_actions import Do, RateGoal, WithRoundtable

LEVELS: dict[Level, str] = {
    Level.MUCH_BETTER: N_("Much better than we hoped"),
    Level.BETTER: N_("A bit better than we hoped"),
    Level.AS_HOPED: N_("As we hoped"),
    Level.LESS: N_("Not quite there yet"),
    Level.MUCH_LESS: N_("Far from it, or worse"),
}


def word(message: AskRating, words: Words) -> Text:
    """Ask about one goal, or thank for all of them."""
    _ = words.gettext
    if message.goal is None:
        again = WithRoundtable(roundtable=message.roundtable, what=Do.RATE)
        text = _("Thank you. It stands beside the goals when the agenda comes.")
        return Text(text, (Button(_("Look at them again"), again),))
    asked = _(
        "{code}, goal {number} of {total}: “{text}”\nWhere are we now, as you see it? "
        "Everyone at the table who reads the goals sees your answer with your role. It "
        "is no mark."
    )
    body = asked.format(
        code=message.code,
        number=message.number,
        total=message.total,
        text=message.text,
    )
    looks = described(message.levels, words)
    body = "\n".join((body, *looks))
    return Text(body, tuple(_buttons(message, message.goal, words)))


def described(levels: Iterable[LevelText], words: Words) -> list[str]:
    """Return what each level looks like, in the words of the buttons."""
    return [
        f"• {words.gettext(LEVELS[each.level])}: "
        + words.gettext("“{words}”").format(words=each.text)
        for each in levels
    ]


def _buttons(message: AskRating, goal: GoalId, words: Words) -> Iterator[Button]:
    for level, label in LEVELS.items():
        said = RateGoal(roundtable=message.roundtable, goal=goal, level=level)
        yield Button(words.gettext(label), said, ticked=level is message.level)
    none = RateGoal(roundtable=message.roundtable, goal=goal, level=None)
    yield Button(words.gettext("I cannot say"), none)


def seen(
    ratings: Iterable[GoalRating], goal: GoalId, words: Words, *, leads: bool
) -> list[str]:
    """Return how near each observer sees a goal; who leads reads what is missing."""
    said = [each for each in ratings if each.goal == goal]
    lines = [_line(each, words) for each in said]
    if goal in seen_differently(said):
        lines.append(words.gettext("This is seen differently: talk about why."))
    if leads and not said:
        lines.append(words.gettext("Nobody has said yet how near it is: ask there."))
    return lines


def figures(scores: Iterable[Score], words: Words) -> list[str]:
    """Return the score of each observer, with what it is and is not."""
    lines = [
        words.gettext("{role}: {t} ({goals})").format(
            role=name_of(f"role.{each.role}", words),
            t=f"{each.t:.0f}",
            goals=each.goals,
        )
        for each in scores
    ]
    if not lines:
        return []
    head = words.gettext(
        "For you alone, goal attainment (T; 50 is what was hoped for; in brackets how "
        "many goals). No mark for anybody, and not to be averaged:"
    )
    return [head, *lines]


def _line(each: GoalRating, words: Words) -> str:
    role = name_of(f"role.{each.role}", words)
    return f"{role}: {words.gettext(LEVELS[each.level])}"
