"""S1c: more of those on a need hold a skill than must."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.model.answer import Level, Violation
from matcher.rules._base import ANY_LEVEL, Example, Rule
from matcher.wording import are, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

MEDS = {"skills": [{"skill": "meds"}]}
BETTER_TWO = {"early": {"days": ["mon"], "supporters_needed": 2, "skills": [{"skill": "meds", "better": 2}]}}


class BetterSkills(Rule):
    """cost = sum over needs and skills of max(0, better - sum(works of those who hold it))"""

    kind: Literal["better_skills"] = "better_skills"
    level: Level = "person"
    weight: int = Field(default=60, ge=1, le=100_000)
    """What each one missing costs inside its level; 60 is as much as an arrival."""

    code: ClassVar[str] = "S1c"
    basis: ClassVar[str] = "Our own: what must be is a limit (H4), what had better be is weighed."
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = ANY_LEVEL
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "two who hold it", "E......\nE......", need=BETTER_TWO, supporters={"ann": MEDS, "bob": MEDS}
        ),
        Example(
            "one who does",
            "E......\nE......",
            need=BETTER_TWO,
            supporters={"ann": MEDS},
            says="1 supporter is on early, Mon 1 Jun 07:00-14:30 who holds 'meds'; 2 would be better.",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..\n..\n..",
        need={
            "early": {**BETTER_TWO["early"], "days": ["mon", "tue"]},
            "night": {"skills": [{"skill": "meds", "better": 1}]},
        },
        supporters={"ann": MEDS, "bob": {"skills": [{"skill": "meds", "valid_until": "2026-06-01"}]}},
    )

    def says(self) -> str:
        return "Where a need says how many had better hold a skill, so many of those on it do."

    def enforce(self, board: "Board") -> None:
        for need, skill, better in _asked(board.needs):
            holders = [each for each in board.everyone if each.holds(skill, need.day)]
            board.at_least(self, [board.works(each, need) for each in holders], better)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        holding = plan.everyone.by_id
        for need, skill, better in _asked(plan.frame.needs):
            there = sum(holding[id].holds(skill, need.day) for id in plan.on(need))
            if there < better:
                said = plan.frame.organisation.skills.get(skill, skill)
                yield self.broken(
                    f"{are(there, 'supporter')} on {when(need)} who {_hold(there)} '{said}'; "
                    f"{better} would be better.",
                    amount=better - there,
                    needs=[need],
                )


def _asked(needs: tuple[DatedNeed, ...]) -> Iterator[tuple[DatedNeed, str, int]]:
    for need in needs:
        for asked in need.need.skills:
            if asked.better is not None:
                yield need, asked.skill, asked.better


def _hold(count: int) -> str:
    return "holds" if count == 1 else "hold"
