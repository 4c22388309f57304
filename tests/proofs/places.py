"""Where personal words stand, what kind they are, and what their readers need."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from casework.agenda_items import AgendaKind
from casework.disclosure import Audience, InfoClass
from casework.ids import CaseId, PersonId
from casework.roles import Role
from casework.tasks import OWED_AN_ANSWER
from tests.proofs.canaries import SCORE

I = InfoClass  # noqa: E741 - the table is read by its columns


@dataclass(frozen=True, slots=True)
class Place:
    """What stands in one field: its kind, who wrote it, whom it is about."""

    shows: InfoClass
    by: str = ""
    of: str = ""
    spoken: bool = False
    """Somebody's free words, with the audience that they chose."""


PLACES: dict[str, Place] = {
    "Person.name": Place(I.NETWORK, of="id"),
    "Person.organisation": Place(I.NETWORK, of="id"),
    "Person.phone": Place(I.CONTACTS, of="id"),
    "Person.email": Place(I.CONTACTS, of="id"),
    "Member.organisation": Place(I.NETWORK, of="person"),
    "Member.purpose": Place(I.UPDATES_FULL, of="person"),
    "CourtLimit.decision": Place(I.UPDATES_FULL, by="entered_by"),
    "Goal.text": Place(I.GOALS, by="set_by"),
    "LevelText.text": Place(I.GOALS, by="set_by"),
    "Activity.title": Place(I.TASKS_ALL, of="person"),
    "Activity.reason": Place(I.UPDATES_FULL, by="person"),
    "Answer.words": Place(I.UPDATES_SUMMARY, by="person", spoken=True),
    "ProgressUpdate.note": Place(I.UPDATES_SUMMARY, by="person", spoken=True),
    "Obstacle.text": Place(I.OBSTACLES, by="person", spoken=True),
    "Obstacle.resolution": Place(I.UPDATES_FULL, by="resolved_by"),
    "Task.words": Place(I.UPDATES_FULL, by="about"),
    "Task.outcome": Place(I.UPDATES_FULL, by="person"),
    "AgendaItem.text": Place(I.AGENDA, by="by", spoken=True),
    "Suggestion.words": Place(I.UPDATES_FULL, by="person"),
    "Roundtable.place": Place(I.SCHEDULE),
    "Roundtable.reason": Place(I.SCHEDULE),
    "Roundtable.summary": Place(I.MINUTES, by="minuted_by"),
    "Roundtable.explanation": Place(I.CHILD_OPINION),
    "Roundtable.star_reference": Place(I.UPDATES_FULL),
    "Decision.text": Place(I.MINUTES, by="by"),
    "Decision.first": Place(I.MINUTES, by="by"),
    "Dissent.words": Place(I.MINUTES),
    "Correction.text": Place(I.MINUTES, by="person"),
    "ClientOpinion.words": Place(I.CHILD_OPINION, by="written_by", of="of"),
}
"""Where personal words stand, and what kind they are (casework.md D and E)."""
STANDS = frozenset(
    {
        "Goal.text",
        "Activity.title",
        "Decision.text",
        "Decision.first",
        "Task.words",
        "CourtLimit.decision",
    }
)
"""What stays in use though its person's data rests (GDPR 18): what was agreed, what
they themselves ask of the case manager, what keeps the child safe.
"""


@dataclass(frozen=True, slots=True)
class Guard:
    """One place where a canary stands, with what its reader needs."""

    place: str
    shows: InfoClass
    case: CaseId | None
    by: PersonId | None = None
    of: PersonId | None = None
    audience: Audience | None = None
    spoken: bool = False
    """Free words, which may be those of the police."""
    goal: UUID | None = None
    also: frozenset[PersonId] = frozenset()
    """Whom these words were written to, whatever they may read of the case."""
    officers: bool = False
    """Whoever watches over data protection is told."""

    @property
    def kind(self) -> str:
        """What it is, for the figures."""
        return self.place if self.place == SCORE else str(self.shows)

    def is_theirs(self, reader: PersonId | None) -> bool:
        """Say whether it tells somebody nothing but themselves, or their own words."""
        own = self.place.startswith("Person.") and self.of == reader
        return own or self.place == "said"


def guards_of(thing: Any) -> Iterator[tuple[str, Guard]]:
    """Give every text of a stored thing that stands in a named place."""
    for chain, name, text in _texts((thing,)):
        owner = chain[-1]
        place = PLACES.get(f"{type(owner).__name__}.{name}")
        if place is not None:
            yield text, _guard(chain, f"{type(owner).__name__}.{name}", place)
        elif type(thing).__name__ == "Form":
            yield text, Guard("Form", InfoClass.TASKS_OWN, None, by=thing.person)


def _guard(chain: tuple[Any, ...], name: str, place: Place) -> Guard:
    shows, audience = place.shows, None
    if place.spoken:
        audience = chain[-1].audience
        if name == "Answer.words" and chain[0].items[chain[-1].item].sensitive:
            audience = Audience.MANAGER
        if audience is Audience.MANAGER:
            shows = InfoClass.UPDATES_FULL
    if name == "Dissent.words" and chain[-1].of is None:
        shows = InfoClass.CHILD_OPINION
    return Guard(
        name,
        shows,
        getattr(chain[0], "case", None),
        by=_up(chain, place.by),
        of=_parent(chain) if name == "Dissent.words" else _up(chain, place.of),
        audience=audience,
        spoken=place.spoken and not _raised(chain[-1]),
        goal=chain[-1].id if name == "Goal.text" else None,
        also=_written_to(name, chain[-1]),
        officers=getattr(chain[-1], "role", None) is Role.EMERGENCY,
    )


def _parent(chain: tuple[Any, ...]) -> PersonId | None:
    """Return which parent sees it differently, who sat at the roundtable."""
    roundtable, said = chain[0], chain[-1]
    seats = (each for each in roundtable.seats if each.member == said.of)
    return next((each.person for each in seats), None)


def _written_to(name: str, thing: Any) -> frozenset[PersonId]:
    """Return whom words were written to: an answer the law owes, a second official."""
    to = None
    if name == "Task.outcome" and thing.kind in OWED_AN_ANSWER:
        to = thing.about
    elif name == "CourtLimit.decision" and thing.end_asked is not None:
        to = thing.end_asked.of
    return frozenset() if to is None else frozenset({to})


def _raised(thing: Any) -> bool:
    """Say whether somebody brought it to the table on purpose, for these readers."""
    return getattr(thing, "kind", None) is AgendaKind.RAISED


def _up(chain: tuple[Any, ...], name: str) -> Any:
    """Return a field of the innermost thing that has it."""
    for each in reversed(chain):
        if name and hasattr(each, name):
            return getattr(each, name)
    return None


def _texts(chain: tuple[Any, ...], name: str = "") -> Iterator[tuple[Any, ...]]:
    for each in fields(chain[-1]):
        yield from _inside(chain, each.name, getattr(chain[-1], each.name))


def _inside(chain: tuple[Any, ...], name: str, value: Any) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, Enum | UUID) or value is None:
        return
    if isinstance(value, str):
        yield chain, name, value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _inside(chain, name, each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _inside(chain, name, each)
    elif is_dataclass(value):
        yield from _texts((*chain, value))
