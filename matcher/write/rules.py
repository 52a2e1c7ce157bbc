"""The catalogue of rules, as text for a terminal, as JSON, and as the page docs/rules.md."""

import json
from collections.abc import Iterator
from textwrap import fill

from matcher.model.described import descriptions
from matcher.model.organisation import Organisation
from matcher.rulebook import defaults
from matcher.rules import Example, Rule

WIDTH = 80
HEADINGS = {
    "H": "Limits that always hold",
    "S": "What a rota aims for, in order",
    "W": "Warnings: shown, never in the way",
}
LEVELS = {
    "hard": "always holds",
    "gaps": "level 1: needs met",
    "change": "level 2: fewest changes",
    "person": "level 3: the person's wishes and continuity",
    "supporters": "level 4: supporters' contracts, fairness and wishes",
    "warn": "warning",
    "off": "not in force",
}
PAGE_HEAD = """# The rules

Written by the program from the rules themselves (`python docs/write_pages.py`); do not edit.
Each may be set differently for the organisation, a person or a supporter: add it to `rules` in the team
file, with `applies_to` naming people, supporters or tags. The closest one counts: supporter, then person,
then everyone. Rules of one kind with different `name`s hold together: a limit, and a softer wish within it.
Levels are solved in order: nothing at a later level can buy anything at an earlier one.

In the drawings each line is a supporter (Ann, Bob, Cat, Dan) and each mark a day from Monday 1 June 2026:
E early, L late, D long day, N waking night, S sleep-in, O other, `.` nothing; `|` stands before the first
day.
"""


def rules_as_text(organisation: Organisation | None) -> str:
    """The rules in force, for a terminal 80 columns wide."""
    lines: list[str] = []
    for letter, heading in HEADINGS.items():
        lines += [heading, "─" * len(heading)]
        for rule in _in_force(organisation):
            if rule.code.startswith(letter):
                lines += _text(rule)
        lines.append("")
    return "\n".join(lines)


def rules_as_json(organisation: Organisation | None) -> str:
    """The rules in force with every number."""
    rows = [
        {
            "code": rule.code,
            **rule.model_dump(mode="json"),
            "says": rule.says(),
            "basis": rule.basis,
        }
        for rule in _in_force(organisation)
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def rules_as_page() -> str:
    """The whole catalogue with examples, as Markdown."""
    parts = [PAGE_HEAD]
    for letter, heading in HEADINGS.items():
        parts.append(f"## {heading}\n")
        parts += [_section(rule) for rule in defaults() if rule.code.startswith(letter)]
    return "\n".join(parts)


def _in_force(organisation: Organisation | None) -> list[Rule]:
    """Defaults, each followed by what the file says differently; one that is wholly replaced is left out."""
    given = organisation.rules if organisation else ()
    found: list[Rule] = []
    for default in defaults():
        mine = [rule for rule in given if rule.kind == default.kind]
        replaced = any(not _whom(rule) and rule.name is None for rule in mine)
        found += [*([] if replaced else [default]), *mine]
    return found


def _whom(rule: Rule) -> str:
    """Whom a rule is about, where that is not everyone."""
    whom = rule.applies_to
    parts = [("people", whom.people), ("supporters", whom.supporters), ("tags", whom.tags)]
    return "; ".join(f"{name} {', '.join(ids)}" for name, ids in parts if ids)


def _text(rule: Rule) -> Iterator[str]:
    whom = f" (only {_whom(rule)})" if _whom(rule) else ""
    yield fill(f"{rule.code:<4} {rule.says()}{whom}", WIDTH, subsequent_indent="     ")
    yield fill(
        f"{rule.kind}, {LEVELS[rule.level]}. {rule.basis}",
        WIDTH,
        initial_indent="     ",
        subsequent_indent="     ",
    )


def _section(rule: Rule) -> str:
    texts = descriptions(type(rule))
    numbers = [
        f"- `{name}` (default `{json.dumps(rule.model_dump(mode='json')[name])}`): {texts[name]}"
        for name in type(rule).model_fields
        if name not in Rule.model_fields
    ]
    examples = [_example(example) for example in rule.examples]
    return "\n".join(
        [
            f"### {rule.code} `{rule.kind}`\n",
            f"{rule.says()}\n",
            f"*{LEVELS[rule.level].capitalize()}.* {rule.basis}\n",
            *([*numbers, ""] if numbers else []),
            *examples,
        ]
    )


def _example(example: Example) -> str:
    said = (example.says,) if isinstance(example.says, str) else example.says
    drawing = [f"    {line.strip()}" for line in example.rota.split("\n") if line.strip()]
    verdict = [f"→ {sentence}" for sentence in said] or ["→ fine"]
    return "\n".join([f"**{example.name}**\n", *([*drawing, ""] if drawing else []), *verdict, ""])
