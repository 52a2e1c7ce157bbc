"""The rota of 20 random teams of 6 to 12: `PYTHONPATH=tests python benchmarks/teams.py [--weeks 4]`.

Teams come from the tests' generator, one seed each; a rota without gaps is known to exist for all of them.
With --away the first of each team is not there, so that some needs may go without.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from statistics import median
from typing import Any

from generate import MONDAY, SHAPES, organisation
from tables import markdown, where_from

from matcher.clock import Clock, Settings
from matcher.model.answer import PRICED, Proof
from matcher.model.organisation import Organisation
from matcher.model.supporter import Leave
from matcher.model.words import DAYS_IN_WEEK
from matcher.rotas import make_rota
from matcher.team_frames import team_frame

SEEDS = range(20)
LEAST = {"two_to_one": 8}
"""Two supporters at a time need a larger team."""
NEAR = 1.0
"""Percent from the best that still counts as near it."""


def team(seed: int) -> tuple[str, Organisation]:
    """The shape of a person's week, and a team for it of 6 to 12."""
    shape = sorted(SHAPES)[seed % len(SHAPES)]
    size = max(6 + seed % 7, LEAST.get(shape, 0))
    return shape, organisation(seed, shape=shape, team=(size, size))


def first_away(asked: Organisation, days: int) -> Organisation:
    """The same, with the first supporter on leave."""
    leave = Leave(first_day=MONDAY, last_day=MONDAY + timedelta(days=days))
    first, *others = asked.supporters
    away = first.model_copy(update={"leave": (leave,)})
    return asked.model_copy(update={"supporters": (away, *others)})


def measured(weeks: int, seconds: float, away: bool) -> Iterator[dict[str, Any]]:
    """One row for each team, with the seconds it took to find, prove and audit its rota."""
    for seed in SEEDS:
        shape, asked = team(seed)
        days = weeks * DAYS_IN_WEEK
        asked = first_away(asked, days) if away else asked
        clock = Clock(Settings(seconds))
        made = make_rota(team_frame(asked, asked.people[0], first_day=MONDAY, days=days, as_of=MONDAY), clock)
        yield {
            "seed": seed,
            "week": shape.replace("_", " "),
            "team": len(asked.supporters),
            "shifts": sum(need.need.supporters_needed for need in made.frame.needs),
            **{proof.level: proof.status for proof in made.proof},
            "gap cost": next((proof.cost for proof in made.proof if proof.level == "gaps"), None),
            "from the best, %": round(100 * max(map(distance, made.proof), default=1.0), 2),
            "seconds": round(clock.used, 2),
        }


def distance(proof: Proof) -> float:
    """How far a level may be from its best, as a share of its cost; 1 where nothing is known.

    Of the levels before the last only a proof counts.
    """
    if proof.status == "proved":
        return 0.0
    if proof.level != PRICED[-1] or proof.bound is None:
        return 1.0
    return (proof.cost - proof.bound) / max(proof.cost, 1)


def summary(rows: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """How many teams are proved best at each level, how many are near it, and how long it took."""
    seconds = [row["seconds"] for row in rows]
    proved = {
        f"{level} proved": sum(row[level] == "proved" for row in rows) for level in PRICED if level in rows[0]
    }
    return {
        "teams": len(rows),
        **proved,
        "within 1 %": sum(row["from the best, %"] <= NEAR for row in rows),
        "median, s": round(median(seconds), 2),
        "longest, s": max(seconds),
    }


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--weeks", type=int, default=1)
    asked.add_argument("--seconds", type=float, default=60.0, help="for each team")
    asked.add_argument("--away", action="store_true", help="the first of each team is on leave")
    options = asked.parse_args()
    rows = list(measured(options.weeks, options.seconds, options.away))
    print(where_from())
    print(markdown([summary(rows)]))
    print(markdown(rows))


if __name__ == "__main__":
    main()
