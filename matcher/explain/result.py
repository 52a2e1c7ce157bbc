"""The result in a sentence, with its proof."""

from collections.abc import Sequence
from datetime import date

from matcher import sentences as say
from matcher.model.answer import Gap, Proof, Status
from matcher.model.organisation import Organisation
from matcher.wording import are, day_name, day_of_week, listed

NAMED_GAPS = 3
"""So many gaps are named one by one; more are counted."""


def rota_sentence(
    organisation: Organisation,
    status: Status,
    gaps: Sequence[Gap],
    proofs: Sequence[Proof],
    unsolved: Sequence[str],
    first_day: date,
    weeks: int,
) -> str:
    """What a solve came to. `unsolved`: ids of people without a rota."""
    names = {person.id: person.name for person in organisation.people}
    if status in ("impossible", "no_rota"):
        wording = say.RESULT_IMPOSSIBLE if status == "impossible" else say.RESULT_NO_ROTA
        return wording.format(names=listed([names[id] for id in unsolved]))
    length = "week" if weeks == 1 else f"{weeks} weeks"
    facts = {"weeks": length, "day": day_name(first_day), "is_or_are": "is" if weeks == 1 else "are"}
    if status == "covered":
        whose = f"{next(iter(names.values()))}'s" if len(names) == 1 else f"All {len(names)} people's"
        result = say.RESULT_COVERED.format(whose=whose, **facts)
    else:
        whose = listed([f"{names[id]}'s" for id in dict.fromkeys(gap.person for gap in gaps)])
        result = say.RESULT_GAPS.format(whose=whose, gaps=_gaps(gaps), **facts)
    return " ".join([result, *_rota_proof(proofs), *_team_proof(proofs, bool(gaps))])


def match_sentence(organisation: Organisation, gaps: int, proofs: Sequence[Proof]) -> str:
    """What a match came to."""
    names = listed([person.name for person in organisation.people])
    week = say.RESULT_TYPICAL.format(gaps=are(gaps, "gap")) if gaps else say.RESULT_TYPICAL_FULL
    return " ".join([say.RESULT_TEAMS_ONLY.format(names=names), week, *_team_proof(proofs, gaps > 0)])


def broken_sentence(count: int) -> str:
    """Said of a rota made elsewhere that breaks limits."""
    return say.RESULT_BROKEN.format(times="Once" if count == 1 else f"{count} times")


def _gaps(gaps: Sequence[Gap]) -> str:
    if len(gaps) > NAMED_GAPS:
        return f"{sum(gap.supporters_missing for gap in gaps)} shifts are"
    named = listed([f"{day_of_week(gap.day)} {gap.need}" for gap in gaps])
    return f"{named} {'is' if len(gaps) == 1 else 'are'}"


def _rota_proof(proofs: Sequence[Proof]) -> list[str]:
    """Nothing is said of a rota made elsewhere: there is no proof to speak of."""
    rota = [proof for proof in proofs if proof.part == "rota"]
    if not rota:
        return []
    if all(proof.status == "proved" for proof in rota):
        return [say.RESULT_PROVED_BEST]
    covered = all(proof.status == "proved" for proof in rota if proof.level == "gaps")
    return [say.RESULT_PROVED_COVER if covered else say.RESULT_NOT_PROVED]


def _team_proof(proofs: Sequence[Proof], gaps: bool) -> list[str]:
    """Said only where gaps are left and a match was made."""
    match = [proof for proof in proofs if proof.part == "match" and proof.level == "gaps" and proof.cost > 0]
    return (
        [say.RESULT_PROVED_TEAM]
        if gaps and match and all(proof.status == "proved" for proof in match)
        else []
    )
