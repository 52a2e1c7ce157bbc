"""W8: how early supporters have the rota."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.model.words import DAYS_IN_WEEK
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import many

if TYPE_CHECKING:
    from matcher.plan import Plan


def _published(day: str) -> dict[str, object]:
    return {"rota": {"published_on": day}}


class Notice(Rule):
    """first day - day it is published >= 7 · weeks"""

    kind: Literal["notice"] = "notice"
    level: Level = "warn"
    weeks: int = Field(default=4, ge=1, le=26)
    """Least weeks between publishing the rota and its first day."""

    code: ClassVar[str] = "W8"
    basis: ClassVar[str] = "Living Hours: at least 4 weeks' notice of shifts."
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
            "another measure",
            "E......",
            rule={"weeks": 2},
            organisation=_published("2026-05-19"),
            says="This rota gives 13 days' notice; at least 2 weeks is set here.",
        ),
    )

    def says(self) -> str:
        weeks = many(self.weeks, "week")
        return f"A rota that supporters have less than {weeks} before its first day is pointed out."

    def check(self, plan: "Plan") -> Iterator[Violation]:
        frame = plan.frame
        known_on = frame.organisation.rota.published_on or frame.as_of
        days = max(0, (frame.first_day - known_on).days)
        short = self.weeks * DAYS_IN_WEEK - days
        if plan.turns and short > 0:
            yield self.broken(f"This rota gives {_notice(days)}; {self._measure()}.", amount=short)

    def _measure(self) -> str:
        if self.weeks == Notice.model_fields["weeks"].default:
            return f"{many(self.weeks, 'week')} is good practice (Living Hours)"
        return f"at least {many(self.weeks, 'week')} is set here"


def _notice(days: int) -> str:
    if days == 0:
        return "no notice"
    return "1 day's notice" if days == 1 else f"{days} days' notice"
