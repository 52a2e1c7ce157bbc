"""Write the pages and schemas that the program itself knows: `python docs/write_pages.py`."""

import json
from pathlib import Path

import click

from matcher.cli import cli
from matcher.read.schema import answer_schema, team_schema
from matcher.write.rules import rules_as_page

ROOT = Path(__file__).parent.parent
CLI_HEAD = """# The command line

Written by the program itself (`python docs/write_pages.py`); do not edit.
"""


def pages() -> dict[Path, str]:
    """Every generated file with its text."""
    return {
        ROOT / "docs" / "rules.md": rules_as_page(),
        ROOT / "docs" / "cli.md": _cli(),
        ROOT / "data" / "team.schema.json": _json(team_schema()),
        ROOT / "data" / "answer.schema.json": _json(answer_schema()),
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


def _json(schema: dict[str, object]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
