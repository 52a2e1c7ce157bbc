"""All kinds of claims about one small organisation, checked: a few for each seed, or every one."""

from collections.abc import Callable
from random import Random

from claims import Claims, solved, worse
from claims_clash import check_clash
from claims_gap import check_gaps
from claims_team import check_answer, check_recruit, check_what_if
from claims_why import check_why_not
from small import small

WHY_NOTS = 8
MOST_GAPS = 2
"""A seed that checks a part leaves rotas with more gaps to those that check everything."""
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
