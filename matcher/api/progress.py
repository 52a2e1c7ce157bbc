"""How far a piece of work is, in numbers and words that name nobody."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from matcher import sentences as say
from matcher.api import wording
from matcher.api.steps import Phase, Step
from matcher.clock import ROTA_MADE, Progress
from matcher.frame import Frame

SOONEST = 0.25
"""Seconds between two steps that only tell of a better rota, or of one more person."""
PHASES: Mapping[str, Phase] = {
    "teams": "teams",
    "rotas": "rotas",
    "better": "rotas",
    "questions": "questions",
}
"""The phase of each kind of work on many people."""


@dataclass
class Teller:
    """Turns what a solve tells into steps, not too many of them. Safe from any thread that solves."""

    tell: Callable[[Step], None]
    needed: Mapping[str, int]
    """Supporters wanted on dated needs, by person."""
    _covered: dict[str, int] = field(default_factory=dict)
    _done: set[str] = field(default_factory=set)
    _doing: tuple[str, ...] = ()
    _part: Phase | None = None
    """The phase, where there are many people and it is told of all of them at once."""
    _told: float = 0.0
    _last: Step | None = None

    @classmethod
    def of(cls, frames: Iterable[Frame], tell: Callable[[Step], None]) -> "Teller":
        """A teller for rotas that are asked for."""
        needed = {
            frame.person.id: sum(need.need.supporters_needed for need in frame.needs) for frame in frames
        }
        return cls(tell, needed)

    @property
    def phase(self) -> Phase:
        """What is being worked on."""
        if self._part is not None:
            return self._part
        if len(self._done) == len(self.needed):
            return "questions"
        return "rotas" if self._covered else "teams"

    def take(self, progress: Progress) -> None:
        """Take what a solve tells, and tell it on where it is new."""
        if progress.says is not None:
            self._tell(self._step(progress, wording.PART_BEGUN_AGAIN))
            return
        if progress.people is not None:
            self._part = PHASES[progress.doing]
        if progress.missing is not None and self.phase != "questions":
            self._covered[progress.person] = self.needed[progress.person] - progress.missing
        if progress.doing == ROTA_MADE:
            self._done.add(progress.person)
        if self._is_due(progress):
            self._tell(self._step(progress, self._says(progress)))

    def _tell(self, step: Step) -> None:
        if step != self._last:
            self._last = step
            self.tell(step)

    def _is_due(self, progress: Progress) -> bool:
        """Whether a step may be told: something else is done, something is proved, or time went by."""
        doing: tuple[str, ...] = (self.phase,)
        if self._part is None and self.phase != "questions":
            doing = (progress.person, progress.doing)
        proved = self._part is None and progress.missing is not None and progress.cost == progress.bound
        now = time.monotonic()
        if doing == self._doing and not proved and now - self._told < SOONEST:
            return False
        self._doing, self._told = doing, now
        return True

    def _says(self, progress: Progress) -> str:
        if self._part is not None:
            return wording.ALL[self._part]
        return say.DOING["questions" if self.phase == "questions" else progress.doing]

    def _step(self, progress: Progress, says: str) -> Step:
        cost, bound, gap = progress.cost, progress.bound, None
        if cost is not None and bound is not None:
            bound = max(0, bound)
            gap = round((cost - bound) / max(cost, 1), 4)
        searching = progress.missing is not None and self.phase == "rotas" and self._part is None
        return Step(
            says=says,
            phase=self.phase,
            people_done=len(self._done),
            people=len(self.needed),
            covered=sum(self._covered.values()),
            needed=sum(self.needed.values()),
            cost=cost if searching else None,
            bound=bound if searching else None,
            gap=gap if searching else None,
        )
