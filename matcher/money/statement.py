"""A person's statement: what came in, what it bought, what is left, and what is kept for hard times."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from matcher.calendar import ONE_DAY
from matcher.errors import BadQuestion
from matcher.happened import Known
from matcher.model.money import Funder, Money
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.statement import Amount, Bought, Statement
from matcher.money import sentences as say
from matcher.money.budget import amounts, by_funder, comes_in, kept_on, step_ups, taken_out
from matcher.money.ledger import Ledger, Spent, not_known
from matcher.money.pence import NOTHING
from matcher.money.rotas import together
from matcher.wording import full_date, hours, listed, many, pounds


def ledger_of(known: Known, person: Person) -> Ledger:
    """The ledger of a person's money. BadQuestion where none is recorded."""
    if person.money is None:
        raise BadQuestion(say.STATEMENT_NO_MONEY.format(person=person.name), say.STATEMENT_NO_MONEY_MEND)
    return Ledger(known, person, person.money)


def statement(known: Known, person: Person, first: date, last: date) -> Statement:
    """The statement of a person's money on the days from first to last. BadQuestion without money."""
    ledger = ledger_of(known, person)
    money, organisation = ledger.money, known.organisation
    account, shifts = ledger.account(first, last), ledger.shifts(first, last)
    carried = money.counted_from is not None and money.counted_from <= first
    return Statement(
        person=person.id,
        first_day=first,
        last_day=last,
        kind=money.kind,
        whose=_whose(organisation, money),
        came_in=tuple(_came_in(money, first, last)),
        came_in_total=account.came_in + account.from_kept,
        bought=tuple(_bought(ledger, shifts, first, last)),
        bought_total=account.spent,
        put_by=account.put_by,
        left=account.left,
        left_before=ledger.unspent(first - ONE_DAY) if carried else None,
        left_now=ledger.unspent(last) if carried else None,
        hard_times=kept_on(money, last + ONE_DAY),
        about_hard_times=tuple(_hard_times(organisation, money, last + ONE_DAY)),
        notes=tuple(_notes(ledger, shifts, first, last)),
        may_see=tuple(_may_see(person)),
    )


def _whose(organisation: Organisation, money: Money) -> str:
    employer = say.STATEMENT_EMPLOYER if money.employer == "person" else ""
    whose = say.STATEMENT_WHOSE[money.kind].format(organisation=organisation.name)
    return " ".join(filter(None, (whose, employer, say.STATEMENT_NOBODY_ELSE)))


def _came_in(money: Money, first: date, last: date) -> Iterator[Amount]:
    for funder, amount in from_whom(money, first, last).items():
        if amount:
            yield Amount(says=say.STATEMENT_FUNDERS[funder], amount=amount)
    out = taken_out(money, first, last)
    if out:
        yield Amount(says=say.STATEMENT_FROM_KEPT, amount=out)


def from_whom(money: Money, first: date, last: date) -> dict[Funder | None, Decimal]:
    """What comes in on some days, by who pays it; None stands for what nobody is named for."""
    found: dict[Funder | None, Decimal] = {}
    rest = comes_in(money, first, last)
    for each in amounts(money, first, last):
        if each.line.funders and not each.line.from_contingency:
            rest -= each.amount
            _add(found, by_funder(each.line.funders, each.amount))
    _add(found, by_funder(money.funders, rest) if money.funders else {None: rest})
    return found


def _add(found: dict[Funder | None, Decimal], more: dict[Funder, Decimal] | dict[None, Decimal]) -> None:
    for funder, amount in more.items():
        found[funder] = found.get(funder, NOTHING) + amount


def _bought(ledger: Ledger, shifts: Sequence[Spent], first: date, last: date) -> Iterator[Bought]:
    """Support by day, awake at night, what was beside it, sleep-ins, shifts cancelled, then other lines."""
    nights = [each for each in shifts if _is_worked(each, "waking_night")]
    asleep = [each for each in shifts if _is_worked(each, "sleep_in")]
    cancelled = [each for each in shifts if each.cancelled and each.cost and each.cost.total]
    extras = [each for each in shifts if each.seen.worked and each.seen.worked.need.extra is not None]
    apart = [*nights, *asleep, *extras]
    days = [each for each in shifts if each.seen.worked and each not in apart]
    told = (say.STATEMENT_SUPPORT, say.STATEMENT_NIGHTS, say.STATEMENT_EXTRAS)
    for some, words in zip((days, nights, extras), told, strict=True):
        if some:
            awake = _awake(some)
            yield Bought(says=words.format(hours(awake)), amount=_cost(some), minutes=awake)
    if asleep:
        awake, nights_asleep = _awake(asleep), many(len(asleep), "sleep-in")
        words = say.STATEMENT_SLEEP_INS_AWAKE if awake else say.STATEMENT_SLEEP_INS
        says = words.format(nights_asleep, hours(awake))
        yield Bought(says=says, amount=_cost(asleep), minutes=awake, times=len(asleep))
    if cancelled:
        says = say.STATEMENT_CANCELLED.format(many(len(cancelled), "shift"))
        yield Bought(says=says, amount=_cost(cancelled), times=len(cancelled))
    for line in ledger.other_lines(first, last):
        yield Bought(says=line.line.label, amount=line.amount)


def _is_worked(each: Spent, kind: str) -> bool:
    need = each.seen.worked.need if each.seen.worked is not None else None
    return need is not None and need.extra is None and need.kind == kind


def _awake(shifts: Iterable[Spent]) -> int:
    return sum(each.seen.worked.need.awake_minutes for each in shifts if each.seen.worked is not None)


def _cost(shifts: Iterable[Spent]) -> Decimal:
    return together(each.cost for each in shifts).total


def _hard_times(organisation: Organisation, money: Money, day: date) -> Iterator[str]:
    kept = kept_on(money, day)
    if kept <= 0:
        yield say.STATEMENT_NO_HARD_TIMES.format(organisation=organisation.name)
        return
    yield say.STATEMENT_HARD_TIMES.format(amount=pounds(kept))
    for each in step_ups(money, kept, day):
        what = each.line.label if each.line else say.STATEMENT_MORE_OF_ALL
        buys = say.STATEMENT_BUYS if each.weeks else say.STATEMENT_BUYS_NO_WEEK
        yield buys.format(weeks=many(each.weeks, "whole week"), what=what)
        if each.short:
            yield say.STATEMENT_SHORT.format(what=what, short=pounds(each.short))


def _notes(ledger: Ledger, shifts: Sequence[Spent], first: date, last: date) -> Iterator[str]:
    planned = sum(each.seen.record is None for each in shifts)
    if planned:
        are = f"{many(planned, 'shift')} {'is' if planned == 1 else 'are'}"
        yield say.STATEMENT_NOT_RECORDED.format(shifts=are, it="it" if planned == 1 else "they")
    without = ledger.days_without_rota(first, last)
    if without:
        yield say.STATEMENT_NO_ROTA.format(days=many(without, "day"), it="it" if without == 1 else "they")
    since = ledger.money.counted_from
    before = ledger.days_without_rota(since, first - ONE_DAY) if since is not None else 0
    if since is not None and before:
        yield say.STATEMENT_NO_ROTA_BEFORE.format(days=many(before, "day"), since=full_date(since))
    unpaid = not_known(shifts)
    if unpaid:
        names = {each.id: each.name for each in ledger.known.organisation.supporters}
        yield say.STATEMENT_RATE_MISSING.format(names=listed([names.get(id, id) for id in unpaid]))
    yield from fund_rules(ledger, last)


def fund_rules(ledger: Ledger, last: date) -> Iterator[str]:
    """What the rules of the fund ask about money that is unspent."""
    over, old = ledger.over_cap(last), ledger.too_old(last)
    if over:
        weeks = f"{ledger.money.surplus_cap_weeks:f} weeks"
        yield say.STATEMENT_OVER_CAP.format(amount=pounds(over), weeks=weeks)
    if old:
        weeks = many(ledger.money.surplus_keep_weeks, "week")
        yield say.STATEMENT_TOO_OLD.format(amount=pounds(old), weeks=weeks)


def _may_see(person: Person) -> Iterator[str]:
    names = [family.name for family in person.families if "money" in family.may_see]
    if not names:
        yield say.STATEMENT_NOBODY_SEES
    for name in names:
        yield say.STATEMENT_MAY_SEE.format(name=name)
