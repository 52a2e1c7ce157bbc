"""Commands about files and rules: rules, schema, sample. Parse, call, print, exit code."""

from pathlib import Path

import click

from matcher.commands import console, params


@click.command()
@click.argument("team", type=params.PATH, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the rules as JSON and nothing else.")
def rules(team: str | None, as_json: bool) -> int:
    """Print the rules in force: the catalogue, with what a team file says differently."""
    from matcher.write.rules import rules_as_json, rules_as_text

    organisation = console.read_team(team) if team else None
    console.show(rules_as_json(organisation) if as_json else rules_as_text(organisation))
    return 0


PRINTED = (
    "cover",
    "explain",
    "hours",
    "look-ahead",
    "overview",
    "publish",
    "published",
    "record",
    "recruit",
    "statement",
    "what-if",
)
"""Commands with --json of their own."""


@click.command()
@click.argument("what", type=click.Choice(["team", "answer", *PRINTED]), default="team", metavar="[WHAT]")
def schema(what: str) -> int:
    """Print the JSON Schema of the team file; of an answer; or of what a command prints with --json.

    WHAT is team, answer or a command: cover, explain, hours, look-ahead, overview, publish, published,
    record, recruit, statement or what-if.
    """
    import json

    from matcher.read.schema import answer_schema, found_schema, team_schema

    known = {"team": team_schema, "answer": answer_schema}
    described = known[what]() if what in known else found_schema(what)
    console.show(json.dumps(described, indent=2, ensure_ascii=False) + "\n")
    return 0


@click.command()
@click.argument("name", default="tiny")
@click.option("-o", "--output", type=params.OutputParam(), help="Write it to this new file.")
@click.option("--list", "listing", is_flag=True, help="List the samples.")
def sample(name: str, output: Path | None, listing: bool) -> int:
    """Write a sample team file to start from. Everyone in it is invented."""
    from matcher.samples import sample_names, sample_text
    from matcher.write.files import write_safely

    if listing:
        console.show("".join(f"{known}\n" for known in sample_names()))
    elif name not in sample_names():
        raise click.UsageError(f"There is no sample '{name}'. There are: {', '.join(sample_names())}.")
    elif output in (None, params.STANDARD):
        console.show(sample_text(name))
    elif output.exists():
        raise click.UsageError("There is a file of this name already, and a sample replaces none.")
    else:
        write_safely(output, sample_text(name))
    return 0


COMMANDS = (rules, schema, sample)
