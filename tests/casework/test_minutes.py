from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework import agendas, decisions, minutes, minutes_sent
from casework.circles import Circle
from casework.disclosure import Audience
from casework.ids import ActivityId, new_id
from casework.minutes import Closing
from casework.plans import ActivityState
from casework.refusals import InThePast, NextDateMissing, NotYours, NoWords, OutOfDate
from casework.roles import Role
from casework.roundtables import (
    AgendaItem,
    AgendaKind,
    Decision,
    Roundtable,
    RoundtableState,
    count_held,
)
from casework.timing import Almanac
from tests.builders import NOW
from tests.roundtable_builders import TIMES, a_circle, a_convened, a_roundtable

CIRCLE = a_circle(Role.PARENT, Role.CLASS_TEACHER, Role.RELATIVE)
ALMANAC = Almanac(ZoneInfo("Europe/Tallinn"), frozenset())
AFTER = TIMES[0] + timedelta(hours=2)
NEXT = AFTER.date() + timedelta(days=28)


def held(circle: Circle = CIRCLE) -> Roundtable:
    came = [p.member.id for p in circle.present]
    return minutes.hold(a_convened(circle), circle, came, AFTER)[0]


def closing(**changes: object) -> Closing:
    defaults: dict[str, object] = {
        "next_on": NEXT,
        "closing_proposed": False,
        "child_differs": False,
    }
    return Closing(**{**defaults, **changes})  # type: ignore[arg-type]


def a_decision(circle: Circle = CIRCLE, due_on: date = NEXT) -> Decision:
    return Decision(
        text="Find a quiet room",
        responsible=circle.present[2].member.id,
        due_on=due_on,
    )


def test_minutes_end_only_with_a_next_date_or_a_proposal_to_close() -> None:
    with pytest.raises(NextDateMissing):
        minutes.end(held(), closing(next_on=None), ALMANAC, AFTER)
    proposed = closing(next_on=None, closing_proposed=True)
    ended = minutes.end(held(), proposed, ALMANAC, AFTER)
    assert ended.state is RoundtableState.MINUTES_DRAFT
    with pytest.raises(InThePast):
        minutes.end(held(), closing(next_on=AFTER.date()), ALMANAC, AFTER)


def test_what_the_child_sees_differently_must_be_explained() -> None:
    with pytest.raises(NoWords):
        minutes.end(held(), closing(child_differs=True), ALMANAC, AFTER)


def test_nothing_is_decided_before_or_after_its_time() -> None:
    when = (AFTER, AFTER.date())
    with pytest.raises(OutOfDate):
        decisions.decide(a_convened(CIRCLE), CIRCLE, a_decision(), when)
    ended = minutes.end(held(), closing(), ALMANAC, AFTER)
    with pytest.raises(OutOfDate):
        decisions.decide(ended, CIRCLE, a_decision(), when)
    past = a_decision(due_on=AFTER.date() - timedelta(days=1))
    with pytest.raises(InThePast):
        decisions.decide(held(), CIRCLE, past, when)


def test_a_meeting_that_has_not_begun_was_not_held() -> None:
    with pytest.raises(OutOfDate):
        minutes.hold(a_convened(CIRCLE), CIRCLE, [], NOW)


def test_who_came_can_be_corrected_without_counting_twice() -> None:
    once = held()
    again, facts = minutes.hold(once, CIRCLE, [], AFTER)
    assert facts == ()
    assert count_held([again, a_roundtable(CIRCLE)]) == 1
    assert not any(seat.attended for seat in again.seats)


def test_each_decision_becomes_an_activity_that_its_person_has_still_to_accept() -> (
    None
):
    when = (AFTER, AFTER.date())
    decided, _ = decisions.decide(held(), CIRCLE, a_decision(), when)
    numbered, (activity,) = decisions.activities(
        decided, CIRCLE, [ActivityId(new_id())]
    )
    assert activity.state is ActivityState.PROPOSED
    assert activity.person == CIRCLE.present[2].person.id
    assert numbered.decisions[0].activity == activity.id


def test_everyone_gets_the_minutes_in_one_turn_and_who_may_not_gets_the_date() -> None:
    ended = minutes.end(held(), closing(), ALMANAC, AFTER)
    *sent, post = minutes_sent.send(ended, CIRCLE, 1, AFTER).messages
    kinds = {message.to: type(message).__name__ for message in sent}
    expected = ["SendMinutes", "SendMinutes", "SendMinutes", "TellNextDate"]
    assert [kinds[p.person.id] for p in CIRCLE.present] == expected
    assert not any(p.person.name in str(post) for p in CIRCLE.present)


def test_who_reads_no_minutes_cannot_correct_them() -> None:
    ended = minutes.end(held(), closing(), ALMANAC, AFTER)
    relative = CIRCLE.present[3]
    with pytest.raises(NotYours):
        minutes_sent.correct(ended, CIRCLE, relative, "wrong", AFTER)


def test_the_familys_words_stand_first_and_reach_whom_they_were_meant_for() -> None:
    _, parent, teacher, _ = CIRCLE.present
    raised = [
        AgendaItem(
            kind=AgendaKind.RAISED,
            text=text,
            by=who.person.id,
            role=who.member.role,
            audience=audience,
        )
        for who, text, audience in (
            (teacher, "for officials", Audience.NETWORK),
            (parent, "for all", Audience.FAMILY),
            (parent, "for the manager", Audience.MANAGER),
        )
    ]
    built = agendas.build(a_convened(CIRCLE, agenda=tuple(raised)), [], [])
    seen = {
        who.member.role: [p.text for p in agendas.points_for(built, who)]
        for who in CIRCLE.present
    }
    assert seen[Role.CASE_MANAGER] == ["for all", "for the manager", "for officials"]
    assert seen[Role.PARENT] == ["for all", "for the manager"]
    assert seen[Role.CLASS_TEACHER] == ["for all", "for officials"]
    assert seen[Role.RELATIVE] == []
