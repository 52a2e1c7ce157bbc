"""H21: days away are days away."""

from typing import ClassVar, Literal

from matcher.calendar import ONE_MINUTE, DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.rules._base import CellRule, Example
from matcher.wording import span

AWAY = {"ann": {"leave": [{"first_day": "2026-06-02", "last_day": "2026-06-03"}]}}
SAYS = "Ann is away (Tue 2 Jun to Wed 3 Jun)."


class Leave(CellRule):
    """works = 0 where a minute of the need falls on a day away

    The night before the first day away runs into that day, so it is not worked either.
    """

    kind: Literal["leave"] = "leave"
    level: Level = "hard"

    code: ClassVar[str] = "H21"
    basis: ClassVar[str] = "Days off that were agreed, and days of sickness or training."
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("before and after", "E..N...", supporters=AWAY),
        Example("on the first day", ".E.....", supporters=AWAY, says=SAYS),
        Example("on the last day", "..E....", supporters=AWAY, says=SAYS),
        Example("a night that ends on the first morning", "N......", supporters=AWAY, says=SAYS),
        Example("a night that begins on the last evening", "..N....", supporters=AWAY, says=SAYS),
        Example(
            "a late that ends at midnight",
            "L......",
            need={"late": {"end": "00:00", "ends_next_day": True}},
            supporters=AWAY,
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..|..\n..|..",
        need={"early": {}, "night": {}},
        supporters={**AWAY, "bob": {"leave": [{"first_day": "2026-05-30", "last_day": "2026-06-01"}]}},
    )

    def says(self) -> str:
        return "Nobody works on a day away, not even a shift that ends in the morning of the first one."

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        first, last = need.start.date(), (need.end - ONE_MINUTE).date()
        for away in supporter.leave:
            if first <= away.last_day and away.first_day <= last:
                return f"{supporter.name} is away ({span([away.first_day, away.last_day])})."
        return None
