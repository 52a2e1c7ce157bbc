"""H28: how much of something in a stretch of days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ONE_DAY, DatedNeed, days_from
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.shifts import Shifts
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK
from matcher.rules._base import ANY_LEVEL, Example, Rule
from matcher.rules._shifts import shifts_said
from matcher.rules.free_weekends import SATURDAY
from matcher.wording import full_date, hours, many, span, until

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board
    from matcher.solver.cost import Lit

Stretch = tuple[date, date]
"""First and last day."""
Count = Literal["shifts", "minutes", "days", "weekends"]


class Totals(Rule):
    """least <= sum(what is counted in a stretch of days) <= most"""

    kind: Literal["totals"] = "totals"
    level: Level = "off"
    count: Count = "shifts"
    """shifts; minutes awake; days with a shift; or weekends with a shift on the Saturday or the Sunday."""
    shifts: Shifts = Shifts()
    """Of which shifts."""
    least: int | None = Field(default=None, ge=0, le=1_000_000)
    """The least. Left out: none. It is asked for where the stretch ends with the rota or before."""
    most: int | None = Field(default=None, ge=0, le=1_000_000)
    """The most. Left out: none."""
    weeks: int | None = Field(default=None, ge=1, le=53)
    """In each so many weeks. Left out: in the whole stretch."""
    first_day: date | None = None
    """Counted from this day, with what is known of days before the rota. Left out: from the rota's first day
    or, of each so many weeks, from the first day of its first week."""
    last_day: date | None = None
    """Counted until this day. Left out: the rota's last."""

    code: ClassVar[str] = "H28"
    basis: ClassVar[str] = "Our own; not in force unless the file asks for it."
    levels: ClassVar[frozenset[Level]] = ANY_LEVEL
    counts_extras: ClassVar[bool] = True
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("three shifts", "E.(EL)....", rule={"least": 3, "most": 3}),
        Example(
            "a fourth",
            "E.(EL)...N",
            rule={"most": 3},
            says="Ann has 4 shifts (Mon 1 Jun to Sun 7 Jun); the most is 3.",
        ),
        Example(
            "too few lates",
            "E.(EL)....",
            rule={"least": 2, "shifts": {"kinds": ["late"]}},
            says="Ann has 1 late (Mon 1 Jun to Sun 7 Jun); the least is 2.",
        ),
        Example(
            "hours in each week",
            "EEE....EEEE...",
            rule={"count": "minutes", "most": 1500, "weeks": 1},
            says="Ann has 30 awake hours of shifts (Mon 8 Jun to Sun 14 Jun); the most is 25 hours.",
        ),
        Example("two shifts are one day", "(EL)E.....", rule={"count": "days", "most": 2}),
        Example(
            "a Saturday or a Sunday is a weekend",
            ".....E.......E......EE",
            rule={"count": "weekends", "most": 2},
            says="Ann has 3 weekends with shifts (Mon 1 Jun to Mon 22 Jun); the most is 2.",
        ),
        Example(
            "what came before counts where it is asked for",
            "EE|EE.....",
            rule={"most": 3, "first_day": "2026-05-30"},
            says="Ann has 4 shifts (Sat 30 May to Sun 7 Jun); the most is 3.",
        ),
        Example(
            "more than the most before the first day",
            "EEEE|.......",
            rule={"most": 3, "first_day": "2026-05-25"},
        ),
        Example(
            "a stretch that goes on after the rota asks for no least yet",
            "E......",
            rule={"least": 3, "weeks": 2},
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "E|.....\n.|.....",
        need={"early": {"days": ["mon", "tue", "sat", "sun"]}, "other": {"days": ["sun"]}},
        rule={"count": "weekends", "least": 1, "most": 1, "first_day": "2026-05-31"},
        organisation={"week_starts": "sun"},
    )

    def says(self) -> str:
        if self.least is None and self.most is None:
            return "No limit is set on what somebody works in all."
        limits = [
            f"{word} {self._amount(limit)}"
            for word, limit in (("at least", self.least), ("at most", self.most))
            if limit is not None
        ]
        return f"Everybody has {' and '.join(limits)} {self._stretch_said()}."

    def enforce(self, board: "Board") -> None:
        for first, last in self._stretches(board.frame):
            needs = [need for day in _days(first, last) for need in board.starting(day)]
            fitting = [need for need in needs if self.shifts.fit(need.need, need.day)]
            for supporter in board.supporters:
                lits, sizes = self._counted(board, supporter, fitting)
                if self.most is not None:
                    board.at_most_from_now(self, lits, self.most, sizes)
                if self.least is not None and last <= board.frame.last_day:
                    board.at_least(self, lits, self.least, sizes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for first, last in self._stretches(plan.frame):
                worked = [
                    need
                    for need in plan.needs_of(supporter.id)
                    if first <= need.day <= last and self.shifts.fit(need.need, need.day)
                ]
                has = self._total(worked)
                before = self._total([need for need in worked if not plan.inside(need)])
                said = f"{supporter.name} has {self._amount(has)} ({span([first, last])})"
                if self.most is not None and has > max(self.most, before):
                    yield self.broken(
                        f"{said}; the most is {self._number(self.most)}.",
                        amount=has - max(self.most, before),
                        supporter=supporter.id,
                    )
                if self.least is not None and has < self.least and last <= plan.frame.last_day:
                    yield self.broken(
                        f"{said}; the least is {self._number(self.least)}.",
                        amount=self.least - has,
                        supporter=supporter.id,
                    )

    def _stretches(self, frame: Frame) -> Iterator[Stretch]:
        """The stretches that a rota has a part in."""
        first = self.first_day or (frame.weeks[0] if self.weeks else frame.first_day)
        last = self.last_day or frame.last_day
        if self.weeks is None:
            if first <= frame.last_day and last >= frame.first_day:
                yield first, last
            return
        step = timedelta(days=DAYS_IN_WEEK * self.weeks)
        while first <= min(last, frame.last_day):
            if first + step > frame.first_day:
                yield first, first + step - ONE_DAY
            first += step

    def _counted(
        self, board: "Board", supporter: Supporter, needs: list[DatedNeed]
    ) -> "tuple[list[Lit], list[int]]":
        """What is counted of a supporter, and how much each of it counts."""
        if self.count in ("shifts", "minutes"):
            works = [board.works(supporter, need) for need in needs]
            return works, [need.awake_minutes if self.count == "minutes" else 1 for need in needs]
        groups: dict[date, dict[date, Lit]] = {}
        for need in needs:
            if (at := _occasion(self.count, need)) is not None:
                groups.setdefault(at, {})[need.day] = board.day_with(supporter, need.day, self.shifts)
        return [board.any_of([*days.values()]) for days in groups.values()], [1] * len(groups)

    def _total(self, worked: list[DatedNeed]) -> int:
        if self.count == "shifts":
            return len(worked)
        if self.count == "minutes":
            return sum(need.awake_minutes for need in worked)
        return len({_occasion(self.count, need) for need in worked} - {None})

    def _amount(self, count: int) -> str:
        """'3 lates', '25 awake hours of lates', '3 weekends with lates'."""
        if self.count == "shifts":
            return shifts_said(self.shifts, count)
        if self.count == "minutes":
            number, unit = hours(count).split(" ")
            return f"{number} awake {unit} of {shifts_said(self.shifts)}"
        return f"{many(count, self.count.removesuffix('s'))} with {shifts_said(self.shifts)}"

    def _number(self, count: int) -> str:
        return hours(count) if self.count == "minutes" else str(count)

    def _stretch_said(self) -> str:
        said = "in the rota" if self.weeks is None else f"in each {many(self.weeks, 'week')}"
        if self.weeks == 1:
            said = "in each week"
        said += f" from {full_date(self.first_day)}" if self.first_day else ""
        return said + until(self.last_day)


def _occasion(count: Count, need: DatedNeed) -> date | None:
    """The day, or the weekend by its Saturday, that a shift belongs to; None where it is on no weekend."""
    if count == "days":
        return need.day
    return need.day - ONE_DAY * (need.day.weekday() - SATURDAY) if need.day.weekday() >= SATURDAY else None


def _days(first: date, last: date) -> list[date]:
    return days_from(first, (last - first).days + 1)
