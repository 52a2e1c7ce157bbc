"""Commands that answer questions: explain, recruit, what-if. Parse, call, print, exit code."""

import sys
from typing import TYPE_CHECKING, Any

import click

from matcher.commands import console, params

if TYPE_CHECKING:
    from matcher.explain.case import Case
    from matcher.model.explained import WhatIf
    from matcher.model.organisation import Organisation


@click.command()
@click.argument("answer", type=params.PATH)
@params.TEAM_OF_ANSWER
@click.option("--why", nargs=2, metavar="SUPPORTER SHIFT", help="Why not, or why: for example ade sun-early.")
@params.history
@params.TIME_LIMIT
@params.WORKERS
@params.SEED
@params.AS_JSON
def explain(answer: str, why: tuple[str, str] | None, as_json: bool, **options: Any) -> int:
    """Say why each gap is there and what would close it; with --why, why somebody is not on a shift."""
    from matcher.asking import why as why_not
    from matcher.commands.progress import shown
    from matcher.explain.gaps import explain_gaps
    from matcher.model.explained import GapsExplained
    from matcher.write.explained import gaps_as_text, why_as_text

    organisation, cases = _open(answer, options)
    if why is not None:
        found = why_not(cases, *why)
        console.print_found(found, lambda colour: why_as_text(found, colour=colour), as_json)
        return 0
    with console.searching(options) as clock, shown(clock, organisation, sys.stderr):
        gaps = GapsExplained(gaps=tuple(gap for case in cases for gap in explain_gaps(case, clock)))
    console.print_found(gaps, lambda colour: gaps_as_text(gaps.gaps, organisation, colour=colour), as_json)
    return 0


@click.command()
@params.TEAM
@params.PERSON
@click.option("--survive-absence", is_flag=True, help="Cover the week also when any one person is away.")
@params.how_to_solve
def recruit(team: str, person: str | None, survive_absence: bool, **options: Any) -> int:
    """Find the fewest new supporters around a person, and write a recruitment brief."""
    from matcher.asking import recruit
    from matcher.explain.recruit import Aim
    from matcher.write.explained import brief_as_text

    console.keep_what_is_read(options["output"], team, options["history"])
    with console.searching(options) as clock, console.asking(team, options, clock) as asked:
        aim: Aim = "survives_any_absence" if survive_absence else "covered"
        found = recruit(asked, person, aim, clock)
    console.give_found(found, lambda colour: brief_as_text(found, colour=colour), options)
    return 0


@click.command(name="what-if")
@params.TEAM
@params.PERSON
@click.option("--without", multiple=True, metavar="SUPPORTER", help="Without this one; may be given again.")
@click.option("--pairs", is_flag=True, help="Without each pair, in place of each one alone.")
@click.option(
    "--linked-duty", "linked", is_flag=True, help="The rota with linked duty, and with strict rest."
)
@click.option("--change", multiple=True, metavar="PATH=VALUE", help="With this changed in the file first.")
@params.how_to_solve
def what_if(
    team: str,
    person: str | None,
    without: tuple[str, ...],
    pairs: bool,
    linked: bool,
    change: tuple[str, ...],
    **options: Any,
) -> int:
    """Say what a typical week would be without somebody, or with something changed.

    With --linked-duty: the rota of the days asked for, with linked duty and with strict rest, side by side.
    """
    from matcher.asking import changed, linked_duty, team_week, what_if
    from matcher.model.explained import LinkedDutyWeighed
    from matcher.write.explained import what_if_as_text
    from matcher.write.linked import linked_duty_as_text

    found: WhatIf | LinkedDutyWeighed
    console.keep_what_is_read(options["output"], team, options["history"])
    with console.searching(options) as clock, console.asking(team, options, clock) as asked:
        asked = changed(asked, change)
        if linked:
            found = linked_duty(asked, person, without, pairs)
        else:
            found = what_if(team_week(asked, person), without, pairs, clock)
    organisation = asked.organisation

    def as_text(colour: bool) -> str:
        if isinstance(found, LinkedDutyWeighed):
            return linked_duty_as_text(found, colour=colour)
        return what_if_as_text(found, organisation, colour=colour)

    console.give_found(found, as_text, options)
    return 0


def _open(path: str, options: dict[str, Any]) -> "tuple[Organisation, list[Case]]":
    """An answer with the team file it was made from, and with the history as it was then."""
    from matcher.explain.case import must_be_of, open_cases, with_teams
    from matcher.read import read_rota
    from matcher.read.answer import read_answer
    from matcher.read.text import bytes_of

    given, name = bytes_of(console.source(path), console.called(path)), console.called(path)
    answer = read_answer(given, name)
    organisation = console.read_team(options["team"] or console.team_file(path, answer))
    must_be_of(organisation, answer, name)
    turns = read_rota(given, name, organisation)
    told = organisation.with_told(answer.provenance.told)
    now, upto = answer.provenance.now, answer.provenance.history or 0
    spans = {(rota.first_day, rota.days) for rota in answer.rotas}
    found = {span: console.history(options, told, *span, now=now, upto=upto) for span in spans}
    before = {
        rota.person: earlier.about(rota.person)
        for rota in answer.rotas
        if (earlier := found[rota.first_day, rota.days]) is not None
    }
    cases = open_cases(organisation, answer, turns, name, before)
    return with_teams(organisation, answer), cases


COMMANDS = (explain, recruit, what_if)
