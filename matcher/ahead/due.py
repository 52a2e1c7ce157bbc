"""What is due in the weeks ahead: each that is late by itself, those to come by the week they are due in."""

from collections.abc import Iterator, Sequence
from datetime import date

from matcher.ahead import sentences as say
from matcher.ahead.weeks import Weeks
from matcher.calendar import week_start
from matcher.everyone.due import all_due
from matcher.extras.supervision import Supervision
from matcher.model.ahead import Decision
from matcher.rules._due import Due
from matcher.solve import Request
from matcher.wording import day_name, listed


def due(asked: Request, weeks: Weeks) -> Iterator[Decision]:
    """Everything that is late, and everything that is due until the last day looked at and not in a rota."""
    planned = _supervisions(weeks)
    coming: dict[tuple[str, str | None, date], list[Due]] = {}
    for each in all_due(asked.organisation, asked.as_of):
        by = each.by or asked.as_of
        if each.late is not None:
            yield _decision([each], by, each.late)
        elif each.what == "supervision" and planned.get(each.supporter or "", date.max) <= by:
            continue
        elif by <= asked.last_day and not _has_left(asked, each, by):
            coming.setdefault(_told_with(asked, each, by), []).append(each)
    for found in coming.values():
        in_order = sorted(found, key=lambda each: each.by or asked.as_of)
        who = [
            say.AHEAD_DUE_BY.format(whose=each.whose, day=day_name(each.by or asked.as_of))
            for each in in_order
        ]
        by = in_order[0].by or asked.as_of
        yield _decision(in_order, by, say.AHEAD_DUE[found[0].what].format(who=listed(who)))


def _supervisions(weeks: Weeks) -> dict[str, date]:
    """The day of each supporter's first supervision in the rotas ahead, by id."""
    found: dict[str, date] = {}
    plans = [week.plan for mine in weeks.values() for week in mine if week.plan is not None]
    for turn in (turn for plan in plans for turn in plan.turns):
        if turn.need.extra == Supervision.model_fields["kind"].default:
            found.setdefault(turn.supporter, turn.need.day)
    return found


def _has_left(asked: Request, due: Due, by: date) -> bool:
    return due.supporter is not None and asked.organisation.supporter(due.supporter).contract.over(by)


def _told_with(asked: Request, due: Due, by: date) -> tuple[str, str | None, date]:
    """What is told together: a person's reviews of a day; else what is due in a week."""
    if due.what == "review":
        return due.what, due.person, by
    return due.what, None, week_start(by, asked.organisation.week_starts)


def _decision(found: Sequence[Due], by: date, says: str) -> Decision:
    people = {each.person for each in found}
    return Decision(
        about=found[0].what,
        person=people.pop() if len(people) == 1 else None,
        supporters=tuple(each.supporter for each in found if each.supporter is not None),
        on=by,
        decide_by=by,
        says=says,
        do=say.AHEAD_DO_DUE[found[0].what],
    )
