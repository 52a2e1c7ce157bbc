"""H4: the skills a need asks for, valid on its date."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example
from matcher.rules._holders import Holds, post_enough, what_is_missing
from matcher.wording import day_name, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

MEDS = {"skills": [{"skill": "meds"}]}


def _asks(needed: int, at_least: int | None) -> dict[str, dict[str, object]]:
    return {
        "early": {"supporters_needed": needed, "skills": [{"skill": "meds", "at_least": at_least}]},
    }


class SkillsOnShift(CellRule):
    """each: works = 0 without the skill; n: sum(without) <= needed - n, and works <= sum(with)"""

    kind: Literal["skills_on_shift"] = "skills_on_shift"
    level: Level = "hard"

    code: ClassVar[str] = "H4"
    basis: ClassVar[str] = (
        "Health and Social Care Act 2008 (Regulated Activities) Regulations 2014, regulation 18."
    )
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    examples: ClassVar[tuple[Example, ...]] = (
        Example("everybody holds it", "E......", need=_asks(1, None), supporters={"ann": MEDS}),
        Example(
            "one of two does not",
            "E......\nE......",
            need=_asks(2, None),
            supporters={"ann": MEDS},
            says="Everybody on early, Mon 1 Jun 07:00-14:30 must hold 'meds'; Bob does not.",
        ),
        Example(
            "it counts on its last day and not the day after",
            "EE.....",
            need=_asks(1, None),
            supporters={"ann": {"skills": [{"skill": "meds", "valid_until": "2026-06-01"}]}},
            says="Everybody on early, Tue 2 Jun 07:00-14:30 must hold 'meds'; Ann's ran out on Mon 1 Jun.",
        ),
        Example("one of two is enough", "E......\nE......", need=_asks(2, 1), supporters={"ann": MEDS}),
        Example(
            "a gap leaves someone alone without it",
            ".......\nE......",
            need=_asks(2, 1),
            supporters={"ann": MEDS},
            says="On early, Mon 1 Jun 07:00-14:30 at least 1 must hold 'meds'; nobody there does.",
        ),
        Example(
            "two of three asked for",
            "E......\nE......\nE......",
            need=_asks(3, 2),
            supporters={"ann": MEDS},
            says=(
                "On early, Mon 1 Jun 07:00-14:30 at least 2 must hold 'meds'; "
                "2 supporters are there without it, and only 1 may be."
            ),
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..\n..\n..",
        need={
            "early": _asks(2, 1)["early"],
            "night": {"days": ["mon"], "skills": [{"skill": "meds"}]},
        },
        supporters={"ann": MEDS, "bob": {"skills": [{"skill": "meds", "valid_until": "2026-06-01"}]}},
    )

    def says(self) -> str:
        return (
            "Those on a need hold the skills it asks for, on its date. Where some of them are enough, "
            "one who holds it is there whenever anybody is."
        )

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        for asked in need.need.skills:
            if asked.at_least is None and not supporter.holds(asked.skill, need.day):
                lacks = _lacks(supporter, asked.skill)
                return f"Everybody on {when(need)} must hold '{_said(frame, asked.skill)}'; {lacks}."
        return None

    def enforce(self, board: "Board") -> None:
        super().enforce(board)
        for need in board.needs:
            for asked in need.need.skills:
                if asked.at_least is not None:
                    post_enough(board, self, need, _holds(asked.skill, need), asked.at_least)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        yield from super().check(plan)
        for need in dict.fromkeys(turn.need for turn in plan.turns):
            for asked in need.need.skills:
                if asked.at_least is None:
                    continue
                missing = what_is_missing(plan, need, _holds(asked.skill, need), asked.at_least)
                if missing is not None:
                    yield self.broken(
                        f"On {when(need)} at least {asked.at_least} must hold "
                        f"'{_said(plan.frame, asked.skill)}'; {missing}.",
                        needs=[need],
                    )


def _said(frame: Frame, skill: str) -> str:
    """A skill as the file says it."""
    return frame.organisation.skills.get(skill, skill)


def _holds(skill: str, need: DatedNeed) -> Holds:
    return lambda supporter: supporter.holds(skill, need.day)


def _lacks(supporter: Supporter, skill: str) -> str:
    ends = [held.valid_until for held in supporter.skills or () if held.skill == skill and held.valid_until]
    return f"{supporter.name}'s ran out on {day_name(max(ends))}" if ends else f"{supporter.name} does not"
