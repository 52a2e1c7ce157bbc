"""Nothing said about a rota or a team is false: claims about 300 small organisations, checked afresh."""

from collections import Counter

import pytest
from claims import Claims
from truths import truths

SEEDS = 300
TOGETHER = 10
ALWAYS_CLAIMED = (
    "why not: breaks just this",
    "gaps: all of them",
    "clash: cannot all hold",
)
"""Said of every ten seeds in a row, so that no group passes because nothing was claimed."""


@pytest.mark.parametrize("first", range(0, SEEDS, TOGETHER))
def test_every_claim_about_small_organisations_is_true(first: int) -> None:
    claims = Claims()
    for seed in range(first, first + TOGETHER):
        claims.add(truths(seed))

    assert claims.false == []
    assert [kind for kind in ALWAYS_CLAIMED if not claims.checked[kind]] == []
    assert claims.left.total() <= TOGETHER, claims.left


def test_a_false_claim_is_kept_with_what_was_said() -> None:
    claims = Claims("seed 1")
    claims.claim("gap: nobody could", True, "as it is")
    claims.claim("gap: nobody could", False, "Ann could.", 3)

    assert claims.checked == Counter({"gap: nobody could": 2})
    assert claims.false == ["seed 1: gap: nobody could: Ann could. | 3"]
