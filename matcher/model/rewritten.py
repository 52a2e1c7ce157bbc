"""An entry of a history that was written again, because somebody it was about is forgotten."""

from datetime import datetime

from matcher.model.words import Text, Words


class Rewritten(Words):
    """An entry of a history was written again without somebody who is to be forgotten."""

    at: datetime
    """When, zone-aware."""
    by: Text
    """Who did it."""
