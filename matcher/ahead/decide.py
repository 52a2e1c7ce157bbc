"""Weeks that will not cover, as things to decide: weeks in a row that fail alike are told once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.ahead import sentences as say
from matcher.ahead.causes import effect
from matcher.calendar import weekday
from matcher.clock import Clock
from matcher.explain.case import Case
from matcher.explain.gaps import way_to_close
from matcher.explain.result import gaps_said
from matcher.model.ahead import Cause, Decision, WeekAhead
from matcher.model.answer import Gap
from matcher.model.organisation import Organisation
from matcher.model.words import DAYS_IN_WEEK
from matcher.rotas import RotaMade
from matcher.rulebook import rule_for
from matcher.rules.notice import Notice
from matcher.wording import are, day_name, hours, many

ONE_WEEK = timedelta(days=DAYS_IN_WEEK)


@dataclass(frozen=True)
class Row:
    """Weeks of one person, one after the other, that fail alike: as told, and the rota of the first."""

    told: tuple[WeekAhead, ...]
    first: RotaMade

    @property
    def organisation(self) -> Organisation:
        """Everybody."""
        return self.first.frame.organisation

    @property
    def gaps(self) -> list[Gap]:
        """What is not covered in them."""
        return [gap for week in self.told for gap in week.gaps]

    @property
    def which(self) -> str:
        """'Joy's week from Mon 7 Dec', or 'Joy's 3 weeks from Mon 7 Dec'."""
        return which(self.organisation, self.told[0], len(self.told))


def rota_due(organisation: Organisation, person: str, day: date) -> date:
    """The day by which supporters should have the rota of a day, as the rule about notice asks."""
    rule = rule_for(organisation, organisation.person(person), "notice")
    return day - ONE_WEEK * (rule.weeks if isinstance(rule, Notice) else 0)


def rows(told: Sequence[WeekAhead], made: Sequence[RotaMade]) -> list[Row]:
    """One person's weeks that do not cover, by time, those that fail alike together."""
    found: list[Row] = []
    for week, rota in zip(told, made, strict=False):
        if week.status not in ("gaps", "impossible"):
            continue
        before = found[-1].told[-1] if found else None
        if before and before.first_day + ONE_WEEK == week.first_day and _alike(before) == _alike(week):
            found[-1] = Row((*found[-1].told, week), found[-1].first)
        else:
            found.append(Row((week,), rota))
    return found


def _alike(week: WeekAhead) -> object:
    """What weeks have in common that are told together: why, or else which needs of which days."""
    if week.causes:
        return [(cause.what, cause.supporters) for cause in week.causes]
    return (
        week.proved,
        week.causes,
        [(gap.need, weekday(gap.day), gap.supporters_missing) for gap in week.gaps],
    )


def which(organisation: Organisation, first: WeekAhead, count: int = 1) -> str:
    """'Joy's week from Mon 7 Dec', or of several."""
    whose = f"{organisation.person(first.person).name}'s"
    words = say.AHEAD_ONE_WEEK if count == 1 else say.AHEAD_WEEKS
    return words.format(whose=whose, count=count, day=day_name(first.first_day))


def not_covered(row: Row, clock: Clock) -> Decision:
    """What a row of weeks comes to, why, and what to do about it."""
    first = row.told[0]
    return Decision(
        about="week",
        person=first.person,
        supporters=tuple(dict.fromkeys(id for cause in first.causes or () for id in cause.supporters)),
        on=first.first_day,
        decide_by=rota_due(row.organisation, first.person, first.first_day),
        says=" ".join([_what(row), *_why(row)]),
        do=" ".join([_do(row), *_way(row, clock)]),
    )


def does_not_hold(organisation: Organisation, week: WeekAhead, as_of: date) -> Decision:
    """A published week of which some shifts would have to change."""
    shifts = many(week.changes, "shift")
    return Decision(
        about="published",
        person=week.person,
        on=week.first_day,
        decide_by=as_of,
        says=say.AHEAD_CHANGED.format(which=which(organisation, week), shifts=shifts),
        do=say.AHEAD_DO_WEEK["published"],
    )


def _what(row: Row) -> str:
    if row.told[0].status == "impossible":
        return say.AHEAD_IMPOSSIBLE.format(which=row.which)
    same = len({tuple((gap.need, weekday(gap.day)) for gap in week.gaps) for week in row.told}) == 1
    if not same:
        shifts = are(sum(gap.supporters_missing for gap in row.gaps), "shift")
        lost = hours(sum(gap.minutes for gap in row.gaps))
        return say.AHEAD_GAPS_SUM.format(which=row.which, shifts=shifts, hours=lost)
    words = say.AHEAD_GAPS if len(row.told) == 1 else say.AHEAD_GAPS_EACH
    return words.format(which=row.which, gaps=gaps_said(row.told[0].gaps))


def _why(row: Row) -> list[str]:
    """The causes of all its weeks, and how sure it is."""
    if row.told[0].status == "impossible":
        return []
    causes = [_over(each, row) for each in zip(*(week.causes or () for week in row.told), strict=True)]
    proved = all(week.proved for week in row.told)
    return [*causes, say.AHEAD_PROVED if proved else say.AHEAD_NOT_PROVED]


def _over(each: Sequence[Cause], row: Row) -> str:
    """One cause, with what would be covered without it in all the weeks together."""
    more = sum(cause.minutes for cause in each)
    left = sum(gap.minutes for gap in row.gaps) - more
    return f"{each[0].because} {effect(more, left, weeks=len(row.told))}"


def _do(row: Row) -> str:
    first = row.told[0]
    if first.status == "impossible":
        return say.AHEAD_DO_WEEK["impossible"]
    if first.causes is None or not first.proved:
        return say.AHEAD_DO_WEEK["not_known" if first.proved else "not_proved"]
    whats = dict.fromkeys(cause.what for cause in first.causes)
    return " ".join(say.AHEAD_DO_WEEK[what] for what in whats or ("standing",))


def _way(row: Row, clock: Clock) -> list[str]:
    """Where one gap is all there is in the first week, the way to close it that asks least."""
    plan, frame = row.first.plan, row.first.frame
    missing = plan.missing() if plan is not None else []
    if plan is None or len(missing) != 1 or clock.over:
        return []
    case = Case(frame.organisation, frame, row.first.rules, plan)
    fix = way_to_close(case, *missing[0], clock)
    return [say.AHEAD_WAY.format(asks=" ".join(fix.asks))] if fix is not None else []
