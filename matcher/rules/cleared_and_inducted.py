"""H3: checks done and induction done before a supporter counts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example
from matcher.wording import many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


def _stage(stage: str, shadow_shifts: int = 0) -> dict[str, object]:
    return {"induction": [{"person": "pat", "stage": stage, "shadow_shifts": shadow_shifts}]}


class ClearedAndInducted(CellRule):
    """works = 0 unless cleared and past shadowing; works(paired) <= sum(works(ready)) on the same need

    The stage in the file decides. The number of shadow shifts is what has to come before the next stage;
    people move someone on, the program does not. A match takes checks and induction as done.
    """

    kind: Literal["cleared_and_inducted"] = "cleared_and_inducted"
    level: Level = "hard"
    shadow_shifts: int = Field(default=3, ge=0, le=100)
    """Shadow shifts with the person before a supporter counts."""

    code: ClassVar[str] = "H3"
    basis: ClassVar[str] = (
        "Health and Social Care Act 2008 (Regulated Activities) Regulations 2014, regulation 19; "
        "the number of shadow shifts is our own default."
    )
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    examples: ClassVar[tuple[Example, ...]] = (
        Example("ready", "E......"),
        Example(
            "checks not done",
            "E......",
            supporters={"ann": {"cleared": "no"}},
            says="Ann's checks are not done.",
        ),
        Example(
            "checks begun",
            "E......",
            supporters={"ann": {"cleared": "adult_first"}},
            says="Ann's checks are not complete. Until then Ann comes only as an extra, never counted.",
        ),
        Example(
            "shadowing",
            "E......",
            supporters={"ann": _stage("shadowing", 1)},
            says="Ann has done 1 of 3 shadow shifts with Pat and comes only as an extra, not counted.",
        ),
        Example(
            "induction not begun with this person",
            "E......",
            supporters={"ann": {"induction": [{"person": "joy", "stage": "ready"}]}},
            organisation={"people": [{"id": "joy", "name": "Joy"}]},
            says="Ann has not begun the induction with Pat, which starts with 3 shadow shifts.",
        ),
        Example(
            "paired beside someone ready",
            "E......\nE......",
            need={"early": {"supporters_needed": 2}},
            supporters={"bob": _stage("paired", 3)},
        ),
        Example(
            "paired alone, and someone ready only later that day",
            "L......\nE......",
            supporters={"bob": _stage("paired", 3)},
            says="Bob is new to Pat and is on early, Mon 1 Jun 07:00-14:30 without anybody who is ready.",
        ),
        Example(
            "two paired together",
            "E......\nE......",
            need={"early": {"supporters_needed": 2}},
            supporters={"ann": _stage("paired"), "bob": _stage("paired")},
            says=(
                "Ann is new to Pat and is on early, Mon 1 Jun 07:00-14:30 without anybody who is ready.",
                "Bob is new to Pat and is on early, Mon 1 Jun 07:00-14:30 without anybody who is ready.",
            ),
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..\n..\n..\n..",
        need={"early": {"supporters_needed": 2}},
        supporters={"ann": _stage("paired"), "cat": _stage("paired"), "dan": {"cleared": "adult_first"}},
    )

    def says(self) -> str:
        return (
            f"Nobody counts before their checks are complete and {many(self.shadow_shifts, 'shadow shift')} "
            "with the person are done; then, until they are ready themselves, only beside someone who is."
        )

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        if frame.cycle:
            return None
        name, person = supporter.name, frame.person
        if supporter.cleared == "no":
            return f"{name}'s checks are not done."
        if supporter.cleared == "adult_first":
            return (
                f"{name}'s checks are not complete. Until then {name} comes only as an extra, never counted."
            )
        shadow = many(self.shadow_shifts, "shadow shift")
        done = next((each for each in supporter.induction if each.person == person.id), None)
        if done is None:
            return f"{name} has not begun the induction with {person.name}, which starts with {shadow}."
        if done.stage == "shadowing":
            return (
                f"{name} has done {done.shadow_shifts} of {shadow} with {person.name} "
                "and comes only as an extra, not counted."
            )
        return None

    def enforce(self, board: "Board") -> None:
        super().enforce(board)
        if board.frame.cycle:
            return
        ready = [each for each in board.everyone if each.stage_with(board.frame.person.id) == "ready"]
        for supporter in board.supporters:
            if supporter.stage_with(board.frame.person.id) == "paired":
                for need in board.needs:
                    beside = [board.works(each, need) for each in ready]
                    board.implies(self, board.works(supporter, need), beside)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        yield from super().check(plan)
        if plan.frame.cycle:
            return
        person = plan.frame.person
        stages = {each.id: each.stage_with(person.id) for each in plan.everyone.supporters}
        for turn in plan.turns:
            supporter = plan.frame.by_id.get(turn.supporter)
            if supporter is None or stages[supporter.id] != "paired" or supporter.cleared != "yes":
                continue
            if "ready" not in {stages.get(name) for name in plan.on(turn.need)}:
                yield self.broken(
                    f"{supporter.name} is new to {person.name} and is on {when(turn.need)} "
                    "without anybody who is ready.",
                    supporter=supporter.id,
                    needs=[turn.need],
                )
