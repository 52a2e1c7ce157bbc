"""What pydantic finds, in plain words: fields, kinds of value, ranges, choices, days and times."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic_core import ErrorDetails

from matcher.extras import EXTRAS
from matcher.model.organisation import Organisation
from matcher.model.words import Words
from matcher.read.guess import choose, did_you_mean, shown
from matcher.read.paths import Loc, at
from matcher.read.text import Found
from matcher.rules import CATALOGUE
from matcher.wording import listed, many

ONE_TEAM = (
    "A supporter belongs to one person's team, so this is one id, not a list.",
    "Keep the one person whose team they are in.",
)
ID_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"
ID_MEND = "Write small letters, digits, - and _, for example 'sun-early'."
DATE_MEND = "Write year-month-day, for example 2026-06-01."
NUMBER_MEND = "Write a plain number without quotation marks, for example 37.5."
ASK_SCHEMA = "`matcher schema` prints what belongs here."

Sentences = tuple[str, str]
"""What is wrong, and how to mend it."""
Detail = Callable[[dict[str, Any], Any], Sentences]
"""Sentences from what pydantic tells and what the file holds."""

GROUP: Sentences = ("This must be a group of fields.", "Put it in curly brackets, each value with its name.")

A_WORD_OF = {
    "days": "a day",
    "week_starts": "a day",
    "kind": "a kind we know",
    "kinds": "a kind we know",
    "format": "a format this program reads",
}
"""What a word should have been, by field."""

WRONG_KIND: dict[str, Sentences] = {
    "string_type": ("This must be text.", "Put it in quotation marks."),
    "int_type": ("This must be a whole number.", "Write it like 2, without quotation marks or a point."),
    "int_from_float": ("This must be a whole number.", "Write it without a point, for example 2."),
    "float_type": ("This must be a number.", NUMBER_MEND),
    "decimal_type": ("This must be a number.", NUMBER_MEND),
    "decimal_parsing": ("This must be a number.", NUMBER_MEND),
    "decimal_max_places": ("This has more places after the point than an amount has.", "Round it."),
    "finite_number": ("This must be a number we can count with.", NUMBER_MEND),
    "bool_type": ("This must be true or false.", "Write true or false, without quotation marks."),
    "date_type": ("This must be a date.", f"{DATE_MEND} Dates stand in quotation marks."),
    "tuple_type": ("This must be a list.", "Put it in square brackets, also where there is only one."),
    "dict_type": GROUP,
    "model_type": GROUP,
    "no_ground": (
        "A linked duty is allowed only with its ground written down.",
        "Write in `ground` what makes it needed, who agreed to it and when; or take out `allowed`.",
    ),
}
"""Sentences that need nothing from the file."""


def shape_of(errors: list[ErrorDetails], file: Any) -> Iterator[Found]:
    """Each error with its place in the file and sentences for a reader."""
    for error in errors:
        loc = file_loc(error["loc"])
        if not follows(error, file):
            yield Found(loc, *_sentences(error, loc, file))


def file_loc(loc: tuple[int | str, ...]) -> Loc:
    """A place as pydantic says it, as a place in the file: without an item's kind, or the mark of a key."""
    plain = loc[:-1] if loc and loc[-1] == "[key]" else loc
    several = _several_kinds(plain)
    return plain if several is None else (*plain[: several.depth], *plain[several.depth + 1 :])


def model_at(loc: Loc, file: Any) -> type[Words] | None:
    """The part of the model that describes a group of fields; None where a place holds no such group."""
    model: type[Words] | None = Organisation
    several = _several_kinds(loc)
    for depth, step in enumerate(loc):
        if model is None:
            return None
        if isinstance(step, int):
            if several is not None and depth == several.depth - 1:
                model = several.kinds.get(_kind(at(file, loc[: several.depth])))
        else:
            field = _fields(model).get(step)
            model = _words_in(field.annotation) if field else None
    return model


def is_needed(loc: Loc, file: Any) -> bool:
    """Whether the group of fields around a place cannot do without it."""
    if not loc or isinstance(loc[-1], int):
        return False
    model = model_at(loc[:-1], file)
    field = _fields(model).get(loc[-1]) if model else None
    return field is not None and field.is_required()


def field_names(loc: Loc, file: Any) -> list[str]:
    """Names of the fields that belong at a place."""
    model = model_at(loc, file)
    return list(_fields(model)) if model else []


@dataclass(frozen=True)
class _Several:
    """A list whose items are of several kinds: how many steps lead to an item, and what it is called."""

    depth: int
    kinds: Mapping[str, type[Words]]
    one: str
    which: str


RULES = _Several(2, CATALOGUE, "rule", "`matcher rules` lists them.")
OF_EXTRAS = _Several(4, EXTRAS, "extra", f"These are known: {listed(list(EXTRAS))}.")


def _several_kinds(loc: tuple[int | str, ...]) -> _Several | None:
    if loc[:1] == ("rules",):
        return RULES
    return OF_EXTRAS if loc[:1] == ("people",) and loc[2:3] == ("extras",) else None


def _kind(rule: Any) -> str:
    kind = rule.get("kind") if isinstance(rule, dict) else None
    return kind if isinstance(kind, str) else ""


def _fields(model: type[Words]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _words_in(annotation: Any) -> type[Words] | None:
    if isinstance(annotation, type) and issubclass(annotation, Words):
        return annotation
    inside = (_words_in(part) for part in get_args(annotation))
    return next((model for model in inside if model is not None), None)


def follows(error: ErrorDetails, file: Any) -> bool:
    """Whether it only follows from items refused one by one: a list that is then too short."""
    value = at(file, file_loc(error["loc"]))
    items = len(value) if isinstance(value, list) else 0
    return error["type"] == "too_short" and items >= error["ctx"]["min_length"]


def _sentences(error: ErrorDetails, loc: Loc, file: Any) -> Sentences:
    kind, value = error["type"], at(file, loc)
    several = _several_kinds(loc)
    if several is not None and kind in ("union_tag_invalid", "union_tag_not_found"):
        return _not_one_of(several, value)
    if loc[-1:] == ("team_of",) and isinstance(value, list):
        return ONE_TEAM
    if kind == "extra_forbidden":
        return _unknown_field(loc, file)
    if kind == "missing":
        return "This is missing.", f'Add "{loc[-1]}". {ASK_SCHEMA}'
    if kind == "literal_error":
        return _not_a_choice(error["ctx"], loc, value)
    if kind in WITH_DETAIL:
        return WITH_DETAIL[kind](error.get("ctx", {}), value)
    return WRONG_KIND.get(kind, ("This is not written as it should be.", ASK_SCHEMA))


def _unknown_field(loc: Loc, file: Any) -> Sentences:
    name = shown(loc[-1])
    says = f"'{name}' is not a field that belongs here." if name else "This field does not belong here."
    return says, choose(loc[-1], field_names(loc[:-1], file), "Or take it out.")


def _not_a_choice(ctx: dict[str, Any], loc: Loc, value: Any) -> Sentences:
    field = next((step for step in reversed(loc) if isinstance(step, str)), "")
    what = A_WORD_OF.get(field, f"a word for `{field}`")
    word = shown(value)
    says = f"'{word}' is not {what}." if word else f"This is not {what}."
    return says, choose(value, re.findall(r"'([^']*)'", ctx["expected"]))


def _not_one_of(several: _Several, value: Any) -> Sentences:
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind is None:
        article = "An" if several.one[0] in "aeiou" else "A"
        return f"{article} {several.one} needs a `kind`.", several.which
    word = shown(kind)
    says = f"There is no {several.one} '{word}'." if word else f"There is no {several.one} of this kind."
    return says, f"{did_you_mean(kind, several.kinds)} {several.which}".strip()


def _date(_: dict[str, Any], value: Any) -> Sentences:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return f"{value} is not a day: the calendar has no such date.", "Check the day and the month."
    return "A date is written year-month-day.", DATE_MEND


def _clock(ctx: dict[str, Any], value: Any) -> Sentences:
    said = str(ctx["error"])
    says = f"{said[0].upper()}{said[1:]}."
    if isinstance(value, str) and re.fullmatch(r"[0-9:.]{1,8}", value):
        return f"{value} is not a time of day. {says}", "Write it like 07:30."
    return says, "Write it like that."


def _pattern(ctx: dict[str, Any], _: Any) -> Sentences:
    if ctx["pattern"] == ID_PATTERN:
        return "An id is a short name without spaces or capital letters.", ID_MEND
    return "This is not written as it should be.", ASK_SCHEMA


def _out_of_range(says: str, mend: str, limit: str) -> Detail:
    return lambda ctx, _: (says.format(f"{ctx[limit]:g}"), mend)


def _length(says: str, mend: str, limit: str, thing: str, things: str) -> Detail:
    return lambda ctx, _: (says.format(many(ctx[limit], thing, things)), mend)


WITH_DETAIL: dict[str, Detail] = {
    "date_parsing": _date,
    "date_from_datetime_parsing": _date,
    "date_from_datetime_inexact": _date,
    "value_error": _clock,
    "string_pattern_mismatch": _pattern,
    "greater_than_equal": _out_of_range("The least that makes sense here is {}.", "Check the number.", "ge"),
    "greater_than": _out_of_range("This must be more than {}.", "Check the number.", "gt"),
    "less_than_equal": _out_of_range("The most that makes sense here is {}.", "Check the number.", "le"),
    "less_than": _out_of_range("This must be less than {}.", "Check the number.", "lt"),
    "string_too_short": _length("This needs at least {}.", "Fill it in.", "min_length", "letter", "letters"),
    "string_too_long": _length("This is longer than {}.", "Use fewer.", "max_length", "letter", "letters"),
    "too_short": _length("This needs at least {}.", "Add one.", "min_length", "entry", "entries"),
    "too_long": _length("This has more than {}.", "Take some out.", "max_length", "entry", "entries"),
}
"""Sentences with a number, a word or a choice in them."""
