"""Bytes to plain Python values, strictly: size, encoding, JSON, doubled names, numbers, nesting."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from matcher.errors import BadInput, Problem
from matcher.read.paths import Loc, Paths

MOST_BYTES: Final = 20 * 1024 * 1024
DEEPEST: Final = 100
MOST_DIGITS: Final = 15
MOST_PROBLEMS: Final = 500

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_TOKENS = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")

TOO_BIG = Problem(
    "",
    f"It is larger than {MOST_BYTES // 1024**2} megabytes. A file for a whole organisation is far smaller.",
    "Check that it is the right file, and take out what does not belong in it.",
)
EMPTY = Problem("", "It is empty.", "`matcher sample` writes a file to start from.")
UTF16 = Problem("", "It is saved as UTF-16, not as UTF-8.", "Save it as UTF-8 and try again.")
NO_FILE = Problem("", "There is no file of this name.", "Check the name and the folder.")
NO_ENTRY = Problem(
    "", "It cannot be opened as a file.", "Check that it is a file, not a folder, and that you may read it."
)


MORE = Problem("", f"There are more than {MOST_PROBLEMS} things to mend.", "Mend these first.")

NOT_JSON = {
    "Expecting value": "a value is missing or has no quotation marks",
    "Expecting property name enclosed in double quotes": "a name in double quotation marks is expected",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Illegal trailing comma before end of object": "there is a comma too many",
    "Illegal trailing comma before end of array": "there is a comma too many",
    "Unterminated string starting at": "a quotation mark is opened and never closed",
    "Extra data": "there is more text after its end",
    "Invalid control character at": "a line break or tab stands inside quotation marks",
    "Invalid \\escape": "a backslash stands before a letter that has no meaning after it",
    "Invalid \\uXXXX escape": "a \\u is not followed by four signs out of 0 to 9 and a to f",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Something wrong at a place, and the other places that it is only true with."""

    loc: Loc
    says: str
    mend: str
    rests_on: tuple[Loc, ...] = ()


@dataclass(frozen=True, slots=True)
class _Number:
    """Stands for a number that is refused."""

    says: str


class _Doubled(dict[str, Any]):
    """An object in which some names are written more than once."""

    twice: tuple[str, ...] = ()


def bytes_of(source: Path | BinaryIO | bytes, name: str) -> bytes:
    """What a source holds, up to the limit. BadInput where it cannot be read or is too large."""
    try:
        data = _at_most(source, MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise BadInput(name, [NO_FILE]) from error
    except (OSError, ValueError) as error:
        raise BadInput(name, [NO_ENTRY]) from error
    if len(data) > MOST_BYTES:
        raise BadInput(name, [TOO_BIG])
    return data


def text_of(data: bytes, name: str) -> str:
    """Bytes as text. BadInput for anything but UTF-8; a mark of byte order at the start is fine."""
    if data.startswith(_UTF16_BOMS):
        raise BadInput(name, [UTF16])
    try:
        text = data.removeprefix(_UTF8_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(name, [_not_utf8(data, error)]) from error
    if not text.strip():
        raise BadInput(name, [EMPTY])
    return text


def values_of(text: str, name: str) -> tuple[Any, list[Found]]:
    """JSON text as plain values, and what is wrong inside it; a refused number is left as None."""
    deep = _too_deep(text)
    if deep is not None:
        raise BadInput(name, [deep])
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=lambda word: _Number(f"{word} is not a number we can count with."),
        )
    except json.JSONDecodeError as error:
        raise BadInput(name, [_not_json(error)]) from error
    found: list[Found] = []
    return _clean(value, (), found), found


def problems_of(found: Iterable[Found], paths: Paths) -> Iterator[Problem]:
    """What was found, with each place said as a reader knows it."""
    for each in found:
        yield paths.problem(each.loc, each.says, each.mend)


def first_of(problems: Iterable[Problem]) -> list[Problem]:
    """The first problems, and a last one that says there are more."""
    first = list(islice(problems, MOST_PROBLEMS + 1))
    return first if len(first) <= MOST_PROBLEMS else [*first[:MOST_PROBLEMS], MORE]


def _at_most(source: Path | BinaryIO | bytes, count: int) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, Path):
        with source.open("rb") as file:
            return file.read(count)
    return source.read(count)


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Problem:
    offset = error.start + (len(_UTF8_BOM) if data.startswith(_UTF8_BOM) else 0)
    before = data[:offset]
    return Problem(
        "",
        f"Byte {offset + 1} is not UTF-8 text.",
        "Open the file in an editor and save it as UTF-8.",
        line=before.count(b"\n") + 1,
    )


def _not_json(error: json.JSONDecodeError) -> Problem:
    return Problem(
        "",
        f"It is not JSON: {_why_not_json(error)}.",
        "Look here and just before. An editor that knows JSON marks the place.",
        line=error.lineno,
        column=error.colno,
    )


def _why_not_json(error: json.JSONDecodeError) -> str:
    """What is wrong; a comma before a closing bracket is told in other words by each version of Python."""
    after_comma = error.doc[: error.pos].rstrip().endswith(",")
    if after_comma and error.doc[error.pos : error.pos + 1] in ("]", "}"):
        return "there is a comma too many before this bracket"
    return NOT_JSON.get(error.msg, "it cannot be read from here on")


def _too_deep(text: str) -> Problem | None:
    depth = 0
    for token in _TOKENS.finditer(text):
        mark = token.group()
        if mark in ("[", "{"):
            depth += 1
        elif mark in ("]", "}"):
            depth -= 1
        if depth > DEEPEST:
            before = text[: token.start()]
            return Problem(
                "",
                f"There are more than {DEEPEST} brackets inside one another.",
                "Check for brackets that are opened and never closed. A team file needs fewer than ten.",
                line=before.count("\n") + 1,
                column=token.start() - before.rfind("\n"),
            )
    return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    doubled = _Doubled(plain)
    written = Counter(name for name, _ in pairs)
    doubled.twice = tuple(name for name, times in written.items() if times > 1)
    return doubled


def _decimal(digits: str) -> float | _Number:
    number = float(digits)
    return number if math.isfinite(number) else _Number("The number is too large.")


def _whole(digits: str) -> int | _Number:
    return int(digits) if len(digits) <= MOST_DIGITS else _Number("The number is too large.")


def _clean(value: Any, loc: Loc, found: list[Found]) -> Any:
    """The value with everything refused taken out and noted. As deep as the file, so at most DEEPEST."""
    if isinstance(value, dict):
        for name in value.twice if isinstance(value, _Doubled) else ():
            found.append(Found((*loc, name), "This is written more than once.", "Keep one of them."))
        return {_text(name, loc, found): _clean(item, (*loc, name), found) for name, item in value.items()}
    if isinstance(value, list):
        return [_clean(item, (*loc, place), found) for place, item in enumerate(value)]
    if isinstance(value, _Number):
        found.append(Found(loc, value.says, "Write a plain number, for example 37.5."))
        return None
    return _text(value, loc, found) if isinstance(value, str) else value


def _text(text: str, loc: Loc, found: list[Found]) -> str:
    if _SURROGATE.search(text):
        found.append(Found(loc, "It holds half of a character (\\ud800 to \\udfff).", "Type it again."))
        return _SURROGATE.sub("?", text)
    return text
