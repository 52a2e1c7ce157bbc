"""The terminal views of what was published: one publication, and the log of all."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from matcher import weekly_sentences as say
from matcher.model.organisation import Organisation
from matcher.model.published import DaysPublished, Log, Logged, Recorded
from matcher.wording import are, day_name, listed, many, span
from matcher.write import layout, words
from matcher.write.changes import changes_table
from matcher.write.layout import QUIET, STRONG, Cell, Column, Line
from matcher.write.names import names_of
from matcher.write.table import printed

if TYPE_CHECKING:
    from rich.console import RenderableType


def published_as_text(new: Logged, organisation: Organisation, folder: str, *, colour: bool = False) -> str:
    """What was just published, and what it changes."""
    return printed(_published(new, organisation, folder), colour=colour)


def log_as_text(log: Log, *, colour: bool = False) -> str:
    """A few lines for each publication, by number. No team file is read, so people go by their ids."""
    if not log.published and not log.recorded:
        return printed([layout.text(words.NOTHING_PUBLISHED)], colour=colour)
    entries: list[Logged | Recorded] = [*log.published, *log.recorded]
    in_order = sorted(entries, key=lambda each: each.number)
    rows = [(str(each.number), _lines(each)) for each in in_order]
    columns = [Column(align="right", gives_way=False, style=STRONG), Column()]
    return printed([layout.table(columns, rows, indent=0)], colour=colour)


def to_write_down(organisation: Organisation, not_members: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Who is to be written into the file as a member, in a sentence for each person."""
    names = names_of(organisation)
    for person, ids in not_members.items():
        yield say.PUBLISH_NOT_MEMBERS.format(
            names=listed([names[id] for id in ids]),
            is_or_are="is" if len(ids) == 1 else "are",
            person=names[person],
            id=person,
        )


def _published(new: Logged, organisation: Organisation, folder: str) -> Iterator["RenderableType"]:
    names, zone = names_of(organisation), ZoneInfo(organisation.time_zone)
    yield layout.text(words.PUBLISHED.format(number=new.number, folder=folder, by=new.by), STRONG)
    yield layout.bullets(_days(rota, names) for rota in new.rotas)
    if new.gaps:
        yield layout.paragraph(words.PUBLISHED_GAPS.format(are(new.gaps, "supporter")))
    if new.changes:
        yield layout.blank()
        yield layout.heading(words.CHANGES)
        yield from changes_table(new.changes, lambda id: names.get(id, id), zone)


def _lines(each: Logged | Recorded) -> Cell:
    head = f"{day_name(each.at.date())} {each.at.year} {each.at:%H:%M}, {each.by}"
    if isinstance(each, Recorded):
        return [Line(head, STRONG), Line(words.RECORDED.format(many(each.shifts, "shift")))]
    lines = [Line(head, STRONG), *(Line(_days(rota, {})) for rota in each.rotas)]
    if each.changes:
        lines.append(Line(f"{many(len(each.changes), 'change')}. {each.why or ''}".strip()))
        lines += [Line(f"- {change.says}", QUIET) for change in each.changes]
    elif each.why:
        lines.append(Line(each.why))
    return lines


def _days(rota: DaysPublished, names: Mapping[str, str]) -> str:
    """'Callum: Mon 23 Nov to Sun 29 Nov 2026, 24 shifts'."""
    last = rota.first_day + timedelta(days=rota.days - 1)
    when = span([rota.first_day, last])
    return f"{names.get(rota.person, rota.person)}: {when} {last.year}, {many(rota.shifts, 'shift')}"
