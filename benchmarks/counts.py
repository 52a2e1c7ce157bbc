"""How much a run asks of the solver: counts that are the same on every machine and on every day.

`python benchmarks/counts.py` prints them; with `--write` they are kept, for a test to compare with.
"""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from ortools.sat.python import cp_model
from tables import markdown, where_from

from matcher.clock import Settings
from matcher.read import read
from matcher.solve import request, solve

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "data" / "samples"
NAMES = ("tiny", "callum", "marcus", "joy")
KEPT = HERE / "counts.json"
NO_HURRY = Settings(time_limit=3600.0, workers=1, seed=0)
"""One worker, and time enough that no clock decides anything."""

Counts = dict[str, float]


def counts(name: str) -> Counts:
    """What `matcher solve` of a sample asks of the solver, over all its solves.

    `work` is the solver's own measure of what it did, which no clock enters; about a second to one.
    """
    organisation = read(SAMPLES / f"{name}.json", name)
    with _counting() as total:
        solve(request(organisation, settings=NO_HURRY))
    return {**total, "work": round(total["work"], 3)}


def kept() -> dict[str, Counts]:
    """The counts of each sample as they were when last written down."""
    found: dict[str, Counts] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


@contextmanager
def _counting() -> Iterator[Counts]:
    """Add up what every solve is given, and what it does."""
    total: Counts = dict.fromkeys(("solves", "variables", "constraints", "branches", "work"), 0)
    plainly = cp_model.CpSolver.solve

    def counted(
        solver: cp_model.CpSolver,
        model: cp_model.CpModel,
        callback: cp_model.CpSolverSolutionCallback | None = None,
    ) -> cp_model.CpSolverStatus:
        status = plainly(solver, model, callback)
        total["solves"] += 1
        total["variables"] += len(model.proto.variables)
        total["constraints"] += len(model.proto.constraints)
        total["branches"] += solver.num_branches
        total["work"] += solver.response_proto.deterministic_time
        return status

    with patch.object(cp_model.CpSolver, "solve", counted):
        yield total


def main() -> None:
    """Count, print, and keep if asked to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="keep them, for the test to compare with")
    found = {name: counts(name) for name in NAMES}
    if asked.parse_args().write:
        KEPT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(where_from())
    print(markdown([{"sample": name, **found[name]} for name in NAMES]))


if __name__ == "__main__":
    main()
