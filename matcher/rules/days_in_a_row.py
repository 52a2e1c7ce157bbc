"""H14: days in a row, worked or free."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import days_from
from matcher.model.answer import Level, Violation
from matcher.model.shifts import Shifts
from matcher.rules._base import ANY_LEVEL, Example, Rule
from matcher.rules._runs import RunLimits, in_a_row
from matcher.rules._shifts import shifts_said
from matcher.wording import many, span

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

ANY = Shifts()


class DaysInARow(Rule):
    """least <= length of each run <= most; a run is days in a row on which such a shift starts or, free, none

    What is not known, before the history and after the rota, ends a run. One that touches it may go on there,
    so it is never too short, unless `short_at_ends`.
    """

    kind: Literal["days_in_a_row"] = "days_in_a_row"
    level: Level = "hard"
    most: int | None = Field(default=6, ge=1, le=31)
    """Most days in a row; null: any number."""
    least: int = Field(default=1, ge=1, le=14)
    """Fewest days in a row."""
    free: bool = False
    """Whether it is about days without a shift, instead of days with one."""
    shifts: Shifts = ANY
    """Of which shifts."""
    short_at_ends: bool = False
    """Whether a run may be too short that touches the first day known, or the last day of the rota."""

    code: ClassVar[str] = "H14"
    basis: ClassVar[str] = "HSE good practice for shift work: five to seven working days in a row."
    levels: ClassVar[frozenset[Level]] = ANY_LEVEL
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("six days, then off", "EEEEEE."),
        Example(
            "a seventh day",
            "EEELLNS",
            says="Ann works 7 days in a row (Mon 1 Jun to Sun 7 Jun); the most is 6.",
        ),
        Example("two shifts on one day are one day", "E(EO)EEEE."),
        Example(
            "carried over from May",
            "LLL|LLLL...",
            says="Ann works 7 days in a row (Fri 29 May to Thu 4 Jun); the most is 6.",
        ),
        Example("a night belongs to the day it starts on", "NEEEEE."),
        Example("seven days that ended before the first day", "EEEEEEE.|......."),
        Example(
            "one day where two are the least",
            "EE.E.EE",
            rule={"least": 2},
            says="Ann works 1 day in a row (Thu 4 Jun); the least is 2.",
        ),
        Example("what touches an end may go on there", "E..EE.E", rule={"least": 2}),
        Example(
            "unless the file says that it does not",
            "E..EE.E",
            rule={"least": 2, "short_at_ends": True},
            says=(
                "Ann works 1 day in a row (Mon 1 Jun); the least is 2.",
                "Ann works 1 day in a row (Sun 7 Jun); the least is 2.",
            ),
        ),
        Example(
            "one day before the first day, and no more",
            ".E|..EEE..",
            rule={"least": 2},
            says="Ann works 1 day in a row (Sun 31 May); the least is 2.",
        ),
        Example(
            "free for one day",
            "EE.EE..",
            rule={"least": 2, "most": None, "free": True},
            says="Ann is free for 1 day in a row (Wed 3 Jun); the least is 2.",
        ),
        Example(
            "free for too long",
            "E|....E..",
            need={"early": {}},
            rule={"most": 3, "free": True},
            says="Ann is free for 4 days in a row (Mon 1 Jun to Thu 4 Jun); the most is 3.",
        ),
        Example(
            "runs of one kind",
            "LLE.LL.",
            rule={"least": 2, "most": 2, "shifts": {"kinds": ["early"]}},
            says="Ann works 1 day in a row with earlies (Wed 3 Jun); the least is 2.",
        ),
    )
    tiny: ClassVar[Example] = Example("tiny", "EE|....\nE.|....", need={"early": {}}, rule={"most": 2})

    def says(self) -> str:
        limits = [f"more than {many(self.most, 'day')} in a row"] if self.most is not None else []
        if self.least > 1:
            limits.append(f"fewer than {self.least}" if limits else f"fewer than {self.least} days in a row")
        if not limits:
            return "Any number of days in a row will do."
        return f"Nobody {self._verb()} {', or '.join(limits)}{self._with()}."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            board.runs(self, supporter, self._limits())

    def check(self, plan: "Plan") -> Iterator[Violation]:
        limits = self._limits()
        for supporter in plan.frame.supporters:
            for run in self._runs(plan, supporter.id):
                beyond = limits.beyond(plan.frame, supporter.id, run)
                short = limits.too_short(plan.frame, supporter.id, run)
                if beyond or short:
                    limit = f"most is {self.most}" if beyond else f"least is {self.least}"
                    yield self.broken(
                        f"{supporter.name} {self._verb()} {many(len(run), 'day')} in a row{self._with()} "
                        f"({span(run)}); the {limit}.",
                        amount=beyond or short,
                        supporter=supporter.id,
                    )

    def _limits(self) -> RunLimits:
        return RunLimits(self.shifts, self.free, self.least, self.most, self.short_at_ends)

    def _verb(self) -> str:
        return "is free for" if self.free else "works"

    def _with(self) -> str:
        if self.shifts == ANY:
            return ""
        return f" {'of' if self.free else 'with'} {shifts_said(self.shifts)}"

    def _runs(self, plan: "Plan", supporter: str) -> list[list[date]]:
        needs = plan.needs_of(supporter)
        worked = {need.day for need in needs if self.shifts.fit(need.need, need.day)}
        if not self.free:
            return in_a_row(sorted(worked))
        first, last = plan.frame.seen_from, plan.frame.last_day
        return in_a_row(day for day in days_from(first, (last - first).days + 1) if day not in worked)
