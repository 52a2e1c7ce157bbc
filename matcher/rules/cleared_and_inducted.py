"""H3: checks done and induction done before a supporter counts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example
from matcher.rules._extras import SHADOWS
from matcher.wording import many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

SHADOW = "shadow"
"""The kind of extra that shadow shifts are."""


def _stage(stage: str, shadow_shifts: int = 0, **dates: str) -> dict[str, object]:
    return {"induction": [{"person": "pat", "stage": stage, "shadow_shifts": shadow_shifts, **dates}]}


TWO = {"early": {"supporters_needed": 2}}


class ClearedAndInducted(CellRule):
    """works = 0 unless cleared and past shadowing; works(paired) <= sum(works(ready)) on the same need

    The stage in the file decides, and the dates it gives for the next ones: people move someone on, the
    program does not. Where a date does, the shadow shifts have to be done before. A match takes checks and
    induction as done.
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
    counts_extras: ClassVar[bool] = True
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
        Example(
            "paired from a date, with the last shadow shift before it",
            "E.E....\ne.E....",
            need=TWO,
            person=SHADOWS,
            supporters={"bob": _stage("shadowing", 2, paired_from="2026-06-03")},
        ),
        Example(
            "paired from a date, and a shadow shift short",
            "..E....\n..E....",
            need=TWO,
            person=SHADOWS,
            supporters={"bob": _stage("shadowing", 2, paired_from="2026-06-03")},
            says="Bob has done 2 of 3 shadow shifts with Pat before early, Wed 3 Jun 07:00-14:30 and does "
            "not count yet.",
        ),
        Example(
            "the day before the date",
            ".E.....\n.E.....",
            need=TWO,
            supporters={"bob": _stage("shadowing", 3, paired_from="2026-06-03")},
            says="Bob has done 3 of 3 shadow shifts with Pat and comes only as an extra, not counted.",
        ),
        Example(
            "shadow shifts since the day the file is about, beside those it says are done",
            "E|EE.....\ne|eE.....",
            need=TWO,
            person=SHADOWS,
            supporters={"bob": _stage("shadowing", 1, paired_from="2026-06-02")},
            organisation={"as_of": "2026-05-31"},
        ),
        Example(
            "shadow shifts before that day, which the file has counted",
            "E|EE.....\ne|eE.....",
            need=TWO,
            person=SHADOWS,
            supporters={"bob": _stage("shadowing", 1, paired_from="2026-06-02")},
            says="Bob has done 2 of 3 shadow shifts with Pat before early, Tue 2 Jun 07:00-14:30 and does "
            "not count yet.",
        ),
        Example(
            "shadow shifts of the history",
            "EEE|E......\neee|E......",
            need=TWO,
            person=SHADOWS,
            supporters={"bob": _stage("shadowing", paired_from="2026-06-01")},
        ),
        Example(
            "ready from a date", "..E....", supporters={"ann": _stage("paired", 3, ready_from="2026-06-03")}
        ),
        Example(
            "ready from a date, and alone before it",
            ".E.....",
            supporters={"ann": _stage("paired", 3, ready_from="2026-06-03")},
            says="Ann is new to Pat and is on early, Tue 2 Jun 07:00-14:30 without anybody who is ready.",
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
        if need.extra is not None:
            return None
        if supporter.cleared == "adult_first":
            return (
                f"{name}'s checks are not complete. Until then {name} comes only as an extra, never counted."
            )
        shadow = many(self.shadow_shifts, "shadow shift")
        stage = supporter.stage_with(person.id, need.day)
        if stage is None:
            return f"{name} has not begun the induction with {person.name}, which starts with {shadow}."
        if stage == "shadowing":
            return (
                f"{name} has done {self.done(frame, supporter)} of {shadow} with {person.name} "
                "and comes only as an extra, not counted."
            )
        return None

    def done(self, frame: Frame, supporter: Supporter) -> int:
        """Shadow shifts done by the first day: as many as the file says, and those since the day it is about.

        Where the history knows of more before that day, these hold.
        """
        induction, as_of = supporter.inducted_with(frame.person.id), frame.organisation.as_of or frame.as_of
        days = [need.day for need in frame.came_before(supporter.id) if need.extra == SHADOW]
        since = sum(day >= as_of for day in days)
        return max(induction.shadow_shifts if induction else 0, len(days) - since) + since

    def left(self, frame: Frame, supporter: Supporter) -> int:
        """Shadow shifts still to do."""
        return max(0, self.shadow_shifts - self.done(frame, supporter))

    def enforce(self, board: "Board") -> None:
        super().enforce(board)
        if board.frame.cycle:
            return
        for supporter in board.supporters:
            for need in board.needs:
                if need.extra is None:
                    self._beside_somebody_ready(board, supporter, need)
                    self._after_shadow_shifts(board, supporter, need)

    def _beside_somebody_ready(self, board: "Board", supporter: Supporter, need: DatedNeed) -> None:
        person = board.frame.person.id
        if supporter.stage_with(person, need.day) == "paired":
            ready = [each for each in board.everyone if each.stage_with(person, need.day) == "ready"]
            beside = [board.works(each, need) for each in ready]
            board.implies(self, board.works(supporter, need), beside)

    def _after_shadow_shifts(self, board: "Board", supporter: Supporter, need: DatedNeed) -> None:
        left = self.left(board.frame, supporter) if _moves_on(board.frame, supporter) else 0
        if left:
            before = [time for time in board.frame.extra_times if _is_shadow_before(time, need)]
            cells = [board.works(supporter, time) for time in before]
            board.at_least(self, [*cells, board.works(supporter, need)], 0, [*[1] * len(cells), -left])

    def check(self, plan: "Plan") -> Iterator[Violation]:
        yield from super().check(plan)
        if plan.frame.cycle:
            return
        for turn in plan.turns:
            supporter = plan.frame.by_id.get(turn.supporter)
            if supporter is not None and turn.need.extra is None and supporter.cleared == "yes":
                yield from self._alone(plan, supporter, turn.need)
                yield from self._too_early(plan, supporter, turn.need)

    def _alone(self, plan: "Plan", supporter: Supporter, need: DatedNeed) -> Iterator[Violation]:
        person = plan.frame.person
        there = {plan.everyone.by_id[id].stage_with(person.id, need.day) for id in plan.on(need)}
        if supporter.stage_with(person.id, need.day) == "paired" and "ready" not in there:
            yield self.broken(
                f"{supporter.name} is new to {person.name} and is on {when(need)} "
                "without anybody who is ready.",
                supporter=supporter.id,
                needs=[need],
            )

    def _too_early(self, plan: "Plan", supporter: Supporter, need: DatedNeed) -> Iterator[Violation]:
        person = plan.frame.person
        if not _moves_on(plan.frame, supporter) or supporter.stage_with(person.id, need.day) == "shadowing":
            return
        by_now = self.done(plan.frame, supporter)
        by_now += sum(_is_shadow_before(time, need) for time in plan.now(supporter.id))
        if by_now < self.shadow_shifts:
            yield self.broken(
                f"{supporter.name} has done {by_now} of {many(self.shadow_shifts, 'shadow shift')} with "
                f"{person.name} before {when(need)} and does not count yet.",
                supporter=supporter.id,
                needs=[need],
            )


def _moves_on(frame: Frame, supporter: Supporter) -> bool:
    """Whether the file moves somebody on by a date, and not by the stage they are at."""
    induction = supporter.inducted_with(frame.person.id)
    return induction is not None and induction.stage == "shadowing"


def _is_shadow_before(time: DatedNeed, need: DatedNeed) -> bool:
    return time.extra == SHADOW and time.finish <= need.begin
