"""H3b: checks that run out on a date."""

from typing import ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example
from matcher.wording import day_name

UNTIL_TUESDAY = {"ann": {"cleared_until": "2026-06-02"}}
RAN_OUT = "{who}'s checks ran out on {day}. Once they are renewed, write the new date in `cleared_until`."


class ChecksInDate(CellRule):
    """works = 0 where the need starts after the last day that the checks count"""

    kind: Literal["checks_in_date"] = "checks_in_date"
    level: Level = "hard"

    code: ClassVar[str] = "H3b"
    basis: ClassVar[str] = (
        "Health and Social Care Act 2008 (Regulated Activities) Regulations 2014, regulation 19. The law "
        "sets no date; where an organisation sets one, it holds."
    )
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("no date is set", "E......"),
        Example("on the last day", ".E.....", supporters=UNTIL_TUESDAY),
        Example("a night that begins on the last day", ".N.....", supporters=UNTIL_TUESDAY),
        Example(
            "the day after",
            "..E....",
            supporters=UNTIL_TUESDAY,
            says=RAN_OUT.format(who="Ann", day="Tue 2 Jun"),
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..|..\n..|..",
        need={"early": {}, "night": {}},
        supporters={"ann": {"cleared_until": "2026-06-01"}},
    )

    def says(self) -> str:
        return "Where a supporter's checks run out on a date, they are not on the rota after it."

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        until = supporter.cleared_until
        if until is None or need.day <= until:
            return None
        return RAN_OUT.format(who=supporter.name, day=day_name(until))
