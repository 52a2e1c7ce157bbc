"""What comes of the smallest sample, for the description of the API: part of `make pages`."""

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

from matcher.api.asked import ASKED, Kind, Order, Question
from matcher.api.work import Work, carry_out
from matcher.clock import Clock, Settings
from matcher.samples import sample_text

SAMPLE = "tiny"
AT, BY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC), "the office"
SHOWN: tuple[Kind, ...] = ("match", "check", "explain", "recruit", "what_if")
"""Kinds of work that need nothing besides the sample and its answer."""
UNSURE = {"seconds": 0.5}
"""Figures that differ from run to run, and what stands for them."""


@cache
def examples() -> str:
    """Every example, as JSON."""
    found: dict[str, Any] = {"solve": _done("solve")}
    for kind in SHOWN:
        more = {"rota": found["solve"]} if kind == "check" else {}
        more |= {"answer": found["solve"]} if kind == "explain" else {}
        found[kind] = _done(kind, **more)
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def _done(kind: Kind, **more: Any) -> Any:
    team = json.loads(sample_text(SAMPLE))
    given = {"team": team} if issubclass(ASKED[kind], Question) else {}
    asked = ASKED[kind].model_validate({**given, **more}).model_dump(mode="json", exclude={"team"})
    order = Order(kind=kind, team=team, asked=asked, workers=1, at=AT, by=BY)
    done = carry_out(Work(order, Clock(Settings(workers=1)))).model_dump(mode="json", by_alias=True)
    if "provenance" in done:
        done["provenance"] |= UNSURE
    return done
