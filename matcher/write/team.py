"""One person's team: who, why, what they share, who else, and what one more or one less would mean."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher import sentences as say
from matcher import weekly_sentences as weekly
from matcher.model.profile import HEADINGS
from matcher.model.team import Considered, GapsBySize, Team, Without
from matcher.wording import hours, listed, many
from matcher.write import layout, words
from matcher.write.layout import STRONG, Cell, Column, Line
from matcher.write.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType

SIZES_IN_A_ROW = 12
NAMED_AT_MOST = 12
"""Not-met supporters named one by one; the rest are counted."""


def team(view: View) -> Iterator["RenderableType"]:
    """The team, where the answer has one."""
    found = view.team
    if found is None:
        return
    yield layout.heading(f"{view.name}'s team: {many(len(found.members), 'supporter')}")
    yield from _members(view, found)
    yield from _shared(found)
    yield from _others(view, found)
    yield from _meet_next(found)
    yield from _typical(view, found)
    yield from _phases(found)
    yield from _by_size(view, found)
    yield from _away(view, found)


def _members(view: View, found: Team) -> Iterator["RenderableType"]:
    about = {each.supporter: each for each in found.considered}
    mixed = len({each.member_already for each in found.considered if each.in_team}) > 1
    rows = [(view.page.name(id), _member(view, id, about.get(id), mixed)) for id in found.members]
    yield layout.table([Column(style=STRONG), Column()], rows)
    if any(each.in_team and _points(each) for each in found.considered):
        yield layout.blank()
        yield layout.paragraph(words.match_legend(view.name), layout.QUIET)


def _member(view: View, id: str, about: Considered | None, mixed: bool) -> Cell:
    facts = [_hours(view, id)]
    if about is not None:
        facts.append(_match(about))
        if mixed and not about.member_already:
            facts.append("new to the team")
    lines = [Line(", ".join(fact for fact in facts if fact))]
    if about is not None and about.reasons:
        lines.append(Line(" ".join(about.reasons)))
    return lines


def _hours(view: View, id: str) -> str:
    supporter = view.page.supporters.get(id)
    if supporter is None:
        return ""
    agreed, most = supporter.contract.minutes, supporter.contract.most_minutes
    if most == 0:
        return words.HOURS_NOT_AGREED
    if agreed == 0:
        return f"up to {hours(most)}"
    return hours(agreed) if most == agreed else f"{hours(agreed)}, at most {hours(most)}"


def _match(about: Considered) -> str:
    return words.match_words(about.match) + _points(about)


def _points(about: Considered) -> str:
    """' (24 + 20 + - + 10)': what each heading gives; '-' where it is not part of the match."""
    points = {part.heading: str(part.points) for part in about.parts if part.points is not None}
    if about.match is None or not points:
        return ""
    return f" ({' + '.join(points.get(heading, '-') for heading in HEADINGS)})"


def _shared(found: Team) -> Iterator["RenderableType"]:
    for title, items in ((words.TOGETHER, found.shared), (words.NOBODY, found.nobody_shares)):
        if items:
            yield layout.blank()
            yield layout.heading(title)
            yield layout.bullets(items)


def _others(view: View, found: Team) -> Iterator["RenderableType"]:
    others = [each for each in found.considered if not each.in_team]
    if not others:
        return
    yield layout.blank()
    yield layout.heading(words.OTHERS)
    not_met = [each for each in others if each.answer == "not_met"]
    few = len(not_met) <= NAMED_AT_MOST
    told = ("yes", "not_yet", "not_met") if few else ("yes", "not_yet")
    rows = [(view.page.name(each.supporter), _why_not(view, each)) for each in others if each.answer in told]
    if rows:
        yield layout.table([Column(style=STRONG), Column()], rows)
    said_no = [view.page.name(each.supporter) for each in others if each.answer == "no"]
    if said_no:
        yield layout.paragraph(f"{words.ANSWERS['no'].format(view.name)}: {listed(said_no)}.")
    if not few:
        named = _some([_with_match(view, each) for each in not_met])
        yield layout.paragraph(f"{words.ANSWERS['not_met_yet']}: {named}.")


def _why_not(view: View, each: Considered) -> str:
    said = words.ANSWERS[each.answer].format(view.name)
    match = f"{words.match_words(each.match)[:1].upper()}{words.match_words(each.match)[1:]}."
    return " ".join(dict.fromkeys([said, *([] if each.answer == "yes" else [match]), *each.reasons]))


def _with_match(view: View, each: Considered) -> str:
    name = view.page.name(each.supporter)
    return name if each.match is None else f"{name} (match {each.match})"


def _some(names: list[str]) -> str:
    if len(names) <= NAMED_AT_MOST:
        return listed(names)
    return f"{', '.join(names[:NAMED_AT_MOST])} and {len(names) - NAMED_AT_MOST} more"


def _meet_next(found: Team) -> Iterator["RenderableType"]:
    if found.meet_next:
        yield layout.blank()
        yield layout.heading(words.MEET_NEXT)
        yield layout.bullets(each.says for each in found.meet_next)


def _typical(view: View, found: Team) -> Iterator["RenderableType"]:
    if not found.typical_gaps and not _looked_at(view):
        return
    yield layout.blank()
    yield layout.heading(words.TYPICAL)
    if found.phase is not None:
        yield layout.paragraph(weekly.PHASE_TYPICAL.format(found.phase))
    if not found.typical_gaps:
        yield layout.paragraph(words.TYPICAL_COVERED)
        return
    yield layout.bullets(
        f"{gap.says} {words.CANNOT_BE_AVOIDED}" if gap.unavoidable else gap.says for gap in found.typical_gaps
    )


def _phases(found: Team) -> Iterator["RenderableType"]:
    """What the weeks of later phases ask for, and whether this team can supply it."""
    if found.phases_ahead:
        yield layout.blank()
        yield layout.heading(words.PHASES_AHEAD)
        yield layout.bullets(" ".join(each.says) for each in found.phases_ahead)


def _looked_at(view: View) -> bool:
    """Whether a team was looked for; a team as it stands has no typical week."""
    return any(each.part == "match" for each in view.proof)


def _by_size(view: View, found: Team) -> Iterator["RenderableType"]:
    sizes = found.gaps_by_size
    ran_out = _looked_at(view) and bool(found.members) and view.page.answer.provenance.stopped_early
    if not sizes and not ran_out:
        return
    yield layout.blank()
    yield layout.heading(words.BY_SIZE)
    for first in range(0, len(sizes), SIZES_IN_A_ROW):
        yield _row_of_sizes(sizes[first : first + SIZES_IN_A_ROW])
    if not all(each.proved for each in sizes):
        yield layout.paragraph(words.NOT_PROVED_SIZE, layout.QUIET)
    if ran_out:
        yield layout.paragraph(say.TYPICAL_SIZES_MAY_MISS, layout.QUIET)


def _row_of_sizes(some: tuple[GapsBySize, ...]) -> "RenderableType":
    rows = [
        ["Supporters", *(str(each.size) for each in some)],
        ["Gaps", *(f"{each.gaps}{'' if each.proved else '?'}" for each in some)],
    ]
    numbers = [Column(width=3, align="right") for _ in some]
    return layout.table([Column(width=10), *numbers], rows)


def _away(view: View, found: Team) -> Iterator["RenderableType"]:
    rows = {each.supporter: each for each in found.without}
    left_out = [id for id in found.members if id not in rows]
    if not rows and not (left_out and _looked_at(view)):
        return
    yield layout.blank()
    yield layout.heading(words.AWAY)
    if not left_out and all(each.proved and not each.gaps for each in found.without):
        yield layout.paragraph(words.NOBODY_MISSED)
        return
    yield from _absences(view, found.without)
    if left_out:
        yield layout.paragraph(say.TYPICAL_NOT_WORKED_OUT.format(names=view.page.all_names(left_out)))


def _absences(view: View, without: tuple[Without, ...]) -> Iterator["RenderableType"]:
    worst_first = sorted(without, key=lambda each: (-each.cost, -each.gaps, view.page.name(each.supporter)))
    hurt = [each for each in worst_first if each.gaps]
    spared = [each.supporter for each in worst_first if not each.gaps]
    if hurt:
        rows = [(view.page.name(each.supporter), _left(each), _uncovered(each)) for each in hurt]
        yield layout.table([Column(style=STRONG), Column(gives_way=False), Column()], rows)
    if spared:
        yield layout.paragraph(words.NO_GAPS_WITHOUT.format(view.page.all_names(spared)))


def _left(each: Without) -> str:
    return words.gaps(each.gaps) if each.proved else f"at most {words.gaps(each.gaps)}"


def _uncovered(each: Without) -> str:
    return f"{words.in_hours(each.gap_minutes)} hours not covered"
