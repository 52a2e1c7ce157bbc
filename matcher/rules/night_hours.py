"""W1: long waking nights, and nights that are long on average."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed, days_from
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK, MINUTES_IN_HOUR
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import hours, many, span

if TYPE_CHECKING:
    from matcher.plan import Plan

LONG = (
    "Ann works {nights} longer than 8 hours ({length}). Where nights are a heavy strain, regulation 6 of "
    "the Working Time Regulations allows 8 hours, and nobody can opt out of it."
)
AVERAGE = (
    "Ann works nights and {average} a day on average ({days}, one day a week left out for rest), more than "
    "{most}. Regulation 6 of the Working Time Regulations allows 8 hours, and nobody can opt out of it."
)
EIGHT_HOURS = {"night": {"start": "23:00"}}


class NightHours(Rule):
    """night <= hours; who works one: sum(minutes) <= hours · (days - days // 7), days = known, in 17 weeks

    Days are known from the first that the history holds whole, or from the supporter's own first day where
    that is later; without a history, or any shift or first day of theirs, from the first day of the rota.
    Days away are left out. A sleep-in counts whole.
    """

    kind: Literal["night_hours"] = "night_hours"
    level: Level = "warn"
    hours: int = Field(default=8, ge=1, le=24)
    """Most hours of a waking night, and of a night worker's day on average."""
    weeks: int = Field(default=17, ge=1, le=52)
    """The longest time the average is taken over."""

    code: ClassVar[str] = "W1"
    basis: ClassVar[str] = (
        "Working Time Regulations 1998, regulation 6: 8 hours in each 24 on average, and in any 24 where "
        "there are special hazards or heavy strain. One waking night makes a night worker: our own default."
    )
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("nights of exactly 8 hours", "NNN....", need=EIGHT_HOURS),
        Example("three longer", "NNN....", says=LONG.format(nights="3 waking nights", length="9 hours each")),
        Example("one longer", "N......", says=LONG.format(nights="1 waking night", length="9 hours")),
        Example(
            "of two lengths, one cut short by own time",
            "NN.....",
            person={"own_time": [{"days": ["tue"], "start": "22:00", "end": "22:30"}]},
            says=LONG.format(nights="2 waking nights", length="8.5 hours to 9 hours"),
        ),
        Example("longer nights before the first day", "NNN|......."),
        Example("a sleep-in is not a waking night", "SSSSSSS"),
        Example("six nights of 8 hours a week are 8 hours on average", "NNNNNN.", need=EIGHT_HOURS),
        Example(
            "a day shift besides",
            "NNNNNNE",
            need=EIGHT_HOURS,
            says=AVERAGE.format(average="9.25 hours", days="Mon 1 Jun to Sun 7 Jun", most="8 hours"),
        ),
        Example("a light week before", "E......|NNNNNNE", need=EIGHT_HOURS),
        Example(
            "a light week too long ago",
            "E......|NNNNNNE",
            need=EIGHT_HOURS,
            rule={"weeks": 1},
            says=AVERAGE.format(average="9.25 hours", days="Mon 1 Jun to Sun 7 Jun", most="8 hours"),
        ),
        Example(
            "the weeks before someone started do not count",
            ".......|NNNNNNE\nE......|.......",
            need=EIGHT_HOURS,
            supporters={"ann": {"contract": {"hours": 37.5, "started_on": "2026-06-01"}}},
            says=AVERAGE.format(average="9.25 hours", days="Mon 1 Jun to Sun 7 Jun", most="8 hours"),
        ),
        Example(
            "nothing is known of somebody without a shift in the history",
            ".......|NNNNNNE\nE......|.......",
            need=EIGHT_HOURS,
            says=AVERAGE.format(average="9.25 hours", days="Mon 1 Jun to Sun 7 Jun", most="8 hours"),
        ),
        Example(
            "a week away does not make nights shorter",
            "E......|NNNNNNE",
            need=EIGHT_HOURS,
            supporters={"ann": {"leave": [{"first_day": "2026-05-26", "last_day": "2026-05-31"}]}},
            says=AVERAGE.format(average="9 hours", days="Mon 25 May to Sun 7 Jun", most="8 hours"),
        ),
        Example("the same hours by day", "EEEEEEE"),
        Example(
            "another limit does not change the law",
            "NNNNNNE",
            need=EIGHT_HOURS,
            rule={"hours": 9},
            says=AVERAGE.format(average="9.25 hours", days="Mon 1 Jun to Sun 7 Jun", most="9 hours"),
        ),
        Example(
            "a minute over shows",
            "NNNNNNO",
            need={**EIGHT_HOURS, "other": {"start": "10:00", "end": "10:01"}},
            says=AVERAGE.format(average="8.02 hours", days="Mon 1 Jun to Sun 7 Jun", most="8 hours"),
        ),
        Example(
            "both",
            "NNNNNNN",
            says=(
                LONG.format(nights="7 waking nights", length="9 hours each"),
                AVERAGE.format(average="10.5 hours", days="Mon 1 Jun to Sun 7 Jun", most="8 hours"),
            ),
        ),
    )

    def says(self) -> str:
        return (
            f"A waking night longer than {many(self.hours, 'hour')}, or more than that a day on average for "
            "someone who works nights, is pointed out. The average is over what is known of the last "
            f"{many(self.weeks, 'week')}, one day a week left out for rest."
        )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            nights = [need for need in plan.now(supporter.id) if need.kind == "waking_night"]
            if nights:
                yield from self._long(supporter, nights)
                yield from self._average(plan, supporter)

    def _long(self, supporter: Supporter, nights: list[DatedNeed]) -> Iterator[Violation]:
        most = self.hours * MINUTES_IN_HOUR
        longer = [need for need in nights if need.minutes > most]
        if longer:
            yield self.broken(
                f"{supporter.name} works {many(len(longer), 'waking night')} longer than "
                f"{many(self.hours, 'hour')} ({_lengths(longer)}). Where nights are a heavy strain, "
                "regulation 6 of the Working Time Regulations allows 8 hours, and nobody can opt out of it.",
                amount=sum(need.minutes - most for need in longer),
                supporter=supporter.id,
                needs=longer,
            )

    def _average(self, plan: "Plan", supporter: Supporter) -> Iterator[Violation]:
        first, last = self._first_day(plan.frame, supporter), plan.frame.last_day
        here = plan.frame.days_here(supporter, days_from(first, (last - first).days + 1))
        counted = max(1, len(here) - len(here) // DAYS_IN_WEEK)
        total = sum(need.minutes for need in plan.needs_of(supporter.id) if first <= need.day <= last)
        beyond = total - counted * self.hours * MINUTES_IN_HOUR
        if beyond > 0:
            yield self.broken(
                f"{supporter.name} works nights and {hours(-(-total // counted))} a day on average "
                f"({span([first, last])}, one day a week left out for rest), more than "
                f"{many(self.hours, 'hour')}. Regulation 6 of the Working Time Regulations allows 8 hours, "
                "and nobody can opt out of it.",
                amount=beyond,
                supporter=supporter.id,
            )

    def _first_day(self, frame: Frame, supporter: Supporter) -> date:
        """The first day of the average, which ends with the rota."""
        furthest = frame.last_day - timedelta(days=self.weeks * DAYS_IN_WEEK - 1)
        known = frame.average_from(supporter) or frame.first_day
        return max(furthest, min(known, frame.first_day))


def _lengths(nights: list[DatedNeed]) -> str:
    least, most = min(need.minutes for need in nights), max(need.minutes for need in nights)
    if least != most:
        return f"{hours(least)} to {hours(most)}"
    return hours(most) if len(nights) == 1 else f"{hours(most)} each"
