"""What a run asks of the solver stays as it was written down: times on shared machines say nothing."""

import pytest
from counts import NAMES, counts, kept

FEW_PERCENT = 0.03
MENDED_BY = "if this is meant, run: python benchmarks/counts.py --write"


def test_the_counts_kept_are_those_of_every_run() -> None:
    assert tuple(kept()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_run_asks_as_much_of_the_solver_as_before(name: str) -> None:
    assert counts(name) == pytest.approx(kept()[name], rel=FEW_PERCENT, abs=0.01), MENDED_BY
