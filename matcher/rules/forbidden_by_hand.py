"""H22: shifts that were ruled out by hand."""

from typing import ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example
from matcher.wording import when

NOT_ANN = {"rota": {"forbids": [{"person": "pat", "supporter": "ann", "need": "early", "day": "2026-06-01"}]}}


class ForbiddenByHand(CellRule):
    """works = 0 where the file says so"""

    kind: Literal["forbidden_by_hand"] = "forbidden_by_hand"
    level: Level = "hard"

    code: ClassVar[str] = "H22"
    basis: ClassVar[str] = "What the leader or the person set by hand."
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("another day, and somebody else", ".E.....\nE......", organisation=NOT_ANN),
        Example(
            "the shift itself",
            "E......",
            organisation=NOT_ANN,
            says="Ann is not to work early, Mon 1 Jun 07:00-14:30: it is set by hand.",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny", "..|..\n..|..", need={"early": {}, "night": {}}, organisation=NOT_ANN
    )

    def says(self) -> str:
        return "A shift that was ruled out by hand is not worked."

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        shift = (supporter.id, need.need.id, need.day)
        if shift in {(ban.supporter, ban.need, ban.day) for ban in frame.forbids}:
            return f"{supporter.name} is not to work {when(need)}: it is set by hand."
        return None
