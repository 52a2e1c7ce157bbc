"""H2: a supporter is in one team."""

from typing import ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example

JOY = {"people": [{"id": "joy", "name": "Joy"}]}


class OneTeam(CellRule):
    """works = 0 where the supporter is in another person's team"""

    kind: Literal["one_team"] = "one_team"
    level: Level = "hard"

    code: ClassVar[str] = "H2"
    basis: ClassVar[str] = "Founding texts: supporters do not work across services. No exception."
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    examples: ClassVar[tuple[Example, ...]] = (
        Example("in this team", "E......"),
        Example(
            "in Joy's team",
            "E......\n.E.....",
            organisation=JOY,
            supporters={"bob": {"team_of": "joy"}},
            says="Bob is in Joy's team. A supporter is in one team.",
        ),
        Example("in no team yet", "E......", supporters={"ann": {"team_of": None}}),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..|..\n..|..",
        need={"early": {}, "night": {}},
        organisation=JOY,
        supporters={"bob": {"team_of": "joy"}},
    )

    def says(self) -> str:
        return "A supporter is in one team, and on no other person's rota."

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        if supporter.team_of in (None, frame.person.id):
            return None
        other = frame.organisation.person(supporter.team_of).name
        return f"{supporter.name} is in {other}'s team. A supporter is in one team."
