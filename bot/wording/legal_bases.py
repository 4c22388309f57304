"""The law behind what was read about a family."""

from bot.languages import Words
from bot.wording.marks import N_
from casework.disclosure import Basis, basis_of
from casework.statements import Kind, Summary

_BASES: dict[Basis, str] = {
    Basis.PUBLIC_TASK: N_(
        "Legal basis: a task in the public interest (GDPR 6(1)(e), Child Protection "
        "Act § 34²). Nothing here hangs on your saying yes."
    ),
    Basis.SOCIAL_CARE: N_(
        "For what concerns health: providing social care (GDPR 9(2)(h))."
    ),
    Basis.CONVICTIONS: N_(
        "For what comes from police and courts: under control of an authority (GDPR 10)."
    ),
    Basis.EMERGENCY: N_(
        "For what was read in an emergency: somebody's vital interests (GDPR 6(1)(d)). "
        "The reason is noted; your case manager and the data protection officer were told."
    ),
}


def of(summary: Summary, words: Words) -> list[str]:
    """Give the law behind what was read, beyond what is true of all of it."""
    read = {
        basis_of(kind, each.role)
        for each in summary.of(Kind.ACCESS)
        for kind in each.what
    }
    return [words.gettext(_BASES[basis]) for basis in sorted(read)]
