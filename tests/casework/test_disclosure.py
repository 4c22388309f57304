"""Who may see what, written out so that a social worker can check it.

Each line is a role; each letter one kind of information, in the order of KINDS:
"x" is shown, "." is not.
"""

from dataclasses import replace

import pytest

from casework.cases import MemberState
from casework.disclosure import Audience, InfoClass, audience_includes, shown_to
from casework.roles import Role
from tests.builders import a_member

KINDS = (
    InfoClass.SCHEDULE,
    InfoClass.TASKS_OWN,
    InfoClass.TASKS_ALL,
    InfoClass.GOALS,
    InfoClass.NETWORK,
    InfoClass.CONTACTS,
    InfoClass.UPDATES_SUMMARY,
    InfoClass.UPDATES_FULL,
    InfoClass.OBSTACLES,
    InfoClass.MINUTES,
    InfoClass.AGENDA,
    InfoClass.CHILD_OPINION,
    InfoClass.HEALTH,
    InfoClass.SENSITIVE_JUSTICE,
    InfoClass.SILENCE,
    InfoClass.ACCESS_LOG,
    InfoClass.NOTES,
)
#   schedule, own tasks, all tasks, goals, network, contacts, shared updates,
#   all answers, obstacles, minutes, agenda, child's opinion, health, justice,
#   silence, access log, notes
LEADS = "xxxxxxxxxxxxxxxxx"
FAMILY = "xxxxx.x.xxxx...x."
WORKS = "xx.xx.x.xxx......"
JUSTICE = "xx.......x...x..."
CLOSE = "xx..............."
LOOKS = "x................"
EMERGENCY = "xxxxxxxxxxxxxxxx."

TABLE = {
    Role.CASE_MANAGER: LEADS,
    Role.DEPUTY: LEADS,
    Role.PARENT: FAMILY,
    Role.CAREGIVER: FAMILY,
    Role.GUARDIAN: FAMILY,
    Role.CHILD: CLOSE,
    Role.RELATIVE: CLOSE,
    Role.FRIEND: CLOSE,
    Role.SUPPORT_PERSON: CLOSE,
    Role.NGO_WORKER: CLOSE,
    Role.CLUB_LEADER: CLOSE,
    Role.YOUTH_POLICE: JUSTICE,
    Role.PROBATION_OFFICER: JUSTICE,
    Role.CONSULTANT: LOOKS,
    Role.EMERGENCY: EMERGENCY,
    Role.OBSERVER: LOOKS,
    Role.CHILD_PROTECTION_WORKER: WORKS,
    Role.TEACHER: WORKS,
    Role.CLASS_TEACHER: WORKS,
    Role.KINDERGARTEN_TEACHER: WORKS,
    Role.SPECIAL_EDUCATOR: WORKS,
    Role.SPEECH_THERAPIST: WORKS,
    Role.SOCIAL_PEDAGOGUE: WORKS,
    Role.PSYCHOLOGIST: WORKS,
    Role.RAJALEIDJA_COUNSELLOR: WORKS,
    Role.REHAB_COORDINATOR: WORKS,
    Role.THERAPIST: WORKS,
    Role.FAMILY_DOCTOR: WORKS,
    Role.FAMILY_NURSE: WORKS,
    Role.HEALTH_SOCIAL_WORKER: WORKS,
    Role.VICTIM_SUPPORT: WORKS,
    Role.EMPLOYMENT_OFFICER: WORKS,
    Role.SKA_CONSULTANT: WORKS,
}
READS_WORDS_FOR = {
    LEADS: set(Audience),
    FAMILY: {Audience.FAMILY},
    WORKS: {Audience.FAMILY, Audience.NETWORK},
    JUSTICE: set(),
    CLOSE: set(),
    LOOKS: set(),
    EMERGENCY: set(Audience),
}


def test_the_table_names_every_role_and_every_kind_of_information() -> None:
    assert set(TABLE) == set(Role)
    assert set(KINDS) == set(InfoClass)


@pytest.mark.parametrize("role", Role)
def test_a_role_sees_what_the_table_says(role: Role) -> None:
    shown = shown_to(role)
    assert "".join("x" if kind in shown else "." for kind in KINDS) == TABLE[role]


@pytest.mark.parametrize("role", Role)
def test_free_words_reach_whom_their_writer_meant(role: Role) -> None:
    read = {audience for audience in Audience if audience_includes(audience, role)}
    assert read == READS_WORDS_FOR[TABLE[role]]


@pytest.mark.parametrize(
    "state", [s for s in MemberState if s is not MemberState.ACTIVE]
)
@pytest.mark.parametrize("role", [r for r in Role if r is not Role.EMERGENCY])
def test_who_is_not_in_sees_nothing(role: Role, state: MemberState) -> None:
    assert a_member(role, state=state).reads == frozenset()


@pytest.mark.parametrize("state", MemberState)
def test_who_reads_in_an_emergency_is_never_more_than_a_reader(
    state: MemberState,
) -> None:
    here = a_member(Role.EMERGENCY, state=state)
    reading = state is MemberState.READING
    assert here.reads == (shown_to(Role.EMERGENCY) if reading else frozenset())
    assert not here.manages


@pytest.mark.parametrize("role", Role)
def test_an_older_confidentiality_text_shows_nothing(role: Role) -> None:
    assert a_member(role, accepted_version=0).reads == frozenset()


@pytest.mark.parametrize("role", Role)
def test_a_personal_limit_takes_away_and_never_adds(role: Role) -> None:
    limited = a_member(role, sharing_limit=frozenset({InfoClass.GOALS}))
    if role is Role.EMERGENCY:
        limited = replace(limited, state=MemberState.READING)
    assert limited.reads == shown_to(role) - {InfoClass.GOALS}
