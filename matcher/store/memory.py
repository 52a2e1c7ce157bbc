"""A history in memory: what a process is handed that has no store of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from matcher.errors import PublishedMeanwhile
from matcher.model.delivered import Happened
from matcher.model.published import Publication


@dataclass
class MemoryHistory:
    """A history that ends with the process."""

    entries: dict[int, Publication | Happened] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Publication | Happened]) -> "MemoryHistory":
        """A history of these entries, by the numbers they have."""
        return cls({each.number: each for each in entries})

    def last(self) -> int:
        """The number given last; 0 where there is none."""
        return max(self.entries, default=0)

    def publications(self) -> tuple[Publication, ...]:
        """All that was published, by number."""
        return tuple(each for _, each in sorted(self.entries.items()) if isinstance(each, Publication))

    def publish(self, new: Publication) -> None:
        """Add a publication."""
        self._add(new)

    def happened(self) -> tuple[Happened, ...]:
        """All that was recorded of what happened, by number."""
        return tuple(each for _, each in sorted(self.entries.items()) if isinstance(each, Happened))

    def record(self, new: Happened) -> None:
        """Add a record of what happened."""
        self._add(new)

    def rewrite(self, entries: Iterable[Publication | Happened]) -> None:
        """Put entries in the place of those with their numbers."""
        self.entries |= {each.number: each for each in entries}

    def _add(self, new: Publication | Happened) -> None:
        if new.number != self.last() + 1:
            raise PublishedMeanwhile
        self.entries[new.number] = new
