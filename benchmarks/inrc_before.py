"""What came before the first week of an INRC-II instance, as an answer of ours that the weeks go on from."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.metadata import version

from inrc_instance import NONE, Instance, Past
from ward import DAY_0, WARD, Fields, id_of, of_shifts

from matcher.calendar import ONE_DAY, days_from
from matcher.model.answer import Answer, Provenance, Rota, Shift
from matcher.model.words import MINUTES_IN_HOUR

START, END, MINUTES = time(0), time(8), 8 * MINUTES_IN_HOUR
"""Their shifts have no times: one a day, and successions, are rules of their own."""
TIMES = {"start": f"{START:%H:%M}", "end": f"{END:%H:%M}", "kind": "other"}


def first_day(instance: Instance) -> date:
    """The Monday of the first of the weeks."""
    return DAY_0 + timedelta(weeks=instance.history.week)


def answer_before(instance: Instance) -> Answer:
    """The days before as an answer of ours: shifts that open the runs which the history tells of.

    It begins a day before the longest of them.
    """
    first = _known_from(instance)
    return Answer(
        status="covered",
        says="What was worked before.",
        rotas=(
            Rota(
                person=WARD,
                first_day=first,
                days=(first_day(instance) - first).days,
                rest="Rest is not asked for.",
                shifts=tuple(_shifts_before(instance)),
            ),
        ),
        provenance=Provenance(
            version=version("small-supports-matcher"),
            solver="none",
            input_hash="none",
            as_of=first,
            seed=0,
            workers=1,
            time_limit_seconds=0,
            seconds=0,
            stopped_early=False,
        ),
    )


def _known_from(instance: Instance) -> date:
    return first_day(instance) - timedelta(days=longest_before(instance) + 2)


def longest_before(instance: Instance) -> int:
    """The most days in a row, worked or free, that go on into the first week."""
    return max(max(each.worked_in_a_row, each.off_in_a_row) for each in instance.history.nurse_history)


def _shifts_before(instance: Instance) -> Iterator[Shift]:
    for past in instance.history.nurse_history:
        for place, shift in enumerate(_back_from_the_first_day(instance, past), start=1):
            if shift is not None:
                day = datetime.combine(first_day(instance) - place * ONE_DAY, START, UTC)
                yield Shift(
                    person=WARD,
                    supporter=id_of(past.nurse),
                    need=_before_id(shift),
                    day=day.date(),
                    start=day,
                    end=datetime.combine(day, END, UTC),
                    kind="other",
                    working_minutes=MINUTES,
                    paid_minutes=MINUTES,
                )


def _back_from_the_first_day(instance: Instance, past: Past) -> list[str | None]:
    """The kinds of shift of a nurse's last days, the last one first; None: free.

    Of days worked before the last kind of shift it is not told which they were: they get another kind. Before
    days off stands one shift, of any kind, so that they begin where they began.
    """
    kinds = [each.id for each in instance.scenario.shift_types]
    other = next((kind for kind in kinds if kind != past.last), past.last)
    if past.last == NONE:
        return [*[None] * past.off_in_a_row, other]
    return [*[past.last] * past.same_in_a_row, *[other] * (past.worked_in_a_row - past.same_in_a_row)]


def needs_before(instance: Instance) -> Iterator[Fields]:
    """The needs that those shifts were on, one for each kind."""
    first = _known_from(instance)
    days = [f"{day}" for day in days_from(first, (first_day(instance) - first).days)]
    for shift in instance.scenario.shift_types:
        tags = of_shifts(shift.id)
        yield {"id": _before_id(shift.id), "dates": days, "supporters_needed": 0, **TIMES, **tags}


def _before_id(shift: str) -> str:
    return f"before-{id_of(shift)}"
