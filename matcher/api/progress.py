"""How far a piece of work is, in numbers and words that name nobody."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from matcher import sentences as say
from matcher.api.steps import Phase, Step
from matcher.clock import ROTA_MADE, Progress
from matcher.frame import Frame

SOONEST = 0.25
"""Seconds between two steps that only tell of a better rota."""


@dataclass
class Teller:
    """Turns what a solve tells into steps, not too many of them. Safe from any thread that solves."""

    tell: Callable[[Step], None]
    needed: Mapping[str, int]
    """Supporters wanted on dated needs, by person."""
    _covered: dict[str, int] = field(default_factory=dict)
    _done: set[str] = field(default_factory=set)
    _doing: tuple[str, ...] = ()
    _told: float = 0.0

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
        if len(self._done) == len(self.needed):
            return "questions"
        return "rotas" if self._covered else "teams"

    def take(self, progress: Progress) -> None:
        """Take what a solve tells, and tell it on where it is new."""
        if progress.missing is not None and self.phase != "questions":
            self._covered[progress.person] = self.needed[progress.person] - progress.missing
        if progress.doing == ROTA_MADE:
            self._done.add(progress.person)
        doing = ("questions",) if self.phase == "questions" else (progress.person, progress.doing)
        now = time.monotonic()
        proved = progress.missing is not None and progress.cost == progress.bound
        if doing != self._doing or proved or now - self._told >= SOONEST:
            self._doing, self._told = doing, now
            self.tell(self._step(progress))

    def _step(self, progress: Progress) -> Step:
        cost, bound, gap = progress.cost, progress.bound, None
        if cost is not None and bound is not None:
            bound = max(0, bound)
            gap = round((cost - bound) / max(cost, 1), 4)
        searching = progress.missing is not None and self.phase == "rotas"
        return Step(
            says=say.DOING["questions" if self.phase == "questions" else progress.doing],
            phase=self.phase,
            people_done=len(self._done),
            people=len(self.needed),
            covered=sum(self._covered.values()),
            needed=sum(self.needed.values()),
            cost=cost if searching else None,
            bound=bound if searching else None,
            gap=gap if searching else None,
        )
