"""W11: reviews that are due, and an order for hard times that is not agreed."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from matcher.model.answer import Level, Violation
from matcher.model.need import Need, Phase
from matcher.model.person import Person
from matcher.rules._base import WARNS, Example, Rule
from matcher.rules._due import Due
from matcher.wording import full_date, listed

if TYPE_CHECKING:
    from matcher.model.organisation import Organisation


def _pat(**words: Any) -> dict[str, Any]:
    return {"contingency_order": ["ann"], **words}


def _phase(**words: Any) -> dict[str, Any]:
    return _pat(phases=[{"id": "settling", "first_day": "2026-04-01", **words}])


SETTLING = {"phase": "settling"}
TWO = {"supporters_needed": 2}
NO_DATE = "there is no date to look again at more than one supporter, or a waking night."


class ReviewsDue(Rule):
    """as of <= every review date; supporters > 1 or a waking night: a date; a team: an agreed order

    What belongs to a phase that is over does not count. A phase's date is a date for its needs too.
    """

    kind: Literal["reviews_due"] = "reviews_due"
    level: Level = "warn"

    code: ClassVar[str] = "W11"
    basis: ClassVar[str] = (
        "Founding texts: keep planning and know what we will do in difficult times; over time, periods of "
        "stability are built, and risks fall and rise."
    )
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "organisation"
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("one supporter by day needs no date", person=_pat(), need={"early": {}}),
        Example(
            "two at once",
            person=_pat(),
            need={"early": TWO, "late": TWO},
            says=f"Pat's early and late: {NO_DATE}",
        ),
        Example("a waking night", person=_pat(), need={"night": {}}, says=f"Pat's night: {NO_DATE}"),
        Example("with a date", person=_pat(), need={"night": {"review_on": "2026-06-01"}}),
        Example(
            "a date that has passed",
            person=_pat(),
            need={"night": {"review_on": "2026-05-31"}, "early": {"review_on": "2026-05-31"}},
            says="Pat's early and night were to be looked at again by 31 May 2026.",
        ),
        Example(
            "its phase has a date",
            person=_phase(review_on="2026-06-01"),
            need={"night": SETTLING},
        ),
        Example(
            "the phase's date has passed",
            person=_phase(review_on="2026-05-31"),
            need={"night": SETTLING},
            says="Pat's phase 'settling' was to be looked at again by 31 May 2026.",
        ),
        Example(
            "a phase that is over",
            person=_phase(last_day="2026-05-31", review_on="2026-05-20"),
            need={"night": SETTLING},
        ),
        Example(
            "no order for hard times",
            person={"contingency_order": []},
            says="Pat has no agreed order of who comes when someone cannot.",
        ),
        Example(
            "nobody in the team yet",
            person={"contingency_order": []},
            supporters={"ann": {"team_of": None}},
        ),
        Example("the order's date is today", person=_pat(contingency_review_on="2026-06-01")),
        Example(
            "the order's date has passed",
            person=_pat(contingency_review_on="2026-05-31"),
            says="Pat's order of who comes when someone cannot was to be looked at again by 31 May 2026.",
        ),
    )

    def says(self) -> str:
        return (
            "Needs with more than one supporter at once, and waking nights, have a date to look at them "
            "again; no such date has passed; and every person with a team has an agreed order of who comes "
            "when someone cannot."
        )

    def check_organisation(self, organisation: "Organisation", as_of: date) -> Iterator[Violation]:
        for due in self.due(organisation, as_of):
            if due.late is not None:
                yield self.broken(due.late, amount=due.amount(as_of), person=due.person)

    def due(self, organisation: "Organisation", as_of: date) -> Iterator[Due]:
        """What is to be looked at again, whether its day has passed, is to come, or is not recorded."""
        with_team = {supporter.team_of for supporter in organisation.supporters}
        for person in organisation.people:
            yield from _without_date(person, as_of)
            for on, names in reviews(person, as_of).items():
                yield _review(person, on, listed(names), len(names), as_of)
            if person.id in with_team and not person.contingency_order:
                says = f"{person.name} has no agreed order of who comes when someone cannot."
                yield Due("review", person.name, None, says, person.id)


def _without_date(person: Person, as_of: date) -> Iterator[Due]:
    dated = {phase.id for phase in person.phases if phase.review_on is not None}
    missing = [
        need.id
        for need in _needs(person, as_of)
        if (need.supporters_needed > 1 or need.kind == "waking_night")
        and need.review_on is None
        and need.phase not in dated
    ]
    if missing:
        whose = f"{person.name}'s {listed(missing)}"
        says = f"{whose}: there is no date to look again at more than one supporter, or a waking night."
        yield Due("review", whose, None, says, person.id, count=len(missing))


def _review(person: Person, on: date, what: str, count: int, as_of: date) -> Due:
    whose = f"{person.name}'s {what}"
    was = "was" if count == 1 else "were"
    late = f"{whose} {was} to be looked at again by {full_date(on)}." if on < as_of else None
    return Due("review", whose, on, late, person.id)


def reviews(person: Person, as_of: date) -> dict[date, list[str]]:
    """What is to be looked at again by each day, in order, whether the day has passed or is to come."""
    due: dict[date, list[str]] = {}
    for on, what in _dates(person, as_of):
        if on is not None:
            due.setdefault(on, []).append(what)
    return dict(sorted(due.items()))


def _dates(person: Person, as_of: date) -> Iterator[tuple[date | None, str]]:
    """Every review date with what it is about."""
    for need in _needs(person, as_of):
        yield need.review_on, need.id
    for phase in person.phases:
        if not _over(phase, as_of):
            yield phase.review_on, f"phase '{phase.id}'"
    yield person.contingency_review_on, "order of who comes when someone cannot"


def _needs(person: Person, as_of: date) -> list[Need]:
    """Needs, but for those of phases that are over."""
    over = {phase.id for phase in person.phases if _over(phase, as_of)}
    return [need for need in person.needs if need.phase not in over]


def _over(phase: Phase, as_of: date) -> bool:
    return phase.last_day is not None and phase.last_day < as_of
