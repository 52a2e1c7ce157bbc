"""Hours on a page: the numbers side by side, what was not delivered, supporters, what to see to, money."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from matcher.model.hours import Hours, LineHeld, MoneyHeld, PersonHours, SupporterHeld, WeekHours
from matcher.model.organisation import Organisation
from matcher.wording import day_name, full_date, many, pounds
from matcher.write import layout, words
from matcher.write.layout import QUIET, STRONG, Column
from matcher.write.names import names_of
from matcher.write.table import printed

if TYPE_CHECKING:
    from rich.console import RenderableType

HEADERS = ("assessed", "funded", "contracted", "rostered", "delivered")
SHORT = ("assessed", "funded", "rostered", "delivered")
WIDTH_OF_LABEL = 44
MOST_UNDELIVERED = 12


def hours_as_text(found: Hours, organisation: Organisation, *, colour: bool = False) -> str:
    """Everybody's hours, a part for each person."""
    names = names_of(organisation)
    return printed((part for each in found.people for part in _person(each, names)), colour=colour)


def _person(found: PersonHours, names: dict[str, str]) -> Iterator["RenderableType"]:
    days = f"{full_date(found.first_day)} to {full_date(found.last_day)}"
    yield layout.title(f"{names.get(found.person, found.person)}: {days}")
    for section in (_side_by_side(found), _sleep_ins(found.weeks), _undelivered(found)):
        yield from section
    yield from _supporters(found.supporters, names)
    yield layout.heading(words.TO_SEE_TO)
    yield layout.bullets([flag.says for flag in found.flags] or [words.NOTHING_TO_SEE_TO])
    yield layout.blank()
    if found.money is not None:
        yield from _money(found.money)


def _side_by_side(found: PersonHours) -> Iterator["RenderableType"]:
    yield layout.heading(words.SIDE_BY_SIDE)
    numbers = [Column(header, align="right", gives_way=False) for header in (*HEADERS, words.FOUR_WEEKS)]
    yield layout.table([Column(words.WEEK_FROM), *numbers], [_week(each) for each in found.weeks], gap=2)
    missing = sum(each.not_recorded for each in found.weeks)
    yield layout.paragraph(words.FIVE_NUMBERS, QUIET)
    if missing:
        yield layout.paragraph(words.NOT_RECORDED.format(many(missing, "shift")))
    yield layout.blank()


def _week(each: WeekHours) -> tuple[str, ...]:
    minutes = (
        each.assessed_minutes,
        each.funded_minutes,
        each.contracted_minutes,
        each.rostered_minutes,
        each.delivered_minutes,
        each.average_delivered_minutes,
    )
    return day_name(each.first_day), *(_hours(each) for each in minutes)


def _sleep_ins(weeks: Sequence[WeekHours]) -> Iterator["RenderableType"]:
    rows = [
        (
            day_name(each.first_day),
            each.assessed_sleep_ins,
            each.funded_sleep_ins,
            each.rostered_sleep_ins,
            each.delivered_sleep_ins,
        )
        for each in weeks
    ]
    if any(number for _, *numbers in rows for number in numbers):
        yield layout.heading(words.SLEEP_INS)
        columns = [Column(words.WEEK_FROM), *(Column(each, align="right", gives_way=False) for each in SHORT)]
        yield layout.table(columns, [(day, *map(_number, numbers)) for day, *numbers in rows], gap=2)
        yield layout.blank()


def _undelivered(found: PersonHours) -> Iterator["RenderableType"]:
    if found.undelivered:
        told = [each.says for each in found.undelivered]
        left = len(told) - MOST_UNDELIVERED
        more = [words.MORE_LIKE_THIS.format(left)] if left > 0 else []
        yield layout.heading(words.UNDELIVERED)
        yield layout.bullets([*told[:MOST_UNDELIVERED], *more])
        yield layout.blank()


def _supporters(held: Iterable[SupporterHeld], names: dict[str, str]) -> Iterator["RenderableType"]:
    rows = [
        (
            names.get(each.supporter, each.supporter),
            _hours(each.contracted_minutes),
            _hours(each.rostered_minutes),
            _hours(each.delivered_minutes),
            _hours(each.weeks[-1].average_delivered_minutes),
            str(each.not_recorded or words.NOTHING),
        )
        for each in held
    ]
    headers = ("contracted", "rostered", "delivered", words.FOUR_WEEKS, "not recorded")
    yield layout.heading(words.SUPPORTERS_HOURS)
    numbers = [Column(header, align="right", gives_way=False) for header in headers]
    yield layout.table([Column(style=STRONG), *numbers], rows, gap=2)
    yield layout.blank()


def _money(held: MoneyHeld) -> Iterator["RenderableType"]:
    yield layout.heading(words.MONEY)
    if held.lines:
        columns = [
            Column(width=WIDTH_OF_LABEL),
            *(Column(header, align="right", gives_way=False) for header in ("a week", "in these days")),
        ]
        shown = [each for each in held.lines if each.a_week or each.amount]
        apart = [each for each in shown if each.from_contingency]
        rows = [_line(each) for each in shown if not each.from_contingency]
        rows.append((words.LINES_TOGETHER, pounds(held.lines_a_week), ""))
        rows.append((words.COMES_IN, pounds(held.comes_in_a_week), ""))
        yield layout.table(columns, [*rows, *(_line(each, words.FROM_KEPT) for each in apart)])
        yield layout.blank()
    yield layout.bullets(held.says)
    yield layout.paragraph(words.IF_THESE_RATES, QUIET)
    yield layout.blank()


def _line(each: LineHeld, mark: str = "") -> tuple[str, str, str]:
    return f"{each.label}{mark}", pounds(each.a_week), pounds(each.amount)


def _hours(minutes: int | None) -> str:
    return words.NOTHING if minutes is None else words.in_hours(minutes)


def _number(count: object) -> str:
    return words.NOTHING if count is None else str(count)
