"""What is told about a published rota in a few words: who is away, which shift must be and which must not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from matcher import sentences as say
from matcher import weekly_sentences as weekly
from matcher.asking import the_shift, the_supporter
from matcher.errors import BadQuestion
from matcher.frame import Frame
from matcher.model.told import Absence, SetShift, Told
from matcher.replanning import Situation

Away = tuple[str, date, date, str]
"""Who, by id or name; the first and the last day away; why, in one word."""
Set = tuple[str, str]
"""Who, by id or name, and the name of a shift, such as sun-early or early-2026-06-07."""


def tell(
    situation: Situation, absent: Iterable[Away] = (), pins: Iterable[Set] = (), forbids: Iterable[Set] = ()
) -> Situation:
    """The situation with what is told. BadQuestion for names and shifts that nobody knows."""
    absences = [_absence(situation, each) for each in absent]
    away = replace(situation, told=Told(absences=tuple(absences)))
    told = Told(
        absences=tuple(absences),
        pins=tuple(_set_shift(away, *each) for each in pins),
        forbids=tuple(_set_shift(away, *each) for each in forbids),
    )
    return replace(situation, told=told)


def frame_of(situation: Situation, supporter: str) -> Frame:
    """The rota of a supporter's own person. BadQuestion where there is none, or no such supporter."""
    who = the_supporter(situation.organisation, supporter)
    mine = [frame for frame in situation.frames if frame.person.id == who.team_of]
    if not mine:
        raise BadQuestion(say.ASKED_NO_PUBLISHED_ROTA.format(who.name), weekly.REPLAN_PUBLISH_FIRST)
    return mine[0]


def _absence(situation: Situation, away: Away) -> Absence:
    who, first, last, kind = away
    supporter = the_supporter(situation.team, who)
    return Absence.model_validate(
        {"supporter": supporter.id, "first_day": first, "last_day": last, "kind": kind}
    )


def _set_shift(situation: Situation, who: str, shift: str) -> SetShift:
    frame = frame_of(situation, who)
    need = the_shift(situation.shifts(frame), shift, soonest=True)
    supporter = the_supporter(situation.organisation, who)
    return SetShift(person=frame.person.id, supporter=supporter.id, need=need.need.id, day=need.day)


def to_write_down(situation: Situation, told: Told) -> Sequence[str]:
    """What is told and not in the team file yet, for each supporter: the next rota reads only the file."""
    names = {each.id: each.name for each in situation.team.supporters}
    known = {each.id: each.leave for each in situation.team.supporters}
    return [
        weekly.REPLAN_WRITE_LEAVE.format(who=names[each.supporter], json=each.leave.model_dump_json())
        for each in told.absences
        if each.leave not in known[each.supporter]
    ]
