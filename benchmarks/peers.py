"""Other solvers on the same care scenarios: `PYTHONPATH=tests python benchmarks/peers.py --seconds 10`.

Same teams, same time, same two cores, one after another in one run; each rota is scored by our audit.
Peers come with `pip install '.[peers]'`; Timefold needs a JDK 17 too. One that is not there is said to be.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import peer_pyworkforce
import peer_timefold
from curtois import organisation_of
from curtois_instance import open_instance
from generate import MONDAY
from peer_rows import highs, plain_cp_sat
from peer_stated import CannotState
from peer_timefold_ward import timefold_ward
from tables import markdown, where_from
from teams import SEEDS, team
from ward import DAY_0

from matcher.audit import audit
from matcher.clock import Clock, Settings
from matcher.frame import Frame, Turn
from matcher.model.answer import PRICED
from matcher.model.words import DAYS_IN_WEEK
from matcher.plan import Plan
from matcher.read import read
from matcher.rotas import make_rota
from matcher.rulebook import for_frame
from matcher.solve import match, request
from matcher.team_frames import team_frame

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
NAMES = ("callum", "marcus", "joy")
Turns = tuple[Turn, ...]
NOT_INSTALLED = "not installed: pip install '.[peers]'"

OURS = "matcher"
Solve = Callable[[Frame, float], Turns | None]
PEERS: Mapping[str, tuple[Solve, str | None]] = {
    "plain CP-SAT": (plain_cp_sat, None),
    "HiGHS": (highs, None if find_spec("highspy") else NOT_INSTALLED),
    "Timefold": (peer_timefold.timefold, peer_timefold.missing()),
    "pyworkforce": (peer_pyworkforce.pyworkforce, peer_pyworkforce.missing()),
}
"""Each peer, and why it cannot run here."""


@dataclass(frozen=True)
class Scenario:
    """What all are asked."""

    name: str
    frame: Frame
    stated: Mapping[str, Solve] = field(default_factory=dict)
    """Peers that have a statement of their own of it."""


@dataclass(frozen=True)
class Scored:
    """A rota as our audit sees it: limits broken, and what each level costs. None where there is no rota."""

    broken: int | None
    costs: tuple[int, ...] = ()
    proof: str = ""
    cannot: str = ""
    """What this solver cannot state, where that is why there is no rota."""

    def better_than(self, other: "Scored") -> bool:
        """Whether it breaks nothing and costs less, level by level."""
        return self.broken == 0 and (other.broken != 0 or self.costs < other.costs)

    def __str__(self) -> str:
        """For a table."""
        if self.broken is None:
            return f"cannot state {self.cannot}" if self.cannot else "none"
        if self.broken:
            return f"{self.broken} limits broken"
        return f"{' / '.join(map(str, self.costs))}{self.proof}"


def scenarios(weeks: int, seeds: range) -> Iterator[Scenario]:
    """The samples with the teams they are matched with, and random teams."""
    days = weeks * DAYS_IN_WEEK
    for name in NAMES:
        given = read(SAMPLES / f"{name}.json", name)
        asked = request(given, settings=Settings(60.0, workers=2))
        teams = {id: team.person for team in match(asked).teams for id in team.members}
        joined = given.with_members(teams)
        person = joined.people[0]
        frame = team_frame(joined, person, first_day=asked.first_day, days=days, as_of=asked.as_of)
        yield Scenario(name, frame)
    for seed in seeds:
        shape, drawn = team(seed)
        frame = team_frame(drawn, drawn.people[0], first_day=MONDAY, days=days, as_of=MONDAY)
        yield Scenario(f"{seed}, {shape.replace('_', ' ')}", frame)


def of_others(folder: Path, numbers: Sequence[int]) -> Iterator[Scenario]:
    """Instances of Curtois & Qu, from their files."""
    for number in numbers:
        instance = open_instance(folder, number)
        asked = organisation_of(instance)
        frame = team_frame(asked, asked.people[0], first_day=DAY_0, days=instance.days, as_of=DAY_0)
        yield Scenario(f"Curtois {number}", frame, {"Timefold": partial(timefold_ward, instance)})


def scored(frame: Frame, turns: Turns | None, proof: str = "") -> Scored:
    """A rota as our audit sees it."""
    if turns is None:
        return Scored(None)
    found = audit(Plan.of(frame, turns), for_frame(frame))
    return Scored(len(found.broken), tuple(found.cost(level) for level in PRICED if level != "change"), proof)


def ours(frame: Frame, seconds: float) -> Scored:
    """Our rota, with what is known of the last level that costs anything."""
    made = make_rota(frame, Clock(Settings(seconds, workers=2)))
    open_ones = [proof for proof in made.proof if proof.status != "proved"]
    says = f" ({open_ones[0].level} ≥ {open_ones[0].bound})" if open_ones else " proved"
    return scored(frame, made.plan.turns if made.plan else None, says)


def asked_of(solve: Solve, frame: Frame, seconds: float) -> Scored:
    """A peer's rota as our audit sees it, or what of the scenario it cannot state."""
    try:
        return scored(frame, solve(frame, seconds))
    except CannotState as what:
        return Scored(None, cannot=str(what))


def measured(asked: Iterable[Scenario], seconds: float) -> Iterator[dict[str, object]]:
    """One row for each scenario."""
    for each in asked:
        begun = time.monotonic()
        found = {OURS: ours(each.frame, seconds)}
        took = time.monotonic() - begun
        for peer, (solve, absent) in PEERS.items():
            if absent is None:
                found[peer] = asked_of(each.stated.get(peer, solve), each.frame, seconds)
        better = [peer for peer, rota in found.items() if rota.better_than(found[OURS])]
        row = {"scenario": each.name, **{peer: str(rota) for peer, rota in found.items()}}
        yield {**row, "our seconds": round(took, 1), "better than ours": ", ".join(better) or "none"}


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--weeks", type=int, default=1)
    asked.add_argument("--seconds", type=float, default=10.0, help="for each solver and scenario")
    asked.add_argument("--seeds", type=int, default=len(SEEDS), help="so many of the random teams")
    asked.add_argument("--instances", type=Path, help="a folder of Curtois & Qu's, in place of teams")
    asked.add_argument("--numbers", type=int, nargs="+", default=[1, 2, 3, 4, 5, 6], help="of these")
    options = asked.parse_args()
    rows = []
    frames = (
        of_others(options.instances, options.numbers)
        if options.instances
        else scenarios(options.weeks, range(options.seeds))
    )
    for row in measured(frames, options.seconds):
        print(row, flush=True)
        rows.append(row)
    print(where_from())
    for peer, (_, absent) in PEERS.items():
        if absent is not None:
            print(f"{peer} {absent}")
    print(markdown(rows))


if __name__ == "__main__":
    main()
