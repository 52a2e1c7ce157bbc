"""Where a phase of a person's life begins and ends in a rota."""

from collections.abc import Iterator
from datetime import date, timedelta

from matcher import weekly_sentences as say
from matcher.model.answer import Rota
from matcher.model.need import Phase
from matcher.wording import day_name, full_date, until


def phases_said(rota: Rota) -> Iterator[str]:
    """A sentence for each phase on a rota's days, and one where a phase is over before the rota is."""
    last = rota.first_day + timedelta(days=rota.days - 1)
    for phase in rota.phases:
        begins = phase.first_day > rota.first_day
        told = say.PHASE_BEGINS if begins else say.PHASE_SINCE
        review = say.PHASE_REVIEW.format(full_date(phase.review_on)) if phase.review_on else ""
        day = day_name(phase.first_day) if begins else full_date(phase.first_day)
        yield told.format(phase=phase.id, day=day, until=until(phase.last_day), review=review)
        after = _after(phase)
        if after is not None and after <= last and not any(other.covers(after) for other in rota.phases):
            yield say.PHASE_ENDS.format(phase=phase.id, day=day_name(after))


def _after(phase: Phase) -> date | None:
    return phase.last_day + timedelta(days=1) if phase.last_day else None
