"""H18: a person's own team, paid from the person's own money."""

from typing import ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example


class OwnTeamOwnMoney(CellRule):
    """works = 0 unless the supporter is in this person's team; a match may also look at applicants"""

    kind: Literal["own_team_own_money"] = "own_team_own_money"
    level: Level = "hard"

    code: ClassVar[str] = "H18"
    basis: ClassVar[str] = (
        "Founding texts: a gap is never filled from another person's team, and one person's money never "
        "pays for another."
    )
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("a member of the team", "E......"),
        Example(
            "an applicant",
            "E......",
            supporters={"ann": {"team_of": None}},
            says="Ann is not in Pat's team yet.",
        ),
        Example(
            "someone from Joy's team",
            ".E.....\nE......",
            organisation={"people": [{"id": "joy", "name": "Joy"}]},
            supporters={"bob": {"team_of": "joy"}},
            says="Bob is paid from Joy's money, which never pays for Pat's support.",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny", "..|..\n..|..", need={"early": {}, "night": {}}, supporters={"ann": {"team_of": None}}
    )

    def says(self) -> str:
        return (
            "Only the person's own team comes. A gap is not filled from another person's team, "
            "and one person's money never pays for another."
        )

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        if supporter.team_of == frame.person.id:
            return None
        if supporter.team_of is not None:
            other = frame.organisation.person(supporter.team_of).name
            return (
                f"{supporter.name} is paid from {other}'s money, "
                f"which never pays for {frame.person.name}'s support."
            )
        return None if frame.cycle else f"{supporter.name} is not in {frame.person.name}'s team yet."
