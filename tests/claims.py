"""What is claimed about an organisation, counted, and the rota that it is claimed of."""

from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random

from proved import turns_of

from matcher.audit import audit
from matcher.clock import Settings
from matcher.explain.case import Case, open_cases
from matcher.model.answer import Answer
from matcher.model.organisation import Organisation
from matcher.plan import Plan
from matcher.solve import request, rota

SETTINGS = Settings(time_limit=20, workers=1)


@dataclass
class Claims:
    """How many claims of each kind were checked, which are false, and which could not be checked."""

    about: str = ""
    checked: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    def claim(self, kind: str, holds: bool, *said: object) -> None:
        """Count a claim; one that does not hold is kept with what was said."""
        self.checked[kind] += 1
        if not holds:
            self.false.append(f"{self.about}: {kind}: {' | '.join(map(str, said))}")

    def not_checked(self, kind: str) -> None:
        """A claim too large to try everything."""
        self.left[kind] += 1

    def add(self, other: "Claims") -> None:
        """Take in what others found."""
        self.checked += other.checked
        self.left += other.left
        self.false += other.false


@dataclass(frozen=True)
class Solved:
    """A rota by the program, and the case that questions are asked of."""

    organisation: Organisation
    answer: Answer
    case: Case

    @property
    def best(self) -> bool:
        """Whether every level of it is proved."""
        return all(proof.status == "proved" for proof in self.answer.proof)


def solved(organisation: Organisation) -> Solved:
    """The best rota of the first person's team as it is."""
    answer = rota(request(organisation, settings=SETTINGS))
    cases = open_cases(organisation, answer, turns_of(answer, organisation, 7), "answer")
    return Solved(organisation, answer, cases[0])


def worse(made: Solved, rng: Random) -> Solved:
    """The same rota with some shifts left out, as a rota found in too little time may be."""
    turns = made.case.plan.turns
    kept = rng.sample(turns, max(0, len(turns) - rng.randint(1, 2)))
    frame = made.case.frame
    case = replace(made.case, plan=Plan.of(frame, kept))
    if audit(case.plan, case.rules).broken:
        return made
    proof = tuple(each.model_copy(update={"status": "stopped"}) for each in made.answer.proof)
    return replace(made, answer=made.answer.model_copy(update={"proof": proof}), case=case)
