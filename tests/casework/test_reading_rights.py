"""Who reads what: every role beside every kind of information, with canaries."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.languages import Languages
from bot.text import Text
from bot.wording.every import word
from bot.wording.places import Places
from casework import digests, overviews, spoken, steps, summaries
from casework.cases import Case, Member, MemberState
from casework.disclosure import Audience, InfoClass, audience_includes, may_read
from casework.ids import CaseId, PersonId, new_id
from casework.known import Known, Reading
from casework.minuted import Decision
from casework.outcome import TeamPost
from casework.people import Person
from casework.roles import FAMILY, JUSTICE, MANAGING, Role
from casework.roundtables import RoundtableState
from casework.statements import Kind, Statement, narrowed
from casework.timing import Almanac
from tests import happened
from tests.builders import NOW, a_manager_of, a_member

ZONE = ZoneInfo("Europe/Tallinn")
WORDS = Languages(ZONE).of("en")
PLACES = Places("https://laud.example")
CASE = Case(
    id=CaseId(new_id()),
    code="K7-4F2Q",
    opened_on=date(2026, 9, 1),
    manager=PersonId(new_id()),
    next_review_on=date(2026, 12, 24),
)
MARI = a_manager_of(case=CASE.id, person=CASE.manager)
OTHER = a_member(Role.THERAPIST, case=CASE.id)
MOTHER = a_member(Role.PARENT, case=CASE.id)
OFFICER = a_member(Role.YOUTH_POLICE, case=CASE.id)
EARLIER = NOW - timedelta(days=2)

CLASS_OF = {
    "canary-goal": InfoClass.GOALS,
    "canary-activity": InfoClass.TASKS_ALL,
    "canary-own-task": InfoClass.TASKS_OWN,
    "canary-decision": InfoClass.MINUTES,
    "canary-obstacle": InfoClass.OBSTACLES,
    "canary-shared": InfoClass.UPDATES_SUMMARY,
    "canary-officials": InfoClass.UPDATES_SUMMARY,
    "canary-manager": InfoClass.UPDATES_FULL,
    "canary-hidden-obstacle": InfoClass.UPDATES_FULL,
    "canary-police": InfoClass.SENSITIVE_JUSTICE,
    "canary-task": InfoClass.UPDATES_FULL,
    "Canary Therapist": InfoClass.NETWORK,
    "not yet reachable": InfoClass.SILENCE,
    "a next roundtable": InfoClass.SILENCE,
    "Next review": InfoClass.SCHEDULE,
}
NOT_FOR_FAMILY = {"canary-officials"}
"""Words whose writer wanted officials alone as readers."""


def everything(viewer: Member) -> Known:
    """Return a case in which every kind of information lies, each with a canary."""
    goal = happened.a_goal(MARI, "canary-goal", EARLIER)
    family, network, alone = Audience.FAMILY, Audience.NETWORK, Audience.MANAGER
    minutes = happened.a_roundtable(
        MARI,
        EARLIER,
        state=RoundtableState.MINUTES_CONFIRMED,
        decisions=(
            Decision(
                text="canary-decision", responsible=OTHER.id, due_on=date(2026, 12, 9)
            ),
        ),
    )
    soon = date(2026, 12, 1)
    said = happened.an_update
    members = (MARI, OTHER, MOTHER, OFFICER, viewer)
    invited = a_member(Role.RELATIVE, case=CASE.id, state=MemberState.INVITED)
    names = {OTHER.person: "Canary Therapist"}
    people = {m.person: a_person(m, names.get(m.person, "X")) for m in members}
    return Known(
        case=CASE,
        now=NOW,
        almanac=Almanac(ZONE, frozenset()),
        since=NOW - timedelta(weeks=4),
        members=(*members, invited),
        people=people,
        goals=(goal,),
        activities=(
            happened.an_activity(OTHER, goal, "canary-activity", soon),
            happened.an_activity(viewer, goal, "canary-own-task", soon),
        ),
        updates=(
            said(OTHER, goal, EARLIER, "canary-shared", audience=family),
            said(OTHER, goal, EARLIER, "canary-officials", audience=network),
            said(OTHER, goal, EARLIER, "canary-manager", audience=alone),
            said(OFFICER, goal, EARLIER, "canary-police", audience=family),
        ),
        check_ins=(happened.an_answer(MOTHER, EARLIER, "canary-manager", alone),),
        obstacles=(
            happened.an_obstacle(OTHER, EARLIER, "canary-obstacle", audience=family),
            happened.an_obstacle(
                OTHER, EARLIER, "canary-hidden-obstacle", audience=alone
            ),
        ),
        tasks=(happened.a_task(MARI, OTHER, EARLIER, "canary-task"),),
        roundtables=(minutes,),
        readings=(Reading(person=OTHER.person, at=EARLIER, what=(InfoClass.HEALTH,)),),
    )


def a_person(member: Member, name: str) -> Person:
    return Person(id=member.person, name=name, language="en", official=True)


def shown(message: Any) -> str:
    text: Text = word(message, WORDS, PLACES)
    charts = "\n".join(chart.alt for chart in text.charts)
    buttons = "\n".join(button.label for button in text.buttons)
    return "\n".join((text.body, charts, buttons))


def all_views(known: Known, viewer: Member) -> str:
    to, case = viewer.person, CASE.id
    family = viewer.role in FAMILY
    told, status = summaries.summarise(known, viewer), summaries.status(known, viewer)
    views = [
        overviews.ShowSummary(to=to, case=case, summary=told),
        overviews.ShowCaseStatus(to=to, case=case, summary=status, family=family),
    ]
    return "\n".join(shown(view) for view in views)


def readable_canaries(viewer: Member) -> set[str]:
    allowed = set()
    for canary, kind in CLASS_OF.items():
        family = viewer.role in FAMILY and canary in NOT_FOR_FAMILY
        # Free words of an officer are for officials of that kind and who leads.
        if kind in viewer.reads and not family:
            allowed.add(canary)
    if viewer.role in JUSTICE:
        allowed -= {"canary-police"}  # a colleague's own words, for who leads alone
    return allowed


@pytest.mark.parametrize("role", Role, ids=str)
def test_each_role_sees_what_the_table_says_and_nothing_else(role: Role) -> None:
    viewer = a_member(role, case=CASE.id)

    seen = all_views(everything(viewer), viewer)

    assert {c for c in CLASS_OF if c in seen} == readable_canaries(viewer)


SEEN_BY = {
    Role.PARENT: "goal activity own-task decision obstacle shared",
    Role.CLASS_TEACHER: "goal own-task decision obstacle shared officials",
    Role.YOUTH_POLICE: "own-task decision",
    Role.RELATIVE: "own-task",
    Role.CHILD: "own-task",
    Role.CONSULTANT: "",
    Role.DEPUTY: (
        "goal activity own-task decision obstacle shared officials manager "
        "hidden-obstacle police task"
    ),
}


@pytest.mark.parametrize("role", SEEN_BY, ids=str)
def test_these_roles_see_exactly_these_words(role: Role) -> None:
    """The table written out once more by hand, so that its slips are seen too."""
    viewer = a_member(role, case=CASE.id)

    seen = all_views(everything(viewer), viewer)

    canaries = {c for c in CLASS_OF if c.startswith("canary-") and c in seen}
    assert canaries == {f"canary-{word}" for word in SEEN_BY[role].split()}


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.EMERGENCY], ids=str)
@pytest.mark.parametrize(
    "state",
    [s for s in MemberState if s is not MemberState.ACTIVE],
    ids=str,
)
def test_who_is_not_in_the_network_sees_nothing(role: Role, state: MemberState) -> None:
    viewer = a_member(role, case=CASE.id, state=state)

    summary = summaries.summarise(everything(viewer), viewer)

    assert summary.statements == summary.marks == ()


@pytest.mark.parametrize("role", Role, ids=str)
def test_pitfall_36_without_the_newest_confidentiality_text_nothing(role: Role) -> None:
    viewer = a_member(role, case=CASE.id, accepted_version=0)

    assert summaries.status(everything(viewer), viewer).statements == ()


roles = st.sampled_from(Role)
limits = st.frozensets(st.sampled_from(InfoClass))
audiences = st.one_of(st.none(), st.sampled_from(Audience))


@settings(max_examples=300, deadline=None)
@given(
    role=roles,
    limit=limits,
    audience=audiences,
    kind=st.sampled_from(InfoClass),
    own=st.booleans(),
)
def test_a_canary_is_worded_only_where_the_table_says_so(
    role: Role,
    limit: frozenset[InfoClass],
    audience: Audience | None,
    kind: InfoClass,
    own: bool,
) -> None:
    viewer = a_member(role, case=CASE.id, sharing_limit=limit)
    known = everything(viewer)
    statement = Statement(
        kind=Kind.OBSTACLE,
        shows=kind,
        at=NOW,
        by=viewer.person if own else OTHER.person,
        audience=audience,
        text="the canary",
        word="obstacle.open",
    )
    summary = replace(summaries.summarise(known, viewer), statements=(statement,))

    told = narrowed(summary, viewer, frozenset())
    seen = shown(overviews.ShowSummary(to=viewer.person, case=CASE.id, summary=told))

    for_role = audience is None or audience_includes(audience, role)
    allowed = bool(viewer.reads) and (own or (kind in viewer.reads and for_role))
    assert ("the canary" in seen) is allowed


@settings(max_examples=150, deadline=None)
@given(role=roles, limit=limits)
def test_a_personal_limit_takes_away_whatever_the_role_may_see(
    role: Role, limit: frozenset[InfoClass]
) -> None:
    viewer = a_member(role, case=CASE.id, sharing_limit=limit)

    summary = summaries.status(everything(viewer), viewer)

    for each in summary.statements:
        assert may_read(each, viewer)
        if viewer.person not in {each.by, each.of}:
            assert each.shows not in limit


def test_names_are_for_those_who_may_see_the_network() -> None:
    for role, named in product((Role.PARENT, Role.YOUTH_POLICE), (True, False)):
        limit = frozenset() if named else frozenset({InfoClass.NETWORK})
        viewer = a_member(role, case=CASE.id, sharing_limit=limit)
        seen = all_views(everything(viewer), viewer)
        assert ("Canary Therapist" in seen) is (named and role is Role.PARENT)


def test_a_manager_alone_is_given_the_digest_and_by_present_rights() -> None:
    part = digests.news(everything(MARI), MARI)
    limited = replace(MARI, sharing_limit=frozenset({InfoClass.UPDATES_FULL}))
    gone = replace(MARI, state=MemberState.LEFT)

    assert "canary-manager" in {each.text for each in part.statements}
    texts = {each.text for each in narrowed(part, limited, frozenset()).statements}
    assert "canary-manager" not in texts
    assert narrowed(part, gone, frozenset()).statements == ()


def test_pitfall_26_nobody_but_who_leads_sees_who_is_missing() -> None:
    for role in Role:
        viewer = a_member(role, case=CASE.id)
        statements = summaries.status(everything(viewer), viewer).statements
        silent = [each for each in statements if each.kind is Kind.SILENT]
        assert bool(silent) is (role in MANAGING)


def test_pitfall_26_and_29_the_team_chat_gets_the_code_and_no_name() -> None:
    outcome = steps.release(CASE, MARI, [MARI, OTHER, MOTHER], NOW)

    (post,) = [m for m in outcome.messages if isinstance(m, TeamPost)]
    assert shown(post).strip() == (
        "K7-4F2Q: a summary is ready. Everyone finds it in their own chat."
    )


def test_pitfall_27_opinions_are_set_side_by_side_never_averaged() -> None:
    known = everything(MARI)
    seen = shown(
        overviews.ShowSummary(
            to=MARI.person, case=CASE.id, summary=summaries.summarise(known, MARI)
        )
    )

    assert not [word for word in ("average", "mean", "%", "T-score") if word in seen]


def test_pitfall_28_an_obstacle_stays_until_a_person_closes_it() -> None:
    known = everything(MARI)
    clean = happened.an_update(OTHER, known.goals[0], NOW, "all is well now")
    later = replace(known, updates=(*known.updates, clean))

    part = digests.news(later, MARI)

    assert "canary-obstacle" in {each.text for each in part.of(Kind.OBSTACLE)}


def test_pitfall_37_who_has_not_joined_is_never_counted_as_silent() -> None:
    known = everything(MARI)

    assert overviews.line(known, MARI).silent == 0
    words = {each.word for each in summaries.status(known, MARI).of(Kind.SILENT)}
    assert words == {"silence.not_yet"}


def test_an_obstacle_named_by_the_police_stands_on_nobody_s_agenda() -> None:
    known = everything(MOTHER)
    named = [
        happened.an_obstacle(writer, EARLIER, text, audience=Audience.FAMILY)
        for writer, text in ((OFFICER, "canary-police"), (OTHER, "canary-obstacle"))
    ]

    assert [each.text for each in spoken.shared(named, known)] == ["canary-obstacle"]
