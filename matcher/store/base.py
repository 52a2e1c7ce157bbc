"""The interface of every store of history. Callers know this and never which kind it is."""

from typing import Protocol

from matcher.model.published import Publication


class History(Protocol):
    """What was published, in order. Nothing in it is ever changed or taken out."""

    def publications(self) -> tuple[Publication, ...]:
        """All of it, by number. DamagedHistory names whatever cannot be trusted."""
        ...

    def publish(self, new: Publication) -> None:
        """Add one, whole or not at all. PublishedMeanwhile where its number is not the next one."""
        ...
