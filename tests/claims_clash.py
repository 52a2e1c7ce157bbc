"""Things that cannot all hold: the sentences read back, and the limits judged a second time."""

from collections.abc import Sequence
from itertools import combinations, product
from random import Random

from claims import SETTINGS, Claims
from plain_rules import alone, broken

from matcher.calendar import DatedNeed
from matcher.frame import Frame, Turn
from matcher.model.answer import Clash
from matcher.model.organisation import Organisation, SetShift
from matcher.model.supporter import Supporter
from matcher.rulebook import for_frame
from matcher.solve import request, rota
from matcher.team_frames import team_frame
from matcher.wording import when

MOST_SET = 6
MENDED_BY_MORE = {"skills_on_shift", "must_and_never", "cleared_and_inducted", "daily_rest"}
"""Limits that another shift may mend: someone else beside them, or a sleep-in that joins two shifts."""


def check_clash(claims: Claims, organisation: Organisation, rng: Random) -> None:
    """Shifts set by hand at random, most of them against something."""
    person = organisation.people[0]
    frame = _pinned(organisation, ())
    pins = tuple(_set(person.id, *cell) for cell in _drawn(frame, organisation, rng))
    asked = organisation.rota.model_copy(update={"pins": pins})
    answer = rota(request(organisation.model_copy(update={"rota": asked}), settings=SETTINGS))
    for clash in answer.clash:
        _check_clash(claims, organisation.model_copy(update={"rota": asked}), clash)
    named = [each.person for each in answer.clash]
    claims.claim("clash: told where impossible", (answer.status == "impossible") == (person.id in named))
    if answer.status != "impossible":
        every = frozenset(each.rule.kind for each in for_frame(frame))
        claims.claim(
            "clash: none where all can hold", _can_all_hold(_pinned(organisation, pins), pins, every)
        )


def _drawn(frame: Frame, organisation: Organisation, rng: Random) -> list[tuple[Supporter, DatedNeed]]:
    """Any two shifts, or more of those that are fine each by itself."""
    everyone = organisation.supporters
    every = [(each, need) for each in everyone for need in frame.needs]
    fine = [(each, need) for each, need in every if each.id in frame.by_id and not alone(frame, each, [need])]
    return rng.choices(fine, k=MOST_SET) if fine and rng.random() < 0.7 else rng.choices(every, k=2)


def _set(person: str, supporter: Supporter, need: DatedNeed) -> SetShift:
    return SetShift(person=person, supporter=supporter.id, need=need.need.id, day=need.day)


def _pinned(organisation: Organisation, pins: Sequence[SetShift]) -> Frame:
    asked = organisation.rota.model_copy(update={"pins": tuple(pins)})
    made = organisation.model_copy(update={"rota": asked})
    assert made.rota.first_day is not None
    assert made.as_of is not None
    return team_frame(made, made.people[0], first_day=made.rota.first_day, days=7, as_of=made.as_of)


def _check_clash(claims: Claims, organisation: Organisation, clash: Clash) -> None:
    """The sentences read back: together impossible, and possible without any one of them."""
    pins = tuple(dict.fromkeys(organisation.rota.pins))
    frame = _pinned(organisation, pins)
    shifts = {
        f"{frame.by_id[pin.supporter].name} is set on {when(need)}.": pin
        for pin in pins
        for need in frame.needs
        if (need.need.id, need.day) == (pin.need, pin.day)
    }
    says = {each.rule.says(): each.rule.kind for each in for_frame(frame) if each.rule.level == "hard"}
    set_by_hand = tuple(dict.fromkeys(shifts[item] for item in clash.items if item in shifts))
    kinds = [
        [kind for sentence, kind in says.items() if item.startswith(sentence)]
        for item in clash.items
        if item not in shifts
    ]
    claims.claim("clash: every item is read back", all(len(each) == 1 for each in kinds), clash.items)
    limits = frozenset(kind for each in kinds for kind in each)
    claims.claim("clash: cannot all hold", not _can_all_hold(frame, set_by_hand, limits), clash.items)
    for pin in set_by_hand:
        rest = tuple(each for each in set_by_hand if each != pin)
        claims.claim("clash: each shift is needed", _can_all_hold(frame, rest, limits), pin, clash.items)
    for kind in sorted(limits):
        fewer = limits - {kind}
        claims.claim(
            "clash: each limit is needed", _can_all_hold(frame, set_by_hand, fewer), kind, clash.items
        )


def _can_all_hold(frame: Frame, pins: Sequence[SetShift], limits: frozenset[str]) -> bool:
    """Whether shifts break none of some limits, alone or with more beside them that may mend something.

    Every other limit is broken by more shifts, never by fewer.
    """
    needs = [need for need in frame.needs if any((need.need.id, need.day) == (p.need, p.day) for p in pins)]
    turns = [
        Turn(pin.supporter, need)
        for pin in dict.fromkeys(pins)
        for need in needs
        if (need.need.id, need.day) == (pin.need, pin.day)
    ]
    set_for = {pin.supporter for pin in pins}
    beside = [
        Turn(each.id, need)
        for each, need in product(frame.supporters, frame.needs)
        if need in needs or (need.kind == "sleep_in" and each.id in set_for)
    ]
    more = [turn for turn in beside if turn not in turns]
    most = 2 if limits & MENDED_BY_MORE else 0
    return any(
        not {kind for kind, _ in broken(frame, [*turns, *extra])} & limits
        for count in range(most + 1)
        for extra in combinations(more, count)
    )
