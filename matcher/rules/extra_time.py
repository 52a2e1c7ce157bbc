"""H27: extras as they are due and agreed, and never alone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.extras import Wanted
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example
from matcher.rules._extras import BOB_SHADOWS, HANDOVERS, MEETINGS, SHADOWS, SUPERVISIONS
from matcher.wording import listed, many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class ExtraTime(CellRule):
    """works = 0 unless due; sum <= due; works(shadow) <= sum(works(ready)); works(handover) <= works(shift)

    An extra is never counted among those a need asks for. It is in the person's home only if they agreed.
    """

    kind: Literal["extra_time"] = "extra_time"
    level: Level = "hard"

    code: ClassVar[str] = "H27"
    basis: ClassVar[str] = (
        "Founding texts: the person says who comes into their home, and no meetings there unless they agree. "
        "Shadow shifts beside somebody who is ready: regulation 18."
    )
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("no extras", "E......"),
        Example("beside somebody who is ready", "EE.....\nee.....", person=SHADOWS, supporters=BOB_SHADOWS),
        Example(
            "nobody ready on the shift",
            ".E.....\ne......",
            person=SHADOWS,
            supporters=BOB_SHADOWS,
            says="Nobody who is ready is on early, Mon 1 Jun 07:00-14:30, which Bob shadows.",
        ),
        Example(
            "somebody who counts already",
            "E......\ne......",
            person=SHADOWS,
            says="No shadow shift is due for Bob on shadow-early, Mon 1 Jun 07:00-14:30.",
        ),
        Example(
            "more than are left to do",
            "EE.....\nee.....",
            person=SHADOWS,
            supporters={"bob": {"induction": [{"person": "pat", "stage": "shadowing", "shadow_shifts": 2}]}},
            says="Bob has 2 shadow shifts (shadow-early, Mon 1 Jun 07:00-14:30 and shadow-early, "
            "Tue 2 Jun 07:00-14:30); 1 is due.",
        ),
        Example(
            "those of the history are done",
            "EEE|E......\neee|e......",
            person=SHADOWS,
            supporters=BOB_SHADOWS,
            says="No shadow shift is due for Bob on shadow-early, Mon 1 Jun 07:00-14:30.",
        ),
        Example(
            "two who shadow one shift",
            "E......\ne......\ne......",
            person=SHADOWS,
            supporters={**BOB_SHADOWS, "cat": BOB_SHADOWS["bob"]},
            says="Bob and Cat have shadow-early, Mon 1 Jun 07:00-14:30 at once; the most is 1.",
        ),
        Example("a handover before the shift", "E......\n(hL)......", person=HANDOVERS),
        Example(
            "a handover to oneself",
            "(EhL)......",
            person=HANDOVERS,
            says="Ann works early, Mon 1 Jun 07:00-14:30 until handover-late, Mon 1 Jun 14:15-14:30 ends, "
            "and hands over to nobody.",
        ),
        Example(
            "a handover without its shift",
            "E......\nh......",
            person=HANDOVERS,
            need={"late": {}},
            says="Bob has handover-late, Mon 1 Jun 14:15-14:30 and does not work late, "
            "Mon 1 Jun 14:30-22:00.",
        ),
        Example("everybody at a meeting", "M......\nM......", person=MEETINGS),
        Example(
            "supervision that is due",
            "V......",
            person=SUPERVISIONS,
            supporters={"ann": {"supervised_on": "2026-04-08"}},
        ),
        Example(
            "supervision that is not due yet",
            "V......",
            person=SUPERVISIONS,
            supporters={"ann": {"supervised_on": "2026-05-25"}},
            says="No supervision is due for Ann on supervision, Mon 1 Jun 15:00-16:00.",
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..\n..",
        need={"early": {}},
        person=SHADOWS,
        supporters={"bob": {"induction": [{"person": "pat", "stage": "shadowing", "shadow_shifts": 2}]}},
    )

    def says(self) -> str:
        return (
            "Shadow shifts, handovers, supervision and team meetings are planned as they are due and never "
            "counted. Whoever shadows is beside somebody who is ready. None of it is in the person's home "
            "unless they agreed."
        )

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        if need.extra is None or any(need in wanted.times for wanted in frame.wanted(supporter)):
            return None
        return f"No {_name(frame, need)} is due for {supporter.name} on {when(need)}."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            for wanted in board.frame.wanted(supporter):
                cells = [board.works(supporter, time) for time in wanted.times]
                board.at_most(self, cells, wanted.most)
                for cell in cells:
                    if wanted.own is not None:
                        board.implies(self, cell, [board.works(supporter, wanted.own)])
                    for before in wanted.coming_from:
                        board.at_most(self, [cell, board.works(supporter, before)], 1)
        for time in board.frame.extra_times:
            self._together(board, time)

    def _together(self, board: "Board", time: DatedNeed) -> None:
        extra = board.frame.extra_of(time)
        if extra is None:
            return
        cells = [board.works(each, time) for each in board.everyone]
        if extra.at_once is not None:
            board.at_most(self, cells, extra.at_once)
        beside = extra.beside(board.frame, time)
        if beside is not None:
            person = board.frame.person.id
            ready = [each for each in board.everyone if each.stage_with(person, time.day) == "ready"]
            for cell in cells:
                board.implies(self, cell, [board.works(each, beside) for each in ready])

    def check(self, plan: "Plan") -> Iterator[Violation]:
        yield from super().check(plan)
        for supporter in plan.frame.supporters:
            for wanted in plan.frame.wanted(supporter):
                yield from self._of(plan, supporter, wanted)
        for time in dict.fromkeys(turn.need for turn in plan.turns if turn.need.extra is not None):
            yield from self._at(plan, time)

    def _of(self, plan: "Plan", supporter: Supporter, wanted: Wanted) -> Iterator[Violation]:
        """Too many, or a handover that is none."""
        works = plan.needs_of(supporter.id)
        had = [need for need in works if need in wanted.times]
        if len(had) > wanted.most:
            name, said = _name(plan.frame, had[0]), listed([when(time) for time in had])
            yield self.broken(
                f"{supporter.name} has {many(len(had), name)} ({said}); {_are(wanted.most)} due.",
                supporter=supporter.id,
                needs=had,
            )
        for time in had:
            if wanted.own is not None and wanted.own not in works:
                says = f"{supporter.name} has {when(time)} and does not work {when(wanted.own)}."
                yield self.broken(says, supporter=supporter.id, needs=[time])
            for before in works:
                if before in wanted.coming_from:
                    yield self.broken(
                        f"{supporter.name} works {when(before)} until {when(time)} ends, and hands over to "
                        "nobody.",
                        supporter=supporter.id,
                        needs=[time],
                    )

    def _at(self, plan: "Plan", time: DatedNeed) -> Iterator[Violation]:
        """Too many at once, or nobody who is ready beside them."""
        extra = plan.frame.extra_of(time)
        if extra is None:
            return
        names = [plan.everyone.by_id[id].name for id in plan.on(time)]
        if extra.at_once is not None and len(names) > extra.at_once:
            says = f"{listed(names)} have {when(time)} at once; the most is {extra.at_once}."
            yield self.broken(says, needs=[time])
        beside = extra.beside(plan.frame, time)
        if beside is not None:
            there = [plan.everyone.by_id[id] for id in plan.on(beside)]
            if not any(each.stage_with(plan.frame.person.id, time.day) == "ready" for each in there):
                says = f"Nobody who is ready is on {when(beside)}, which {listed(names)} shadows."
                yield self.broken(says, needs=[time])


def _name(frame: Frame, time: DatedNeed) -> str:
    extra = frame.extra_of(time)
    return extra.name if extra is not None else time.need.id


def _are(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'}"
