"""Why not X on this shift: put X there, all else left as it is, and audit."""

from dataclasses import replace

from matcher import sentences as say
from matcher.audit import Audit, audit
from matcher.calendar import DatedNeed
from matcher.explain.case import Case
from matcher.frame import Turn
from matcher.model.answer import PRICED
from matcher.model.explained import CostChange, WhyNot
from matcher.model.supporter import Supporter
from matcher.plan import Plan
from matcher.rulebook import for_frame
from matcher.wording import listed, many, when


def why_not(case: Case, supporter: Supporter, need: DatedNeed) -> WhyNot:
    """What a supporter on a shift would break or cost. Where all places are taken, the best swap is shown."""
    there = case.plan.on(need)
    named = {"supporter": supporter.name, "need": when(need)}
    if supporter.id in there:
        return _written(case, supporter, need, None, [say.WHY_HERE.format(**named)], here=True)
    before = audit(case.plan, case.rules)
    free = len(there) < need.need.supporters_needed
    tries = [(other, _with(case, supporter, need, other)) for other in ([None] if free else there)]
    other, after = min(tries, key=lambda each: (len(each[1].broken), _ordered(each[1]), each[0] or ""))
    if after.broken:
        count = many(len(after.broken), "limit")
        says = [say.WHY_CANNOT.format(count=count, **named), *(found.says for found in after.broken)]
        return _written(case, supporter, need, other, says, after=after)
    changes = cost_changes(before, after)
    told = say.WHY_CAN_FILL if other is None else say.WHY_CAN_SWAP
    names = {each.id: each.name for each in case.frame.supporters}
    says = [told.format(other=names.get(other or "", ""), **named), *_told(changes)]
    return _written(case, supporter, need, other, says, changes=changes)


def _with(case: Case, supporter: Supporter, need: DatedNeed, instead_of: str | None) -> Audit:
    """The audit with a supporter on a shift; a stranger to the team is judged by every rule too."""
    frame = case.frame
    if supporter.id not in frame.by_id:
        frame = replace(frame, supporters=(*frame.supporters, supporter))
    kept = tuple(turn for turn in case.plan.turns if turn != Turn(instead_of or "", need))
    return audit(Plan.of(frame, (*kept, Turn(supporter.id, need))), for_frame(frame))


def _ordered(result: Audit) -> tuple[int, ...]:
    return tuple(result.costs().values())


def cost_changes(before: Audit, after: Audit) -> tuple[CostChange, ...]:
    """Each priced rule whose cost differs, in the order of the levels."""
    rules = {(found.level, found.rule) for found in (*before.violations, *after.violations)}
    rows = [
        CostChange(rule=rule, level=level, before=before.of(rule, level), after=after.of(rule, level))
        for level, rule in rules
        if level in PRICED
    ]
    changed = [row for row in rows if row.before != row.after]
    return tuple(sorted(changed, key=lambda row: (PRICED.index(row.level), row.rule)))


def _told(changes: tuple[CostChange, ...]) -> list[str]:
    """The first level that changes decides; the others are not told."""
    for level in PRICED:
        mine = [row for row in changes if row.level == level]
        total = sum(row.after - row.before for row in mine)
        if total:
            rules = listed([f"{row.rule.replace('_', ' ')} {row.before:,} to {row.after:,}" for row in mine])
            return [
                (say.WHY_DEARER if total > 0 else say.WHY_BETTER).format(
                    level=say.WHY_LEVEL_WORDS[level], rules=rules
                )
            ]
    return [say.WHY_NO_COST]


def _written(
    case: Case,
    supporter: Supporter,
    need: DatedNeed,
    instead_of: str | None,
    says: list[str],
    *,
    here: bool = False,
    after: Audit | None = None,
    changes: tuple[CostChange, ...] = (),
) -> WhyNot:
    return WhyNot(
        person=case.person.id,
        supporter=supporter.id,
        need=need.need.id,
        day=need.day,
        here=here,
        instead_of=instead_of,
        breaks=after.broken if after else (),
        changes=changes,
        says=tuple(says),
    )
