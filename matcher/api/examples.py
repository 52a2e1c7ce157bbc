"""Examples for the description of the API: the smallest sample, and what really comes of it.

The answers stand in examples.json, which `make pages` writes with the program itself.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from matcher.samples import sample_text

SAMPLE = "tiny"


@cache
def examples() -> dict[str, Any]:
    """What comes of the sample, by what was asked."""
    found: dict[str, Any] = json.loads(files("matcher.api").joinpath("examples.json").read_text("utf-8"))
    return found


TEAM: dict[str, Any] = json.loads(sample_text(SAMPLE))


def _one(name: str, value: Any) -> dict[str, Any]:
    return {name: {"value": value}}


TEAM_EXAMPLES = _one("the smallest sample", TEAM)
CHECK_EXAMPLES = _one("its answer", {"team": TEAM, "rota": examples()["solve"]})
EXPLAIN_EXAMPLES = _one("every gap", {"team": TEAM, "answer": examples()["solve"]})
RECRUIT_EXAMPLES = _one("to cover the week", {"team": TEAM})
WHAT_IF_EXAMPLES = _one("each of them away", {"team": TEAM})
PUBLISH_EXAMPLES = _one("the answer of a job", {"organisation": "harbour", "job": "0" * 32})
REPLAN_EXAMPLES = _one(
    "somebody is ill",
    {
        "organisation": "harbour",
        "absent": [{"supporter": "ade", "first_day": "2026-11-24", "last_day": "2026-11-26"}],
    },
)
COVER_EXAMPLES = _one("a Sunday", {"organisation": "harbour", "shift": "sun-early", "absent": "ade"})
