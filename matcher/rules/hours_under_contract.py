"""W4: weeks well under the contract."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import days_from
from matcher.model.answer import Level, Violation
from matcher.model.words import DAYS_IN_WEEK
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import day_name, hours

if TYPE_CHECKING:
    from matcher.plan import Plan


def _ann(hours: float, **words: object) -> dict[str, dict[str, object]]:
    return {"ann": {"contract": {"hours": hours}, **words}}


class HoursUnderContract(Rule):
    """awake minutes of a week >= percent / 100 · contract · days / 7, days = not away, and after starting

    Only weeks that lie wholly in the rota.
    """

    kind: Literal["hours_under_contract"] = "hours_under_contract"
    level: Level = "warn"
    percent: int = Field(default=90, ge=1, le=100)
    """Least share of the contract in a week, in percent."""

    code: ClassVar[str] = "W4"
    basis: ClassVar[str] = "Hours that can be counted on help supporters to stay; 90 % is our own default."
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("the whole contract", "EEEEE.."),
        Example("90 % to the minute", "EEE....", supporters=_ann(25)),
        Example(
            "an hour less",
            "EEE....",
            supporters=_ann(26),
            says="Ann works 22.5 hours in the week of Mon 1 Jun, under 90 % of the 26 hours agreed for it.",
        ),
        Example(
            "a sleep-in has no awake hours",
            "EESS...",
            supporters=_ann(20),
            says="Ann works 15 hours in the week of Mon 1 Jun, under 90 % of the 20 hours agreed for it.",
        ),
        Example(
            "each week by itself",
            "EEE............",
            supporters=_ann(15),
            says="Ann works 0 hours in the week of Mon 8 Jun, under 90 % of the 15 hours agreed for it.",
        ),
        Example(
            "two days away ask for five sevenths",
            "EE.....",
            supporters=_ann(21, leave=[{"first_day": "2026-06-06", "last_day": "2026-06-08"}]),
        ),
        Example(
            "two days away, and still too few",
            "E......",
            supporters=_ann(21, leave=[{"first_day": "2026-06-06", "last_day": "2026-06-08"}]),
            says="Ann works 7.5 hours in the week of Mon 1 Jun, under 90 % of the 15 hours agreed for it.",
        ),
        Example("part of a week says nothing", "E.....", supporters=_ann(37.5)),
        Example("the rest of the week is past", "EE|.....", organisation={"week_starts": "sat"}),
        Example("no contracted hours", ".......", supporters=_ann(0)),
        Example(
            "not started yet",
            ".......",
            supporters={"ann": {"contract": {"hours": 37.5, "started_on": "2026-06-08"}}},
        ),
    )

    def says(self) -> str:
        return (
            f"A week under {self.percent} % of the contracted hours is pointed out, sleep-ins left out. A "
            "week with days away, or the week someone starts in, asks for that part of them."
        )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        frame = plan.frame
        for supporter in frame.supporters:
            for week in frame.weeks:
                days = days_from(week, DAYS_IN_WEEK)
                if days[0] < frame.first_day or frame.last_day < days[-1]:
                    continue
                agreed = frame.agreed_minutes(supporter, days)
                worked = sum(need.awake_minutes for need in plan.in_week(supporter.id, week))
                short = -(-agreed * self.percent // 100) - worked
                if short > 0:
                    yield self.broken(
                        f"{supporter.name} works {hours(worked)} in the week of {day_name(week)}, under "
                        f"{self.percent} % of the {hours(agreed)} agreed for it.",
                        amount=short,
                        supporter=supporter.id,
                    )
