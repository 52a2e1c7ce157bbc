"""Write the pages and schemas that the program itself knows: `python docs/write_pages.py`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
from write_examples import examples

from matcher.cli import cli
from matcher.extras import EXTRAS
from matcher.model.described import descriptions
from matcher.model.organisation import Organisation
from matcher.model.words import DAYS, Words
from matcher.read.schema import answer_schema, team_schema
from matcher.rules import Rule
from matcher.write.rules import rules_as_page

ROOT = Path(__file__).parent.parent
CLI_HEAD = """# The command line

Written by the program itself (`python docs/write_pages.py`); do not edit.
"""
TEAM_HEAD = """# The team file, field by field

Written by the program itself (`python docs/write_pages.py`); do not edit.

One JSON file, in UTF-8, for a whole organisation. Fields in **bold** are needed; any other may be left out.
A date is written `2026-06-01`. An id is a short name used inside the file: small letters, digits, `-` and
`_`. A field that is not listed here is refused, so a slip is never overlooked.
The rules and their numbers are in [rules.md](rules.md); whom a rule is about stands [below](#applies-to).
"""
FORMATS = {"date": "date", "date-time": "date and time"}


def pages() -> dict[Path, str]:
    """Every generated file with its text."""
    return {
        ROOT / "docs" / "rules.md": rules_as_page(),
        ROOT / "docs" / "cli.md": _cli(),
        ROOT / "docs" / "team-file.md": _team_file(),
        ROOT / "data" / "team.schema.json": _json(team_schema()),
        ROOT / "data" / "answer.schema.json": _json(answer_schema()),
        ROOT / "matcher" / "api" / "examples.json": examples(),
    }


def _cli() -> str:
    context = click.Context(cli, info_name="matcher", max_content_width=80, terminal_width=80)
    parts = [CLI_HEAD, _help("matcher", cli, context)]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            inner = click.Context(
                command, parent=context, info_name=name, max_content_width=80, terminal_width=80
            )
            parts.append(_help(f"matcher {name}", command, inner))
    return "\n".join(parts)


def _help(title: str, command: click.Command, context: click.Context) -> str:
    return f"## {title}\n\n```\n{command.get_help(context)}\n```\n"


def _team_file() -> str:
    return "\n".join([TEAM_HEAD, *map(_section, _parts(Organisation))])


def _parts(first: type[Words]) -> list[type[Words]]:
    """The parts of a file, each after the one that holds it. Of the rules, only what they share."""
    found: list[type[Words]] = []
    waiting = [first]
    while waiting:
        part = waiting.pop(0)
        if part not in found:
            found.append(part)
            fields = Rule.model_fields if issubclass(part, Rule) else part.model_fields
            waiting = [*_within([field.annotation for field in fields.values()]), *waiting]
    return [part for part in found if not issubclass(part, Rule)]


def _within(kinds: Any) -> Iterator[type[Words]]:
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Words):
            yield kind
        else:
            yield from _within(get_args(kind))


def _section(part: type[Words]) -> str:
    schema, texts = part.model_json_schema(by_alias=True), descriptions(part)
    rows = [
        _row(field.alias or name, schema, texts.get(name, "")) for name, field in part.model_fields.items()
    ]
    head = "| Field | What it is | Written as |\n| --- | --- | --- |"
    return "\n".join([f"## {_title(part.__name__)}\n", f"{part.__doc__}\n", head, *rows, ""])


def _row(name: str, schema: dict[str, Any], description: str) -> str:
    value = schema["properties"][name]
    shown = f"**`{name}`**" if name in schema.get("required", ()) else f"`{name}`"
    return f"| {shown} | {description} | {_written(value)}{_unless(value)} |"


def _unless(value: dict[str, Any]) -> str:
    """What holds where the field is left out, if it is one plain value."""
    default = value.get("default")
    if default is None or isinstance(default, list | dict):
        return ""
    return f"; default `{default if isinstance(default, str) else json.dumps(default)}`"


def _written(value: dict[str, Any]) -> str:
    """How a value is written, from its schema."""
    if "$ref" in value:
        title = _title(value["$ref"].rpartition("/")[2].rpartition("__")[2])
        anchor = title.lower().replace(" ", "-").replace("'", "")
        return f"[{title.lower()}](#{anchor})"
    if "anyOf" in value:
        first, *_ = [each for each in value["anyOf"] if each.get("type") != "null"]
        return _written(first)
    if "discriminator" in value:
        kinds = value["discriminator"]["mapping"]
        refs = [{"$ref": ref} for kind, ref in kinds.items() if kind in EXTRAS]
        return ", ".join(map(_written, refs)) or "[rules](rules.md)"
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        days = value["enum"] == list(DAYS)
        return "`mon` to `sun`" if days else ", ".join(f"`{each}`" for each in value["enum"])
    return _plain(value)


def _plain(value: dict[str, Any]) -> str:
    match value["type"]:
        case "array":
            return f"list: {_written(value['items'])}"
        case "object":
            return "ids, each with text"
        case "boolean":
            return "`true` or `false`"
        case "integer" | "number" as kind:
            least, most = (f"{int(value[end]):,}" if end in value else "" for end in ("minimum", "maximum"))
            whole = "whole number" if kind == "integer" else "number"
            return f"{whole}, {least} to {most}" if most else whole
        case _:
            return _text(value)


def _text(value: dict[str, Any]) -> str:
    if "examples" in value:
        return f"time, as `{value['examples'][0]}`"
    return "id" if "pattern" in value else FORMATS.get(value.get("format", ""), "text")


def _title(name: str) -> str:
    """'OnePageProfile' as 'One page profile'."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize().replace("Persons", "Person's")


def _json(schema: dict[str, object]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
