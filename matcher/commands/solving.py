"""Commands that make or check a rota: solve, match, rota, check. Parse, call, print, exit code."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import click

from matcher.commands import console, params
from matcher.commands.console import EXIT_CODES

if TYPE_CHECKING:
    from matcher.model.answer import Answer
    from matcher.solve import Request


@click.command()
@params.TEAM
@params.how_to_solve
def solve(team: str, **options: Any) -> int:
    """Choose each person's team and write their rota."""
    from matcher.solve import solve

    return _run(team, options, solve, "rota")


@click.command()
@params.TEAM
@params.how_to_solve
def match(team: str, **options: Any) -> int:
    """Choose each person's team, without a rota."""
    from matcher.solve import match

    return _run(team, options, match, "match")


@click.command()
@params.TEAM
@params.how_to_solve
def rota(team: str, **options: Any) -> int:
    """Write the rota of each person's team as it stands."""
    from matcher.solve import rota

    return _run(team, options, rota, "rota")


@click.command()
@params.TEAM
@click.argument("rota", type=params.PATH)
@params.AS_JSON
@params.FIRST_DAY
@params.WEEKS
@params.history
def check(
    team: str, rota: str, as_json: bool, first_day: date | None, weeks: int | None, **options: Any
) -> int:
    """Check a rota, also one written by hand (JSON or CSV), against every rule."""
    if team == rota == "-":
        raise click.UsageError("Only one of the two can come from standard input.")
    from dataclasses import replace

    from matcher.explain.case import with_teams
    from matcher.read import read_rota
    from matcher.read.answer import answer_in
    from matcher.read.text import bytes_of
    from matcher.solve import check, request_for

    given = bytes_of(console.source(rota), console.called(rota))
    made = answer_in(given)
    organisation = console.read_team(team) if made is None else with_teams(console.read_team(team), made)
    turns = read_rota(given, console.called(rota), organisation)
    asked = request_for(organisation, turns, first_day, weeks)
    asked = replace(asked, team_file=console.named(team))
    if made is not None:
        asked = replace(asked, now=made.provenance.now, told=made.provenance.told)
    asked = console.with_history(asked, options)
    answer = check(asked, turns)
    console.print_answer(answer, organisation, as_json)
    broken = any(violation.level == "hard" for violation in answer.violations)
    return EXIT_CODES["gaps" if broken else answer.status]


def _run(
    team: str, options: dict[str, Any], job: "Callable[[Request], Answer]", part: Literal["match", "rota"]
) -> int:
    """Read, solve, write, and say how it ended."""
    output = options["output"]
    console.keep_what_is_read(output, team, options["history"])
    with console.searching(options) as clock:
        with console.asking(team, options, clock) as asked:
            answer = job(asked)
        found = any(proof.part == part for proof in answer.proof)
        if clock.stopped and answer.status == "no_rota" and not found:
            raise click.Abort
        try:
            console.write_answer(answer, output)
        finally:  # Where the file cannot be written, the answer is seen all the same.
            as_json = options["as_json"] or output == params.STANDARD
            console.print_answer(answer, asked.organisation, as_json)
    return EXIT_CODES[answer.status]


COMMANDS = (solve, match, rota, check)
