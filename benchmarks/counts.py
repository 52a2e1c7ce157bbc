"""How much a run asks of the solver: counts that are the same on every machine and on every day.

`PYTHONPATH=tests python benchmarks/counts.py` prints them; `--write` keeps them, for a test to compare with.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

from generate import MONDAY, organisation
from ortools.sat.python import cp_model
from tables import markdown, where_from

from matcher.clock import Clock, Settings
from matcher.model.words import DAYS_IN_WEEK
from matcher.read import read
from matcher.rulebook import for_frame
from matcher.solve import request, rota, solve
from matcher.solver.rota import pinned_board
from matcher.solver.run import solve_levels
from matcher.solver.together import find_teams
from matcher.team_frames import team_frame
from matcher.teams import team_asked

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "data" / "samples"
SAMPLE_NAMES = ("tiny", "callum", "marcus", "joy")
KEPT = HERE / "counts.json"
NO_HURRY = Settings(time_limit=3600.0, workers=1, seed=0)
"""One worker, and time enough that no clock decides anything."""

Counts = dict[str, float]


def counts(name: str) -> Counts:
    """What one of JOBS asks of the solver, over all its solves.

    `work` is the solver's own measure of what it did, which no clock enters; about a second to one.
    """
    with _counting() as total:
        JOBS[name]()
    return {**total, "work": round(total["work"], 3)}


def _sample(name: str) -> object:
    """`matcher solve` of a sample."""
    return solve(request(read(SAMPLES / f"{name}.json", name), settings=NO_HURRY))


def _four_weeks() -> object:
    """Four weeks of a random team."""
    asked = organisation(0, shape="days_only", team=(6, 6))
    return rota(request(asked, first_day=MONDAY, weeks=4, settings=NO_HURRY))


def _fifty_people() -> object:
    """The boards of a week for 50 people with 8 supporters each. Each is solved for covering alone."""
    asked = organisation(1, people=50, team=(8, 8))
    for person in asked.people:
        frame = team_frame(asked, person, first_day=MONDAY, days=DAYS_IN_WEEK, as_of=MONDAY)
        board = pinned_board(frame, for_frame(frame))
        solve_levels(board.model, [("gaps", board.cost("gaps"))], Clock(NO_HURRY))
    return None


def _five_by_sixty() -> object:
    """Who covers the typical weeks of five people, of sixty applicants whom all of them said yes to."""
    asked = organisation(2, people=5, team=(8, 8), joined=0.0, applicants=20, yes=1.0)
    group = [team_asked(asked, person, MONDAY, MONDAY) for person in asked.people]
    return find_teams(group, Clock(NO_HURRY), ["gaps"])


JOBS: dict[str, Callable[[], object]] = {
    **{name: partial(_sample, name) for name in SAMPLE_NAMES},
    "four weeks": _four_weeks,
    "50 people": _fifty_people,
    "5 people, 60 applicants": _five_by_sixty,
}
NAMES = tuple(JOBS)


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
    print(markdown([{"run": name, **found[name]} for name in NAMES]))


if __name__ == "__main__":
    main()
