"""'Did you mean': the one place that guesses, and the one place that decides what may be repeated."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from matcher.wording import listed

LONGEST_WORD = 60
MOST_CHOICES = 30

_ONE_WORD = re.compile(r"[A-Za-z0-9$_.-]{1,60}\Z")


def guess(word: object, choices: Iterable[str]) -> str | None:
    """The choice that was probably meant; None where nothing is close."""
    if not isinstance(word, str) or len(word) > LONGEST_WORD:
        return None
    plain = {_plain(choice): choice for choice in choices}
    close = get_close_matches(_plain(word), plain, n=1)
    if close:
        return plain[close[0]]
    shortened = [choice for key, choice in plain.items() if len(key) >= 3 and _plain(word).startswith(key)]
    return shortened[0] if shortened else None


def did_you_mean(word: object, choices: Iterable[str]) -> str:
    """'Did you mean 'early'?', or nothing."""
    meant = guess(word, choices)
    return f"Did you mean '{meant}'?" if meant else ""


def choose(word: object, choices: Iterable[str], otherwise: str = "") -> str:
    """How to mend a word: what was probably meant, and the choices where they are few."""
    known = list(dict.fromkeys(choices))
    few = f"Choose {listed(known, 'or')}." if 0 < len(known) <= MOST_CHOICES else ""
    return " ".join(part for part in (did_you_mean(word, known), few, otherwise) if part)


def shown(word: object) -> str | None:
    """A word of a file if it may be repeated: one word as names of fields, ids and days are; else None."""
    return word if isinstance(word, str) and _ONE_WORD.match(word) else None


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", "_", word.strip()).casefold()
