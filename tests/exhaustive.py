"""Every rota of a small week tried, in plain Python: what nobody could do, confirmed without a solver."""

from collections.abc import Callable, Sequence
from itertools import combinations

from plain_rules import alone, price, together

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.supporter import Supporter

MOST_TRIED = 60_000
"""So many steps are tried; a larger search is given up, and said to be."""

Price = Callable[[DatedNeed], int]
Rota = dict[str, tuple[str, ...]]
"""Who is on each dated need, by id."""


class TooManyError(Exception):
    """More rotas than can be tried."""


class Search:
    """All rotas of a frame, the hardest needs first; what already costs too much is not tried further."""

    def __init__(self, frame: Frame, cost: Price = price, tried: int = MOST_TRIED) -> None:
        self.frame = frame
        self.cost = cost
        self.left = tried
        self._fine: dict[tuple[str, frozenset[str]], bool] = {}
        self.crews = {need.id: self._crews(need) for need in frame.needs}

    def rota(self, most: int, cover: DatedNeed | None = None) -> Rota | None:
        """A rota that costs at most so much and covers a need; None where there is no such."""
        order = sorted(
            self.frame.needs, key=lambda need: (need != cover, len(self.crews[need.id]), need.begin)
        )
        options = {need.id: self._options(need, cover) for need in order}
        least = [
            min((self._missing(need, crew) for crew in options[need.id]), default=most + 1) for need in order
        ]
        rest = [sum(least[place:]) for place in range(len(order) + 1)]
        works: dict[str, list[DatedNeed]] = {each.id: [] for each in self.frame.supporters}
        found: Rota = {}

        def tried(place: int, spent: int) -> bool:
            self.left -= 1
            if self.left < 0:
                raise TooManyError
            if spent + rest[place] > most:
                return False
            if place == len(order):
                return True
            need = order[place]
            for crew in options[need.id]:
                if spent + self._missing(need, crew) + rest[place + 1] > most:
                    continue
                for each in crew:
                    works[each.id].append(need)
                found[need.id] = tuple(each.id for each in crew)
                if all(self._can(each, works[each.id]) for each in crew) and tried(
                    place + 1, spent + self._missing(need, crew)
                ):
                    return True
                for each in crew:
                    works[each.id].pop()
            return False

        return found if tried(0, 0) else None

    def fewest(self, cover: DatedNeed | None = None) -> int | None:
        """The least that any rota costs; None where none covers the need. Costs are tried from below."""
        worst = sum(self.cost(need) * need.need.supporters_needed for need in self.frame.needs)
        best: int | None = None
        while worst >= 0 and (found := self.rota(worst, cover)) is not None:
            best = sum(
                self.cost(need) * (need.need.supporters_needed - len(found[need.id]))
                for need in self.frame.needs
            )
            worst = best - 1
        return best

    def _crews(self, need: DatedNeed) -> list[tuple[Supporter, ...]]:
        """Those who may be on a need together, most of them first."""
        able = [each for each in self.frame.supporters if self._can(each, [need])]
        return [
            crew
            for size in range(need.need.supporters_needed, -1, -1)
            for crew in combinations(able, size)
            if not together(self.frame, need, crew)
        ]

    def _options(self, need: DatedNeed, cover: DatedNeed | None) -> list[tuple[Supporter, ...]]:
        """Who may be on a need; all who are needed where it has to be covered."""
        crews = self.crews[need.id]
        return [crew for crew in crews if need != cover or len(crew) == need.need.supporters_needed]

    def _missing(self, need: DatedNeed, crew: Sequence[Supporter]) -> int:
        return self.cost(need) * (need.need.supporters_needed - len(crew))

    def _can(self, supporter: Supporter, works: Sequence[DatedNeed]) -> bool:
        known = supporter.id, frozenset(need.id for need in works)
        if known not in self._fine:
            self._fine[known] = not alone(self.frame, supporter, works)
        return self._fine[known]
