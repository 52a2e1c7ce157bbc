"""All kinds of claims about one small organisation, checked: a few for each seed, or every one."""

from collections.abc import Callable
from random import Random

from claims import Claims, Solved, solved, worse
from claims_clash import check_clash
from claims_gap import check_gaps
from claims_team import check_answer, check_recruit, check_what_if, check_what_if_in
from claims_why import check_why_not
from small import small

from matcher.clock import Settings
from matcher.model.organisation import Organisation
from matcher.model.supporter import Inducted

WHY_NOTS = 8
MOST_GAPS = 2
"""A seed that checks a part leaves rotas with more gaps to those that check everything."""
LITTLE_TIME = (0.0, 0.02, 0.1)
"""Seconds in which next to nothing, or only a part, is worked out."""
QUESTIONS = 8
"""In so many seeds in a row all there is to ask about a team is asked, one question each."""


def truths(seed: int, *, everything: bool = False) -> Claims:
    """What is claimed about the organisation of a seed. Left to itself each seed checks a part of it."""
    rng, organisation = Random(seed), small(seed)
    claims = Claims(f"seed {seed}")
    best = solved(organisation)
    check_why_not(claims, best, rng, None if everything else WHY_NOTS)
    for place, made in enumerate((best, worse(best, rng))):
        if everything or (seed % 2 == place and len(made.case.plan.missing()) <= MOST_GAPS):
            check_gaps(claims, made)
    if everything or seed % 4 == 1:
        check_gaps(claims, not_ready(organisation, rng))
    if everything or seed % 4 == 3:
        check_in_little_time(claims, worse(best, rng), rng)
    if everything or not seed % 3:
        check_clash(claims, organisation, rng)
    questions: tuple[Callable[[], None], ...] = (
        lambda: check_what_if(claims, organisation, two=False),
        lambda: check_recruit(claims, organisation, survive=False),
        lambda: check_answer(claims, organisation),
        lambda: check_what_if(claims, organisation, two=True),
        lambda: check_recruit(claims, organisation, survive=True),
    )
    for place, question in enumerate(questions):
        if everything or seed % QUESTIONS == place:
            question()
    return claims


def check_in_little_time(claims: Claims, made: Solved, rng: Random) -> None:
    """Time runs out before or among the questions: less is said, and nothing false."""
    settings = Settings(time_limit=rng.choice(LITTLE_TIME), workers=1)
    check_what_if_in(claims, made.organisation, settings)
    check_recruit(claims, made.organisation, survive=False, settings=settings)
    if len(made.case.plan.missing()) <= MOST_GAPS:
        check_gaps(claims, made, settings)


def not_ready(organisation: Organisation, rng: Random) -> Solved:
    """The same team with a member still shadowing, or with checks not complete."""
    who = rng.choice([each for each in organisation.supporters if each.team_of is not None])
    shadowing = Inducted(person=organisation.people[0].id, stage="shadowing", shadow_shifts=1)
    left = rng.choice(({"cleared": "adult_first"}, {"induction": (shadowing,)}))
    others = tuple(
        each.model_copy(update=left) if each.id == who.id else each for each in organisation.supporters
    )
    return solved(organisation.model_copy(update={"supporters": others}))
