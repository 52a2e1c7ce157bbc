"""The terminal view of the overview: everyone in one table, then what is late, near a limit, or growing."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from matcher.model.organisation import Organisation
from matcher.model.overview import Overview, PersonNow, Recruiting, WeekNow
from matcher.model.words import DAYS_IN_WEEK, MINUTES_IN_HOUR
from matcher.wording import day_name, full_date, listed, many, pounds
from matcher.write import layout
from matcher.write.layout import QUIET, STRONG, Column
from matcher.write.names import names_of
from matcher.write.table import printed

if TYPE_CHECKING:
    from rich.console import RenderableType

NOT_RECORDED = "?"
COVERED = "·"
NOT_PUBLISHED = "-"
PARTLY = "{} of {} days"
BROKEN = "!"
HOURS = "hours"
HEADERS = ("team", "this week", "next week", HOURS, "leader last", "next review", "money left")
KEY = (
    "Weeks from today on: · covered, a number: so many supporters missing, ! does not hold any more, - not "
    "published. Hours: on this week's rota, of those due by contract. ?: not recorded."
)
EVERYONE = "Everyone on {}"
LATE = "Late, or due in two weeks"
NEAR = "Near a limit"
SIZE = "Size"
RECRUITING = "Waiting for somebody new"
PER_LEADER = (
    "{people} and {supporters} for {leaders}: {each_people} people and {each_supporters} supporters each."
)
NO_LEADERS = "{people} and {supporters}. Which leaders there are is not recorded."
MET = "In the last {days} {leaders}."
MET_BY = "{leader} was with {count} of {people}"
OPEN = "{person}: looking since {opened}, {days}."
CAME = "{person}: {supporter} said yes {yes}; first shift {first}."
AFTER = "after {}"
NOT_SAID = "on a day not recorded"
NOT_YET = "not recorded"


def overview_as_text(
    found: Overview, organisation: Organisation, *, width: int = 80, colour: bool = False
) -> str:
    """The whole of it."""
    return printed(_page(found, organisation), width=width, colour=colour)


def _page(found: Overview, organisation: Organisation) -> Iterator["RenderableType"]:
    names = names_of(organisation)
    yield layout.text(found.says, STRONG)
    yield layout.blank()
    yield layout.heading(EVERYONE.format(f"{day_name(found.as_of)} {found.as_of.year}"))
    numbers = [Column(header, align="right", gives_way=header != HOURS) for header in HEADERS]
    yield layout.table(
        [Column(style=STRONG, gives_way=False), *numbers], [_row(each, names) for each in found.people]
    )
    yield layout.paragraph(KEY, QUIET)
    for heading, says in (
        (LATE, _late(found.people, names)),
        (NEAR, [says for each in found.people if each.load for says in each.load.near]),
        (RECRUITING, [_waited(each, names) for each in found.recruiting]),
        (SIZE, [*_size(found, organisation), *found.growth]),
    ):
        if says:
            yield layout.blank()
            yield layout.heading(heading)
            yield layout.bullets(says)


def _row(each: PersonNow, names: dict[str, str]) -> Sequence[str]:
    return (
        names[each.person],
        str(each.supporters),
        _week(each.this_week),
        _week(each.next_week),
        NOT_RECORDED if each.load is None else _hours(each.load.awake_minutes, each.load.contract_minutes),
        _day(each.last_contact),
        _day(each.next_review),
        NOT_RECORDED if each.money_left is None else pounds(each.money_left),
    )


def _week(week: WeekNow | None) -> str:
    if week is None:
        return NOT_RECORDED
    if week.days_published == 0:
        return NOT_PUBLISHED
    shown = str(week.supporters_missing) if week.supporters_missing else COVERED
    shown = shown if week.limits_broken == 0 else f"{shown} {BROKEN}"
    part = PARTLY.format(week.days_published, DAYS_IN_WEEK)
    return shown if week.days_published == DAYS_IN_WEEK else f"{shown} ({part})"


def _hours(awake: int, due: int) -> str:
    return f"{awake / MINUTES_IN_HOUR:.0f} of {due / MINUTES_IN_HOUR:.0f}"


def _day(day: date | None) -> str:
    return NOT_RECORDED if day is None else f"{day.day} {day:%b}"


def _late(people: Sequence[PersonNow], names: dict[str, str]) -> list[str]:
    """One line for each person with anything: what is late first."""
    return [
        f"{names[each.person]}: {' '.join([*each.late, *each.due])}"
        for each in people
        if each.late or each.due
    ]


def _waited(each: Recruiting, names: dict[str, str]) -> str:
    person = names[each.person]
    if each.supporter is None:
        days = many(each.days_to_yes or 0, "day")
        return OPEN.format(person=person, opened=full_date(each.opened), days=days)
    yes = NOT_SAID if each.days_to_yes is None else AFTER.format(many(each.days_to_yes, "day"))
    first = (
        NOT_YET if each.days_to_first_shift is None else AFTER.format(many(each.days_to_first_shift, "day"))
    )
    return CAME.format(
        person=person, supporter=names.get(each.supporter, each.supporter), yes=yes, first=first
    )


def _size(found: Overview, organisation: Organisation) -> Iterator[str]:
    people, supporters = many(found.people_supported, "person", "people"), many(found.supporters, "supporter")
    if not found.leaders:
        yield NO_LEADERS.format(people=people, supporters=supporters)
        return
    yield PER_LEADER.format(
        people=people,
        supporters=supporters,
        leaders=many(len(found.leaders), "leader"),
        each_people=f"{found.people_per_leader:g}",
        each_supporters=f"{found.supporters_per_leader:g}",
    )
    leaders = {leader.id: leader.name for leader in organisation.leaders}
    met = [
        MET_BY.format(leader=leaders[each.leader], count=each.people_met, people=people)
        for each in found.leaders
    ]
    yield MET.format(days=many(found.leaders[0].days, "day"), leaders=listed(met))
