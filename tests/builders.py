"""Ready-made things for tests; name only what the test is about."""

from datetime import UTC, datetime
from typing import Any

from casework.cases import CONFIDENTIALITY_VERSION, Member, MemberState
from casework.ids import CaseId, MemberId, PersonId, new_id
from casework.roles import Role, Sector

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def a_member(role: Role, **changes: Any) -> Member:
    defaults: dict[str, Any] = {
        "id": MemberId(new_id()),
        "case": CaseId(new_id()),
        "person": PersonId(new_id()),
        "role": role,
        "sector": Sector.EDUCATION,
        "purpose": "knows the child",
        "state": MemberState.ACTIVE,
        "accepted_version": CONFIDENTIALITY_VERSION,
        "accepted_at": NOW,
        "joined_at": NOW,
    }
    return Member(**{**defaults, **changes})


def a_manager_of(**changes: Any) -> Member:
    return a_member(Role.CASE_MANAGER, sector=Sector.MUNICIPALITY, **changes)
