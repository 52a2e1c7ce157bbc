"""What passes: somebody away, a skill or checks that run out, a contract that ends, a phase. No solver."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from matcher.ahead import sentences as say
from matcher.calendar import ONE_DAY
from matcher.frame import Frame
from matcher.model.ahead import CauseWord
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.supporter import Skill, Supporter
from matcher.wording import full_date, listed, span

Change = Callable[[Organisation], Organisation]
"""A file as it is, to the file as it would be."""


@dataclass(frozen=True)
class Passing:
    """Something that passes: what it is, whom it is about, in a sentence, and the file without it."""

    what: CauseWord
    supporters: tuple[str, ...]
    says: str
    without: Change


def passing(frame: Frame) -> list[Passing]:
    """Everything that passes and touches the days of a frame."""
    team = [each for each in frame.organisation.supporters if each.team_of == frame.person.id]
    ways = (_leave, _contract, _skills, _checks)
    found = [each for supporter in team for way in ways for each in way(frame, supporter)]
    return [*found, *_phases(frame)]


def together(found: Sequence[Passing]) -> Passing:
    """All of it at once."""

    def without(organisation: Organisation) -> Organisation:
        for each in found:
            organisation = each.without(organisation)
        return organisation

    ids = tuple(dict.fromkeys(id for each in found for id in each.supporters))
    return Passing("together", ids, " ".join(each.says for each in found), without)


def not_away(ids: Sequence[str], first: date, last: date) -> Change:
    """A file in which some supporters are here on every day from one to another."""

    def here(supporter: Supporter) -> Mapping[str, object]:
        others = (each for each in supporter.leave if each.last_day < first or last < each.first_day)
        return {"leave": tuple(others)}

    return partial(_changed, frozenset(ids), here)


def skills_asked_for(frame: Frame) -> set[str]:
    """Skills that needs of a frame ask for, or that the person must have in everyone."""
    musts = {item.item for item in frame.person.looking_for.skills if item.wish == "must"}
    return {asked.skill for need in frame.needs for asked in need.need.skills} | musts


def _changed(
    ids: frozenset[str], how: Callable[[Supporter], Mapping[str, object]], organisation: Organisation
) -> Organisation:
    """The file with some supporters changed."""
    supporters = (
        each.model_copy(update=how(each)) if each.id in ids else each for each in organisation.supporters
    )
    return organisation.model_copy(update={"supporters": tuple(supporters)})


def _of(
    supporter: Supporter, what: CauseWord, says: str, how: Callable[[Supporter], Mapping[str, object]]
) -> Passing:
    return Passing(what, (supporter.id,), says, partial(_changed, frozenset([supporter.id]), how))


def _leave(frame: Frame, supporter: Supporter) -> Iterator[Passing]:
    """Days away; a night of the last day reaches into the day after."""
    first, last = frame.first_day, frame.last_day + ONE_DAY
    away = [each for each in supporter.leave if each.first_day <= last and first <= each.last_day]
    if away:
        days = listed([span([each.first_day, each.last_day]) for each in away])
        says = say.AHEAD_AWAY.format(who=supporter.name, days=days)
        yield Passing("leave", (supporter.id,), says, not_away([supporter.id], first, last))


def _contract(frame: Frame, supporter: Supporter) -> Iterator[Passing]:
    """A contract that ends from today on; who left before is no longer counted on."""
    ends = supporter.contract.ends_on
    if ends is not None and frame.as_of <= ends <= frame.last_day:
        says = say.AHEAD_LEAVES.format(who=supporter.name, day=full_date(ends))
        yield _of(supporter, "contract", says, _stays)


def _stays(supporter: Supporter) -> Mapping[str, object]:
    return {"contract": supporter.contract.model_copy(update={"ends_on": None})}


def _skills(frame: Frame, supporter: Supporter) -> Iterator[Passing]:
    asked_for = skills_asked_for(frame)
    for held in supporter.skills or ():
        ends = held.valid_until
        if ends is not None and ends < frame.last_day and held.skill in asked_for:
            skill = frame.organisation.skills.get(held.skill, held.skill)
            says = say.AHEAD_SKILL_ENDS.format(who=supporter.name, skill=skill, day=full_date(ends))
            yield _of(supporter, "skill", says, partial(_renewed, held))


def _renewed(held: Skill, supporter: Supporter) -> Mapping[str, object]:
    others = (each for each in supporter.skills or () if each != held)
    return {"skills": (*others, Skill(skill=held.skill))}


def _checks(frame: Frame, supporter: Supporter) -> Iterator[Passing]:
    ends = supporter.cleared_until
    if ends is not None and ends < frame.last_day:
        says = say.AHEAD_CHECKS_END.format(who=supporter.name, day=full_date(ends))
        yield _of(supporter, "checks", says, lambda _: {"cleared_until": None})


def _phases(frame: Frame) -> Iterator[Passing]:
    """What is asked for in a phase that is not in force today."""
    person, today = frame.person, frame.as_of
    usual = {need.phase for need in person.needs_in_force(today)}
    new = {need.need.phase for need in frame.needs} - usual
    begun = [phase for phase in person.phases if phase.id in new and phase.first_day > today]
    if begun and person.is_supported(today):
        names = listed([f"'{phase.id}' from {full_date(phase.first_day)}" for phase in begun])
        says = say.AHEAD_PHASE.format(person=person.name, phases=names)
        yield Passing("phase", (), says, partial(_as_today, person, today))


def _as_today(person: Person, today: date, organisation: Organisation) -> Organisation:
    """The file in which the phases of a day go on for ever and no other begins."""
    here = (
        phase.model_copy(update={"last_day": None})
        for phase in person.phases
        if phase.first_day <= today and (phase.last_day is None or today <= phase.last_day)
    )
    same = person.model_copy(update={"phases": tuple(here)})
    people = (same if each.id == person.id else each for each in organisation.people)
    return organisation.model_copy(update={"people": tuple(people)})
