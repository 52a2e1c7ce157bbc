"""What a history's folder says was worked, read from its files with the standard library only."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from facts import DAY, Fact, File, Year, date_of

LONDON = ZoneInfo("Europe/London")
Shifts = list[dict[str, Any]]


def year_of(folder: Path, files: Sequence[tuple[date, File]], first_day: date, last_day: date) -> Year:
    """Some days as they were worked, with the team files as they were written."""
    facts = tuple(fact for fact in facts_in(folder) if first_day <= fact.day <= last_day)
    return Year(facts, tuple(files), first_day, last_day)


def facts_in(folder: Path) -> list[Fact]:
    """Who came when, by what was published last for each day of each person."""
    counts: dict[tuple[str, date], Shifts] = {}
    for path in sorted(folder.glob("*.json")):
        for rota in json.loads(path.read_text(encoding="utf-8"))["entry"]["answer"]["rotas"]:
            for offset in range(rota["days"]):
                counts[rota["person"], date_of(rota["first_day"]) + DAY * offset] = []
            for shift in rota["shifts"]:
                counts[rota["person"], date_of(shift["day"])].append(shift)
    return [_fact(shift) for _, shifts in sorted(counts.items()) for shift in shifts]


def _fact(shift: dict[str, Any]) -> Fact:
    start, end = (datetime.fromisoformat(shift[moment]).astimezone(LONDON) for moment in ("start", "end"))
    return Fact(shift["person"], shift["supporter"], shift["need"], shift["kind"], start, end)
