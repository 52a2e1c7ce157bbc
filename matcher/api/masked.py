"""Sentences about what was sent, without any of it: texts of a body that are not ours become …"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from matcher.api.asked import ASKED
from matcher.read.schema import answer_schema, team_schema

HIDDEN = "…"
_OPTION = re.compile(r"--([a-z][a-z-]*)")
"""How a command's option is written, of which the API's fields have the names."""
_NUMBER = re.compile(r"\d+(?:[.:-]\d+)*")


class Masked:
    """Takes out of sentences and places whatever stands in a body and is no word of our own."""

    def __init__(self, sent: Any) -> None:
        texts = {text.strip().casefold() for text in _texts(sent)} - our_words()
        self._texts = sorted(filter(None, texts), key=len, reverse=True)

    def mend(self, sentence: str) -> str:
        """A sentence about what to do."""
        for text in self._texts:
            if text in sentence.casefold():
                sentence = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", HIDDEN, sentence, flags=re.IGNORECASE)
        return _OPTION.sub(r"`\1`", sentence)

    def says(self, sentence: str) -> str:
        """A sentence about what is wrong, without its numbers as well."""
        return _NUMBER.sub(HIDDEN, self.mend(sentence))

    def pointer(self, loc: tuple[str | int, ...]) -> str:
        """A place as a JSON pointer, up to the first name that is not one of ours."""
        steps: list[str] = []
        for step in loc:
            if isinstance(step, str) and step.strip().casefold() in self._texts:
                break
            steps.append(str(step).replace("~", "~0").replace("/", "~1"))
        return "".join(f"/{step}" for step in steps)


def _texts(value: Any) -> Iterator[str]:
    """Every text in plain values, names of fields too."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


@cache
def our_words() -> frozenset[str]:
    """Names of fields and words with a meaning, of team files, answers and questions."""
    bodies = [asked.model_json_schema() for asked in ASKED.values()]
    return frozenset(word.casefold() for word in _vocabulary([team_schema(), answer_schema(), *bodies]))


def _vocabulary(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        yield from (word for word in schema.get("enum", ()) if isinstance(word, str))
        if isinstance(schema.get("const"), str):
            yield schema["const"]
        for part in schema.values():
            yield from _vocabulary(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _vocabulary(part)
