"""Who could cover a shift: everybody in the team in order, with what each choice does, in sentences."""

from collections.abc import Sequence, Set
from datetime import date

from matcher import weekly_sentences as say
from matcher.audit import Audit, audit
from matcher.calendar import DatedNeed
from matcher.clock import Clock
from matcher.covering import Asked, Tried, try_on
from matcher.explain.why import cost_changes
from matcher.figures import changes, gap
from matcher.model.answer import PRICED, Change, Gap, Violation
from matcher.model.cover import CanCover, Choice, Cover
from matcher.model.supporter import Supporter
from matcher.plan import Plan
from matcher.rules.most_hours import MostHours
from matcher.wording import day_name, hours, listed, when

Shift = tuple[str, str, date, int]
"""Who, which need, which day, which part."""
ORDER: tuple[CanCover, ...] = ("can", "leaves_a_gap", "not_known", "cannot")
"""In which order choices are shown."""


def cover(asked: Asked, clock: Clock) -> Cover:
    """Everybody else in the person's team: first those in the agreed order, then by how little changes."""
    frame, need, person = asked.frame, asked.need, asked.frame.person
    there = {*asked.left.on(need), asked.absent.id if asked.absent else ""}
    others = [each for each in frame.supporters if each.team_of == person.id and each.id not in there]
    tried = [
        try_on(asked, each, clock.part(clock.left / left))
        for left, each in zip(range(len(others), 0, -1), others, strict=True)
    ]
    ranked = sorted(tried, key=lambda each: _rank(asked, each))
    choices = tuple(_choice(asked, each) for each in ranked)
    return Cover(
        person=person.id,
        need=need.need.id,
        day=need.day,
        part=need.part,
        start=need.start,
        end=need.end,
        instead_of=asked.absent.id if asked.absent else None,
        order=person.contingency_order,
        choices=choices,
        told=asked.situation.told,
        first_day=asked.situation.first_day,
        says=_says(asked, choices),
    )


def _can(asked: Asked, tried: Tried) -> CanCover:
    if tried.made is None or tried.made.impossible:
        return "cannot"
    if tried.made.plan is None:
        return "not_known"
    return "leaves_a_gap" if _new_gaps(asked, tried) else "can"


def _new_gaps(asked: Asked, tried: Tried) -> tuple[Gap, ...]:
    """What goes uncovered that is covered now, this shift left aside."""
    missing = {need.id: count for need, count in asked.left.missing()}
    more = [(need, count - missing.get(need.id, 0)) for need, count in tried.plan.missing()]
    return tuple(gap(tried.plan, need, count) for need, count in more if count > 0 and need != asked.need)


def _others(asked: Asked, tried: Tried) -> tuple[Change, ...]:
    """What changes besides: not who has this shift, and not what whoever cannot come leaves."""
    kept = {(turn.supporter, turn.need.need.id, turn.need.day, turn.need.part) for turn in asked.left.turns}
    known = {(tried.who.id, asked.need.need.id, asked.need.day, asked.need.part), *_left(asked, kept)}
    return tuple(
        each for each in changes(tried.plan) if (each.supporter, each.need, each.day, each.part) not in known
    )


def _left(asked: Asked, kept: Set[Shift]) -> set[Shift]:
    """The published shifts that are not kept, whatever is done."""
    published = {
        (turn.supporter, turn.need.need.id, turn.need.day, turn.need.part)
        for turn in asked.frame.published or ()
    }
    return published - kept


def _place(asked: Asked, who: Supporter) -> int | None:
    """Somebody's place in the agreed order, from 1."""
    order = asked.frame.person.contingency_order
    return order.index(who.id) + 1 if who.id in order else None


def _rank(asked: Asked, tried: Tried) -> tuple[int, ...]:
    """Those who can before those who cannot; then the agreed order; then how little else changes."""
    place = _place(asked, tried.who) or len(asked.frame.person.contingency_order) + 1
    costs = audit(tried.plan, asked.rules).costs()
    return ORDER.index(_can(asked, tried)), place, *(costs[level] for level in PRICED)


def _choice(asked: Asked, tried: Tried) -> Choice:
    who, plan, can = tried.who, tried.plan, _can(asked, tried)
    known = {found.says for found in asked.before.broken}
    after = audit(tried.direct, asked.rules)
    breaks = tuple(found for found in after.broken if found.says not in known)
    worked = can in ("can", "leaves_a_gap")
    before, later = _off(asked.need, plan.needs_of(who.id))
    choice = Choice(
        supporter=who.id,
        can=can,
        in_order=_place(asked, who),
        breaks=breaks,
        changes=_others(asked, tried) if worked else (),
        gaps=_new_gaps(asked, tried) if worked else (),
        costs=cost_changes(asked.before, audit(plan, asked.rules)) if worked else (),
        awake_minutes=_awake_that_week(asked, plan, who),
        contract_minutes=who.contract.minutes,
        most_minutes=_most_that_week(asked, who),
        rest_before=before,
        rest_after=later,
        proved=_proved(tried),
        says=(),
    )
    return choice.model_copy(update={"says": tuple(_sentences(asked, tried, choice))})


def _proved(tried: Tried) -> bool:
    """Whether it is proved that they cannot, or that nobody could be moved less."""
    if tried.made is None or tried.made.impossible:
        return True
    levels = [proof for proof in tried.made.proof if proof.level in ("gaps", "change")]
    return bool(levels) and all(proof.status == "proved" for proof in levels)


def _off(need: DatedNeed, worked: Sequence[DatedNeed]) -> tuple[int | None, int | None]:
    """Minutes off before a shift, and after it."""
    ends = [need.begin - other.finish for other in worked if other.finish <= need.begin]
    starts = [other.begin - need.finish for other in worked if other.begin >= need.finish]
    return min(ends, default=None), min(starts, default=None)


def _awake_that_week(asked: Asked, plan: Plan, who: Supporter) -> int:
    week = asked.frame.week_of(asked.need.day)
    return sum(need.awake_minutes for need in plan.in_week(who.id, week))


def _most_that_week(asked: Asked, who: Supporter) -> int:
    """The most awake minutes somebody agreed to in the week of the shift."""
    rules = [each.rule for each in asked.rules if who.id in each.supporters]
    week = asked.frame.week_of(asked.need.day)
    most = [rule.most(asked.frame, who, week) for rule in rules if isinstance(rule, MostHours)]
    return min(most, default=who.contract.most_minutes)


def _sentences(asked: Asked, tried: Tried, choice: Choice) -> list[str]:
    """What a leader is told about one choice."""
    place = [say.COVER_IN_ORDER.format(place=choice.in_order, person=asked.frame.person.name)]
    said = place if choice.in_order is not None else []
    match choice.can:
        case "not_known":
            return [*said, say.COVER_NO_TIME]
        case "cannot":
            mended = [] if tried.made is None else [say.COVER_CANNOT_BE_MENDED]
            return [*said, *dict.fromkeys(found.says for found in choice.breaks), *mended]
    if choice.gaps:
        said.append(say.COVER_LEAVES.format(gaps=listed([_gap_name(each) for each in choice.gaps])))
    if choice.changes:
        said += [say.COVER_MOVES, *(_move(asked, each) for each in choice.changes)]
    elif not choice.gaps:
        said.append(say.COVER_NOTHING_ELSE)
    return [*said, _hours(choice), _rest(choice), *_costs(asked, tried)]


def _move(asked: Asked, each: Change) -> str:
    names = {who.id: who.name for who in asked.frame.organisation.supporters}
    start, end = (moment.astimezone(asked.frame.zone) for moment in (each.start, each.end))
    return say.COVER_MOVE[each.what].format(
        who=names.get(each.supporter, each.supporter),
        need=each.need,
        day=day_name(each.day),
        times=f"{start:%H:%M}-{end:%H:%M}",
    )


def _gap_name(each: Gap) -> str:
    return f"{each.need}, {day_name(each.day)} {each.start:%H:%M}-{each.end:%H:%M}"


def _hours(choice: Choice) -> str:
    return say.COVER_HOURS.format(
        awake=hours(choice.awake_minutes),
        contract=hours(choice.contract_minutes),
        most=hours(choice.most_minutes),
    )


def _rest(choice: Choice) -> str:
    before, after = (
        say.COVER_NO_END if rest is None else hours(rest) if rest else say.COVER_STRAIGHT_ON
        for rest in (choice.rest_before, choice.rest_after)
    )
    return say.COVER_REST.format(before=before, after=after)


def _costs(asked: Asked, tried: Tried) -> list[str]:
    """What rules about their hours and wishes, or just this shift, say where it costs more than before."""
    after = audit(tried.plan, asked.rules)
    return [
        found.says
        for found in after.violations
        if found.supporter == tried.who.id
        and (found.level == "supporters" or (found.level == "person" and found.needs == (asked.need.id,)))
        and found.says not in {other.says for other in asked.before.violations}
        and _cost_of(after, found) > _cost_of(asked.before, found)
    ]


def _cost_of(result: Audit, like: Violation) -> int:
    """What a rule costs for one supporter."""
    return sum(
        found.cost
        for found in result.violations
        if (found.rule, found.level, found.supporter) == (like.rule, like.level, like.supporter)
    )


def _says(asked: Asked, choices: Sequence[Choice]) -> str:
    """Who could be asked, in a sentence."""
    names = {each.id: each.name for each in asked.frame.supporters}
    named = {can: [names[each.supporter] for each in choices if each.can == can] for can in ORDER}
    words = {"need": when(asked.need), "person": asked.frame.person.name}
    if named["can"]:
        return say.COVER_CAN.format(names=listed(named["can"]), **words)
    if named["leaves_a_gap"]:
        return say.COVER_CAN_ALL_BUT.format(names=listed(named["leaves_a_gap"]), **words)
    return (say.COVER_NOT_SURE if named["not_known"] else say.COVER_NOBODY_CAN).format(**words)
