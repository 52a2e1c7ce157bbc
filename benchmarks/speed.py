"""A whole organisation, and how time grows: `PYTHONPATH=tests python benchmarks/speed.py [--plot FOLDER]`.

The organisation has 50 people with 8 supporters each. Growth is processor time of one worker on random teams,
until every level is proved or a limit is reached. With --plot each curve is drawn (`pip install '.[plots]'`).
"""

import argparse
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from generate import MONDAY, organisation
from tables import markdown, where_from

from matcher.clock import Clock, Settings
from matcher.model.answer import Answer
from matcher.model.words import DAYS_IN_WEEK
from matcher.rotas import make_rota
from matcher.solve import Request, request, rota, solve
from matcher.team_frames import team_frame

Rows = list[dict[str, Any]]
Made = TypeVar("Made")

PEOPLE, SUPPORTERS_EACH, SEED = 50, 8, 1
TIME_ENOUGH = 600.0
JOBS: dict[str, Callable[[Request], Answer]] = {"rota": rota, "solve": solve}
SEEDS = range(3)
GROWING_PEOPLE = (1, 2, 5, 10, 20, 50)
GROWING_TEAM = (6, 7, 8, 9, 10, 11, 12)
GROWING_WEEKS = (1, 2, 4, 8, 12)


@dataclass(frozen=True)
class Used:
    """Seconds: by the clock on the wall, and of processors, by this process and by those it began."""

    wall: float
    here: float
    others: float


def used(work: Callable[[], Made]) -> tuple[Used, Made]:
    """What some work uses, and what it makes."""
    wall, here, others = time.perf_counter(), _processor(resource.RUSAGE_SELF), _processor(CHILDREN)
    made = work()
    while multiprocessing.active_children():  # What they used is known once they have ended.
        time.sleep(0.01)
    after_here, after_others = _processor(resource.RUSAGE_SELF), _processor(CHILDREN)
    return Used(time.perf_counter() - wall, after_here - here, after_others - others), made


CHILDREN = resource.RUSAGE_CHILDREN


def _processor(whose: int) -> float:
    spent = resource.getrusage(whose)
    return spent.ru_utime + spent.ru_stime


def whole_organisation(people: int) -> Iterator[dict[str, object]]:
    """Each job here with one worker, and spread over two processes; with what proves to be the same."""
    asked = organisation(SEED, people=people, team=(SUPPORTERS_EACH, SUPPORTERS_EACH))
    for name, job in JOBS.items():
        alone: Used | None = None
        for workers in (1, 2):
            settings = Settings(TIME_ENOUGH, workers=workers, spread=workers > 1)
            spent, answer = used(partial(job, request(asked, settings=settings)))
            alone = alone or spent
            yield {
                "job": name,
                "people": people,
                "processes": workers,
                "wall, s": round(spent.wall, 1),
                "processors, s": round(spent.here + spent.others, 1),
                "of which the first process": round(spent.here, 1),
                "times faster": round(alone.wall / spent.wall, 2),
                "levels proved": f"{sum(p.status == 'proved' for p in answer.proof)} of {len(answer.proof)}",
            }


def one_rota(shape: str, size: int, weeks: int, seed: int, seconds: float) -> tuple[float, bool]:
    """Processor seconds of a rota, and whether it is proved best."""
    asked = organisation(seed, shape=shape, team=(size, size))
    days = weeks * DAYS_IN_WEEK
    frame = team_frame(asked, asked.people[0], first_day=MONDAY, days=days, as_of=MONDAY)
    spent, made = used(partial(make_rota, frame, Clock(Settings(seconds, workers=1))))
    return spent.here, made.settled


def growth(seconds: float) -> dict[str, Rows]:
    """Seconds as people, supporters and weeks grow; the median of some seeds."""
    people: Rows = []
    for count in GROWING_PEOPLE:
        asked = organisation(SEED, people=count, team=(SUPPORTERS_EACH, SUPPORTERS_EACH))
        settings = Settings(TIME_ENOUGH, workers=1)
        spent, _ = used(partial(rota, request(asked, settings=settings)))
        people.append({"people": count, "processor, s": round(spent.here, 2)})
    return {
        "people": people,
        "supporters": [_row("supporters", size, seconds, size=size, weeks=1) for size in GROWING_TEAM],
        "weeks": [_row("weeks", weeks, seconds, size=8, weeks=weeks) for weeks in GROWING_WEEKS],
    }


def _row(name: str, value: int, seconds: float, *, size: int, weeks: int) -> dict[str, object]:
    runs = [one_rota("one_to_one", size, weeks, seed, seconds) for seed in SEEDS]
    spent = sorted(took for took, _ in runs)
    proved = sum(settled for _, settled in runs)
    return {
        name: value,
        "processor, s": round(spent[len(spent) // 2], 2),
        "proved": f"{proved} of {len(runs)}",
    }


def plot(curves: dict[str, Rows], folder: Path) -> None:
    """One picture for each curve."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "matcher"
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in curves.items():
        figure, axes = pyplot.subplots(figsize=(6, 3.5))
        axes.plot([row[name] for row in rows], [row["processor, s"] for row in rows], marker="o")
        axes.set_xlabel(name)
        axes.set_ylabel("processor seconds, one worker")
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
        figure.savefig(folder / f"growth-{name}.svg", bbox_inches="tight", metadata={"Date": None})
        pyplot.close(figure)


def main() -> None:
    """Measure, print, and draw if asked to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=30.0, help="for each rota of a growth curve")
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--plot", type=Path, help="a folder for a picture of each curve")
    options = asked.parse_args()
    print(where_from())
    print(f"Load when begun: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
    print(markdown(list(whole_organisation(options.people))), flush=True)
    curves = growth(options.seconds)
    for rows in curves.values():
        print(markdown(rows))
    if options.plot:
        plot(curves, options.plot)


if __name__ == "__main__":
    main()
