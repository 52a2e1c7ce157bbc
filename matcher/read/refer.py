"""What only the whole file shows: who and what it names, the week, the teams and the rules."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from matcher.model.organisation import Organisation
from matcher.read.extras import extras_problems
from matcher.read.guess import did_you_mean, shown
from matcher.read.ids import Ids, twice, unknown
from matcher.read.money import money_problems
from matcher.read.rules import rule_problems
from matcher.read.team import team_problems
from matcher.read.text import Found
from matcher.read.week import week_problems

NO_ZONE = "There is no time zone '{}'."
NO_ZONE_MEND = "Write it like Europe/London."


def cross_problems(organisation: Organisation, file: Any) -> Iterator[Found]:
    """Everything wrong with a file whose parts are each written well. `file`: its plain values."""
    yield from _time_zone(organisation)
    yield from twice(organisation)
    yield from unknown(organisation, Ids.of(file))
    yield from team_problems(organisation)
    yield from week_problems(organisation)
    yield from extras_problems(organisation)
    yield from rule_problems(organisation)
    yield from money_problems(organisation)


def _time_zone(organisation: Organisation) -> Iterator[Found]:
    name = organisation.time_zone
    if not _is_zone(name):
        known = shown(name.replace("/", "_"))
        says = NO_ZONE.format(name) if known else NO_ZONE.replace(" '{}'", " of this name")
        mend = f"{did_you_mean(name, sorted(available_timezones()))} {NO_ZONE_MEND}".strip()
        yield Found(("time_zone",), says, mend)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
