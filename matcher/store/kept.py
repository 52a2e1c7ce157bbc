"""A history as it was when it was first asked: for work that looks at it many times."""

from dataclasses import dataclass
from functools import cached_property

from matcher.model.delivered import Happened
from matcher.model.published import Publication
from matcher.store.base import History


@dataclass(frozen=True)
class KeptHistory:
    """Another history, of which each part is read once."""

    store: History

    @cached_property
    def _last(self) -> int:
        return self.store.last()

    @cached_property
    def _publications(self) -> tuple[Publication, ...]:
        return self.store.publications()

    @cached_property
    def _happened(self) -> tuple[Happened, ...]:
        return self.store.happened()

    def last(self) -> int:
        """The number given last, when it was first asked."""
        return self._last

    def publications(self) -> tuple[Publication, ...]:
        """All that was published, when it was first asked."""
        return self._publications

    def happened(self) -> tuple[Happened, ...]:
        """All that was recorded, when it was first asked."""
        return self._happened

    def publish(self, new: Publication) -> None:
        """Add one to the history itself; what was read stays as it was."""
        self.store.publish(new)

    def record(self, new: Happened) -> None:
        """Add one to the history itself; what was read stays as it was."""
        self.store.record(new)
