"""May somebody see a message now? Asked at delivery, and each time a page is looked at."""

from collections.abc import Iterable, Mapping

from casework.cases import Case, Member
from casework.disclosure import InfoClass, Right, shown_after_closing
from casework.ids import CaseId

Places = Mapping[CaseId, frozenset[InfoClass]]
"""What somebody may read of each case in which they have a place now."""


def places(members: Iterable[Member], cases: Mapping[CaseId, Case]) -> Places:
    """Return what these places show; a closed case shows something to who led it alone."""
    found: dict[CaseId, frozenset[InfoClass]] = {}
    for member in members:
        reads = member.reads
        if not cases[member.case].is_open:
            reads &= shown_after_closing(member.role)
            if not reads:
                continue
        found[member.case] = reads
    return found


def may_see(
    mine: Places,
    case: CaseId | None,
    shows: InfoClass | None,
    needs: frozenset[Right] = frozenset(),
) -> bool:
    """Say whether a message of this case and kind may be seen, all kinds in it included."""
    if any(kind not in mine.get(of, frozenset()) for of, kind in needs):
        return False
    if case is None:
        return True
    return case in mine and (shows is None or shows in mine[case])
