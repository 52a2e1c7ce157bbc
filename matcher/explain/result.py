"""The result in a sentence, with its proof."""

from collections.abc import Sequence
from datetime import date

from matcher.model.answer import Gap, Proof, Status
from matcher.model.organisation import Organisation
from matcher.wording import are, day_name, listed, many

IMPOSSIBLE = "No rota is possible for {names}: some of what is asked for cannot all hold."
NO_ROTA = "No rota was found for {names} in the time given."
COVERED = "Every need from {day} is covered: {weeks} for {people}."
GAPS = "{gaps} left from {day}, {weeks}, for {names}."
PROVED_BEST = "It is proved that no better rota exists."
PROVED_COVER = "It is proved that nothing more can be covered. How well the wishes are met may still improve."
NOT_PROVED = "The search stopped early: more might be covered with more time."
TEAMS_ONLY = "A team is proposed for {names}."
TYPICAL = "In a typical week {gaps} left that this team cannot cover."
TYPICAL_FULL = "It can cover a whole typical week."
PROVED_TEAM = "It is proved that no team from these supporters and applicants leaves less uncovered."


def rota_sentence(
    organisation: Organisation,
    status: Status,
    gaps: Sequence[Gap],
    proofs: Sequence[Proof],
    unsolved: Sequence[str],
    first_day: date,
    weeks: int,
) -> str:
    """What a solve came to."""
    names = {person.id: person.name for person in organisation.people}
    if status in ("impossible", "no_rota"):
        wording = IMPOSSIBLE if status == "impossible" else NO_ROTA
        return wording.format(names=listed([names[id] for id in unsolved]))
    day, length = day_name(first_day), many(weeks, "week")
    rota = [proof for proof in proofs if proof.part == "rota"]
    if status == "covered":
        result = COVERED.format(day=day, weeks=length, people=many(len(names), "person", "people"))
    else:
        count = are(sum(gap.supporters_missing for gap in gaps), "gap")
        whose = listed(list(dict.fromkeys(names[gap.person] for gap in gaps)))
        result = GAPS.format(gaps=count, day=day, weeks=length, names=whose)
    return " ".join([result, _proof(rota), *_team_proof(proofs, bool(gaps))])


def match_sentence(organisation: Organisation, gaps: int, proofs: Sequence[Proof]) -> str:
    """What a match came to."""
    names = listed([person.name for person in organisation.people])
    week = TYPICAL.format(gaps=are(gaps, "gap")) if gaps else TYPICAL_FULL
    return " ".join([TEAMS_ONLY.format(names=names), week, *_team_proof(proofs, gaps > 0)])


def _proof(proofs: Sequence[Proof]) -> str:
    if all(proof.status == "proved" for proof in proofs):
        return PROVED_BEST
    if all(proof.status == "proved" for proof in proofs if proof.level == "gaps"):
        return PROVED_COVER
    return NOT_PROVED


def _team_proof(proofs: Sequence[Proof], gaps: bool) -> list[str]:
    """Said only where gaps are left and a match was made."""
    match = [proof for proof in proofs if proof.part == "match" and proof.level == "gaps" and proof.cost > 0]
    return [PROVED_TEAM] if gaps and match and all(proof.status == "proved" for proof in match) else []
