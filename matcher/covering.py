"""Covering a shift: which one is meant, and each of the person's own team tried on it."""

from dataclasses import dataclass, replace
from functools import cached_property

from matcher import sentences as say
from matcher.asking import shift_names, the_shift, the_supporter
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
from matcher.wording import listed, when


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
        """What is published, without what whoever is away cannot work any more."""
        frame = self.frame
        kept = [
            turn
            for turn in frame.published or ()
            if turn.supporter in frame.by_id
            and frame.inside(turn.need)
            and not (self.absent and self._closed_to(self.absent, turn))
        ]
        return Plan.of(frame, kept)

    @cached_property
    def before(self) -> Audit:
        """What the audit finds in that."""
        return audit(self.left, self.rules)

    def _closed_to(self, who: Supporter, turn: Turn) -> bool:
        return turn.supporter == who.id and bool(closed(self.rules, self.frame, who, turn.need))


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
    """The question about a shift, by its name. BadQuestion for names nobody knows, and for a full shift."""
    frame, need, who = _meant(situation, shift, absent, person)
    on_it = [turn.supporter for turn in _there(frame, need)]
    if who is None and len(on_it) >= need.need.supporters_needed:
        if len(on_it) > 1:
            full = say.COVER_FULL.format(need=_sentence_start(need))
            raise BadQuestion(full, say.COVER_NAME_ABSENT.format(id=on_it[0]))
        who = frame.by_id[on_it[0]]
    if who is not None and who.id not in on_it:
        names = listed([frame.by_id[id].name for id in on_it if id in frame.by_id]) or say.COVER_NOBODY
        raise BadQuestion(
            say.COVER_NOT_ON_IT.format(who=who.name, need=when(need)), say.COVER_WHO_IS.format(names=names)
        )
    if who is None:
        return Asked(situation, frame, need, None)
    if isinstance(absent, tuple):
        told = tell(situation, absent=[absent])
    else:
        told = tell(situation, forbids=[(who.id, shift_names(need)[-1])])
    fresh = next(each for each in told.frames if each.person.id == frame.person.id)
    return Asked(told, fresh, the_shift(fresh.needs, shift_names(need)[-1]), fresh.by_id.get(who.id, who))


def _meant(
    situation: Situation, shift: str, absent: str | Away | None, person: str | None
) -> tuple[Frame, DatedNeed, Supporter | None]:
    """Whose shift is meant, which, and who cannot come."""
    if absent is not None:
        name = absent if isinstance(absent, str) else absent[0]
        frame = frame_of(situation, name)
        who = the_supporter(situation.organisation, name)
        return frame, the_shift(situation.shifts(frame), shift, soonest=True), who
    frames = [frame for frame in situation.frames if person in (None, frame.person.id, frame.person.name)]
    named = [frame for frame in frames if any(shift in shift_names(need) for need in situation.shifts(frame))]
    if len(named) > 1:
        raise BadQuestion(say.ASKED_WHICH_PERSON, say.ASKED_NAME_THE_PERSON)
    frame = (named or frames or list(situation.frames))[0]
    return frame, the_shift(situation.shifts(frame), shift, soonest=True), None


def _there(frame: Frame, need: DatedNeed) -> list[Turn]:
    """Who is on a shift by what is published, or is on it right now."""
    return [turn for turn in (*(frame.published or ()), *frame.past) if turn.need.key == need.key]


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
