"""Why each supporter is in a team or not: facts in sentences."""

from collections.abc import Sequence

from matcher import sentences as say
from matcher.frame import Frame
from matcher.matching import Match, match, ranks, sharers
from matcher.model.supporter import Supporter
from matcher.model.team import Considered, Part
from matcher.rulebook import InForce, closed, for_frame
from matcher.wording import listed, many


def consider(
    week: Frame, members: Sequence[str], stays: frozenset[str], cover_proved: bool
) -> tuple[Considered, ...]:
    """Everyone a person could choose from, members first, then by match; nobody is cut off."""
    matches = {each.id: match(week.person, each, week.as_of) for each in week.supporters}
    places = ranks(list(matches.values()))
    # The person's answer aside, because that is said already.
    rules = [each for each in for_frame(week) if each.rule.kind != "persons_answer"]
    found = [
        Considered(
            supporter=each.id,
            answer=week.person.answer_about(each.id),
            in_team=each.id in members,
            member_already=each.id in stays,
            match=matches[each.id].whole,
            rank=places[each.id],
            parts=matches[each.id].parts,
            reasons=(
                *_reasons(week, rules, each, matches[each.id]),
                *_adds(week, each, members),
                *_no_more(week, each, members, cover_proved),
            ),
        )
        for each in week.supporters
    ]
    return tuple(sorted(found, key=_order))


def _order(each: Considered) -> tuple[bool, bool, int]:
    return not each.in_team, each.answer == "no", each.rank or len(each.parts) + 10_000


def _reasons(week: Frame, rules: Sequence[InForce], supporter: Supporter, found: Match) -> list[str]:
    person = week.person.name
    answer = week.person.answer_about(supporter.id)
    said = [say.REASON_ANSWERS[answer].format(person=person)] if answer != "yes" else []
    shared = [_part(part, person, week) for part in found.parts if part.shared]
    unknown = [_said(week, item) for part in found.parts for item in part.not_known]
    asked = [say.REASON_NOT_KNOWN.format(items=listed(unknown))] if unknown else []
    against = [closed(rules, week, supporter, need) for need in week.needs]
    never = [] if said else _always(against)
    return [*said, *never, *shared, *asked, _could_work(against)]


def _adds(week: Frame, supporter: Supporter, members: Sequence[str]) -> list[str]:
    """What only this member brings to the team."""
    team = [each for each in week.supporters if each.id in members]
    only = [
        _said(week, item.item)
        for _, item, ids in sharers(week.person, team, week.as_of)
        if ids == [supporter.id]
    ]
    return [say.REASON_ONLY.format(items=listed(only))] if only else []


def _no_more(week: Frame, supporter: Supporter, members: Sequence[str], cover_proved: bool) -> list[str]:
    """Said of someone with a yes who is not in a team that is proved to cover as much as any."""
    outside = supporter.id not in members and week.person.answer_about(supporter.id) == "yes"
    return [say.REASON_NO_MORE] if outside and cover_proved else []


def _part(part: Part, person: str, week: Frame) -> str:
    items = [_said(week, item) for item in part.shared]
    return say.REASON_SHARES[part.heading].format(person=person, items=listed(items))


def _said(week: Frame, item: str) -> str:
    """A skill by its meaning in the file; anything else as it stands."""
    return week.organisation.skills.get(item, item)


def _always(against: Sequence[list[str]]) -> list[str]:
    """Reasons that close every need of the week to someone the person said yes to."""
    if not against:
        return []
    first, *others = against
    return [reason for reason in dict.fromkeys(first) if all(reason in other for other in others)]


def _could_work(against: Sequence[list[str]]) -> str:
    """How much of the week they are free for."""
    able = sum(not reasons for reasons in against)
    return say.REASON_COULD_WORK.format(able=able, needs=many(len(against), "need"))


def shared_by_team(week: Frame, members: Sequence[Supporter]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the team as a whole shares with the person, and what nobody shares."""
    shared: list[str] = []
    nobody: list[str] = []
    names = {each.id: each.name for each in members}
    for _, item, ids in sharers(week.person, members, week.as_of):
        word = _said(week, item.item) + (f", '{item.words}'" if item.words else "")
        if ids:
            shared.append(f"{word} ({listed([names[id] for id in ids])})")
        else:
            nobody.append(word)
    return tuple(shared), tuple(nobody)
