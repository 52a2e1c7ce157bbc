"""One person's money as the leader has to see it: the budget's lines, what is unspent, and a step-up."""

from collections.abc import Iterator, Sequence
from datetime import date

from matcher.calendar import ONE_DAY
from matcher.errors import NotKnownThen
from matcher.model.hours import LineHeld, MoneyHeld, WeekHours
from matcher.model.money import IN_HOURS
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.words import DAYS_IN_WEEK
from matcher.money import sentences as say
from matcher.money.budget import StepUp, a_week, amounts, funded_minutes, kept_on, step_ups
from matcher.money.figures import employers_insurance
from matcher.money.ledger import Ledger
from matcher.money.on_costs import holiday_percent, year_of_pay
from matcher.money.pence import NOTHING
from matcher.money.statement import fund_rules
from matcher.money.weeks import contracted_minutes
from matcher.rulebook import rule_for
from matcher.rules.most_hours import MostHours
from matcher.wording import full_date, hours, many, pounds


def money_held(ledger: Ledger, weeks: Sequence[WeekHours], first: date, last: date) -> MoneyHeld:
    """A person's money on the days from first to last, with what follows from it."""
    money = ledger.money
    weekly = a_week(money.lines, last)
    lines = tuple(
        LineHeld(
            label=each.line.label,
            kind=each.line.kind,
            a_week=amount,
            amount=each.amount,
            movable=each.line.movable,
            from_contingency=each.line.from_contingency,
        )
        for each, amount in zip(amounts(money, first, last), weekly, strict=True)
    )
    return MoneyHeld(
        comes_in_a_week=money.weekly_budget,
        lines=lines,
        lines_a_week=sum((each.a_week for each in lines if not each.from_contingency), NOTHING),
        for_support=ledger.for_support(first, last),
        support=ledger.support(first, last).total,
        unspent=ledger.unspent(last),
        says=tuple(_says(ledger, weeks, first, last)),
    )


def _says(ledger: Ledger, weeks: Sequence[WeekHours], first: date, last: date) -> Iterator[str]:
    cost, there = ledger.support(first, last).total, ledger.for_support(first, last)
    yield say.HOURS_SUPPORT.format(cost=pounds(cost), money=pounds(there))
    without = ledger.days_without_rota(first, last)
    if without:
        yield say.HOURS_NO_ROTA_HERE.format(days=many(without, "day"))
    yield from _lines(ledger, last)
    yield from _hours_bank(weeks)
    yield from _unspent(ledger, last)
    yield from _hard_times(ledger, last + ONE_DAY)
    yield from _on_costs(ledger.known.organisation, ledger.person, last)


def _lines(ledger: Ledger, day: date) -> Iterator[str]:
    """Whether the lines come to what comes in."""
    weekly = zip(ledger.money.lines, a_week(ledger.money.lines, day), strict=True)
    total = sum((amount for line, amount in weekly if not line.from_contingency), NOTHING)
    if total > ledger.money.weekly_budget:
        yield say.HOURS_LINES_OVER.format(over=pounds(total - ledger.money.weekly_budget))
    elif ledger.money.lines and total < ledger.money.weekly_budget:
        yield say.HOURS_LINES_UNDER.format(under=pounds(ledger.money.weekly_budget - total))


def _hours_bank(weeks: Sequence[WeekHours]) -> Iterator[str]:
    """Hours that were funded and not delivered, over the weeks in which anything is recorded."""
    recorded = [each for each in weeks if each.delivered_minutes is not None and each.funded_minutes]
    funded = sum(each.funded_minutes or 0 for each in recorded)
    delivered = sum(each.delivered_minutes or 0 for each in recorded)
    if recorded:
        words = say.HOURS_BANK if delivered <= funded else say.HOURS_BANK_OVER
        yield words.format(
            funded=hours(funded),
            delivered=hours(delivered),
            left=hours(funded - delivered),
            over=hours(delivered - funded),
        )
    missing = sum(each.not_recorded for each in recorded)
    if missing:
        yield say.HOURS_BANK_NOT_RECORDED.format(shifts=many(missing, "shift"))


def _unspent(ledger: Ledger, last: date) -> Iterator[str]:
    unspent, since = ledger.unspent(last), ledger.money.counted_from
    if unspent is not None and since is not None:
        words = say.HOURS_UNSPENT if unspent >= 0 else say.HOURS_OVERSPENT
        yield words.format(day=full_date(since), amount=pounds(abs(unspent)))
        without = ledger.days_without_rota(since, last)
        if without:
            yield say.HOURS_NO_ROTA.format(days=many(without, "day"))
    yield from fund_rules(ledger, last)


def _hard_times(ledger: Ledger, day: date) -> Iterator[str]:
    kept = kept_on(ledger.money, day)
    if kept <= 0:
        yield say.HOURS_NO_CONTINGENCY
        return
    for each in step_ups(ledger.money, kept, day):
        what = each.line.label if each.line else say.HOURS_MORE_OF_ALL
        weeks = say.HOURS_BUYS.format(many(each.weeks, "whole week")) if each.weeks else say.HOURS_BUYS_NONE
        yield say.HOURS_STEP_UP.format(what=what, a_week=pounds(each.a_week), kept=pounds(kept), weeks=weeks)
        yield from _planned(each)
        yield from _team_for(ledger, each, day)


def _planned(each: StepUp) -> Iterator[str]:
    if each.line and each.line.first_day and each.line.last_day and each.planned is not None:
        short = say.HOURS_STEP_UP_SHORT.format(short=pounds(each.short))
        yield say.HOURS_STEP_UP_ALL.format(
            first=full_date(each.line.first_day),
            last=full_date(each.line.last_day),
            planned=pounds(each.planned),
            verdict=short if each.short else say.HOURS_STEP_UP_COVERED,
        )


def _team_for(ledger: Ledger, each: StepUp, day: date) -> Iterator[str]:
    """Whether the team's hours would be enough, at the most that may be asked of them."""
    if each.line is None or each.line.kind not in IN_HOURS or each.line.quantity is None:
        return
    first = max(each.line.first_day or day, day)
    last = first + ONE_DAY * (DAYS_IN_WEEK - 1)
    needed = funded_minutes(ledger.money, first, last) or 0
    contracted = contracted_minutes(ledger.known, ledger.person, first, last)
    rule = rule_for(ledger.known.organisation, ledger.person, "most_hours")
    percent = rule.with_agreement_percent if isinstance(rule, MostHours) else 100
    most = contracted * percent // 100
    yield say.HOURS_STEP_UP_TEAM.format(
        person=ledger.person.name,
        needed=hours(needed),
        contracted=hours(contracted),
        most=hours(most),
        percent=percent,
        verdict=say.HOURS_TEAM_CAN if most >= needed else say.HOURS_TEAM_CANNOT,
    )


def _on_costs(organisation: Organisation, person: Person, day: date) -> Iterator[str]:
    """What on-costs would be by the figures of the year; that these are not known, where they are not."""
    contracts = [each.contract for each in organisation.supporters if each.team_of == person.id]
    try:
        allowance = employers_insurance(organisation, day).allowance
        years = [year for each in contracts if (year := year_of_pay(organisation, each, day)) is not None]
    except NotKnownThen as past:
        yield f"{past.says} {past.mend}"
        return
    percents = sorted({year.percent for year in years})
    if percents:
        worked_out = " to ".join(f"{each:f}" for each in dict.fromkeys((percents[0], percents[-1])))
        yield say.HOURS_ON_COSTS.format(
            percent=f"{organisation.pay.on_cost_percent:f}",
            year=day.year,
            worked_out=worked_out,
            holiday=f"{holiday_percent(organisation):f}",
            allowance=pounds(allowance),
        )
