from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework import (
    agendas,
    decisions,
    minutes,
    minutes_corrected,
    minutes_sent,
    stages,
    transfers,
)
from casework.agenda_items import AgendaItem, AgendaKind
from casework.circles import Circle
from casework.disclosure import Audience
from casework.ids import ActivityId, new_id
from casework.minuted import CorrectionState, Decision, Dissent, StarState
from casework.minutes import Closing
from casework.plans import ActivityState
from casework.refusals import InThePast, NextDateMissing, NotYours, NoWords, OutOfDate
from casework.roles import Role
from casework.roundtables import (
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
        "by": CIRCLE.manager,
        "next_on": NEXT,
        "closing_proposed": False,
    }
    return Closing(**{**defaults, **changes})  # type: ignore[arg-type]


CHILD = Dissent(of=None, words="I want to stay with my class", at=AFTER)


def a_decision(
    circle: Circle = CIRCLE, due_on: date = NEXT, dissents: tuple[Dissent, ...] = ()
) -> Decision:
    return Decision(
        text="Find a quiet room",
        responsible=circle.present[2].member.id,
        due_on=due_on,
        dissents=dissents,
    )


def sent(*decided: Decision) -> Roundtable:
    """Minutes that everyone has got and may object to."""
    meeting = held()
    for each in decided:
        meeting, _ = decisions.decide(meeting, CIRCLE, each, (AFTER, AFTER.date()))
    ended = minutes.end(meeting, closing(explanation="on Tuesday"), ALMANAC, AFTER)
    (kept,) = minutes_sent.send(ended, CIRCLE, 1, AFTER).things
    return kept  # type: ignore[no-any-return]


def corrected(text: str, about: int | None, meeting: Roundtable) -> Roundtable:
    said = (text, about)
    teacher = CIRCLE.present[2]
    outcome = minutes_corrected.correct(meeting, CIRCLE, teacher, said, AFTER)
    return outcome.things[0]  # type: ignore[no-any-return]


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
        minutes.end(held(), closing(dissents=(CHILD,)), ALMANAC, AFTER)
    decided, _ = decisions.decide(
        held(),
        CIRCLE,
        a_decision(dissents=(CHILD,)),
        (AFTER, AFTER.date()),
    )
    with pytest.raises(NoWords):
        minutes.end(decided, closing(), ALMANAC, AFTER)


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
    *gone, post = minutes_sent.send(ended, CIRCLE, 1, AFTER).messages
    kinds = {message.to: type(message).__name__ for message in gone}
    expected = ["SendMinutes", "SendMinutes", "SendMinutes", "TellNextDate"]
    assert [kinds[p.person.id] for p in CIRCLE.present] == expected
    assert not any(p.person.name in str(post) for p in CIRCLE.present)


def test_who_reads_no_minutes_cannot_correct_them() -> None:
    ended = minutes.end(held(), closing(), ALMANAC, AFTER)
    relative = CIRCLE.present[3]
    with pytest.raises(NotYours):
        minutes_corrected.correct(ended, CIRCLE, relative, ("wrong", None), AFTER)


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


def test_the_childs_words_reach_the_family_and_the_others_read_only_that_it_differs() -> (
    None
):
    outcome = minutes_sent.send(sent(a_decision(dissents=(CHILD,))), CIRCLE, 1, AFTER)
    read = {
        who.member.role: message.paper.decisions[0].dissents[0].words
        for who in CIRCLE.present
        for message in outcome.messages
        if isinstance(message, minutes_sent.SendMinutes) and message.to == who.person.id
    }
    assert read == {
        Role.CASE_MANAGER: CHILD.words,
        Role.PARENT: CHILD.words,
        Role.CLASS_TEACHER: "",
    }


def test_a_correction_taken_in_leaves_the_first_words_beside_the_new_ones() -> None:
    found = corrected("Find two quiet rooms", 0, sent(a_decision()))
    when = (AFTER, ALMANAC, True)
    outcome = minutes_corrected.settle(found, CIRCLE, 0, 1, when)
    (kept,) = outcome.things
    assert (kept.decisions[0].text, kept.decisions[0].first) == (
        "Find two quiet rooms",
        "Find a quiet room",
    )
    assert kept.version == 2
    with pytest.raises(OutOfDate):
        minutes_corrected.settle(kept, CIRCLE, 0, 1, when)


def test_corrected_minutes_go_out_once_when_no_correction_waits() -> None:
    two = corrected("Added", None, corrected("Two rooms", 0, sent(a_decision())))
    first = minutes_corrected.settle(two, CIRCLE, 0, 1, (AFTER, ALMANAC, True))
    assert not sendings(first.messages)
    second = minutes_corrected.settle(
        first.things[0], CIRCLE, 1, 1, (AFTER, ALMANAC, False)
    )
    assert len(sendings(second.messages)) == 3


def sendings(messages: tuple[object, ...]) -> list[object]:
    return [each for each in messages if isinstance(each, minutes_sent.SendMinutes)]


def test_minutes_wait_two_workdays_for_the_last_corrections_and_then_stand() -> None:
    meeting = sent(a_decision())
    until = meeting.objections_until
    assert until is not None
    assert stages.next_step(meeting, ALMANAC) == until
    found = corrected("Two rooms", 0, meeting)
    assert [step.value for step in stages.due(found, ALMANAC, until)] == [
        "remind_corrections"
    ]
    outcome = minutes_corrected.confirm(found, CIRCLE, 1, until + timedelta(days=4))
    (stands,) = outcome.things
    assert stands.state is RoundtableState.MINUTES_CONFIRMED
    assert stands.corrections[0].state is CorrectionState.BESIDE
    assert stands.decisions[0].text == "Find a quiet room"


def test_only_confirmed_minutes_that_somebody_has_read_go_into_the_register() -> None:
    meeting = sent(a_decision())
    with pytest.raises(OutOfDate):
        transfers.move(meeting, CIRCLE, StarState.READY, "", AFTER)
    (stands,) = minutes_corrected.confirm(meeting, CIRCLE, 1, AFTER).things
    assert stands.star is StarState.NEEDS_CHECK
    with pytest.raises(OutOfDate):
        transfers.move(stands, CIRCLE, StarState.TRANSFERRED, "", AFTER)
    (ready,) = transfers.move(stands, CIRCLE, StarState.READY, "", AFTER).things
    (there,) = transfers.move(
        ready, CIRCLE, StarState.TRANSFERRED, "12-3/45", AFTER
    ).things
    assert there.star_reference == "12-3/45"


def test_what_only_the_case_manager_reads_goes_into_no_document() -> None:
    item = AgendaItem(
        kind=AgendaKind.RAISED,
        text="between us",
        by=CIRCLE.present[1].person.id,
        role=Role.PARENT,
        audience=Audience.MANAGER,
        discussed=True,
    )
    meeting = replace(sent(a_decision()), agenda=(item,))
    beside = transfers.Beside(opinions=(), goals={}, held=1)
    assert transfers.document(meeting, CIRCLE, beside).paper.points == ()
    assert transfers.star_text(meeting, CIRCLE, beside).paper.points == ()


def test_a_decision_written_down_wrongly_is_taken_out_before_the_end() -> None:
    decided, _ = decisions.decide(held(), CIRCLE, a_decision(), (AFTER, AFTER.date()))
    assert decisions.take_out(decided, 0).decisions == ()
    with pytest.raises(OutOfDate):
        decisions.take_out(decided, 1)
    with pytest.raises(OutOfDate):
        decisions.take_out(sent(a_decision()), 0)
