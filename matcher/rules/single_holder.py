"""W5: what rests on one supporter alone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.model.words import KIND_NAMES, ShiftKind
from matcher.rules._base import WARNS, Example, Rule
from matcher.wording import day_name, listed, many

if TYPE_CHECKING:
    from matcher.plan import Plan

NIGHTS: tuple[ShiftKind, ...] = ("waking_night", "sleep_in")
MEDS = {"skills": [{"skill": "meds"}]}
DAYS_ONLY = {"availability": [{"days": ["mon"], "kinds": ["early", "late"]}]}


class SingleHolder(Rule):
    """members who hold a skill asked for >= least; members who can work a kind of night asked for >= least

    Skills are counted as held on the last day of the rota.
    """

    kind: Literal["single_holder"] = "single_holder"
    level: Level = "warn"
    least: int = Field(default=2, ge=1, le=10)
    """Fewest in the team who hold each skill, and who can work each kind of night."""

    code: ClassVar[str] = "W5"
    basis: ClassVar[str] = (
        "Founding texts: contingencies to protect in the face of turnover. Two is our own default."
    )
    about: ClassVar[Literal["supporter", "person", "organisation"]] = "person"
    levels: ClassVar[frozenset[Level]] = WARNS
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "two hold it", "E......\n.......", need={"early": MEDS}, supporters={"ann": MEDS, "bob": MEDS}
        ),
        Example(
            "one holds it",
            "E......\n.......",
            need={"early": MEDS},
            supporters={"ann": MEDS},
            says="Pat's needs ask for 'meds', and Ann is the only one in the team who holds it.",
        ),
        Example(
            "the other's runs out before the last day",
            "E......\n.......",
            need={"early": MEDS},
            supporters={
                "ann": MEDS,
                "bob": {"skills": [{"skill": "meds", "valid_until": "2026-06-06"}]},
            },
            says="Pat's needs ask for 'meds', and Ann is the only one in the team who holds it.",
        ),
        Example(
            "everybody's runs out before the last day",
            "E......\n.......",
            need={"early": MEDS},
            supporters={"ann": {"skills": [{"skill": "meds", "valid_until": "2026-06-06"}]}},
            says="Pat's needs ask for 'meds', and nobody in the team holds it on Sun 7 Jun.",
        ),
        Example("a skill nobody asks for", "E......\n.......", supporters={"ann": MEDS}),
        Example(
            "someone who is not in the team does not help",
            "E......\n.......",
            need={"early": MEDS},
            supporters={"ann": MEDS, "bob": {**MEDS, "team_of": None}},
            says="Pat's needs ask for 'meds', and Ann is the only one in the team who holds it.",
        ),
        Example("two can work nights", "N......\n......."),
        Example(
            "one can work nights",
            "N......\n.......",
            supporters={"bob": DAYS_ONLY},
            says="Ann is the only one in the team who can work a waking night in these days.",
        ),
        Example(
            "the other is away all week",
            "N......\n.......",
            supporters={"bob": {"leave": [{"first_day": "2026-06-01", "last_day": "2026-06-08"}]}},
            says="Ann is the only one in the team who can work a waking night in these days.",
        ),
        Example(
            "nobody can",
            "E......",
            need={"night": {}},
            supporters={"ann": DAYS_ONLY},
            says="Nobody in the team can work a waking night in these days.",
        ),
        Example(
            "one can work sleep-ins and both can work nights",
            "NS.....\n.......",
            supporters={"bob": {"availability": [{"days": ["mon"], "kinds": ["waking_night"]}]}},
            says="Ann is the only one in the team who can work a sleep-in in these days.",
        ),
        Example(
            "two are too few where three are the least",
            "N......\n.......\n.......",
            rule={"least": 3},
            supporters={"cat": DAYS_ONLY},
            says="Ann and Bob are the only ones in the team who can work a waking night in these days.",
        ),
    )

    def says(self) -> str:
        return (
            f"Where fewer than {many(self.least, 'member')} of a team hold a skill that the person's needs "
            "ask for, or can work a waking night or a sleep-in, it is pointed out."
        )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        frame = plan.everyone
        team = [each for each in frame.supporters if each.team_of == frame.person.id]
        if team:
            yield from self._skills(plan, team)
            yield from self._nights(plan, team)

    def _skills(self, plan: "Plan", team: list[Supporter]) -> Iterator[Violation]:
        frame = plan.everyone
        for skill in dict.fromkeys(asked.skill for need in frame.needs for asked in need.need.skills):
            holders = [each for each in team if each.holds(skill, frame.last_day)]
            if len(holders) < self.least:
                who = f"{_only(holders)} hold{'s' if len(holders) < 2 else ''} it"
                on = "" if holders else f" on {day_name(frame.last_day)}"
                yield self._too_few(f"{frame.person.name}'s needs ask for '{skill}', and {who}{on}.", holders)

    def _nights(self, plan: "Plan", team: list[Supporter]) -> Iterator[Violation]:
        # Here and not above: the rulebook imports the catalogue, and so this module.
        from matcher.rulebook import can_work, for_frame

        frame, rules = plan.everyone, for_frame(plan.everyone)
        for kind in NIGHTS:
            needs = [need for need in frame.needs if need.kind == kind]
            able = [each for each in team if next(can_work(rules, frame, each, needs), None) is not None]
            if needs and len(able) < self.least:
                who = _only(able)
                yield self._too_few(
                    f"{who[0].upper()}{who[1:]} can work a {KIND_NAMES[kind]} in these days.", able
                )

    def _too_few(self, says: str, holders: list[Supporter]) -> Violation:
        supporter = holders[0].id if len(holders) == 1 else None
        return self.broken(says, amount=self.least - len(holders), supporter=supporter)


def _only(holders: list[Supporter]) -> str:
    if not holders:
        return "nobody in the team"
    names = listed([each.name for each in holders])
    return f"{names} {'is the only one' if len(holders) == 1 else 'are the only ones'} in the team who"
