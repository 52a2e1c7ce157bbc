"""The interface of every store of history. Callers know this and never which kind it is."""

from collections.abc import Iterable
from typing import Protocol

from matcher.model.delivered import Happened
from matcher.model.published import Publication


class History(Protocol):
    """What was published and what happened, numbered together from 1.

    Nothing is changed or taken out, except where somebody is forgotten: then the entry says that it was.
    """

    def last(self) -> int:
        """The number given last, also where what it stands for is damaged; 0 where there is none."""
        ...

    def publications(self) -> tuple[Publication, ...]:
        """All that was published, by number. DamagedHistory names whatever cannot be trusted."""
        ...

    def publish(self, new: Publication) -> None:
        """Add one, whole or not at all. PublishedMeanwhile where its number is not the next one."""
        ...

    def happened(self) -> tuple[Happened, ...]:
        """All that was recorded of what happened, by number. DamagedHistory as for publications."""
        ...

    def record(self, new: Happened) -> None:
        """Add one, whole or not at all. PublishedMeanwhile where its number is not the next one."""
        ...


class ForgettingHistory(History, Protocol):
    """A history out of which somebody can be taken."""

    def rewrite(self, entries: Iterable[Publication | Happened]) -> None:
        """Put entries in the place of those with their numbers. Only for forgetting somebody."""
        ...
