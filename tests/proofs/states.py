"""In which states people are, for the figures of the disclosure proof."""

from collections import Counter
from datetime import datetime

from casework.cases import CONFIDENTIALITY_VERSION, Member
from casework.ids import PersonId
from casework.roles import Role
from tests.proofs.oracle import State


def told_of(
    state: State, person: PersonId, now: datetime, network: str
) -> Counter[str]:
    """Return in which states somebody is who is looked at through a network."""
    mine = [m for (_case, who), m in state.members.items() if who == person]
    told = Counter({str(member.state): 1 for member in mine})
    said = {
        "limited": any(member.sharing_limit for member in mine),
        "limited by a court": any(_by_court(member) for member in mine),
        "parents apart": any(_apart(state, member) for member in mine),
        "in several cases": len(mine) > 1,
        "in a closed case": any(not state.cases[m.case].is_open for m in mine),
        "text outdated": any(
            member.accepted_version < CONFIDENTIALITY_VERSION for member in mine
        ),
        "with data unused": any(member.restriction for member in mine),
        "beside data unused": any(_beside_rest(state, member) for member in mine),
        "behind a PIN": state.behind_pin(person, network, now),
        **_themselves(state, person, now),
    }
    told.update(name for name, is_so in said.items() if is_so)
    return told


def _themselves(state: State, person: PersonId, now: datetime) -> dict[str, bool]:
    known = state.people.get(person)
    if known is None:
        return {"erased": True}
    return {
        "away": known.is_away(now.date()),
        "stopped": known.stopped_at is not None,
        "watching over data protection": known.officer,
    }


def _by_court(member: Member) -> bool:
    return any(limit.ended_at is None for limit in member.court_limits)


def _beside_rest(state: State, member: Member) -> bool:
    """Say whether the data of somebody else in the case is kept and not used."""
    return any(
        other.restriction is not None
        for (case, who), other in state.members.items()
        if case == member.case and who != member.person
    )


def _apart(state: State, member: Member) -> bool:
    """Say whether the other parent may see more or less than this one."""
    if member.role is not Role.PARENT:
        return False
    mine = state.reads(member.case, member.person)
    return any(
        other.role is Role.PARENT and state.reads(case, who) != mine
        for (case, who), other in state.members.items()
        if case == member.case and who != member.person
    )
