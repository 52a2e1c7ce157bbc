"""H26: from the first day of a contract to its last."""

from typing import ClassVar, Literal

from matcher.calendar import ONE_MINUTE, DatedNeed
from matcher.frame import Frame
from matcher.model.answer import Level
from matcher.model.supporter import Supporter
from matcher.rules._base import HARD_ONLY, CellRule, Example
from matcher.wording import full_date


def _ann(**contract: object) -> dict[str, dict[str, object]]:
    return {"ann": {"contract": {"hours": 37.5, **contract}}}


class ContractDates(CellRule):
    """works = 0 where a minute of the need falls before the contract's first day or after its last

    A typical week has no dates; whoever has left by then is not in it at all.
    """

    kind: Literal["contract_dates"] = "contract_dates"
    level: Level = "hard"

    code: ClassVar[str] = "H26"
    basis: ClassVar[str] = "What was agreed with the supporter: nobody is asked to work without a contract."
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("no dates are given", "E......"),
        Example(
            "the first day and the last",
            "EEE....",
            supporters=_ann(started_on="2026-06-01", ends_on="2026-06-03"),
        ),
        Example(
            "the day before the first",
            "E......",
            supporters=_ann(started_on="2026-06-02"),
            says="Ann's contract begins on 2 Jun 2026.",
        ),
        Example(
            "a night that ends on the first day",
            "N......",
            supporters=_ann(started_on="2026-06-02"),
            says="Ann's contract begins on 2 Jun 2026.",
        ),
        Example(
            "the day after the last",
            ".E.....",
            supporters=_ann(ends_on="2026-06-01"),
            says="Ann's contract ends on 1 Jun 2026.",
        ),
        Example(
            "a night that begins on the last day and runs past it",
            "N......",
            supporters=_ann(ends_on="2026-06-01"),
            says="Ann's contract ends on 1 Jun 2026.",
        ),
        Example(
            "a late on the last day that ends at midnight",
            "L......",
            need={"late": {"end": "00:00", "ends_next_day": True}},
            supporters=_ann(ends_on="2026-06-01"),
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..|..\n..|..",
        need={"early": {}, "night": {}},
        supporters={**_ann(started_on="2026-06-02"), "bob": {"contract": {"ends_on": "2026-06-01"}}},
    )

    def says(self) -> str:
        return (
            "Nobody works before the first day of their contract or after its last, "
            "not even the end of a night."
        )

    def why_not(self, frame: Frame, supporter: Supporter, need: DatedNeed) -> str | None:
        contract = supporter.contract
        if contract.started_on is not None and need.start.date() < contract.started_on:
            return f"{supporter.name}'s contract begins on {full_date(contract.started_on)}."
        if contract.ends_on is not None and (need.end - ONE_MINUTE).date() > contract.ends_on:
            return f"{supporter.name}'s contract ends on {full_date(contract.ends_on)}."
        return None
