"""Several new people and one list of applicants: `PYTHONPATH=tests python benchmarks/sharing.py`.

Teams are drawn first, so weeks without gaps exist: 5 people and 60 applicants whom all said yes to, and 10
people and 120 applicants of whom each person said yes to a quarter besides those drawn. Teams are audited.
With --short some of those drawn are gone, so that gaps cannot be avoided.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generate import MONDAY, organisation
from tables import markdown, where_from

from matcher.clock import Clock, Progress, Settings
from matcher.model.organisation import Organisation
from matcher.solver.match import MATCH_LEVELS
from matcher.solver.run import LevelFound
from matcher.solver.together import find_teams
from matcher.teams import certified, team_asked

SEEDS = range(3)


@dataclass(frozen=True)
class Size:
    """How many people, how many are drawn for each, how many more there are, and how often a yes is said."""

    people: int
    drawn: int
    more: int
    yes: float
    seconds: float


SIZES = (Size(5, 8, 20, 1.0, 60.0), Size(10, 8, 40, 0.25, 120.0))


def drawn(size: Size, seed: int, short: bool) -> Organisation:
    """People and applicants; if short, every fifth of those drawn for somebody is gone, and nobody is there
    besides."""
    more = 0 if short else size.more
    made = organisation(
        seed,
        people=size.people,
        team=(size.drawn, size.drawn),
        joined=0.0,
        applicants=more,
        yes=size.yes,
    )
    kept = tuple(each for place, each in enumerate(made.supporters) if not short or place % 5)
    return made.model_copy(update={"supporters": kept})


def measured(short: bool) -> Iterator[dict[str, object]]:
    """One row for each instance; the teams have passed the audit."""
    for size in SIZES:
        for seed in SEEDS:
            asked = drawn(size, seed, short)
            group = [team_asked(asked, person, MONDAY, MONDAY) for person in asked.people]
            clock = Clock(Settings(size.seconds, workers=2))
            begun = time.perf_counter()
            told: list[tuple[str, float]] = []
            clock.watch = partial(_note, told)
            found = find_teams(group, clock)
            certified(group, found)
            covered = next((at for doing, at in told if doing == MATCH_LEVELS[1]), time.perf_counter())
            yield {
                "people": size.people,
                "applicants": len(asked.supporters),
                "seed": seed,
                **{level: said(found.level(level)) for level in MATCH_LEVELS},
                "level 1, s": round(covered - begun, 1),
                "in all, s": round(clock.used, 1),
            }


def _note(told: list[tuple[str, float]], step: Progress) -> None:
    told.append((step.doing, time.perf_counter()))


def said(level: LevelFound) -> str:
    """A cost with its proof or bound."""
    return f"{level.cost} proved" if level.status == "proved" else f"{level.cost} (≥ {level.bound})"


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--short", action="store_true", help="too few supporters for all")
    rows = []
    for row in measured(asked.parse_args().short):
        print(row, flush=True)
        rows.append(row)
    print(where_from())
    print(markdown(rows))


if __name__ == "__main__":
    main()
