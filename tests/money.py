"""Small pieces of money for tests: Pat and Ann, shifts by the clock, and rotas as history."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from answers import answered, rota_of

from matcher.calendar import DatedNeed, dated
from matcher.model.answer import Rota, Shift
from matcher.model.delivered import Delivered, Happened
from matcher.model.need import Need
from matcher.model.organisation import TEAM_FORMAT, Organisation
from matcher.model.published import Publication
from matcher.money.shifts import Cost, cost
from matcher.store.folder import FolderHistory

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2027, 1, 31, 12, tzinfo=UTC)
Made = dict[str, Any]
EARLY: Made = {"id": "early", "kind": "early", "start": "07:00", "end": "14:30"}
NIGHT: Made = {"id": "night", "kind": "waking_night", "start": "22:00", "end": "08:00"}
SLEEP_IN: Made = {"id": "sleep-in", "kind": "sleep_in", "start": "22:00", "end": "07:00"}


def organisation(
    *needs: Made,
    money: Made | None = None,
    pay: Made | None = None,
    contracts: Mapping[str, Made] | None = None,
    others: tuple[Made, ...] = (),
    **person: Any,
) -> Organisation:
    """Pat with Ann, or with these supporters, at £12 an hour and £50 a sleep-in unless a contract says so."""
    usual = {"hours": 37.5, "rate": "12", "sleep_in_allowance": "50"}
    team = {id: {**usual, **more} for id, more in (contracts or {"ann": {}}).items()}
    pat = {
        "id": "pat",
        "name": "Pat",
        "needs": needs or (EARLY,),
        "answers": [{"supporter": id, "answer": "yes", "met_on": "2024-01-01"} for id in team],
        **({} if money is None else {"money": money}),
        **person,
    }
    return Organisation.model_validate(
        {
            "format": TEAM_FORMAT,
            "name": "Hazel Lane",
            "as_of": "2026-12-31",
            "people": [pat, *others],
            "supporters": [_supporter(id, contract) for id, contract in team.items()],
            "pay": pay or {},
        }
    )


def _supporter(id: str, contract: Made) -> Made:
    return {
        "id": id,
        "name": id.capitalize(),
        "adult": True,
        "team_of": "pat",
        "cleared": "yes",
        "induction": [{"person": "pat", "stage": "ready"}],
        "contract": contract,
    }


def on(need: Made, day: str, awake: int | None = None) -> DatedNeed:
    """A need on a day, with what was recorded awake."""
    plain = dated(Need.model_validate(need), date.fromisoformat(day), LONDON)
    return DatedNeed(plain.need, plain.day, plain.start, plain.end, awake=awake)


def costs(about: Organisation, need: DatedNeed, who: str = "ann") -> Cost:
    """What a shift costs, where all is known."""
    found = cost(about, about.supporter(who).contract, need)
    assert found is not None
    return found


def paid(about: Organisation, need: DatedNeed) -> Decimal:
    """What is paid for a shift, without what comes on top."""
    found = costs(about, need)
    return found.hours + found.allowances + found.enhancements


def shift(need: DatedNeed, supporter: str, person: str = "pat") -> Shift:
    """A dated need as a shift of an answer."""
    return Shift(
        person=person,
        supporter=supporter,
        need=need.need.id,
        day=need.day,
        start=need.start,
        end=need.end,
        kind=need.kind,
        working_minutes=need.minutes,
        paid_minutes=need.awake_minutes,
    )


def published(folder: Path, *rotas: Rota) -> FolderHistory:
    """A history in which each rota was published by itself."""
    store = FolderHistory(folder / "history")
    for rota in rotas:
        entry = Publication(number=store.last() + 1, at=NOW, by="Ruth", answer=answered(rotas=(rota,)))
        store.publish(entry)
    return store


def week_of(first: str, *shifts: Shift, days: int = 7, person: str = "pat") -> Rota:
    """A rota of some days with these shifts."""
    day = date.fromisoformat(first)
    rota = rota_of(tuple(shifts), days=days, person=person)
    return rota.model_copy(update={"first_day": day})


def recorded(store: FolderHistory, *shifts: Delivered) -> None:
    """Records of one time."""
    store.record(Happened(number=store.last() + 1, at=NOW, by="Ruth", shifts=shifts))


def happened(need: DatedNeed, outcome: Any, planned: str | None = "ann", **more: Any) -> Delivered:
    """A record of a shift; as it was planned unless more is said."""
    came = (
        {}
        if outcome in ("cancelled", "not_covered")
        else {"came": planned, "start": need.start, "end": need.end}
    )
    return Delivered.model_validate(
        {
            "person": "pat",
            "need": need.need.id,
            "day": need.day,
            "kind": need.kind,
            "planned": planned,
            "outcome": outcome,
            **came,
            **more,
        }
    )
