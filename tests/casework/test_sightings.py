from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.disclosure import Audience, InfoClass
from casework.ids import GoalId, new_id
from casework.roles import Role
from casework.sightings import NEWEST, sightings
from casework.statements import Kind, Statement
from tests.builders import NOW
from tests.roundtable_builders import a_circle

CIRCLE = a_circle(
    Role.PARENT, Role.CLASS_TEACHER, Role.SPEECH_THERAPIST, Role.YOUTH_POLICE
)
LEAD, PARENT, TEACHER, THERAPIST, POLICE = CIRCLE.present
GOAL = GoalId(new_id())


def rated(week: int, word: str, audience: Audience, **changes: object) -> Statement:
    full = audience is Audience.MANAGER
    said = Statement(
        kind=Kind.RATING,
        shows=InfoClass.UPDATES_FULL if full else InfoClass.UPDATES_SUMMARY,
        audience=audience,
        at=NOW + timedelta(weeks=week),
        by=TEACHER.person.id,
        role=Role.CLASS_TEACHER,
        text=f"secret {week}",
        word=f"direction.{word}",
        goal=GOAL,
    )
    return replace(said, **changes)  # type: ignore[arg-type]


RATINGS = st.lists(
    st.builds(
        rated,
        st.integers(0, 7),
        st.sampled_from(["better", "same", "worse"]),
        st.sampled_from(Audience),
    ),
    max_size=8,
)


@given(RATINGS)
def test_nobody_reads_on_the_agenda_what_was_not_meant_for_them(found: list) -> None:
    meant = {
        PARENT: {Audience.FAMILY},
        THERAPIST: {Audience.FAMILY, Audience.NETWORK},
        POLICE: set(),
        LEAD: set(Audience),
    }
    for reader, audiences in meant.items():
        allowed = sorted(
            (s for s in found if s.audience in audiences), key=lambda s: s.at
        )
        seen = sightings(found, reader)
        assert [r for each in seen for r in each.ratings] == [
            (s.at, s.word) for s in allowed
        ][-NEWEST:]
        texts = {each.text for each in seen}
        assert texts <= {s.text for s in allowed}


def test_each_observer_stands_alone_the_weeks_in_order() -> None:
    by_mother = {"by": PARENT.person.id, "role": Role.PARENT}
    found = [
        rated(3, "better", Audience.NETWORK),
        rated(1, "same", Audience.NETWORK),
        rated(2, "worse", Audience.FAMILY, **by_mother),
    ]
    teacher, mother = sightings(found, LEAD)
    assert [word for _, word in teacher.ratings] == [
        "direction.same",
        "direction.better",
    ]
    assert mother.ratings == ((NOW + timedelta(weeks=2), "direction.worse"),)
    assert teacher.text == "secret 3"
