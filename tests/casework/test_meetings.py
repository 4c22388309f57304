from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import attendance, meetings, opinions, stages
from casework.announcements import Change, announce
from casework.draft_messages import Doubt
from casework.drafts import doubts, draft
from casework.ids import OpinionId, PersonId, RoundtableId, new_id
from casework.meetings import Answer
from casework.opinions import ClientOpinion, How, Whose
from casework.refusals import InThePast, OutOfDate, Refusal
from casework.roles import Role
from casework.roundtables import (
    Purpose,
    Reply,
    Roundtable,
    RoundtableState,
    Step,
    usual_purpose,
)
from casework.timing import Almanac
from tests.builders import NOW
from tests.roundtable_builders import TIMES, a_circle, a_convened, a_roundtable
from tests.table import at

CIRCLE = a_circle(Role.PARENT, Role.CLASS_TEACHER)
ALMANAC = Almanac(ZoneInfo("Europe/Tallinn"), frozenset())
WHEN = (NOW, ALMANAC)
STEPS = st.one_of(
    st.tuples(st.just("move"), st.integers(1, 60)),
    st.tuples(st.just("reply"), st.sampled_from(Reply)),
    st.tuples(st.just("cancel"), st.none()),
)


@given(st.lists(STEPS, max_size=12))
def test_the_sequence_never_goes_down_and_the_identity_stays(steps: list) -> None:
    meeting = a_convened(CIRCLE)
    for step in steps:
        after = _take(meeting, *step)
        changed = (after.starts_at, after.state) != (meeting.starts_at, meeting.state)
        assert after.sequence - meeting.sequence in ({1} if changed else {0, 1})
        assert after.uid == meeting.uid
        meeting = after


def _take(meeting: Roundtable, step: str, given_: Any) -> Roundtable:
    person = CIRCLE.present[1].person.id
    try:
        if step == "move":
            return meetings.move(meeting, NOW + timedelta(days=given_), WHEN)
        if step == "reply":
            return meetings.answer(
                meeting, _says(person, given_, meeting.sequence), NOW
            )
        return meetings.cancel(meeting, "ill", NOW)
    except Refusal:
        return meeting


def _says(person: PersonId, reply: Reply, sequence: int) -> Answer:
    return Answer(person=person, reply=reply, sequence=sequence, at=NOW)


def test_convening_fixes_one_of_the_times_asked_about() -> None:
    convened = meetings.convene(a_roundtable(CIRCLE), TIMES[1], "uid@x.example", WHEN)
    assert (convened.starts_at, convened.sequence) == (TIMES[1], 0)
    assert convened.state is RoundtableState.CONVENED
    with pytest.raises(OutOfDate):
        meetings.convene(convened, TIMES[0], "uid@x.example", WHEN)


def test_nothing_is_convened_or_moved_into_the_past() -> None:
    late = (TIMES[2] + timedelta(days=1), ALMANAC)
    with pytest.raises(InThePast):
        meetings.convene(a_roundtable(CIRCLE), TIMES[0], "uid@x.example", late)
    with pytest.raises(InThePast):
        meetings.move(a_convened(CIRCLE), NOW - timedelta(hours=1), WHEN)


def test_moving_asks_everyone_anew() -> None:
    person = CIRCLE.present[1].person.id
    answered = meetings.answer(a_convened(CIRCLE), _says(person, Reply.COMES, 0), NOW)
    moved = meetings.move(answered, TIMES[1], WHEN)
    assert all(seat.reply is None for seat in moved.seats)
    with pytest.raises(OutOfDate):
        meetings.answer(moved, _says(person, Reply.COMES, 0), NOW)


def test_the_team_reads_a_code_and_a_date_and_no_name() -> None:
    secrets = {p.member.id: "secret" for p in CIRCLE.present}
    *invitations, post = announce(
        a_convened(CIRCLE), CIRCLE, Change.CONVENED, secrets
    ).messages
    assert len(invitations) == 3
    assert not any(p.person.name in str(post) for p in CIRCLE.present)
    assert "secret" not in str(post)


@given(st.integers(0, 90), st.integers(0, 23), st.integers(1, 72))
def test_the_family_is_asked_before_the_others_and_all_before_the_agenda(
    days: int, hour: int, ahead: int
) -> None:
    convened_at = NOW + timedelta(days=days, hours=hour)
    meeting = a_convened(CIRCLE, convened_at + timedelta(hours=ahead))
    meeting = Roundtable(**{**_fields(meeting), "convened_at": convened_at})
    found = stages.moments(meeting, ALMANAC)
    order = [found[s] for s in (Step.ASK_FAMILY, Step.ASK_OTHERS, Step.SEND_AGENDA)]
    assert order == sorted(order)
    assert order[0] >= convened_at


def test_before_a_monday_officials_have_their_days_in_the_week_before() -> None:
    meeting = a_convened(CIRCLE, at("2026-12-07 08:00"))
    found = stages.moments(meeting, ALMANAC)
    assert found[Step.ASK_FAMILY] == at("2026-12-03 09:00")
    assert found[Step.ASK_OTHERS] == at("2026-12-03 13:00")
    assert found[Step.SEND_AGENDA] == at("2026-12-04 09:00")
    assert found[Step.REMIND_SOON] == at("2026-12-07 06:00")


def test_the_first_agrees_on_the_plan_and_later_ones_review() -> None:
    assert usual_purpose(0) is Purpose.AGREE_INTERVENTIONS
    assert usual_purpose(1) is usual_purpose(5) is Purpose.REVIEW_EFFECT


def test_a_table_without_a_parent_or_with_one_alone_is_doubted() -> None:
    def of(*roles: Role) -> tuple[Doubt, ...]:
        circle = a_circle(*roles)
        made = draft(RoundtableId(new_id()), circle, 0, NOW)
        return doubts(made, circle)

    assert of(Role.TEACHER) == (Doubt.NO_PARENT,)
    assert of(Role.PARENT, Role.TEACHER) == (Doubt.ONE_PARENT_ALONE,)
    assert of(Role.PARENT, Role.SUPPORT_PERSON, Role.TEACHER) == ()


def test_an_opinion_from_before_the_last_roundtable_is_asked_anew() -> None:
    opinion = ClientOpinion(
        id=OpinionId(new_id()),
        case=CIRCLE.case,
        whose=Whose.CHILD,
        how=How.CONVERSATION,
        words="I want to stay at my school",
        asked_at=NOW,
        written_by=CIRCLE.manager,
    )

    def left(since: datetime | None) -> list[Whose]:
        return [w.whose for w in opinions.missing([opinion], (), since)]

    assert left(None) == [Whose.PARENT]
    assert left(NOW) == [Whose.CHILD, Whose.PARENT]


def test_each_parent_is_heard_for_themselves() -> None:
    parents = a_circle(Role.PARENT, Role.PARENT).parents
    one, other = (each.person.id for each in parents)
    opinion = ClientOpinion(
        id=OpinionId(new_id()),
        case=CIRCLE.case,
        whose=Whose.PARENT,
        of=one,
        how=How.NOT_ASKED,
        words="Lives abroad and cannot be reached",
        asked_at=NOW,
        written_by=CIRCLE.manager,
    )

    left = opinions.missing([opinion], parents, None)

    assert [(w.whose, w.of) for w in left] == [
        (Whose.CHILD, None),
        (Whose.PARENT, other),
    ]


def _fields(thing: Roundtable) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in thing.__slots__}


def test_who_convened_the_roundtable_counts_as_coming() -> None:
    shown = attendance.card(a_convened(CIRCLE), CIRCLE, NOW.date())

    assert shown.coming == ("Mari Maasikas",)
    assert "Mari Maasikas" not in shown.silent
