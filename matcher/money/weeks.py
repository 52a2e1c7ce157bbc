"""Hours week by week: what was assessed, funded, contracted, rostered and delivered, and moving averages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.calendar import ONE_DAY, days_from
from matcher.happened import Known, Seen
from matcher.model.hours import SupporterHeld, SupporterWeek, WeekHours
from matcher.model.money import Money
from matcher.model.person import Person
from matcher.model.supporter import Contract, Supporter
from matcher.model.words import DAYS_IN_WEEK
from matcher.money.budget import funded_minutes, funded_sleep_ins

if TYPE_CHECKING:
    import pandas as pd

AVERAGED = 4
"""Weeks that a moving average is taken over."""
WEEK = timedelta(days=DAYS_IN_WEEK)


@dataclass(frozen=True)
class Weeks:
    """One person's weeks in a row, of seven days each; averages look back on the weeks before, too."""

    known: Known
    person: Person
    firsts: Sequence[date]

    def of_person(self) -> tuple[WeekHours, ...]:
        """The numbers side by side: support, without extras."""
        table = self._table
        averages = self._averages(table[~table["extra"]].groupby("week")["delivered"].sum())
        return tuple(self._week(first, averages.get(first)) for first in self.firsts)

    def of_supporters(self) -> tuple[SupporterHeld, ...]:
        """Each supporter's hours, the team first and then whoever else came."""
        table = self._table
        team = [each for each in self.known.organisation.supporters if each.team_of == self.person.id]
        came = dict.fromkeys([each.id for each in team] + table["supporter"].tolist())
        contracts = {each.id: each.contract for each in self.known.organisation.supporters}
        return tuple(self._supporter(id, contracts.get(id, Contract()), table) for id in came)

    @cached_property
    def _table(self) -> "pd.DataFrame":
        """A row for each supporter on each shift, extras too: minutes rostered and delivered, and what of
        it is recorded.
        """
        import pandas as pd

        rows = [
            (self._week_of(each.day), *row)
            for each in self.known.seen(self.person.id, self._looked_at[0], self.firsts[-1] + WEEK - ONE_DAY)
            for row in _rows(each)
        ]
        numbers = dict.fromkeys(["rostered", "delivered", "not_recorded"], int)
        columns = ["week", "supporter", *numbers, "extra"]
        return pd.DataFrame(rows, columns=columns).astype({**numbers, "extra": bool})

    def _week_of(self, day: date) -> date:
        return self.firsts[0] + (day - self.firsts[0]).days // DAYS_IN_WEEK * WEEK

    @cached_property
    def _looked_at(self) -> list[date]:
        """The first days of the weeks, and of those before that their averages look back on."""
        earliest = self.firsts[0] - (AVERAGED - 1) * WEEK
        return [earliest + WEEK * place for place in range(len(self.firsts) + AVERAGED - 1)]

    @cached_property
    def _recorded_whole(self) -> "pd.Series[bool]":
        """Of each week looked at, whether something is recorded and nothing is missing."""
        missing = self._table.groupby("week")["not_recorded"].sum()
        return missing.reindex(self._looked_at, fill_value=1) == 0

    def _averages(self, delivered: "pd.Series[int]") -> dict[date, int]:
        """Minutes on average, by week, for weeks that end four in a row recorded whole."""
        known = delivered.reindex(self._looked_at, fill_value=0).where(self._recorded_whole)
        rolled = known.rolling(AVERAGED).mean()
        return {
            week: round(minutes)
            for week, minutes in zip(self._looked_at, rolled.tolist(), strict=True)
            if minutes == minutes  # not a number where a week is not recorded whole
        }

    def _week(self, first: date, average: int | None) -> WeekHours:
        last = first + WEEK - ONE_DAY
        seen = [each for each in self.known.seen(self.person.id, first, last) if not each.is_extra]
        days = frozenset(self.known.planned_days(self.person.id))
        rostered = [each.planned.need for each in seen if each.planned] if first in days else None
        recorded = any(each.record for each in seen)
        delivered = [each.worked.need for each in seen if each.record and each.worked] if recorded else None
        money = self.person.money
        return WeekHours(
            first_day=first,
            assessed_minutes=_assessed(money, first, "minutes"),
            assessed_sleep_ins=_assessed(money, first, "sleep_ins"),
            funded_minutes=None if money is None else funded_minutes(money, first, last),
            funded_sleep_ins=None if money is None else funded_sleep_ins(money, first, last),
            contracted_minutes=contracted_minutes(self.known, self.person, first, last),
            rostered_minutes=None if rostered is None else sum(need.awake_minutes for need in rostered),
            rostered_sleep_ins=None if rostered is None else sum(n.kind == "sleep_in" for n in rostered),
            delivered_minutes=None if delivered is None else sum(need.awake_minutes for need in delivered),
            delivered_sleep_ins=None if delivered is None else sum(n.kind == "sleep_in" for n in delivered),
            not_recorded=sum(each.record is None for each in seen),
            average_delivered_minutes=average,
        )

    def _supporter(self, id: str, contract: Contract, table: "pd.DataFrame") -> SupporterHeld:
        sums = table[table["supporter"] == id].groupby("week").sum(numeric_only=True)
        averages = self._averages(sums["delivered"])
        weeks = tuple(
            SupporterWeek(
                first_day=first,
                rostered_minutes=int(sums["rostered"].get(first, 0)),
                delivered_minutes=int(sums["delivered"].get(first, 0)),
                not_recorded=int(sums["not_recorded"].get(first, 0)),
                average_delivered_minutes=averages.get(first),
            )
            for first in self.firsts
        )
        last = self.firsts[-1] + WEEK - ONE_DAY
        return SupporterHeld(
            supporter=id,
            contracted_minutes=_contracted(contract, self.firsts[0], last),
            rostered_minutes=sum(week.rostered_minutes for week in weeks),
            delivered_minutes=sum(week.delivered_minutes for week in weeks),
            not_recorded=sum(week.not_recorded for week in weeks),
            weeks=weeks,
        )


def contracted_minutes(known: Known, person: Person, first: date, last: date) -> int:
    """What the contracts of a person's team come to on some days, days away in."""
    team: Iterable[Supporter] = (each for each in known.organisation.supporters if each.team_of == person.id)
    return sum(_contracted(each.contract, first, last) for each in team)


def _contracted(contract: Contract, first: date, last: date) -> int:
    days = days_from(first, (last - first).days + 1)
    return contract.minutes * sum(contract.covers(day) for day in days) // DAYS_IN_WEEK


def _rows(seen: Seen) -> Iterable[tuple[str, int, int, int, bool]]:
    """Supporter, minutes rostered, minutes delivered, whether nothing is recorded, whether it is an extra."""
    if seen.planned is not None:
        minutes = seen.planned.need.awake_minutes
        yield seen.planned.supporter, minutes, 0, int(seen.record is None), seen.is_extra
    if seen.record is not None and seen.worked is not None:
        yield seen.worked.supporter, 0, seen.worked.need.awake_minutes, 0, seen.is_extra


def _assessed(money: Money | None, day: date, what: str) -> int | None:
    held = [each for each in money.assessed if each.holds(day)] if money else []
    return sum(getattr(each, what) for each in held) if held else None
