"""S4: a shared interest on the activity."""

from typing import ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.rules._base import PRICED_ONLY, CellRule, Example
from matcher.wording import listed, when

SWIMMING = {"other": {"interests": ["swimming", "trains"]}}


def _ann(**brings: object) -> dict[str, dict[str, object]]:
    return {"ann": {"brings": brings}}


class SharedInterest(CellRule):
    """cost = number of shifts, on needs with interests, of supporters not known to share any

    Somebody nobody has asked yet costs the same: a shift is better given to one who is known to share it.
    """

    kind: Literal["shared_interest"] = "shared_interest"
    level: Level = "person"
    weight: int = Field(default=2, ge=1, le=100_000)
    """What one shift without a shared interest costs inside its level."""

    code: ClassVar[str] = "S4"
    basis: ClassVar[str] = "Founding texts: teams based on shared interests; the weight is our own default."
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    examples: ClassVar[tuple[Example, ...]] = (
        Example("shares one of them", "O......", need=SWIMMING, supporters=_ann(interests=["Swimming"])),
        Example("a need without interests", "E......", supporters=_ann(interests=[])),
        Example(
            "shares none",
            "O......",
            need=SWIMMING,
            supporters=_ann(interests=["baking"]),
            says="Ann does not share swimming or trains (other, Mon 1 Jun 10:00-14:00).",
        ),
        Example(
            "nobody has asked",
            "O......",
            need=SWIMMING,
            supporters=_ann(interests=["baking"], not_known=["trains"]),
            says="It is not known yet whether Ann shares swimming or trains (other, Mon 1 Jun 10:00-14:00).",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..|..\n..|..",
        need={**SWIMMING, "night": {}},
        supporters=_ann(interests=["trains"]),
    )

    def says(self) -> str:
        return "Who comes for an activity shares an interest that goes with it."

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        interests = need.need.interests
        shares = [supporter.has("interests", interest, need.day) for interest in interests]
        if not interests or True in shares:
            return None
        those = f"{listed(interests, 'or')} ({when(need)})"
        if None in shares:
            return f"It is not known yet whether {supporter.name} shares {those}."
        return f"{supporter.name} does not share {those}."
