"""One person's money over time: what came in, what was spent on whom came, what was put by, what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from matcher.calendar import ONE_DAY, days_from
from matcher.frame import Turn
from matcher.happened import Known, Seen
from matcher.model.money import ALL, Money
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK
from matcher.money.budget import LineAmount, amounts, comes_in, for_support, paying, put_by, taken_out
from matcher.money.pence import NOTHING
from matcher.money.rotas import together
from matcher.money.shifts import Cost, cost


@dataclass(frozen=True)
class Spent:
    """One shift with what it cost; None where a rate is not known. Where nobody is paid it costs nothing."""

    seen: Seen
    cost: Cost | None

    @property
    def paid(self) -> Turn | None:
        """The turn that is paid: who came or, of a shift that was cancelled, who was to come."""
        return self.seen.worked or (self.seen.planned if self.cancelled else None)

    @property
    def cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self.seen.record is not None and self.seen.record.outcome == "cancelled"


@dataclass(frozen=True)
class Account:
    """Some days of one person's money, in pounds."""

    came_in: Decimal
    from_kept: Decimal
    """Taken out of what is kept for hard times."""
    support: Decimal
    """What supporters cost, as far as rates are known."""
    other: Decimal
    """The budget's other lines, as agreed."""
    put_by: Decimal
    """Put by for hard times."""

    @property
    def spent(self) -> Decimal:
        """All that was bought."""
        return self.support + self.other

    @property
    def left(self) -> Decimal:
        """What is left of it; below nothing where more was spent."""
        return self.came_in + self.from_kept - self.spent - self.put_by


@dataclass(frozen=True)
class Ledger:
    """One person's money, with what a history says was planned and happened."""

    known: Known
    person: Person
    money: Money

    @cached_property
    def _supporters(self) -> dict[str, Supporter]:
        return {each.id: each for each in self.known.organisation.supporters}

    def shifts(self, first: date, last: date) -> list[Spent]:
        """Each shift that starts on the days from first to last, with its cost."""
        seen = self.known.seen(self.person.id, first, last)
        return [Spent(each, self._cost(each)) for each in seen]

    def support(self, first: date, last: date) -> Cost:
        """What supporters cost on these days, as far as rates are known."""
        return together(each.cost for each in self.shifts(first, last))

    def other_lines(self, first: date, last: date) -> list[LineAmount]:
        """The lines that are neither for supporters on the rota nor put by."""
        return [
            each
            for each in amounts(self.money, first, last)
            if each.line.kind not in paying(self.person) and each.line.kind != "contingency" and each.amount
        ]

    def account(self, first: date, last: date) -> Account:
        """The days from first to last. Parts of a time add up to the whole."""
        other = sum((each.amount for each in self.other_lines(first, last)), NOTHING)
        return Account(
            comes_in(self.money, first, last),
            taken_out(self.money, first, last),
            self.support(first, last).total,
            other,
            put_by(self.money, first, last),
        )

    def for_support(self, first: date, last: date) -> Decimal:
        """What there was for supporters on these days."""
        return for_support(self.money, first, last, paying(self.person))

    def unspent(self, last: date) -> Decimal | None:
        """What is unspent at the end of a day, since money is counted; None where no such day is given."""
        since = self.money.counted_from
        if since is None:
            return None
        before = self.money.carried_over
        return before + self.account(since, last).left if since <= last else before

    def too_old(self, last: date) -> Decimal:
        """How much of what is unspent is older than it may be kept, the oldest being spent first."""
        since, weeks = self.money.counted_from, self.money.surplus_keep_weeks
        oldest = last - timedelta(days=weeks * DAYS_IN_WEEK)
        if since is None or oldest < since:
            return NOTHING
        left = self.unspent(oldest) or NOTHING
        for week in range(weeks):
            first = oldest + ONE_DAY + timedelta(days=week * DAYS_IN_WEEK)
            left += min(NOTHING, self.account(first, first + timedelta(days=DAYS_IN_WEEK - 1)).left)
        return max(NOTHING, left)

    def over_cap(self, last: date) -> Decimal:
        """How much of what is unspent is more than may be."""
        most = self.money.weekly_budget * self.money.surplus_cap_weeks
        return max(NOTHING, (self.unspent(last) or NOTHING) - most)

    def days_without_rota(self, first: date, last: date) -> int:
        """On how many days nobody knows of a rota, so that what they cost is not known either."""
        days = frozenset(self.known.planned_days(self.person.id))
        return sum(day not in days for day in days_from(first, (last - first).days + 1))

    def _cost(self, seen: Seen) -> Cost | None:
        spent = Spent(seen, None)
        if spent.paid is None:
            return Cost()
        supporter = self._supporters.get(spent.paid.supporter)
        if supporter is None:
            return None
        organisation = self.known.organisation
        percent = organisation.pay.cancelled_percent if spent.cancelled else ALL
        return cost(organisation, supporter.contract, spent.paid.need, percent)


def not_known(shifts: Sequence[Spent]) -> list[str]:
    """The ids of those whose pay is not known for some shift."""
    return list(dict.fromkeys(each.paid.supporter for each in shifts if each.cost is None and each.paid))
