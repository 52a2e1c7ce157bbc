"""The question of a person's rota: their own team, what was promised to them, what has begun."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from matcher.calendar import DatedNeed
from matcher.frame import NOTHING_BEFORE, Before, Frame, Turn
from matcher.framing import rota_frame
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.told import SetShift
from matcher.rulebook import closed, for_frame


def team_frame(
    organisation: Organisation,
    person: Person,
    *,
    first_day: date,
    days: int,
    as_of: date,
    before: Before = NOTHING_BEFORE,
) -> Frame:
    """The question of a person's rota: their own team, and whoever a shift set by hand names.

    Who has left before the first day is named only where a shift had been promised to them. Of what had begun
    before it is planned, also where it has other times by now, only what was opened again is asked for; those
    who are there stay, if they may.
    """
    frame = rota_frame(
        organisation,
        person,
        _team(organisation, person, before, first_day),
        first_day=first_day,
        days=days,
        as_of=as_of,
        past=before.past,
        known_from=before.known_from,
    )
    frame = replace(
        frame,
        published=before.promised,
        published_days=before.promised_days,
        published_on=before.published_on,
        opens=before.opens,
        reopened=before.reopened,
    )
    frame = replace(frame, needs=tuple(_still_to_plan(frame)))
    return replace(frame, pins=(*frame.pins, *_there_now(frame)))


def _team(
    organisation: Organisation, person: Person, before: Before, first_day: date
) -> tuple[Supporter, ...]:
    named = {pin.supporter for pin in organisation.rota.pins if pin.person == person.id}
    promised = {turn.supporter for turn in before.promised or ()}
    return tuple(
        each
        for each in organisation.supporters
        if each.id in named
        or (each.team_of == person.id and (each.id in promised or not each.contract.over(first_day)))
    )


def _still_to_plan(frame: Frame) -> Iterator[DatedNeed]:
    begun = {turn.need.id for turn in frame.past if turn.need.elsewhere is None}
    return (need for need in frame.needs if frame.inside(need) and need.id not in begun)


def _there_now(frame: Frame) -> Iterator[SetShift]:
    """Those who are on a need that was opened again for others."""
    rules = for_frame(frame)
    asked = {need.key: need for need in frame.needs if need.key in frame.reopened}
    for turn in frame.published or () if asked else ():
        need, supporter = asked.get(turn.need.key), frame.by_id.get(turn.supporter)
        if need is not None and supporter is not None and not closed(rules, frame, supporter, need):
            yield SetShift(person=frame.person.id, supporter=supporter.id, need=need.need.id, day=need.day)


def with_others(frame: Frame, turns: Iterable[Turn]) -> Frame:
    """The question with whoever else some turns name, from outside the team, as a checker is to see them."""
    others = {turn.supporter for turn in turns} - set(frame.by_id)
    named = tuple(each for each in frame.organisation.supporters if each.id in others)
    return replace(frame, supporters=(*frame.supporters, *named))
