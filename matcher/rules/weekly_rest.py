"""H8: weekly rest in one piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ONE_DAY, DatedNeed, absolute
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK, MINUTES_IN_DAY, MINUTES_IN_HOUR
from matcher.rules._base import Example, Rule
from matcher.wording import many, span

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board
    from matcher.solver.cost import Lit


@dataclass(frozen=True)
class Period:
    """A week or fortnight from 00:00 to 00:00, in absolute minutes, and how many rests it asks for."""

    days: tuple[date, date]
    begin: int
    end: int
    asked: int


class WeeklyRest(Rule):
    """sum(rests) >= pieces in every week or fortnight; a rest: no work in [start, start + hours)

    A rest lies wholly inside the period, and rests do not overlap. It begins with the period, at the end of
    a need, or as another rest ends: if there is any rest, there is one that begins so.
    """

    kind: Literal["weekly_rest"] = "weekly_rest"
    level: Level = "hard"
    hours: int = Field(default=35, ge=1, le=168)
    """Least hours of a rest, in one piece."""
    pieces: int = Field(default=1, ge=1, le=4)
    """How many such rests."""
    weeks: Literal[1, 2] = 1
    """In each week, or in each fortnight, counted from the first week of the rota."""

    code: ClassVar[str] = "H8"
    basis: ClassVar[str] = (
        "Working Time Regulations 1998, regulation 11: 24 hours, besides the 11 hours of regulation 10."
    )
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("a free weekend", "EEEEE.."),
        Example("a free day between an early and an early", "EEE.EEE"),
        Example(
            "a free Sunday, but the rest must lie inside the week",
            "EEEEEE.",
            says="Ann has no rest of 35 hours in a row in the week Mon 1 Jun to Sun 7 Jun; 1 is needed.",
        ),
        Example(
            "a free day between a late and an early is not enough",
            "LLLLL.E",
            says="Ann has no rest of 35 hours in a row in the week Mon 1 Jun to Sun 7 Jun; 1 is needed.",
        ),
        Example("a free Monday and a Tuesday late", ".LLLLLL"),
        Example(
            "a night before that ends on Monday",
            "N|.LLLLLL",
            rule={"hours": 32},
            says="Ann has no rest of 32 hours in a row in the week Mon 1 Jun to Sun 7 Jun; 1 is needed.",
        ),
        Example("the same night, and 31.5 hours are there", "N|.LLLLLL", rule={"hours": 31}),
        Example("35 hours to the minute", ".EEEEEE", need={"early": {"start": "11:00"}}),
        Example(
            "a minute less than 35 hours",
            ".EEEEEE",
            need={"early": {"start": "10:59"}},
            says="Ann has no rest of 35 hours in a row in the week Mon 1 Jun to Sun 7 Jun; 1 is needed.",
        ),
        Example("twice in a fortnight, both at once", "...EEEEEEEEEEE", rule={"weeks": 2, "pieces": 2}),
        Example(
            "twice in a fortnight, and only one",
            "EEEEEEEEEEEE.E",
            rule={"weeks": 2, "pieces": 2},
            says="Ann has 1 rest of 35 hours in a row in the fortnight Mon 1 Jun to Sun 14 Jun; "
            "2 are needed.",
        ),
        Example(
            "a week left over after a fortnight",
            "..EEEEEEEEEEEEEEEEEEE",
            rule={"weeks": 2, "pieces": 2},
            need={"early": {"start": "06:00"}},
            says=(
                "Ann has 1 rest of 35 hours in a row in the fortnight Mon 1 Jun to Sun 14 Jun; 2 are needed.",
                "Ann has no rest of 35 hours in a row in the week Mon 15 Jun to Sun 21 Jun; 1 is needed.",
            ),
        ),
        Example("lost before the first day, whatever comes", "LLLLLL|E", organisation={"week_starts": "tue"}),
        Example(
            "the last chance of the week, and worked",
            "LLLLL|E.",
            organisation={"week_starts": "wed"},
            says="Ann has no rest of 35 hours in a row in the week Wed 27 May to Tue 2 Jun; 1 is needed.",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "...|..\nEE.|..",
        need={"early": {}, "night": {}},
        rule={"hours": 50, "pieces": 2},
        organisation={"week_starts": "fri"},
    )

    def says(self) -> str:
        every = "each week" if self.weeks == 1 else "each fortnight"
        return f"Everyone has {many(self.pieces, 'rest')} of {many(self.hours, 'hour')} in a row in {every}."

    def enforce(self, board: "Board") -> None:
        periods = [
            (period, [need for need in board.all_needs if _touches(need, period)])
            for period in self._periods(board.frame)
        ]
        for supporter in board.supporters:
            for period, needs in periods:
                free = self._free(period, [(need, board.works(supporter, need)) for need in needs], board)
                rests = [rest for rest in self._rests(board, free, period) if _can_be(rest)]
                board.at_least(self, rests, len(rests))

    def _rests(self, board: "Board", free: "dict[int, Lit]", period: Period) -> list["Lit"]:
        """Whether there is one rest, whether there are two, and so on."""
        last, found = free, [board.any_of(list(free.values()))]
        for _ in range(1, period.asked):
            earlier = {
                start: [last[early] for early in free if early + self._length <= start] for start in free
            }
            last = {start: board.all_of([free[start], board.any_of(earlier[start])]) for start in free}
            found.append(board.any_of(list(last.values())))
        return found

    def _free(self, period: Period, cells: "list[tuple[DatedNeed, Lit]]", board: "Board") -> "dict[int, Lit]":
        """Whether a rest may begin at each of the minutes that need to be looked at."""
        work = [(need, works) for need, works in cells if _can_be(works)]
        ends = {period.begin, *(need.finish for need, _ in work)}
        starts = sorted({end + self._length * count for end in ends for count in range(period.asked)})
        return {
            start: board.none_of(
                [works for need, works in work if need.begin < start + self._length and start < need.finish]
            )
            for start in starts
            if start + self._length <= period.end
        }

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            worked = plan.needs_of(supporter.id)
            settled = [need for need in worked if not plan.inside(need) and not plan.frame.cycle]
            for period in self._periods(plan.frame):
                asked = min(period.asked, self._count(settled, period))
                there = self._count(worked, period)
                if there < asked:
                    yield self.broken(
                        self._sentence(supporter, period, there, asked),
                        amount=asked - there,
                        supporter=supporter.id,
                    )

    def _count(self, worked: list[DatedNeed], period: Period) -> int:
        """How many rests fit into what is left of a period."""
        rests, free_from = 0, period.begin
        for need in worked:
            rests += max(0, min(need.begin, period.end) - free_from) // self._length
            free_from = max(free_from, need.finish)
        return rests + max(0, period.end - free_from) // self._length

    def _sentence(self, supporter: Supporter, period: Period, there: int, asked: int) -> str:
        rests = many(there, "rest") if there else "no rest"
        length = "week" if period.end - period.begin < 8 * MINUTES_IN_DAY else "fortnight"
        return (
            f"{supporter.name} has {rests} of {many(self.hours, 'hour')} in a row in the {length} "
            f"{span(period.days)}; {asked} {'is' if asked == 1 else 'are'} needed."
        )

    def _periods(self, frame: Frame) -> Iterator[Period]:
        """The weeks or fortnights of a rota. A single week left over asks for half the rests."""
        for place in range(0, len(frame.weeks), self.weeks):
            weeks = frame.weeks[place : place + self.weeks]
            first, after = weeks[0], weeks[-1] + timedelta(days=DAYS_IN_WEEK)
            yield Period(
                days=(first, after - ONE_DAY),
                begin=absolute(datetime.combine(first, time(), frame.zone)),
                end=absolute(datetime.combine(after, time(), frame.zone)),
                asked=-(-self.pieces * len(weeks) // self.weeks),
            )

    @property
    def _length(self) -> int:
        return self.hours * MINUTES_IN_HOUR


def _can_be(literal: "Lit") -> bool:
    return not isinstance(literal, int) or literal == 1


def _touches(need: DatedNeed, period: Period) -> bool:
    return need.begin < period.end and period.begin < need.finish
