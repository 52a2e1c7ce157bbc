"""Weeks of an INRC-II scenario, solved one after another, each with what came before it.

`python benchmarks/inrc.py --instances DIR --weeks 3 5 0 1`, where DIR holds the official JSON files of one
scenario. Each rota is scored by `inrc_score.py`, and all weeks together at the end. With `--together` all
weeks are one rota: the best there could be if everything were known at the start.
"""

import argparse
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inrc_before import answer_before
from inrc_files import named_files, open_instance
from inrc_instance import Instance, Solution, written
from inrc_score import IN_ALL, WEEKENDS, Score, next_history, score
from inrc_team import asked_of, solution_of, team_file
from tables import markdown, where_from

from matcher.clock import Settings
from matcher.errors import BadInput
from matcher.solve import rota
from matcher.write.files import write_safely
from matcher.write.json import answer_json


@dataclass(frozen=True)
class Solved:
    """Some weeks, solved and scored."""

    instance: Instance
    solutions: tuple[Solution, ...]
    score: Score
    """By `inrc_score.py`."""
    shares: int
    """What our rota pays for S6 and S7 before the last week, by shares."""
    cost: int
    """What our rota costs by our own rules."""
    bound: int | None
    seconds: float


def solved(instance: Instance, settings: Settings) -> Solved:
    """Weeks solved as one rota. ValueError where there is none, or where scorer and rules disagree."""
    started = time.monotonic()
    answer = rota(asked_of(instance, settings))
    seconds = time.monotonic() - started
    if not answer.rotas:
        raise ValueError(f"no rota for week {instance.history.week}: {answer.says}")
    solutions = tuple(solution_of(instance, answer, week) for week in range(len(instance.weeks)))
    found = score(instance, solutions)
    costs = [each for each in answer.score if each.level == "gaps"]
    ours = sum(each.cost for each in costs)
    shares = 0 if _ends(instance) else sum(each.cost for each in costs if each.rule == "totals")
    if found.broken or ours - shares != found.cost - too_many_before(instance):
        raise ValueError(f"scores differ: {ours}, of it shares {shares}; {found}")
    bound = next((each.bound for each in answer.proof if each.level == "gaps"), None)
    return Solved(instance, solutions, found, shares, ours, bound, seconds)


def _ends(instance: Instance) -> bool:
    return instance.history.week + len(instance.weeks) == instance.scenario.number_of_weeks


def too_many_before(instance: Instance) -> int:
    """What the last weeks pay for what was too many before them: their rota cannot change it."""
    scenario, past = instance.scenario, instance.history.of
    if not _ends(instance):
        return 0
    return sum(
        IN_ALL * max(0, past[nurse].assignments - contract.most)
        + WEEKENDS * max(0, past[nurse].weekends - contract.most_weekends)
        for nurse, contract in scenario.contract_of.items()
    )


def week_by_week(instance: Instance, settings: Settings) -> Iterator[Solved]:
    """Each week solved with what the weeks before it leave, and with nothing known of those after it."""
    history = instance.history
    for week in instance.weeks:
        done = solved(replace(instance, history=history, weeks=(week,)), settings)
        yield done
        history = next_history(instance.scenario, history, done.solutions[0])


def row_of(done: Solved) -> Mapping[str, object]:
    """A row of the table."""
    first, weeks = done.instance.history.week + 1, len(done.instance.weeks)
    return {
        "week": f"{first}" if weeks == 1 else f"{first} to {first + weeks - 1}",
        **done.score.soft,
        "cost": done.score.cost,
        "of ours, by shares": done.shares,
        "ours": done.cost + too_many_before(done.instance),
        "bound": "none" if done.bound is None else done.bound + too_many_before(done.instance),
        "seconds": round(done.seconds, 1),
        "load": round(os.getloadavg()[0], 1),
    }


def total_of(instance: Instance, weeks: Sequence[Solved]) -> Mapping[str, object]:
    """The last row: all weeks scored at once. ValueError where that is not the sum of the weeks."""
    found = score(instance, [solution for week in weeks for solution in week.solutions])
    if found.broken or found.cost != sum(week.score.cost for week in weeks):
        raise ValueError(f"the weeks do not add up: {found}")
    seconds = round(sum(week.seconds for week in weeks), 1)
    return {"week": "all", **found.soft, "cost": found.cost} | {
        "of ours, by shares": "",
        "ours": "",
        "bound": "",
        "seconds": seconds,
        "load": "",
    }


def write_files(folder: Path, done: Solved) -> None:
    """Each week's solution and the history after it, as files of theirs; what was solved, as files of ours.

    `matcher solve team-NAME-0.json --history before-NAME-0.json` asks for the same rota.
    """
    scenario, history = done.instance.scenario, done.instance.history
    folder.mkdir(parents=True, exist_ok=True)
    asked = f"{scenario.id}-{history.week}.json"
    write_safely(folder / f"team-{asked}", f"{json.dumps(team_file(done.instance), indent=1)}\n")
    write_safely(folder / f"before-{asked}", answer_json(answer_before(done.instance)))
    for solution in done.solutions:
        history = next_history(scenario, history, solution)
        for name, part in (
            (f"Sol-{scenario.id}-{solution.week}.json", solution),
            (f"H{history.week}-{scenario.id}.json", history),
        ):
            write_safely(folder / name, written(part))


def main() -> None:
    """Solve weeks and print a table. It ends with 65 where a file cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=Path, required=True, help="the folder of one scenario")
    parser.add_argument("--history", type=int, default=0, help="the number of the first history")
    parser.add_argument("--weeks", type=int, nargs="+", required=True, help="the numbers of the week data")
    parser.add_argument("--together", action="store_true", help="all weeks as one rota")
    parser.add_argument("--seconds", type=float, default=60, help="for each rota")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, help="write solutions and histories into this folder")
    args = parser.parse_args()
    try:
        instance = open_instance(*named_files(args.instances, args.history, args.weeks))
    except BadInput as bad:
        print(bad)
        raise SystemExit(bad.exit_code) from None
    settings = Settings(args.seconds, args.workers, args.seed)
    done = []
    for each in [solved(instance, settings)] if args.together else week_by_week(instance, settings):
        done.append(each)
        if args.out:
            write_files(args.out, each)
    print(where_from())
    print(markdown([*map(row_of, done), total_of(instance, done)]))


if __name__ == "__main__":
    main()
