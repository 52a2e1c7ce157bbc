"""Rotas in parts: free some of the shifts around where the cost is, hold all others, and solve again.

Each such part is small enough to be solved to its end. The bound of the whole rota is found beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from matcher.calendar import DatedNeed
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK
from matcher.solver.board import Board

LARGE_TEAM = 30
"""From so many supporters on, a rota is soon solved in parts."""
SMALLEST, FIRST, LARGEST = 0.08, 0.12, 0.8
"""The part of all shifts that is freed: least, at first, most."""
GROWS, SHRINKS = 1.05, 0.85


@dataclass
class Around:
    """Chooses what is freed next, more of it while parts are solved to their end, less when they are not."""

    board: Board
    random: Random
    size: float = FIRST
    _index: dict[tuple[str, date], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for supporter in self.board.everyone:
            for need in self.board.shifts:
                works = self.board.works(supporter, need)
                if not isinstance(works, int):
                    self._index.setdefault((supporter.id, need.day), []).append(works.index)

    @property
    def owners(self) -> dict[int, str]:
        """The supporter of each cell, by index."""
        return {index: supporter for (supporter, _), cells in self._index.items() for index in cells}

    @property
    def large(self) -> bool:
        """Whether it is hardly worth while to try the whole first."""
        return len(self.board.everyone) >= LARGE_TEAM

    def another(self) -> "Around":
        """Another that chooses by itself."""
        return Around(self.board, Random(self.random.random()))

    def held(self, values: Sequence[int], above: Mapping[str, int] | None = None) -> Iterator[int]:
        """Which variables, by index, stay as they are.

        `above`: how much dearer each supporter's schedule is than it might be. The dearer are likelier freed.
        """
        days, whom = self._freed(values, above or {})
        for (supporter, day), cells in self._index.items():
            if supporter not in whom or day not in days:
                yield from cells

    def learn(self, ended: bool) -> None:
        """Free more where the last part was solved to its end, and less where it was not."""
        self.size = min(LARGEST, self.size * GROWS) if ended else max(SMALLEST, self.size * SHRINKS)

    def _freed(self, values: Sequence[int], above: Mapping[str, int]) -> tuple[set[date], set[str]]:
        """Days and supporters around a need that costs something: many of one, or some of both."""
        need, frame = self._costly(values), self.board.frame
        days_share, people_share = self.random.choice(
            [(1.0, self.size), (self.size, 1.0), (self.size**0.5, self.size**0.5)]
        )
        count = max(DAYS_IN_WEEK, round(days_share * frame.days))
        first = need.day - timedelta(days=self.random.randrange(count))
        days = {day for day in frame.dates if first <= day < first + timedelta(days=count)}
        count = max(3, round(people_share * len(self.board.everyone)))
        return days, self._dear(above, count) if above else self._whom(need, count)

    def _dear(self, above: Mapping[str, int], count: int) -> set[str]:
        """So many supporters, the dearer the likelier."""
        even = 1 + sum(above.values()) // len(above)
        drawn = {each: self.random.random() ** (1 / (even + more)) for each, more in above.items()}
        return set(sorted(drawn, key=drawn.__getitem__)[-count:])

    def _whom(self, need: DatedNeed, count: int) -> set[str]:
        """So many supporters, half of them such as could work the need."""
        could = [each for each in self.board.everyone if not isinstance(self.board.works(each, need), int)]
        first = self._some(could, (count + 1) // 2)
        others = [each for each in self.board.everyone if each not in first]
        return {each.id for each in (*first, *self._some(others, count - len(first)))}

    def _some(self, these: Sequence[Supporter], count: int) -> list[Supporter]:
        return self.random.sample(list(these), min(count, len(these)))

    def _costly(self, values: Sequence[int]) -> DatedNeed:
        """A need, those that are far from what they ask for more often than others."""
        return self.random.choices(
            self.board.needs, [1 + 9 * self._amiss(need, values) for need in self.board.needs]
        )[0]

    def _amiss(self, need: DatedNeed, values: Sequence[int]) -> int:
        there = sum(lit if isinstance(lit, int) else values[lit.index] for lit in self.board.on(need))
        return abs(need.need.supporters_needed - there)


def around(board: Board, seed: int) -> Around | None:
    """How parts of a rota are chosen; None where there is nothing to be chosen."""
    return Around(board, Random(seed)) if board.needs else None
