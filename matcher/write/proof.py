"""How sure the answer is: everyone at a glance, then each person's levels in words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from matcher.model.answer import Proof, ProofWord
from matcher.wording import listed, many
from matcher.write import layout, words
from matcher.write.layout import Column, Line
from matcher.write.view import Page, View

if TYPE_CHECKING:
    from rich.console import RenderableType

WORST_FIRST: tuple[ProofWord, ...] = ("stopped", "bounded", "proved")


def overview(page: Page) -> Iterator["RenderableType"]:
    """One line a person, where there are several."""
    if len(page.views) < 2:
        return
    yield layout.heading(words.OVERVIEW)
    columns = [
        Column(style=layout.STRONG),
        Column(gives_way=False),
        Column(gives_way=False),
        Column(),
    ]
    yield layout.table(columns, [_one_line(view) for view in page.views])


def how_sure(page: Page) -> Iterator["RenderableType"]:
    """One line where all is proved; else what is proved and how much could be left, level by level."""
    proof = page.answer.proof
    if not proof:
        return
    yield layout.heading(words.HOW_SURE)
    if page.answer.clash:
        yield layout.paragraph(words.IMPOSSIBLE_PROVED)
        return
    if all(each.status == "proved" for each in proof):
        yield layout.paragraph(words.all_proved({each.part for each in proof}))
        return
    rows = [
        (f"{view.name}'s {words.PARTS[part]}", [Line(line) for line in levels_in_words(levels)])
        for view in page.views
        for part in ("match", "rota")
        if (levels := [each for each in view.proof if each.part == part])
    ]
    yield layout.table([Column(), Column()], rows)


def _one_line(view: View) -> tuple[str, str, str, str]:
    members = many(len(view.team.members), "supporter") if view.team else ""
    statuses = {each.status for each in view.proof}
    sure = next((words.PROOF[status] for status in WORST_FIRST if status in statuses), "")
    return view.name, members, _gaps(view), "" if view.clashes else sure


def _gaps(view: View) -> str:
    if view.clashes:
        return "cannot all hold"
    if view.rota or view.page.replanned:
        return words.gaps(sum(gap.supporters_missing for gap in view.gaps))
    typical = view.team.typical_gaps if view.team else ()
    return f"{words.gaps(sum(gap.supporters_missing for gap in typical))} in a typical week"


def levels_in_words(levels: Sequence[Proof]) -> Iterator[str]:
    """What is proved of one rota or team, level by level, and how much could be left."""
    proved = [words.LEVELS[each.level] for each in levels if each.status == "proved"]
    stopped = [words.LEVELS[each.level] for each in levels if each.status == "stopped"]
    if proved:
        yield f"{_sentence(listed(proved))}: {words.PROOF['proved']}."
    for each in levels:
        if each.status == "bounded":
            yield f"{_sentence(words.LEVELS[each.level])}: {words.better(each)}."
    if stopped:
        yield f"{_sentence(listed(stopped))}: {words.PROOF['stopped']}."


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]
