"""H7: rest between duties."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ByBegin, DatedNeed, close_pairs
from matcher.model.answer import Level, Violation
from matcher.model.words import MINUTES_IN_HOUR
from matcher.rules._base import Example, Rule
from matcher.wording import hours, many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


SHORT = {
    "early": {"end": "08:00"},
    "other": {"start": "13:00", "end": "14:00"},
    "late": {"start": "19:15"},
}


class DailyRest(Rule):
    """works[a] + works[b] <= 1, where b.start - a.end < hours and b.end - a.start > duty_hours

    The same where they lie further apart and other needs between them leave no rest of `hours`. A sleep-in
    and the awake needs it touches are left to the rule about linked duty.
    """

    kind: Literal["daily_rest"] = "daily_rest"
    level: Level = "hard"
    hours: int = Field(default=11, ge=1, le=24)
    """Least hours of rest between two duties."""
    duty_hours: int = Field(default=13, ge=1, le=13)
    """Most hours from the start to the end of a duty that is worked without such a rest."""

    code: ClassVar[str] = "H7"
    basis: ClassVar[str] = (
        "Working Time Regulations 1998, regulation 10: 11 hours' rest in each 24 hours, so 13 for a duty."
    )
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("an early each day", "EEEE..."),
        Example(
            "a late and the next early",
            "LE.....",
            says="Ann has 9 hours of rest between late, Mon 1 Jun 14:30-22:00 and early, Tue 2 Jun "
            "07:00-14:30; the least is 11 hours.",
        ),
        Example("11 hours to the minute", "LE.....", need={"late": {"end": "20:00"}}),
        Example(
            "a minute less than 11 hours",
            "LE.....",
            need={"late": {"end": "20:01"}},
            says="Ann has 10.98 hours of rest between late, Mon 1 Jun 14:30-20:01 and "
            "early, Tue 2 Jun 07:00-14:30; the least is 11 hours.",
        ),
        Example("13 hours from start to end are one duty", "(EL)......", need={"late": {"end": "20:00"}}),
        Example(
            "a duty of 13 hours and a minute",
            "(EL)......",
            need={"late": {"end": "20:01"}},
            says="Ann has 0 hours of rest between early, Mon 1 Jun 07:00-14:30 and late, Mon 1 Jun "
            "14:30-20:01; the least is 11 hours.",
        ),
        Example(
            "carried over from May",
            "L|E......",
            says="Ann has 9 hours of rest between late, Sun 31 May 14:30-22:00 and early, Mon 1 Jun "
            "07:00-14:30; the least is 11 hours.",
        ),
        Example("a short rest that is past", "LE|......."),
        Example("a sleep-in between a late and an early is for linked duty to decide", "(LS)E....."),
        Example(
            "somebody else's sleep-in between",
            "LE.....\nS......",
            says="Ann has 9 hours of rest between late, Mon 1 Jun 14:30-22:00 and early, Tue 2 Jun "
            "07:00-14:30; the least is 11 hours.",
        ),
        Example(
            "a waking night is not a sleep-in",
            "(LN)......",
            says="Ann has 0 hours of rest between late, Mon 1 Jun 14:30-22:00 and night, Mon 1 Jun "
            "22:00-07:00; the least is 11 hours.",
        ),
        Example(
            "a sleep-in and the late of the next day",
            "SL.....",
            says="Ann has 7.5 hours of rest between sleep-in, Mon 1 Jun 22:00-07:00 and "
            "late, Tue 2 Jun 14:30-22:00; the least is 11 hours.",
        ),
        Example("11 hours between two short needs", "(EL)......", need=SHORT),
        Example(
            "the same two, and a third breaks the rest",
            "(EOL)......",
            need=SHORT,
            says="Ann has no 11 hours of rest between early, Mon 1 Jun 07:00-08:00 and "
            "late, Mon 1 Jun 19:15-22:00, with what lies between; the most without is 13 hours.",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny", "(LS)|..", need={**SHORT, "sleep-in": {}}, rule={"duty_hours": 12}
    )

    def says(self) -> str:
        return (
            f"Everyone has {many(self.hours, 'hour')} of rest between two duties; a duty without a sleep-in "
            f"lasts at most {many(self.duty_hours, 'hour')} from start to end."
        )

    def enforce(self, board: "Board") -> None:
        by_begin = ByBegin(board.all_needs)
        for a, b in close_pairs(board.all_needs, self._rest + self._duty):
            if not board.frame.inside(b) or not self._apart(a, b):
                continue
            joining, rests = self._excuses(a, b, by_begin.within(a.finish, b.begin))
            if [] in rests:
                continue
            for supporter in board.supporters:
                both = [board.works(supporter, a), board.works(supporter, b)]
                if not any(isinstance(works, int) and works == 0 for works in both):
                    joined = [board.works(supporter, need) for need in joining]
                    free = [board.none_of([board.works(supporter, n) for n in rest]) for rest in rests]
                    board.at_most(self, [*both, board.any_of([*joined, *free])], 1, [1, 1, -1])

    def _excuses(
        self, a: DatedNeed, b: DatedNeed, between: list[DatedNeed]
    ) -> tuple[list[DatedNeed], list[list[DatedNeed]]]:
        """Sleep-ins each of which joins two needs or, where they lie further apart, needs without all of
        which a rest parts them.
        """
        if b.begin - a.finish < self._rest:
            return [need for need in between if _touch(a, need) and _touch(need, b)], []
        breaking = [need for need in between if self._breaks(a, need, b)]
        rests = [(start, start + self._rest) for start in (a.finish, *(need.finish for need in breaking))]
        return [], [
            [need for need in breaking if need.begin < end and start < need.finish]
            for start, end in rests
            if end <= b.begin
        ]

    def check(self, plan: "Plan") -> Iterator[Violation]:
        near = self._rest + self._duty
        for supporter in plan.frame.supporters:
            worked = plan.needs_of(supporter.id)
            for later in plan.now(supporter.id):
                for earlier in worked:
                    if not 0 <= later.begin - earlier.finish < near or not self._apart(earlier, later):
                        continue
                    sentence = self._broken_between(earlier, later, worked)
                    if sentence is not None:
                        yield self.broken(
                            f"{supporter.name} has {sentence}",
                            supporter=supporter.id,
                            needs=[earlier, later],
                        )

    def _broken_between(self, a: DatedNeed, b: DatedNeed, worked: list[DatedNeed]) -> str | None:
        rest = b.begin - a.finish
        both, least = f"between {when(a)} and {when(b)}", many(self.hours, "hour")
        if rest < self._rest:
            if any(_touch(a, need) and _touch(need, b) for need in worked):
                return None
            return f"{hours(rest)} of rest {both}; the least is {least}."
        between = [need for need in worked if self._breaks(a, need, b)]
        free_from, longest = a.finish, 0
        for need in [*between, b]:
            longest = max(longest, need.begin - free_from)
            free_from = max(free_from, need.finish)
        if longest >= self._rest:
            return None
        return (
            f"no {least} of rest {both}, with what lies between; "
            f"the most without is {many(self.duty_hours, 'hour')}."
        )

    def _apart(self, a: DatedNeed, b: DatedNeed) -> bool:
        """Whether two needs are too much for one duty, so that a rest belongs between them."""
        return b.finish - a.begin > self._duty and not _touch(a, b)

    def _breaks(self, a: DatedNeed, need: DatedNeed, b: DatedNeed) -> bool:
        """Whether a need between two others breaks their rest and may be worked with each of them."""
        return self._fit(a, need) and self._fit(need, b)

    def _fit(self, a: DatedNeed, b: DatedNeed) -> bool:
        return a.finish <= b.begin and (b.begin - a.finish >= self._rest or not self._apart(a, b))

    @property
    def _rest(self) -> int:
        return self.hours * MINUTES_IN_HOUR

    @property
    def _duty(self) -> int:
        return self.duty_hours * MINUTES_IN_HOUR


def _touch(a: DatedNeed, b: DatedNeed) -> bool:
    """Whether one starts as the other ends, and one of them is a sleep-in and the other is not."""
    return a.finish == b.begin and (a.kind == "sleep_in") != (b.kind == "sleep_in")
