"""The catalogue of sentences: plain, whole, and with nothing left to fill in but what is said."""

import re
import string
from typing import Any

import pytest

from matcher import sentences, weekly_sentences
from matcher.ahead import sentences as ahead
from matcher.everyone import sentences as everyone
from matcher.money import sentences as about_money
from matcher.rules import CATALOGUE
from matcher.write import words

AVOIDED = (
    "client|service user|carer|caregiver|resource|slot|placement|bed|roster|schedule|headcount|void|"
    "constraint|solver|objective|optimal|infeasible|bound|penalty|variable"
)
SENTENCES = (
    *("RESULT_", "REASON_", "TYPICAL_", "WHY_", "FIX_", "AWAY_", "RECRUIT_", "COMPROMISE_", "CLASH_"),
    *("PUBLISH_", "PUBLISHED_", "REPLAN_", "COST_", "AHEAD_", "NOW_", "NEAR_"),
)
PARTS = {
    *("WHY_LEVEL_WORDS", "RECRUIT_AIMS", "COST_PARTS", "COST_MISSING"),
    *("AHEAD_WEEK_OF", "AHEAD_ASKING_WHY", "AHEAD_ONE_WEEK", "AHEAD_WEEKS", "AHEAD_DUE_BY"),
}
"""Parts of sentences, not sentences."""


def catalogue() -> dict[str, str]:
    found: dict[str, str] = {}
    for module in (sentences, weekly_sentences, about_money, ahead, everyone, words):
        for name, value in vars(module).items():
            if name.isupper():
                found |= strings(name, value)
    return found


def strings(name: str, value: Any) -> dict[str, str]:
    if isinstance(value, str):
        return {name: value}
    if isinstance(value, dict):
        return {f"{name}.{key}": text for key, text in value.items() if isinstance(text, str)}
    return {}


@pytest.mark.parametrize(("name", "text"), catalogue().items())
def test_no_sentence_uses_a_word_the_field_avoids(name: str, text: str) -> None:
    assert re.search(rf"\b({AVOIDED})s?\b", text, re.IGNORECASE) is None


@pytest.mark.parametrize("kind", CATALOGUE)
def test_no_rule_uses_a_word_the_field_avoids(kind: str) -> None:
    says = CATALOGUE[kind].model_validate({}).says()

    assert re.search(rf"\b({AVOIDED})s?\b", says, re.IGNORECASE) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (name, text)
        for name, text in catalogue().items()
        if name.startswith(SENTENCES) and name.split(".")[0] not in PARTS
    ],
)
def test_every_sentence_is_whole(name: str, text: str) -> None:
    filled = text.strip()

    assert filled[0].isupper() or filled[0] == "{"
    assert filled[-1] == "." or filled.endswith("{asks}")


@pytest.mark.parametrize(("name", "text"), catalogue().items())
def test_what_is_filled_in_has_a_name_that_says_what(name: str, text: str) -> None:
    fields = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]

    assert all(field == "" or field.split(":")[0].isidentifier() for field in fields)
