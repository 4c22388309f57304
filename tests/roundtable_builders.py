"""Ready-made roundtables and the people around them, for tests of the rules."""

from datetime import datetime, timedelta
from typing import Any

from casework.circles import Circle, Participant
from casework.ids import CaseId, PersonId, RoundtableId, new_id
from casework.people import Person
from casework.roles import Role, is_official, usual_sector
from casework.roundtables import Purpose, Roundtable, RoundtableState, Seat
from tests.builders import NOW, a_member

CASE = CaseId(new_id())
TIMES = tuple(NOW + timedelta(days=10 + n) for n in range(3))


def a_participant(role: Role, name: str = "Kati Kask") -> Participant:
    sector = usual_sector(role)
    person = Person(
        id=PersonId(new_id()), name=name, language="et", official=is_official(sector)
    )
    member = a_member(role, case=CASE, person=person.id, sector=sector)
    return Participant(member, person)


def a_circle(*roles: Role) -> Circle:
    """A network led by a case manager, with these others in it."""
    lead = a_participant(Role.CASE_MANAGER, "Mari Maasikas")
    others = tuple(a_participant(role, f"Name {n}") for n, role in enumerate(roles))
    return Circle(
        case=CASE, code="K7-4F2Q", manager=lead.person.id, present=(lead, *others)
    )


def a_roundtable(circle: Circle, **changes: Any) -> Roundtable:
    """A roundtable about whose time everyone in the circle is being asked."""
    seats = tuple(
        Seat(
            member=each.member.id,
            person=each.person.id,
            required=True,
            chair=each.person.id == circle.manager,
        )
        for each in circle.present
    )
    defaults: dict[str, Any] = {
        "id": RoundtableId(new_id()),
        "case": circle.case,
        "purpose": Purpose.REVIEW_EFFECT,
        "minutes_long": 60,
        "proposals": TIMES,
        "seats": seats,
        "opened_at": NOW,
        "closes_at": NOW + timedelta(days=7),
    }
    return Roundtable(**{**defaults, **changes})


def a_convened(
    circle: Circle, starts_at: datetime = TIMES[0], **changes: Any
) -> Roundtable:
    """A roundtable with a time."""
    return a_roundtable(
        circle,
        state=RoundtableState.CONVENED,
        starts_at=starts_at,
        convened_at=NOW,
        changed_at=NOW,
        uid="0b7c4f8e-0000-4000-8000-000000000000@umarlaud.example",
        **changes,
    )
