"""How much of a run is building models: `PYTHONPATH=tests python benchmarks/building.py`.

Processor time of this process, with one worker: building is everything from the question to the model that is
handed to the solver, the whole is everything from the question to the audited answer.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from generate import MONDAY, organisation
from tables import markdown, where_from

from matcher.clock import Clock, Settings
from matcher.model.words import DAYS_IN_WEEK
from matcher.read import read
from matcher.rotas import make_rota
from matcher.solve import request, solve
from matcher.solver.board import Board
from matcher.solver.membership import Membership
from matcher.team_frames import team_frame

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
WEEKS = (1, 4, 12, 26)
TEAMS = (("one_to_one", 6), ("two_to_one", 8), ("two_to_one", 12))
PEOPLE = (1, 10, 50)


class Spent:
    """Seconds of processor time."""

    def __init__(self) -> None:
        self.building = 0.0
        self.whole = 0.0


@contextmanager
def measuring() -> Iterator[Spent]:
    """Add up what is spent in making boards and teams, and in all."""
    spent = Spent()

    def timed(made: Callable[..., None], *given: Any, **named: Any) -> None:
        begun = time.process_time()
        made(*given, **named)
        spent.building += time.process_time() - begun

    board, team = Board.__init__, Membership.__post_init__
    begun = time.process_time()
    with (
        patch.object(Board, "__init__", lambda *given, **named: timed(board, *given, **named)),
        patch.object(Membership, "__post_init__", lambda *given: timed(team, *given)),
    ):
        yield spent
    spent.whole = time.process_time() - begun


def one_rota(shape: str, size: int, weeks: int, seconds: float) -> Callable[[], object]:
    """A random team's rota."""
    asked = organisation(3, shape=shape, team=(size, size))
    days = weeks * DAYS_IN_WEEK
    frame = team_frame(asked, asked.people[0], first_day=MONDAY, days=days, as_of=MONDAY)
    return partial(make_rota, frame, Clock(Settings(seconds, workers=1)))


def jobs(seconds: float) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is measured."""
    for shape, size in TEAMS:
        for weeks in WEEKS:
            name = f"rota, {shape.replace('_', ' ')}, team of {size}, {weeks} weeks"
            yield name, one_rota(shape, size, weeks, seconds)
    settings = Settings(600.0, workers=1)
    for name in ("callum", "marcus", "joy"):
        yield (
            f"solve {name}",
            partial(solve, request(read(SAMPLES / f"{name}.json", name), settings=settings)),
        )
    for people in PEOPLE:
        asked = organisation(1, people=people, team=(8, 8))
        yield (
            f"solve, {people} people with 8 supporters each",
            partial(solve, request(asked, settings=settings)),
        )


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=30.0, help="for each rota")
    rows = []
    one_rota("days_only", 6, 1, 5.0)()  # What is loaded at the first use is no building.
    for name, job in jobs(asked.parse_args().seconds):
        with measuring() as spent:
            job()
        rows.append(
            {
                "what": name,
                "building, s": round(spent.building, 3),
                "whole, s": round(spent.whole, 2),
                "building, %": round(100 * spent.building / spent.whole, 1),
            }
        )
        print(rows[-1], flush=True)
    print(where_from())
    print(markdown(rows))


if __name__ == "__main__":
    main()
