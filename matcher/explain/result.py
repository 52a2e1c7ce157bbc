"""The result in a sentence, with its proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matcher import sentences as say
from matcher import weekly_sentences as weekly
from matcher.model.answer import Answer, Gap, Proof, Rota, Status
from matcher.model.organisation import Organisation
from matcher.model.words import DAYS_IN_WEEK
from matcher.wording import are, day_name, day_of_week, listed, many, span

NAMED_GAPS = 3
"""So many gaps are named one by one; more are counted."""


@dataclass(frozen=True)
class Result:
    """What a solve came to. `unsolved`: ids of people without a team or a rota."""

    organisation: Organisation
    status: Status
    gaps: Sequence[Gap]
    proofs: Sequence[Proof]
    unsolved: Sequence[str]
    first_day: date
    days: int

    @property
    def names(self) -> dict[str, str]:
        """People's names by id."""
        return {person.id: person.name for person in self.organisation.people}


def rota_sentence(result: Result) -> str:
    """A solve in a sentence or two."""
    match result.status:
        case "impossible":
            return say.RESULT_IMPOSSIBLE.format(names=_listed(result, result.unsolved))
        case "no_rota":
            return say.RESULT_NO_ROTA.format(names=_listed(result, result.unsolved))
        case "covered":
            said = _covered(result)
        case "gaps":
            whose = listed(
                [f"{result.names[id]}'s" for id in dict.fromkeys(gap.person for gap in result.gaps)]
            )
            said = say.RESULT_GAPS.format(whose=whose, gaps=_gaps(result), **_when(result))
    return " ".join([said, *_rota_proof(result.proofs), *_team_proof(result.proofs, bool(result.gaps))])


def replan_sentence(organisation: Organisation, answer: Answer, people: Sequence[str]) -> str:
    """What making some people's published rotas again came to: how much changes, what is covered, how sure
    that is.
    """
    made = {rota.person for rota in answer.rotas}
    unsolved = [id for id in people if id not in made]
    first = min((rota.first_day for rota in answer.rotas), default=answer.provenance.as_of)
    last = max((_last_day(rota) for rota in answer.rotas), default=first)
    result = Result(
        organisation, answer.status, answer.gaps, answer.proof, unsolved, first, (last - first).days + 1
    )
    if answer.status in ("impossible", "no_rota"):
        return rota_sentence(result)
    days = {"days": span([first, last])}
    counted = many(len(answer.changes), "change")
    covered = weekly.REPLAN_GAPS.format(gaps=_gaps(result), **days) if answer.gaps else None
    return " ".join(
        [
            weekly.REPLAN_CHANGES.format(changes=counted) if answer.changes else weekly.REPLAN_NO_CHANGE,
            covered or weekly.REPLAN_COVERED.format(**days),
            _replan_proof(answer.proof),
        ]
    )


def match_sentence(
    organisation: Organisation, gaps: int, proofs: Sequence[Proof], no_team: Sequence[str]
) -> str:
    """What a match came to. `no_team`: ids of people for whom none was found in the time given."""
    names = {person.id: person.name for person in organisation.people}
    if no_team:
        return say.RESULT_NO_TEAM.format(names=listed([names[id] for id in no_team]))
    week = say.RESULT_TYPICAL.format(gaps=are(gaps, "gap")) if gaps else say.RESULT_TYPICAL_FULL
    proposed = say.RESULT_TEAMS_ONLY.format(names=listed(list(names.values())))
    return " ".join([proposed, week, *_team_proof(proofs, gaps > 0)])


def broken_sentence(count: int) -> str:
    """Said of a rota made elsewhere that breaks limits."""
    return say.RESULT_BROKEN.format(times="Once" if count == 1 else f"{count} times")


def _listed(result: Result, ids: Sequence[str]) -> str:
    return listed([result.names[id] for id in ids])


def _when(result: Result) -> dict[str, str]:
    weeks, over = divmod(result.days, DAYS_IN_WEEK)
    count, word = (result.days, "day") if over else (weeks, "week")
    one = count == 1
    return {
        "weeks": word if one else many(count, word),
        "day": day_name(result.first_day),
        "is_or_are": "is" if one else "are",
    }


def _covered(result: Result) -> str:
    names = list(result.names.values())
    whose = f"{names[0]}'s" if len(names) == 1 else f"All {len(names)} people's"
    return say.RESULT_COVERED.format(whose=whose, **_when(result))


def _gaps(result: Result) -> str:
    return gaps_said(result.gaps, result.days)


def gaps_said(gaps: Sequence[Gap], days: int = DAYS_IN_WEEK) -> str:
    """'Sunday early is', or '5 shifts are': so that 'not covered' can follow."""
    day = day_of_week if days <= DAYS_IN_WEEK else day_name
    if len(gaps) > NAMED_GAPS:
        return f"{sum(gap.supporters_missing for gap in gaps)} shifts are"
    named = listed([f"{day(gap.day)} {gap.need}" for gap in gaps])
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


def _replan_proof(proofs: Sequence[Proof]) -> str:
    """How sure it is that no more can be covered, and that no cheaper change covers as much."""
    covered = [proof for proof in proofs if proof.level == "gaps"]
    changed = [proof for proof in proofs if proof.level == "change"]
    if any(proof.status != "proved" for proof in covered):
        return weekly.REPLAN_NOT_PROVED
    if not changed:
        return weekly.REPLAN_PROVED_COVER
    if all(proof.status == "proved" for proof in changed):
        return weekly.REPLAN_PROVED_CHEAPEST
    return f"{weekly.REPLAN_PROVED_COVER} {weekly.REPLAN_MAYBE_CHEAPER}"


def _last_day(rota: Rota) -> date:
    return rota.first_day + timedelta(days=rota.days - 1)


def _team_proof(proofs: Sequence[Proof], gaps: bool) -> list[str]:
    """Said only where gaps are left and a match was made."""
    match = [proof for proof in proofs if proof.part == "match" and proof.level == "gaps" and proof.cost > 0]
    return (
        [say.RESULT_PROVED_TEAM]
        if gaps and match and all(proof.status == "proved" for proof in match)
        else []
    )
