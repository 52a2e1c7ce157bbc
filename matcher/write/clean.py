"""Text from a file, made safe to show: no escape sequences, no control characters, one line."""

import re
import unicodedata

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor moves
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f]).*?(?:\x07|\x1b\\|\x9c)"  # titles, links and device strings
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)
_JOINERS = "\u200c\u200d"
"""Two invisible characters that some scripts need for spelling."""


def clean(text: str) -> str:
    """The text on one line, without anything a terminal would obey and without characters that hide.

    >>> clean("Ann\\x1b[31m\\nBrown")
    'Ann Brown'
    """
    kept = (_seen(letter) for letter in _ESCAPES.sub("", text))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _seen(letter: str) -> str:
    if letter.isspace():
        return " "
    hidden = unicodedata.category(letter) in {"Cc", "Cf", "Cs"}
    return "" if hidden and letter not in _JOINERS else letter
