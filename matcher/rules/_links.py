"""Sleep-ins with the awake needs they touch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product, zip_longest

from matcher.calendar import DatedNeed


@dataclass(frozen=True)
class Link:
    """A sleep-in with the awake needs it touches: one that ends as it starts, one that starts as it ends."""

    before: DatedNeed | None
    sleep_in: DatedNeed
    after: DatedNeed | None

    @property
    def needs(self) -> list[DatedNeed]:
        """What it is made of, by time."""
        return [need for need in (self.before, self.sleep_in, self.after) if need is not None]

    @property
    def begin(self) -> int:
        """Minute at which its first need starts."""
        return self.needs[0].begin

    @property
    def end(self) -> int:
        """Minute at which its last need ends."""
        return self.needs[-1].finish

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.begin

    @property
    def joined_twice(self) -> bool:
        """Whether the sleep-in is joined on both sides."""
        return self.before is not None and self.after is not None

    def goes_on(self, need: DatedNeed) -> bool:
        """Whether a need straight after a sleep-in joined on one side joins it on the other."""
        return self.after is None and need.begin == self.end and need.kind != "sleep_in"


def links_of(needs: Iterable[DatedNeed]) -> Iterator[Link]:
    """Every sleep-in with an awake need it touches: before it, after it, and one of each."""
    for before, sleep_in, after in _touching(needs):
        for sides in product([None, *before], [None, *after]):
            if any(sides):
                yield Link(sides[0], sleep_in, sides[1])


def whole_links_of(needs: Iterable[DatedNeed]) -> Iterator[Link]:
    """Those links that are no part of another."""
    for before, sleep_in, after in _touching(needs):
        for sides in product(before, after) if before and after else zip_longest(before, after):
            yield Link(sides[0], sleep_in, sides[1])


Touching = tuple[list[DatedNeed], DatedNeed, list[DatedNeed]]
"""What ends as a sleep-in begins, the sleep-in, and what begins as it ends."""


def _touching(needs: Iterable[DatedNeed]) -> Iterator[Touching]:
    ordered = sorted(needs, key=lambda need: need.begin)
    ending: dict[int, list[DatedNeed]] = {}
    beginning: dict[int, list[DatedNeed]] = {}
    for need in ordered:
        if need.kind != "sleep_in":
            ending.setdefault(need.finish, []).append(need)
            beginning.setdefault(need.begin, []).append(need)
    for need in ordered:
        if need.kind == "sleep_in":
            yield ending.get(need.begin, []), need, beginning.get(need.finish, [])
