"""Instances of Curtois & Qu (2014) as team files, solved: `python benchmarks/curtois.py --instances DIR`.

An instance becomes a team file and nothing else: every limit and weight of theirs is a rule of the catalogue.
Each rota is scored by `curtois_score.py`, and by another scorer besides where `--scorer` names one that takes
an instance and a roster and says the penalty first.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from curtois_instance import BEST_KNOWN, Cover, Instance, Staff, open_instance
from curtois_score import Roster, score, write_roster
from curve import Curve
from tables import markdown, where_from
from ward import DAY_0, Fields, day_of, for_those_alike, id_of, member, never_next, of_shifts, ward_file

from matcher.clock import Clock, Settings
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.model.words import DAYS_IN_WEEK
from matcher.read import read
from matcher.solve import request, rota


def team_file(instance: Instance) -> Fields:
    """An instance as a team file. There is no history before its first day."""
    staff = [_supporter(instance, each) for each in instance.staff]
    weeks = instance.days // DAYS_IN_WEEK
    return ward_file(instance.name, DAY_0, weeks, _needs(instance), staff, _rules(instance))


def organisation_of(instance: Instance) -> Organisation:
    """An instance as it is read from its team file."""
    return read(json.dumps(team_file(instance)).encode(), instance.name)


def _needs(instance: Instance) -> Iterator[Fields]:
    """A need for each shift and number wanted; the shifts of a day that nobody wants may be worked too."""
    rows = {(each.day, each.shift): each for each in instance.cover}
    alike: dict[tuple[str, int, int, int], list[str]] = defaultdict(list)
    for day in range(instance.days):
        for shift in instance.shifts:
            row = rows.get((day, shift), Cover(day, shift, 0, 0, 0))
            alike[shift, row.wanted, row.under, row.over].append(day_of(day))
    for (shift, wanted, under, over), dates in alike.items():
        length = instance.shifts[shift].minutes
        yield {
            "id": f"{id_of(shift)}-{wanted}-{under}-{over}",
            "dates": dates,
            "start": "00:00",
            "end": f"{length // 60:02}:{length % 60:02}",
            "kind": "other",
            "supporters_needed": wanted,
            "tags": [id_of(shift), *_weights("under", under), *_weights("over", over)],
        }


def _weights(word: str, weight: int) -> list[str]:
    return [f"{word}-{weight}"] if weight else []


def _supporter(instance: Instance, staff: Staff) -> Fields:
    asked = [
        {"day": day_of(each.day), "wants": wants, "shifts": of_shifts(each.shift), "weight": each.weight}
        for wants, requests in (("on", instance.on), ("off", instance.off))
        for each in requests
        if each.staff == staff.id
    ]
    leave = [{"first_day": day_of(day), "last_day": day_of(day)} for day in sorted(staff.off)]
    return member(staff.id, leave=leave, requests=asked)


def _rules(instance: Instance) -> Iterator[Fields]:
    """Every limit and weight of the instance."""
    yield from _weighted(instance)
    yield from never_next({shift.id: shift.not_next for shift in instance.shifts.values()})
    yield {"kind": "shifts_in_a_day", "level": "hard", "most": 1}
    yield from for_those_alike(
        (staff.id, rule | {"level": "hard"}) for staff in instance.staff for rule in _limits(instance, staff)
    )


def _weighted(instance: Instance) -> Iterator[Fields]:
    """What is priced: cover and requests, all in one sum."""
    for kind, word, weights in (
        ("every_need_met", "under", {each.under for each in instance.cover}),
        ("never_more_than_needed", "over", {each.over for each in instance.cover}),
    ):
        for place, weight in enumerate(sorted(weights - {0})):
            rule: Fields = {"kind": kind, "level": "gaps", "weight": weight}
            rule |= {"counts": "supporters"} if word == "under" else {}
            rule |= {"shifts": {"tags": _weights(word, weight)}}
            yield rule | ({"name": f"{word}-{weight}"} if place else {})
    yield {"kind": "requests", "level": "gaps", "weight": 1}


def _limits(instance: Instance, staff: Staff) -> Iterator[Fields]:
    yield {"kind": "days_in_a_row", "least": staff.least_in_a_row, "most": staff.most_in_a_row}
    yield {
        "kind": "days_in_a_row",
        "name": "free",
        "free": True,
        "least": staff.least_off_in_a_row,
        "most": None,
    }
    yield {
        "kind": "totals",
        "name": "minutes",
        "count": "minutes",
        "least": staff.least_minutes,
        "most": staff.most_minutes,
    }
    yield {"kind": "totals", "name": "weekends", "count": "weekends", "most": staff.most_weekends}
    for shift, most in staff.most_of.items():
        if most < instance.days:
            yield {"kind": "totals", "name": id_of(shift), "shifts": of_shifts(shift), "most": most}


def roster_of(instance: Instance, answer: Answer) -> Roster:
    """The rota of an answer as one of theirs."""
    shifts = {id_of(shift): shift for shift in instance.shifts}
    roster: dict[str, list[str | None]] = {each.id: [None] * instance.days for each in instance.staff}
    names = {id_of(id): id for id in roster}
    for shift in answer.rotas[0].shifts:
        kind = shift.need.rsplit("-", 3)[0]
        roster[names[shift.supporter]][(shift.day - DAY_0).days] = shifts[kind]
    return roster


def measured(instance: Instance, number: int, args: argparse.Namespace, seed: int) -> Mapping[str, object]:
    """One instance solved once, as a row. ValueError where scorers or costs disagree."""
    asked = organisation_of(instance)
    started, worked = time.monotonic(), time.process_time()
    with Curve() as curve:
        clock = Clock(Settings(args.seconds, args.workers, seed), curve.watch)
        answer = rota(request(asked, clock=clock))
    seconds, processor = time.monotonic() - started, time.process_time() - worked
    if args.plot:
        curve.draw(f"{instance.name}, seed {seed}", args.plot / f"curtois-{number}-{seed}.svg")
    best, proof = BEST_KNOWN[number], next((each for each in answer.proof if each.level == "gaps"), None)
    row = {"instance": number, "seed": seed, "ours": 0, "bound": 0, "best known": best}
    if proof is None:
        return row | {"ours": "none", "bound": "none", "from best, %": "", "seconds": round(seconds, 1)}
    roster = roster_of(instance, answer)
    found = score(instance, roster)
    others = _scored_by(args.scorer, args.instances / f"Instance{number}.txt", roster) if args.scorer else ()
    if found.broken or {found.penalty, *others} != {proof.cost}:
        raise ValueError(f"scores differ: {proof.cost}, {found.penalty}, {others}; {found.broken}")
    return row | {
        "ours": f"{proof.cost} {proof.status}",
        "bound": proof.bound if proof.bound is not None else "none",
        "from best, %": round(100 * (proof.cost - best) / best, 2),
        "seconds": round(seconds, 1),
        "processor, s": round(processor, 1),
        "load": round(os.getloadavg()[0], 1),
        "peak, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _scored_by(scorer: Path, instance: Path, roster: Roster) -> tuple[int]:
    """The penalty by another scorer."""
    path = Path(f"{instance.stem}.roster.csv")
    path.write_text(write_roster(roster), encoding="utf-8")
    said = subprocess.run(
        [sys.executable, scorer, instance, path], capture_output=True, encoding="utf-8", check=False
    )
    path.unlink()
    found = re.search(r"\d+", said.stdout)
    if said.returncode or found is None:
        raise ValueError(f"the other scorer says: {said.stdout}{said.stderr}")
    return (int(found[0]),)


def main() -> None:
    """Solve instances and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--instances", type=Path, required=True, help="the folder with Instance1.txt and so on"
    )
    parser.add_argument("--numbers", type=int, nargs="+", default=[1, 2, 3, 4, 5, 6])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", type=Path, help="write the team files into this folder, and solve nothing")
    parser.add_argument("--scorer", type=Path, help="another scorer to compare with")
    parser.add_argument("--plot", type=Path, help="a folder for a picture of each run")
    args = parser.parse_args()
    if args.write:
        for number in args.numbers:
            text = json.dumps(team_file(open_instance(args.instances, number)), indent=1)
            (args.write / f"curtois-{number}.json").write_text(f"{text}\n", encoding="utf-8")
        return
    print(where_from())
    rows = []
    for number in args.numbers:
        for seed in args.seeds:
            rows.append(measured(open_instance(args.instances, number), number, args, seed))
            print(rows[-1], flush=True)
    print(markdown(rows))


if __name__ == "__main__":
    main()
