"""The cells of one row, each read as what it should be; what is wrong with each is noted."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TypeVar

from matcher.errors import Problem
from matcher.model.words import CLOCK_PATTERN
from matcher.read.guess import choose
from matcher.read.rows import Row, Sentences, a_date, nobody_of_this_name
from matcher.read.shape import DATE_MEND

Word = TypeVar("Word", bound=str)

NOT_TEXT = ("This must be text or a whole number.", "Put it in quotation marks.")
NOT_A_DATE = ("This is not a date.", DATE_MEND)
NOT_A_NUMBER = "This must be a whole number from {} to {}."
NOT_A_NUMBER_MEND = "Write it like 90."
NOT_A_TIME = ("This is not a time.", "Write it like 22:45.")
NOT_A_WORD = "This is not a word we know."
LONGEST_NUMBER = 6


class Cells:
    """One row's cells. A cell that is empty or wrong is None; what is wrong goes to `problems`."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.problems: list[Problem] = []

    def wrong(self, column: str, sentences: Sentences) -> None:
        """Note what is wrong in a column."""
        self.problems.append(self.row.problem(column, sentences))

    def filled(self, column: str) -> bool:
        """Whether anything stands in a column."""
        return self.row.cells.get(column) is not None and str(self.row.cells[column]).strip() != ""

    def text(self, column: str) -> str | None:
        """Words, without space around them."""
        given = self.row.cells.get(column)
        if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
            self.wrong(column, NOT_TEXT)
            return None
        return str(given).strip() or None if given is not None else None

    def named(self, column: str, what: str, names: Mapping[str, str]) -> str | None:
        """The id of somebody or something, which may be given by a name that only one has."""
        given = self.text(column)
        if given is None or given in names:
            return given
        same = [id for id, name in names.items() if name.casefold() == given.casefold()]
        if len(same) == 1:
            return same[0]
        self.wrong(column, nobody_of_this_name(what, given, [*names, *names.values()]))
        return None

    def word(self, column: str, words: tuple[Word, ...]) -> Word | None:
        """One of a few words."""
        given = self.text(column)
        found = [word for word in words if given is not None and given.casefold() == word]
        if given is not None and not found:
            self.wrong(column, (NOT_A_WORD, choose(given, words)))
        return found[0] if found else None

    def date(self, column: str) -> date | None:
        """A date."""
        given = self.text(column)
        day = None if given is None else a_date(given)
        if given is not None and day is None:
            self.wrong(column, NOT_A_DATE)
        return day

    def number(self, column: str, least: int, most: int) -> int | None:
        """A whole number between two."""
        given = self.text(column)
        if given is None:
            return None
        plain = re.fullmatch(r"[0-9]+", given) and len(given) <= LONGEST_NUMBER
        if not plain or not least <= int(given) <= most:
            self.wrong(column, (NOT_A_NUMBER.format(least, most), NOT_A_NUMBER_MEND))
            return None
        return int(given)

    def moment(self, column: str) -> time | datetime | None:
        """A time of day, or a moment with its zone."""
        given = self.text(column)
        if given is None:
            return None
        if re.match(CLOCK_PATTERN, given):
            return time.fromisoformat(given)
        try:
            moment = datetime.fromisoformat(given)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.wrong(column, NOT_A_TIME)
            return None
        return moment
