"""A first year, week by week: `PYTHONPATH=tests python benchmarks/year.py [--seed 1] [--weeks 52]`.

Every rota is written, published and made again as in real life (year_run.py), around a seeded list of what
happens (year_events.py). At the end everything that was worked is audited at once by the tests' auditor of
many weeks, which shares nothing with the program. It ends with 1 where a limit is broken anywhere.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import mean

from facts import Year as Facts
from facts_shift import asked
from tables import markdown, where_from
from whole_year import breaches, missing
from year_events import DAY, FIRST, WEEK, WEEKS, events
from year_facts import year_of
from year_run import Year, live

from matcher.everyone.published import PublishedWeek
from matcher.figures import continuity
from matcher.model.words import TURN_NAMES
from matcher.plan import Plan
from matcher.read.history import read_known
from matcher.shares import fairness

SHOWN = (13, 26, 52)
"""Weeks after which the spread of turns is shown."""
Row = dict[str, object]
Plans = Mapping[str, Sequence[Plan]]


def plans(year: Year, first: date, weeks: int) -> Plans:
    """Each person's weeks as they were worked in the end, from the first with support."""
    organisation = year.organisation(date.max)
    known = read_known(year.folder, organisation)
    found: dict[str, list[Plan]] = {}
    for person in organisation.people:
        for number in range(weeks):
            monday = first + number * WEEK
            week = PublishedWeek(known, person, monday, monday + WEEK)
            if week.plan is not None and week.plan.frame.needs:
                found.setdefault(person.id, []).append(week.plan)
    return found


def spreads(found: Plans, first: date) -> Iterator[Row]:
    """The spread of each kind of turn in each team, after so many weeks of the year."""
    for person, weeks in found.items():
        shown = {number: week_of(weeks, first + (number - 1) * WEEK) for number in SHOWN}
        kinds = {
            (number, each.kind): each.spread
            for number, plan in shown.items()
            if plan is not None
            for each in fairness(plan)
        }
        for kind, name in TURN_NAMES.items():
            if any((number, kind) in kinds for number in SHOWN):
                cells = {f"week {number}": kinds.get((number, kind), "") for number in SHOWN}
                yield {"person": person, "turns": f"{name}s", **cells}


def week_of(weeks: Sequence[Plan], monday: date) -> Plan | None:
    """The week that begins on a day."""
    return next((plan for plan in weeks if plan.frame.first_day == monday), None)


def steadiness(found: Plans, facts: Facts) -> Iterator[Row]:
    """How steady the faces were for each person, on average over the weeks, and what nobody came for."""
    lost = Counter[str]()
    for _, person, _, short, minutes in missing(facts):
        lost[person] += short * minutes
    wanted = Counter[str]()
    for _, person, need, (begin, end) in asked(facts):
        wanted[person] += need.get("supporters_needed", 1) * (end - begin)
    for person, weeks in found.items():
        steady = [continuity(plan) for plan in weeks]
        yield {
            "person": person,
            "weeks": len(weeks),
            "covered, %": round(100 - 100 * lost[person] / wanted[person], 1),
            "hours not covered": round(lost[person] / 60),
            "supporters a week": round(mean(each.different_supporters for each in steady), 1),
            "share of the three most, %": round(100 * mean(each.share_of_three_most or 0 for each in steady)),
            "arrivals a week": round(mean(each.arrivals_a_week for each in steady), 1),
            "first visits": sum(each.first_visits for each in steady),
        }


def by_week(year: Year, facts: Facts, first: date, weeks: int) -> Iterator[Row]:
    """Each week: shifts nobody came for, and shifts that changed after they were promised."""
    short, again, changed = Counter[int](), Counter[int](), Counter[int]()
    for day, _, _, count, _ in missing(facts):
        short[(day - first).days // WEEK.days] += count
    for entry, _ in year.written:
        again[(entry.at.date() - first).days // WEEK.days] += entry.why is not None
        for change in entry.changes:
            changed[(change.day - first).days // WEEK.days] += 1
    for number in range(weeks):
        monday = first + number * WEEK
        yield {
            "week": number + 1,
            "from": f"{monday:%d %b}",
            "shifts not covered": short[number],
            "made again": again[number],
            "shifts changed": changed[number],
        }


def summary(year: Year, facts: Facts, seconds: float) -> Row:
    """The year in a line."""
    levels = Counter(proof.status for entry, _ in year.written for proof in entry.answer.proof)
    gaps = [proof for entry, _ in year.written for proof in entry.answer.proof if proof.level == "gaps"]
    return {
        "rotas written": sum(entry.why is None for entry, _ in year.written),
        "made again": sum(entry.why is not None for entry, _ in year.written),
        "shifts worked": len(facts.facts),
        "limits broken": len(breaches(facts)),
        "cover proved, %": round(100 * mean(each.status == "proved" for each in gaps), 1),
        "all levels proved, %": round(100 * levels["proved"] / levels.total(), 1),
        "longest, s": round(max(took for _, took in year.written), 1),
        "in all, s": round(seconds),
    }


def main() -> int:
    """Live through it, audit it, print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--weeks", type=int, default=WEEKS)
    options.add_argument("--keep", type=Path, help="a new folder to keep the history in")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary) / "rotas"
        begun = time.perf_counter()
        year = live(
            folder, events(given.seed), weeks=given.weeks, tell=lambda line: print(line, file=sys.stderr)
        )
        seconds = time.perf_counter() - begun
        facts = year_of(folder, year.files, FIRST, FIRST + given.weeks * WEEK - DAY)
        found = plans(year, FIRST, given.weeks)
        broken = breaches(facts)
        print(where_from())
        print(markdown([summary(year, facts, seconds)]))
        for rows in (
            spreads(found, FIRST),
            steadiness(found, facts),
            by_week(year, facts, FIRST, given.weeks),
        ):
            print(markdown(list(rows)))
    for breach in broken:
        print(breach)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
