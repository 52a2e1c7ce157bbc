"""The terminal views of answers to questions: why not, gaps, recruitment briefs, what if."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from matcher.model.explained import Away, Brief, GapExplained, WhatIf, WhyNot
from matcher.model.organisation import Organisation
from matcher.wording import hours, listed, many
from matcher.write import layout, words
from matcher.write.layout import STRONG, Column
from matcher.write.names import names_of
from matcher.write.table import printed

if TYPE_CHECKING:
    from rich.console import RenderableType

ROWS_SHOWN = 12
"""Rows of a what-if table that are shown; the rest are counted."""

NO_GAPS = "There are no gaps to explain. Ask --why SUPPORTER SHIFT about a shift."
WHY_NOBODY = "Why nobody comes"
PROVED = "It is proved that nobody in the team can, without leaving as much uncovered elsewhere."
NOT_PROVED = "It is not proved that nobody can; more time may find somebody."
WAYS = "What would close it"
NO_WAY = "No way was found in the time given."
CLOSES_ALREADY = "Solve again with more time: this gap closes without asking anybody."
ONLY_NEW = (
    "Nothing that can be asked of the team or of applicants closes it. `matcher recruit` says who would."
)
AGREED = (
    "Put what was agreed under `rota` › `agreements` in the team file, and solve again. --json has it ready."
)
IN_ORDER = "Agreed order of who comes when someone cannot: {}."
NO_ORDER = "There is no agreed order of who comes when someone cannot."
COVERED = "covered"
MORE_ROWS = "And {} more, all of them covered."
MORE_GAPS = "And {} more, which --json shows."
NOT_SURE = "{}, not proved"
ASKED_FOR = "asked for more: {}"


def why_as_text(found: WhyNot, *, colour: bool = False) -> str:
    """One 'why not' in sentences."""
    first, *rest = found.says
    return printed([layout.text(first, STRONG), *([layout.bullets(rest)] if rest else [])], colour=colour)


def gaps_as_text(found: Sequence[GapExplained], organisation: Organisation, *, colour: bool = False) -> str:
    """Every gap with everyone's reasons and what would close it."""
    if not found:
        return printed([layout.text(NO_GAPS)], colour=colour)
    return printed((part for gap in found for part in _gap(gap, names_of(organisation))), colour=colour)


def brief_as_text(found: Brief, *, colour: bool = False) -> str:
    """A recruitment brief: what it achieves and how sure that is, then the text to edit."""
    return printed(_brief(found), colour=colour)


def what_if_as_text(found: WhatIf, organisation: Organisation, *, colour: bool = False) -> str:
    """The headline, the table, and what would mend it."""
    return printed(_what_if(found, names_of(organisation)), colour=colour)


def _gap(gap: GapExplained, names: dict[str, str]) -> Iterator["RenderableType"]:
    yield layout.text(gap.says, STRONG)
    if gap.phase is not None:
        yield layout.paragraph(gap.phase)
    if not gap.closes_already:
        yield layout.paragraph(PROVED if gap.proved else NOT_PROVED)
    order = IN_ORDER.format(listed([names.get(id, id) for id in gap.next_in_order]))
    yield layout.paragraph(order if gap.next_in_order else NO_ORDER)
    yield layout.blank()
    yield layout.heading(WHY_NOBODY)
    rows = [(names.get(each.supporter, each.supporter), " ".join(each.says[1:])) for each in gap.why_not]
    yield layout.table([Column(style=STRONG), Column()], rows)
    yield layout.blank()
    yield layout.heading(WAYS)
    if gap.fixes:
        yield layout.numbered([" ".join(fix.asks) for fix in gap.fixes])
        yield layout.paragraph(AGREED)
    elif gap.closes_already:
        yield layout.paragraph(CLOSES_ALREADY)
    elif gap.only_new or not gap.waiting:
        yield layout.paragraph(ONLY_NEW if gap.only_new else NO_WAY)
    for each in gap.waiting:
        yield layout.paragraph(each)
    yield layout.blank()


def _brief(found: Brief) -> Iterator["RenderableType"]:
    yield layout.text(found.says, STRONG)
    if found.wanted:
        yield layout.paragraph(words.brief_proof(proved=found.proved, confirmed=found.confirmed))
        yield layout.blank()
        for line in found.text.split("\n"):
            yield layout.text(line)
    if found.meet_next:
        yield layout.blank()
        yield layout.heading(words.MEET_NEXT)
        yield layout.bullets(each.says for each in found.meet_next)


def _what_if(found: WhatIf, names: dict[str, str]) -> Iterator["RenderableType"]:
    yield layout.text(found.headline, STRONG)
    yield layout.blank()
    telling = [row for row in found.rows if row.gaps or row.carries]
    shown = telling[:ROWS_SHOWN]
    if shown:
        columns = [Column(style=STRONG), Column(gives_way=False), Column()]
        yield layout.table(columns, [_row(row, names) for row in shown])
    if len(found.rows) > len(shown):
        more = MORE_GAPS if len(telling) > len(shown) else MORE_ROWS
        yield layout.paragraph(more.format(len(found.rows) - len(shown)))
    if found.mends:
        yield layout.blank()
        yield layout.bullets(found.mends)


def _row(row: Away, names: dict[str, str]) -> tuple[str, str, str]:
    carried = listed(_carried(row.carries, names))
    detail = [listed(row.uncovered)] if row.gaps else []
    detail += [ASKED_FOR.format(carried)] if carried else []
    who = " and ".join(names.get(id, id) for id in row.away) or "nobody"
    gaps = many(row.gaps, "gap")
    return who, (gaps if row.proved else NOT_SURE.format(gaps)) if row.gaps else COVERED, "; ".join(detail)


def _carried(carries: dict[str, int], names: dict[str, str]) -> list[str]:
    by_most: Iterable[tuple[str, int]] = sorted(carries.items(), key=lambda item: (-item[1], item[0]))
    return [f"{names.get(id, id)} {hours(minutes)}" for id, minutes in by_most]
