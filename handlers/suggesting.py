"""Somebody suggests another time, in the chat or by mail; the case manager decides."""

from datetime import datetime

from casework import suggestions
from casework.announcements import Change
from casework.ids import PersonId, RoundtableId
from casework.meetings import move
from casework.roundtables import RoundtableState, Suggestion
from casework.words import checked
from handlers import circles, forms, meetings
from handlers.incoming import Said
from handlers.roundtable_actions import DecideSuggestion
from handlers.turn import Turn

LIMIT = 500


async def suggest(
    turn: Turn,
    person: PersonId,
    roundtable: RoundtableId,
    starts_at: datetime,
    words: str = "",
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
    asked, circle = await circles.joined(turn, person, roundtable)
    said = checked(words, limit=LIMIT) if words.strip() else ""
    new = Suggestion(person=person, starts_at=starts_at, words=said, at=turn.now)
    await turn.tx.keep(suggestions.suggest(asked, circle, new, turn.now))


async def decide(turn: Turn, said: Said, action: DecideSuggestion) -> None:
    """Ask everyone about the suggested time too, or move to it, or leave it."""
    kept, circle = await circles.led(turn, said.person.id, action.roundtable)
    suggestion = suggestions.found(kept, action.by, action.starts_at)
    if not action.take:
        outcome = suggestions.decline(kept, circle, suggestion)
    elif kept.state is RoundtableState.CONVENED:
        taken = suggestions.take(kept, suggestion)
        moved = move(taken, action.starts_at, (turn.now, turn.almanac))
        outcome = await meetings.announced(turn, moved, circle, Change.MOVED)
    else:
        outcome = suggestions.ask_about(kept, circle, suggestion, turn.now)
    await forms.settle(turn, said)
    await turn.tx.keep(outcome)
