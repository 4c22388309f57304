"""The short form of the disclosure proof; docs/proofs.md has the long one."""

from tests.proofs.disclosure import prove

SITUATIONS = 2500


def test_nobody_sees_what_the_table_refuses() -> None:
    figures = prove(SITUATIONS, seed=4)

    assert figures.leaks == []
    assert not figures.empty
    assert figures.faults == 0
