"""W8: how early supporters have the rota."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.changed import changed
from matcher.model.answer import Level, Violation
from matcher.model.words import DAYS_IN_WEEK
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import many

if TYPE_CHECKING:
    from matcher.plan import Plan


def _published(day: str) -> dict[str, object]:
    return {"rota": {"published_on": day}}


class Notice(Rule):
    """day - day it was published >= 7 · weeks, for the first day; a change: day - today >= change days

    A day counts from when it was first published; one that is not published yet, from the day the rota will
    be, or is made.
    """

    kind: Literal["notice"] = "notice"
    level: Level = "warn"
    weeks: int = Field(default=4, ge=1, le=26)
    """Least weeks between publishing the rota and its first day."""
    change_days: int = Field(default=7, ge=0, le=366)
    """Least days between a change of what was published and the shift."""

    code: ClassVar[str] = "W8"
    basis: ClassVar[str] = (
        "Living Hours: at least 4 weeks' notice of shifts. The days for a change are our own default."
    )
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "person"
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("four weeks to the day", "E......", organisation=_published("2026-05-04")),
        Example(
            "a day less",
            "E......",
            organisation=_published("2026-05-05"),
            says="This rota gives 27 days' notice; 4 weeks is good practice (Living Hours).",
        ),
        Example(
            "the day before",
            "E......",
            organisation=_published("2026-05-31"),
            says="This rota gives 1 day's notice; 4 weeks is good practice (Living Hours).",
        ),
        Example(
            "published on no day: the day it is made counts",
            "E......",
            organisation={"as_of": "2026-05-29"},
            says="This rota gives 3 days' notice; 4 weeks is good practice (Living Hours).",
        ),
        Example("the day it is made, early enough", "E......", organisation={"as_of": "2026-04-30"}),
        Example(
            "after it has begun",
            "E......",
            organisation=_published("2026-06-02"),
            says="This rota gives no notice; 4 weeks is good practice (Living Hours).",
        ),
        Example("nothing to tell anybody", "E|......."),
        Example(
            "changes seven days ahead, and six",
            "EE.....",
            published="......E",
            organisation={"as_of": "2026-05-26", **_published("2026-05-01")},
            says="1 change comes less than 7 days ahead.",
        ),
        Example(
            "another measure",
            "E......",
            rule={"weeks": 2},
            organisation=_published("2026-05-19"),
            says="This rota gives 13 days' notice; at least 2 weeks is set here.",
        ),
    )

    def says(self) -> str:
        return (
            f"A rota that supporters have less than {many(self.weeks, 'week')} before its first day is "
            f"pointed out, and so is a change less than {many(self.change_days, 'day')} ahead."
        )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        frame = plan.frame
        new = frame.organisation.rota.published_on or frame.as_of
        days, day = min((max(0, (day - frame.published_on.get(day, new)).days), day) for day in frame.dates)
        short = self.weeks * DAYS_IN_WEEK - days
        if plan.turns and short > 0:
            gives = "gave" if day in frame.published_on else "gives"
            yield self.broken(f"This rota {gives} {_notice(days)}; {self._measure()}.", amount=short)
        yield from self._changes(plan)

    def _changes(self, plan: "Plan") -> Iterator[Violation]:
        ahead = [(each.need.day - plan.frame.as_of).days for each in changed(plan)]
        sudden = sum(days < self.change_days for days in ahead)
        if sudden:
            come = "change comes" if sudden == 1 else "changes come"
            days = many(self.change_days, "day")
            yield self.broken(f"{sudden} {come} less than {days} ahead.", amount=sudden)

    def _measure(self) -> str:
        if self.weeks == Notice.model_fields["weeks"].default:
            return f"{many(self.weeks, 'week')} is good practice (Living Hours)"
        return f"at least {many(self.weeks, 'week')} is set here"


def _notice(days: int) -> str:
    if days == 0:
        return "no notice"
    return "1 day's notice" if days == 1 else f"{days} days' notice"
