"""Who is served next: a line that is bounded, and fair between callers."""

from collections import deque
from typing import Generic, Protocol, TypeVar


class Waits(Protocol):
    """Anything that waits in a line."""

    @property
    def id(self) -> str:
        """Its own name."""
        ...

    @property
    def caller(self) -> str:
        """Who asked for it."""
        ...


Item = TypeVar("Item", bound=Waits)


class LineFull(Exception):
    """There is no room for anybody."""


class CallerHasEnough(Exception):
    """This caller has as many waiting as one caller may have."""


class Line(Generic[Item]):
    """A line in which callers take turns, however many each has waiting."""

    def __init__(self, most: int, most_for_one: int) -> None:
        self._most = most
        self._most_for_one = most_for_one
        self._waiting: dict[str, deque[Item]] = {}

    def __len__(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    def must_have_room(self, caller: str) -> None:
        """LineFull or CallerHasEnough where one more of this caller is too many."""
        if len(self._waiting.get(caller, ())) >= self._most_for_one:
            raise CallerHasEnough
        if len(self) >= self._most:
            raise LineFull

    def join(self, item: Item, *, first: bool = False) -> None:
        """Wait behind the caller's others, or before them. There is always room for what was accepted."""
        mine = self._waiting.setdefault(item.caller, deque())
        if first:
            mine.appendleft(item)
        else:
            mine.append(item)

    def next(self) -> Item | None:
        """Whose turn it is; the caller then waits behind all other callers. None where nobody waits."""
        if not self._waiting:
            return None
        caller, mine = next(iter(self._waiting.items()))
        del self._waiting[caller]
        item = mine.popleft()
        if mine:
            self._waiting[caller] = mine
        return item

    def leave(self, id: str) -> Item | None:
        """Take somebody out of the line; None where they do not wait."""
        for caller, mine in self._waiting.items():
            for item in mine:
                if item.id == id:
                    mine.remove(item)
                    if not mine:
                        del self._waiting[caller]
                    return item
        return None

    def before(self, id: str) -> int | None:
        """How many are served before somebody, as the line stands; None where they do not wait."""
        turn = 0
        lines = [list(mine) for mine in self._waiting.values()]
        for depth in range(max(map(len, lines), default=0)):
            for mine in lines:
                if depth < len(mine):
                    if mine[depth].id == id:
                        return turn
                    turn += 1
        return None
