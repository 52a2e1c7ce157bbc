"""S5d: what supporters prefer, and what they would rather not."""

from typing import ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed, weekday
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter, Wish
from matcher.rules._base import PRICED_ONLY, CellRule, Example
from matcher.wording import when


class Wishes(CellRule):
    """cost = number of shifts that match a 'would rather not', or match none of what is preferred"""

    kind: Literal["wishes"] = "wishes"
    level: Level = "supporters"
    weight: int = Field(default=60, ge=1, le=100_000)
    """What one shift against a wish costs inside its level; 60 is as much as an hour short."""

    code: ClassVar[str] = "S5d"
    basis: ClassVar[str] = "Founding texts: flexible working for supporters; the weight is our own default."
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    examples: ClassVar[tuple[Example, ...]] = (
        Example("no wishes", "ELN...."),
        Example("a preferred shift", "E......", supporters={"ann": {"prefers": [{"kinds": ["early"]}]}}),
        Example(
            "not a preferred one",
            "(EL)......",
            supporters={"ann": {"prefers": [{"kinds": ["early"]}, {"days": ["tue"]}]}},
            says="Ann prefers other shifts than late, Mon 1 Jun 14:30-22:00.",
        ),
        Example(
            "rather not on Mondays",
            "EE.....",
            supporters={"ann": {"would_rather_not": [{"days": ["mon"]}]}},
            says="Ann would rather not work early, Mon 1 Jun 07:00-14:30.",
        ),
        Example(
            "both at once count once",
            "N......",
            supporters={
                "ann": {"prefers": [{"kinds": ["early"]}], "would_rather_not": [{"kinds": ["waking_night"]}]}
            },
            says="Ann would rather not work night, Mon 1 Jun 22:00-07:00.",
        ),
        Example(
            "rather not lates on Mondays, and this is a Tuesday",
            "EL.....",
            supporters={"ann": {"would_rather_not": [{"days": ["mon"], "kinds": ["late"]}]}},
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..|..\n..|..",
        need={"early": {}, "night": {}},
        supporters={
            "ann": {"prefers": [{"kinds": ["early"]}], "would_rather_not": [{"days": ["tue"]}]},
            "bob": {"would_rather_not": [{"days": ["mon"], "kinds": ["waking_night"]}]},
        },
    )

    def says(self) -> str:
        return "Supporters get the shifts they prefer, and not those they would rather not work."

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        if any(_matches(wish, need) for wish in supporter.would_rather_not):
            return f"{supporter.name} would rather not work {when(need)}."
        if supporter.prefers and not any(_matches(wish, need) for wish in supporter.prefers):
            return f"{supporter.name} prefers other shifts than {when(need)}."
        return None


def _matches(wish: Wish, need: DatedNeed) -> bool:
    on_day = wish.days is None or weekday(need.day) in wish.days
    return on_day and (wish.kinds is None or need.kind in wish.kinds)
