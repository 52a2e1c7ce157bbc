"""H1: only supporters the person said yes to."""

from typing import ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example

NO_YES = {
    "no": "{person} said no to {supporter}.",
    "not_yet": "{person} has not said yes to {supporter} yet.",
    "not_met": "{person} has not met {supporter}.",
}


class PersonsAnswer(CellRule):
    """works = 0 unless the person's answer about the supporter is yes"""

    kind: Literal["persons_answer"] = "persons_answer"
    level: Level = "hard"

    code: ClassVar[str] = "H1"
    basis: ClassVar[str] = "Founding texts: the person chooses who supports them. Nothing outranks it."
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("a yes", "E......"),
        Example(
            "a no",
            "E......",
            person={"answers": [{"supporter": "ann", "answer": "no"}]},
            says="Pat said no to Ann.",
        ),
        Example("never met", "E......", person={"answers": []}, says="Pat has not met Ann."),
        Example(
            "met, and still thinking",
            "E......",
            person={"answers": [{"supporter": "ann", "answer": "not_yet"}]},
            says="Pat has not said yes to Ann yet.",
        ),
    )

    def says(self) -> str:
        return "Only supporters the person said yes to are on their rota."

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        sentence = NO_YES.get(frame.person.answer_about(supporter.id))
        return sentence and sentence.format(person=frame.person.name, supporter=supporter.name)
