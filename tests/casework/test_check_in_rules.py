"""Whatever a member does and whenever: no answer is lost, every check-in ends."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from casework import answering, opening, reminding, reports
from casework.asking import PutQuestion, RemindOfQuestion
from casework.check_ins import CheckIn, CheckInState, Item
from casework.disclosure import Audience
from casework.ids import (
    CaseId,
    CheckInId,
    GoalId,
    MemberId,
    PersonId,
    ShownId,
    new_id,
)
from casework.outcome import Outcome
from casework.questions import Means, SkipReason
from casework.refusals import Refusal
from casework.updates import Direction
from tests.builders import NOW

GOAL = GoalId(new_id())
ITEMS = (
    Item(
        key="direction", choices=("better", "worse"), goal=GOAL, means=Means.DIRECTION
    ),
    Item(key="note", choices=("none",), open=True, goal=GOAL, means=Means.NOTE),
    Item(key="obstacle", choices=("none",), open=True, goal=GOAL, means=Means.OBSTACLE),
    Item(key="wish", choices=("nothing", "call"), goal=GOAL, means=Means.WISH),
)
OVER = frozenset(CheckInState) - {CheckInState.ASKED, CheckInState.PLANNED}


def a_check_in() -> CheckIn:
    planned = CheckIn(
        id=CheckInId(new_id()),
        case=CaseId(new_id()),
        member=MemberId(new_id()),
        person=PersonId(new_id()),
        question_set="specialist_update",
        items=ITEMS,
        due_at=NOW,
        closes_at=NOW + timedelta(days=7),
    )
    return _reached(opening.open_now(planned, NOW, here=False), NOW)[0]


def _reached(outcome: Outcome, now: datetime) -> tuple[CheckIn, int]:
    """Let what was said arrive at once; return the check-in and the reminders."""
    check_in: CheckIn = outcome.things[0]
    reminders = 0
    for message in outcome.messages:
        if isinstance(message, PutQuestion):
            check_in = reminding.delivered(check_in, message, ShownId(1), now)
            reminders += isinstance(message, RemindOfQuestion)
    return check_in, reminders


item = st.integers(0, 3)
moves = st.one_of(
    st.tuples(st.just("choose"), item, st.sampled_from(("better", "none", "call"))),
    st.tuples(st.just("write"), item, st.sampled_from(("words", "more words"))),
    st.tuples(st.just("skip"), item, st.sampled_from(tuple(SkipReason))),
    st.tuples(st.just("again"), item, st.none()),
    st.tuples(st.just("readers"), item, st.sampled_from(tuple(Audience))),
    st.tuples(st.just("put off"), st.integers(1, 4), st.none()),
    st.tuples(st.just("go on"), st.none(), st.none()),
    st.tuples(st.just("time"), st.integers(1, 60), st.none()),
)


MADE = {
    "choose": answering.choose,
    "write": answering.write,
    "skip": answering.skip,
    "readers": answering.let_read,
}


def _made(check_in: CheckIn, move: tuple, now: datetime) -> Outcome:  # type: ignore[type-arg]
    name, first, second = move
    if name in MADE:
        return MADE[name](check_in, first, second, now)
    if name == "again":
        return answering.ask_again(check_in, first, now)
    if name == "put off":
        asking = check_in.asking or 0
        return reminding.put_off(check_in, asking, now + timedelta(days=first), now)
    return answering.go_on(check_in, now)


def _lived(check_in: CheckIn, until: datetime) -> tuple[CheckIn, int]:
    """Let time pass, looking wherever the check-in asks to be looked at."""
    reminders = 0
    for _ in range(50):
        if check_in.wake_at is None or check_in.wake_at > until:
            return check_in, reminders
        now = check_in.wake_at
        check_in, sent = _reached(reminding.wake(check_in, now, now), now)
        reminders += sent
    raise AssertionError("time does the same again and again")


@settings(max_examples=300, deadline=None)
@given(st.lists(moves, max_size=25))
def test_no_answer_is_lost_no_third_reminder_sent_and_all_ends(played: list) -> None:  # type: ignore[type-arg]
    check_in, now, reminders = a_check_in(), NOW, 0
    for move in played:
        if move[0] == "time":
            now += timedelta(hours=move[1])
            check_in, sent = _lived(check_in, now)
            reminders += sent
            continue
        before = check_in.answers
        try:
            outcome = _made(check_in, move, now)
        except Refusal:
            continue
        assert len(outcome.messages) == 1
        if outcome.things:
            check_in, sent = _reached(outcome, now)
            reminders += sent
        assert check_in.answers[: len(before)] == before
    check_in, sent = _lived(check_in, NOW + timedelta(days=90))

    assert reminders + sent <= reminding.MAX_REMINDERS
    assert check_in.state in OVER
    assert check_in.wake_at is None
    assert check_in.asking is None


@settings(max_examples=100, deadline=None)
@given(st.lists(moves, max_size=25))
def test_whatever_is_answered_an_obstacle_is_never_closed(played: list) -> None:  # type: ignore[type-arg]
    check_in, now = a_check_in(), NOW
    known = None
    for move in played:
        now += timedelta(hours=1)
        try:
            outcome = _made(check_in, move, now)
        except Refusal:
            continue
        if outcome.things:
            check_in, _ = _reached(outcome, now)
        drawn = reports.obstacle(check_in, 2, known, now)
        if drawn.things:
            known = drawn.things[0]
    assert known is None or known.resolved_at is None


def test_a_changed_direction_after_the_end_names_the_one_it_replaces() -> None:
    check_in = a_check_in()
    first = answering.choose(check_in, 0, "better", NOW).things[0]
    told = reports.update(first, 0, None, NOW)
    assert told is not None
    ended = reminding.end(first, NOW + timedelta(days=1)).things[0]

    again = answering.ask_again(ended, 0, NOW + timedelta(days=1)).things[0]
    later = NOW + timedelta(days=2)
    changed = answering.choose(again, 0, "worse", later).things[0]
    now_told = reports.update(changed, 0, told, later)

    assert now_told is not None
    assert (now_told.direction, now_told.replaces) == (Direction.WORSE, told.id)


def test_while_it_runs_an_update_grows_with_its_sentence() -> None:
    check_in = answering.choose(a_check_in(), 0, "better", NOW).things[0]
    told = reports.update(check_in, 0, None, NOW)
    check_in = answering.write(check_in, 1, "He smiled", NOW).things[0]

    grown = reports.update(check_in, 1, told, NOW)

    assert told is not None
    assert grown is not None
    assert (grown.id, grown.note, grown.replaces) == (told.id, "He smiled", None)


def test_a_reminder_held_by_a_weekend_is_not_taken_for_a_missed_one() -> None:
    check_in = a_check_in()
    assert check_in.remind_at is not None
    monday = check_in.remind_at + timedelta(days=3)
    (held,) = reminding.wake(check_in, monday, check_in.remind_at).things
    assert held.wake_at == monday

    woken = reminding.wake(held, monday, monday)

    assert isinstance(woken.messages[0], RemindOfQuestion)


def test_words_said_with_the_default_readers_keep_them() -> None:
    written = answering.write(a_check_in(), 1, "He smiled", NOW).things[0]
    assert written.latest(1).audience is Audience.MANAGER
