"""Somebody suggests another time, in the chat or by mail; the case manager decides."""

from dataclasses import replace

from casework import mails, suggestions
from casework.announcements import Change
from casework.forms import Field, Form
from casework.ids import RoundtableId
from casework.meetings import move
from casework.notices import ConfirmCancelled
from casework.outcome import Outcome
from casework.roundtables import RoundtableState, Source, Suggestion
from casework.words import checked
from handlers import circles, forms, meetings, typed_times
from handlers.circles import roundtable_of
from handlers.incoming import Said
from handlers.roundtable_actions import DecideSuggestion, WithRoundtable
from handlers.turn import Turn

LIMIT = 500


async def suggest(
    turn: Turn,
    roundtable: RoundtableId,
    new: Suggestion,
) -> None:
    """Bring a time that somebody would like better before the case manager.

    The door for every way to say so: the chat's form, and a calendar's COUNTER.
    The same suggestion again changes nothing.

    Raises:
        NotYours: they have no seat there, or are not in the network any more.
        OutOfDate: the roundtable is over or called off.
        InThePast: the time is over.
        AskedAlready: everyone is asked about this time, or it is the time fixed.
    """
    asked, circle = await circles.joined(turn, new.person, roundtable)
    said = checked(new.words, limit=LIMIT) if new.words.strip() else ""
    new = replace(new, words=said)
    await turn.tx.keep(suggestions.suggest(asked, circle, new, turn.now))


async def decide(turn: Turn, said: Said, action: DecideSuggestion) -> None:
    """Ask everyone about the suggested time too, or move to it, or leave it."""
    kept, circle = await circles.led(turn, said.person.id, action.roundtable)
    suggestion = suggestions.found(kept, action.by, action.starts_at)
    if not action.take:
        outcome = suggestions.decline(kept, circle, suggestion)
        if suggestion.source is Source.MAIL:
            told = mails.counter_declined(kept, circle, suggestion.person)
            outcome += Outcome(messages=told)
    elif kept.state is RoundtableState.CONVENED:
        taken = suggestions.take(kept, suggestion)
        moved = move(taken, action.starts_at, (turn.now, turn.almanac))
        outcome = await meetings.announced(turn, moved, circle, Change.MOVED)
    else:
        outcome = suggestions.ask_about(kept, circle, suggestion, turn.now)
    await forms.settle(turn, said)
    await turn.tx.keep(outcome)


async def begin(turn: Turn, said: Said, action: WithRoundtable) -> None:
    """Ask somebody which other time would suit them."""
    asked, _ = await circles.joined(turn, said.person.id, action.roundtable)
    suggestions.check_open(asked, turn.now)
    given = {"roundtable": (str(asked.id),)}
    await forms.begin(turn, said, SuggestForm.name, asked.case, given)


class SuggestForm:
    """Which other time would suit somebody: a day and a time, or their own words."""

    name = "suggest"

    async def next_field(self, turn: Turn, form: Form) -> Field | None:
        """Ask for a day and a time of day; what was typed is shown back."""
        asked, _ = await circles.joined(turn, form.person, roundtable_of(form))
        days = suggestions.days_to_offer(asked, turn.today, turn.almanac)
        wanted = typed_times.typed_time(turn, form, typed_times.days_offered(days))
        return next((f for f in wanted if f.key not in form.answers), None)

    async def check(self, turn: Turn, form: Form) -> None:
        """Refuse a time that is over or does not exist."""
        typed_times.check_typed_time(turn, form)

    async def finish(self, turn: Turn, form: Form) -> Outcome:
        """Tell the case manager, or ask anew if something else was meant."""
        asked, circle = await circles.joined(turn, form.person, roundtable_of(form))
        starts_at = typed_times.chosen_time(turn, form)
        if starts_at is None:
            return Outcome(messages=(ConfirmCancelled(to=form.person),))
        new = Suggestion(person=form.person, starts_at=starts_at, at=turn.now)
        return suggestions.suggest(asked, circle, new, turn.now)


forms.register(SuggestForm())
