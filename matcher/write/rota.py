"""One person's rota: the weeks as grids, the gaps, the hours, and what was given up."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from matcher.model.answer import Gap, Violation
from matcher.model.rota_figures import Continuity, SupporterHours
from matcher.wording import day_name, full_date, many
from matcher.write import layout, words
from matcher.write.changes import changes
from matcher.write.extras import extras
from matcher.write.grid import grids
from matcher.write.layout import ALARM, STRONG, Cell, Column, Line
from matcher.write.money import cost
from matcher.write.phases import phases_said
from matcher.write.turns import turns_taken
from matcher.write.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType

SENTENCES_A_RULE = 2
"""Warnings of one rule said in full; the rest are counted, and are all in the JSON."""


def rota(view: View, *, with_notice: bool) -> Iterator["RenderableType"]:
    """The rota, where the answer has one. `with_notice` adds that the rest policy is no legal advice."""
    found = view.rota
    if found is None:
        return
    last = found.first_day + timedelta(days=found.days - 1)
    yield layout.heading(f"{view.name}'s rota: {day_name(found.first_day)} to {day_name(last)} {last.year}")
    for line in phases_said(found):
        yield layout.paragraph(line, indent=0)
    if found.published_on is not None:
        yield layout.paragraph(
            words.PUBLISHED_ON.format(full_date(found.published_on)), layout.QUIET, indent=0
        )
    yield layout.blank()
    yield from grids(view, found)
    yield layout.blank()
    rest = f"{found.rest} {words.NOT_LEGAL_ADVICE}" if with_notice else found.rest
    yield layout.paragraph(rest, layout.QUIET, indent=0)
    for section in (_gaps, _changes, extras, _hours, cost, turns_taken, _continuity, _compromises):
        shown = list(section(view))
        if shown:
            yield layout.blank()
            yield from shown


def _changes(view: View) -> Iterator["RenderableType"]:
    """Where a published rota was made again they stand first on the page."""
    return iter(()) if view.page.replanned else changes(view)


def _gaps(view: View) -> Iterator["RenderableType"]:
    yield layout.heading(words.GAPS)
    if not view.gaps:
        yield layout.paragraph(words.NO_GAPS)
        return
    by_start = sorted(view.gaps, key=lambda gap: (gap.start, gap.need))
    columns = [Column(gives_way=False, style=STRONG), Column()]
    yield layout.table(columns, [_gap(view, gap) for gap in by_start])


def _gap(view: View, gap: Gap) -> tuple[str, Cell]:
    return day_name(gap.day), [Line(gap.says, ALARM)]


def _hours(view: View) -> Iterator["RenderableType"]:
    if not view.hours:
        return
    yield layout.heading(words.HOURS)
    with_extras = any(worked.extra_minutes for worked in view.hours)
    headers = ("shifts", "sleep-ins", "awake", *(["extras"] if with_extras else []), "contract", "most")
    numbers = [Column(header, align="right", gives_way=False) for header in headers]
    rows = [_worked(view, worked, with_extras=with_extras) for worked in view.hours]
    everyone = _sum(view.hours, with_extras=with_extras)
    yield layout.table([Column(), *numbers, Column()], [*rows, everyone], gap=1)


def _worked(view: View, worked: SupporterHours, *, with_extras: bool) -> tuple[str, ...]:
    return (
        view.page.name(worked.supporter),
        str(worked.shifts),
        str(worked.sleep_ins),
        words.in_hours(worked.awake_minutes),
        *([words.in_hours(worked.extra_minutes)] if with_extras else []),
        words.in_hours(worked.contract_minutes) if worked.contract_minutes else "-",
        words.in_hours(worked.most_minutes),
        words.against_contract(worked),
    )


def _sum(hours: Iterable[SupporterHours], *, with_extras: bool) -> tuple[str, ...]:
    everyone = list(hours)
    return (
        "together",
        str(sum(worked.shifts for worked in everyone)),
        str(sum(worked.sleep_ins for worked in everyone)),
        words.in_hours(sum(worked.awake_minutes for worked in everyone)),
        *([words.in_hours(sum(worked.extra_minutes for worked in everyone))] if with_extras else []),
        words.in_hours(sum(worked.contract_minutes for worked in everyone)),
        words.in_hours(sum(worked.most_minutes for worked in everyone)),
        "",
    )


def _continuity(view: View) -> Iterator["RenderableType"]:
    if view.continuity is not None:
        yield layout.heading(words.CONTINUITY)
        yield layout.paragraph(_faces(view.name, view.continuity))


def _faces(name: str, faces: Continuity) -> str:
    if faces.share_of_three_most is None:
        return f"Nobody comes to {name} in this rota."
    said = f"{name} sees {many(faces.different_supporters, 'different supporter')}"
    if faces.first_visits:
        said += f", {faces.first_visits} of them for the first time"
    arrivals = f"{faces.arrivals_a_week:.1f}".removesuffix(".0")
    return (
        f"{said}. Someone comes through the door {arrivals} times a week. The three who come most "
        f"give {faces.share_of_three_most:.0%} of the time awake."
    )


def _compromises(view: View) -> Iterator["RenderableType"]:
    """What is not told as a gap already: what goes on from before, and what is no gap."""
    told = {gap.says for gap in view.gaps}
    first_day = view.rota.first_day if view.rota else None
    left = [each for each in view.compromises if each.says not in told or each.since != first_day]
    if left:
        yield layout.heading(words.COMPROMISES)
        yield layout.bullets(
            f"{each.says} {each.why} Since {day_name(each.since)} {each.since.year}." for each in left
        )


def broken_and_warned(violations: Iterable[Violation]) -> Iterator["RenderableType"]:
    """Limits broken (in a rota made elsewhere), then warnings: by rule, each sentence once."""
    found = list(violations)
    for level, name in (("hard", words.BROKEN), ("warn", words.WARNINGS)):
        sentences = _by_rule(each for each in found if each.level == level)
        if sentences:
            yield layout.heading(name)
            yield layout.bullets(sentences)
            yield layout.blank()


def _by_rule(violations: Iterable[Violation]) -> list[str]:
    grouped: dict[str, list[str]] = {}
    for each in violations:
        grouped.setdefault(each.rule, []).append(each.says)
    return [says for sentences in grouped.values() for says in _some(list(dict.fromkeys(sentences)))]


def _some(sentences: list[str]) -> list[str]:
    """The first few of one rule; the rest are counted."""
    if len(sentences) <= SENTENCES_A_RULE + 1:
        return sentences
    return [*sentences[:SENTENCES_A_RULE], words.MORE_LIKE_THIS.format(len(sentences) - SENTENCES_A_RULE)]
