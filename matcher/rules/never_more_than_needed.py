"""H6: never more supporters than the need asks for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.model.answer import Level, Violation
from matcher.model.shifts import Shifts
from matcher.rules._base import ANY_LEVEL, Example, Rule
from matcher.rules._shifts import shifts_said
from matcher.wording import are, when

if TYPE_CHECKING:
    from matcher.calendar import DatedNeed
    from matcher.plan import Plan
    from matcher.solver.board import Board


class NeverMoreThanNeeded(Rule):
    """sum(works) <= supporters_needed, for every dated need; where it is priced, each one more costs one"""

    kind: Literal["never_more_than_needed"] = "never_more_than_needed"
    level: Level = "hard"
    shifts: Shifts = Shifts()
    """Which shifts it is about."""

    code: ClassVar[str] = "H6"
    basis: ClassVar[str] = (
        "Founding texts: people live with just enough support. A gap is named, never hidden."
    )
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = ANY_LEVEL - {"off"}
    examples: ClassVar[tuple[Example, ...]] = (
        Example("one on each", "E......\n.E....."),
        Example(
            "two where one is needed",
            "E......\nE......",
            says="2 supporters are on early, Mon 1 Jun 07:00-14:30; it asks for 1.",
        ),
        Example("two where two are needed", "E......\nE......", need={"early": {"supporters_needed": 2}}),
    )

    def says(self) -> str:
        which = "" if self.shifts == Shifts() else f" This is about {shifts_said(self.shifts)}."
        return f"Nobody comes beyond the number of supporters a need asks for.{which}"

    def caps(self, need: "DatedNeed") -> bool:
        return self.level == "hard" and self.shifts.fit(need.need, need.day)

    def enforce(self, board: "Board") -> None:
        for need in self._meant(board.needs):
            if self.level == "hard":
                board.at_most(self, board.on(need), need.need.supporters_needed)
            else:
                board.charge(self, 1, board.beyond(need))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for need in self._meant(plan.frame.needs):
            there, asked = len(plan.on(need)), need.need.supporters_needed
            if there > asked:
                yield self.broken(
                    f"{are(there, 'supporter')} on {when(need)}; it asks for {asked}.",
                    amount=there - asked,
                    needs=[need],
                )

    def _meant(self, needs: "tuple[DatedNeed, ...]") -> "Iterator[DatedNeed]":
        return (need for need in needs if self.shifts.fit(need.need, need.day))
