"""Covering a shift: which one is meant, and each of the person's own team tried on it."""

from dataclasses import dataclass, replace
from functools import cached_property

from matcher import sentences as say
from matcher import weekly_sentences as weekly
from matcher.asking import shift_names, the_person, the_shift, the_supporter
from matcher.audit import Audit, audit
from matcher.calendar import DatedNeed
from matcher.clock import Clock
from matcher.errors import BadQuestion
from matcher.frame import Frame, Turn
from matcher.model.supporter import Supporter
from matcher.model.told import SetShift
from matcher.plan import Plan
from matcher.replanning import Situation
from matcher.rotas import RotaMade, make_rota
from matcher.rulebook import InForce, closed, for_frame
from matcher.telling import Away, frame_of, tell
from matcher.wording import day_name, listed, when


@dataclass(frozen=True)
class Asked:
    """One shift of a published rota, and who cannot come to it."""

    situation: Situation
    """With what was told: whoever cannot come is not on the shift any more."""
    frame: Frame
    need: DatedNeed
    absent: Supporter | None

    @cached_property
    def rules(self) -> tuple[InForce, ...]:
        """The rules in force for this rota."""
        return tuple(for_frame(self.frame))

    @cached_property
    def left(self) -> Plan:
        """What is published, without what somebody cannot work any more."""
        return Plan.of(self.frame, _still_worked(self.frame))

    @cached_property
    def before(self) -> Audit:
        """What the audit finds in that."""
        return audit(self.left, self.rules)


@dataclass(frozen=True)
class Tried:
    """One supporter on the shift: all else as it is, and in the best rota that has them there, if any."""

    who: Supporter
    direct: Plan
    made: RotaMade | None
    """None where one shift by itself is closed to them, whatever else is done."""

    @property
    def plan(self) -> Plan:
        """The rota to tell of."""
        return self.direct if self.made is None or self.made.plan is None else self.made.plan


def ask(situation: Situation, shift: str, absent: str | Away | None, person: str | None = None) -> Asked:
    """The question about a shift, by its name.

    BadQuestion for names nobody knows, for a shift that is full, and for somebody who can come to it.
    """
    situation = _with_the_shift(situation, shift)
    frame, need, who = _meant(situation, shift, absent, person)
    there = _there(frame, need)
    if who is None and len(there) >= need.need.supporters_needed:
        if len(there) > 1:
            full = weekly.COVER_FULL.format(need=_sentence_start(need))
            raise BadQuestion(full, weekly.COVER_NAME_ABSENT.format(id=there[0]))
        who = frame.by_id[there[0]]
    if who is None:
        return Asked(situation, frame, need, None)
    if not _is_published(frame, need, who):
        names = listed([frame.by_id[id].name for id in there]) or weekly.COVER_NOBODY
        on_it = weekly.COVER_WHO_IS.format(names=names)
        raise BadQuestion(weekly.COVER_NOT_ON_IT.format(who=who.name, need=when(need)), on_it)
    name = shift_names(need)[-1]
    told = (
        tell(situation, absent=[absent])
        if isinstance(absent, tuple)
        else tell(situation, forbids=[(who.id, name)])
    )
    fresh = next(each for each in told.frames if each.person.id == frame.person.id)
    if who.id in _there(fresh, need):
        raise BadQuestion(weekly.COVER_NOT_AWAY.format(who=who.name, day=day_name(need.day)), "")
    return Asked(told, fresh, the_shift(fresh.needs, name), fresh.by_id.get(who.id, who))


def _with_the_shift(situation: Situation, shift: str) -> Situation:
    """The part of what is published in which there is such a shift; the first part where there is none."""
    return next(
        (
            part
            for part in situation.parts
            if any(shift in shift_names(need) for frame in part.frames for need in part.shifts(frame))
        ),
        situation,
    )


def _meant(
    situation: Situation, shift: str, absent: str | Away | None, person: str | None
) -> tuple[Frame, DatedNeed, Supporter | None]:
    """Whose shift is meant, which, and who cannot come."""
    if absent is not None:
        name = absent if isinstance(absent, str) else absent[0]
        frame = frame_of(situation, name)
        who = the_supporter(situation.organisation, name)
        return frame, the_shift(situation.shifts(frame), shift, soonest=True), who
    frames = list(situation.frames)
    if person is not None:
        whose = the_person(situation.organisation, person)
        frames = [frame for frame in frames if frame.person.id == whose.id]
        if not frames:
            raise BadQuestion(weekly.COVER_NOTHING_PUBLISHED.format(whose.name), weekly.REPLAN_PUBLISH_FIRST)
    named = [frame for frame in frames if any(shift in shift_names(need) for need in situation.shifts(frame))]
    if len(named) > 1:
        raise BadQuestion(say.ASKED_WHICH_PERSON, say.ASKED_NAME_THE_PERSON)
    frame = (named or frames)[0]
    return frame, the_shift(situation.shifts(frame), shift, soonest=True), None


def _still_worked(frame: Frame) -> list[Turn]:
    """The published turns that are still to come and that nothing closes to whoever has them."""
    rules = for_frame(frame)
    coming = [turn for turn in frame.published or () if turn.supporter in frame.by_id]
    return [
        turn
        for turn in coming
        if frame.inside(turn.need) and not closed(rules, frame, frame.by_id[turn.supporter], turn.need)
    ]


def _there(frame: Frame, need: DatedNeed) -> list[str]:
    """Who will be on a shift, or is on it right now, by id."""
    on_it = [turn for turn in (*_still_worked(frame), *frame.past) if turn.need.key == need.key]
    return [turn.supporter for turn in on_it if turn.supporter in frame.by_id]


def _is_published(frame: Frame, need: DatedNeed, who: Supporter) -> bool:
    """Whether somebody is on a shift by what was published, whatever the file says by now."""
    turns = (*(frame.published or ()), *frame.past)
    return any((turn.supporter, turn.need.key) == (who.id, need.key) for turn in turns)


def try_on(asked: Asked, who: Supporter, clock: Clock) -> Tried:
    """A supporter on the shift, and the rota with the least change that has them there, found and audited."""
    direct = Plan.of(asked.frame, (*asked.left.turns, Turn(who.id, asked.need)))
    if closed(asked.rules, asked.frame, who, asked.need):
        return Tried(who, direct, None)
    pin = SetShift(
        person=asked.frame.person.id, supporter=who.id, need=asked.need.need.id, day=asked.need.day
    )
    frame = replace(asked.frame, pins=(*asked.frame.pins, pin))
    return Tried(who, direct, make_rota(frame, clock, with_clash=False))


def _sentence_start(need: DatedNeed) -> str:
    named = when(need)
    return f"{named[0].upper()}{named[1:]}"
