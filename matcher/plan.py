"""A plan: a finished rota with what came before it, as the rules' checkers read it. No solver."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from matcher.calendar import ONE_DAY, DatedNeed
from matcher.frame import WEEKS_BEFORE_A_CYCLE, Frame, Turn
from matcher.model.words import DAYS_IN_WEEK, ShiftKind
from matcher.money.rotas import Costed


@dataclass(frozen=True)
class Plan:
    """Who works when. `everyone` keeps all turns where `frame` shows only some supporters."""

    frame: Frame
    turns: tuple[Turn, ...]
    everyone: Frame
    gap_minutes_without: Mapping[str, int] | None = None
    """Minutes uncovered in a typical week without each supporter; None where it was not worked out."""

    @classmethod
    def of(
        cls, frame: Frame, turns: Iterable[Turn], gap_minutes_without: Mapping[str, int] | None = None
    ) -> "Plan":
        """A plan from its turns, in order of time."""
        ordered = tuple(sorted(turns, key=lambda turn: (turn.need.begin, turn.need.finish, turn.supporter)))
        return cls(frame, ordered, frame, gap_minutes_without)

    @classmethod
    def written(cls, frame: Frame, turns: Iterable[Turn]) -> "Plan":
        """A plan from a rota as it is written, which holds also what had begun before it was planned."""
        return cls.of(frame, (turn for turn in turns if frame.opens is None or frame.inside(turn.need)))

    @cached_property
    def past(self) -> tuple[Turn, ...]:
        """Turns before the horizon; a cycle repeats itself."""
        if not self.frame.cycle:
            return tuple(sorted(self.frame.past, key=lambda turn: turn.need.begin))
        return tuple(
            Turn(turn.supporter, turn.need.moved(-DAYS_IN_WEEK * weeks))
            for weeks in range(WEEKS_BEFORE_A_CYCLE, 0, -1)
            for turn in self.turns
        )

    @cached_property
    def _by_supporter(self) -> dict[str, list[DatedNeed]]:
        found: dict[str, list[DatedNeed]] = {}
        for turn in (*self.past, *self.turns):
            found.setdefault(turn.supporter, []).append(turn.need)
        return found

    @cached_property
    def _on(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for turn in self.turns:
            found.setdefault(turn.need.id, []).append(turn.supporter)
        return found

    def needs_of(self, supporter: str) -> list[DatedNeed]:
        """What a supporter works, past included, by time."""
        return self._by_supporter.get(supporter, [])

    @cached_property
    def days_turns(self) -> tuple[Turn, ...]:
        """All turns here on the days of the horizon, by time: what had begun before it is planned too."""
        begun = [turn for turn in self.past if turn.need.day >= self.frame.first_day]
        here = [turn for turn in begun if turn.need.elsewhere is None]
        return tuple(sorted((*here, *self.turns), key=lambda turn: turn.need.begin)) if here else self.turns

    def now(self, supporter: str) -> list[DatedNeed]:
        """What a supporter works of what is planned now, by time."""
        return self._now.get(supporter, [])

    @cached_property
    def _now(self) -> dict[str, list[DatedNeed]]:
        return {
            supporter: [need for need in needs if self.inside(need)]
            for supporter, needs in self._by_supporter.items()
        }

    def inside(self, need: DatedNeed) -> bool:
        """Whether a need is one of those to be planned."""
        return self.frame.inside(need)

    def on(self, need: DatedNeed) -> list[str]:
        """Who works a need, of everyone."""
        return self._on.get(need.id, [])

    def missing(self) -> list[tuple[DatedNeed, int]]:
        """Dated needs with fewer supporters than they ask for, and how many are missing."""
        short = [(need, need.need.supporters_needed - len(self.on(need))) for need in self.frame.needs]
        return [(need, count) for need, count in short if count > 0]

    @cached_property
    def costed(self) -> Costed:
        """What it costs, shift by shift."""
        return Costed(self)

    def missing_minutes(self) -> int:
        """Minutes that are not covered."""
        return sum(need.minutes * count for need, count in self.missing())

    def days_worked(self, supporter: str, kinds: Iterable[ShiftKind] | None = None) -> list[date]:
        """Days on which a shift (of these kinds) starts, past included, in order, each once."""
        wanted = None if kinds is None else frozenset(kinds)
        days = {need.day for need in self.needs_of(supporter) if wanted is None or need.kind in wanted}
        return sorted(days)

    def runs(self, supporter: str, kinds: Iterable[ShiftKind] | None = None) -> list[list[date]]:
        """Days worked in a row of which some are planned now, each run whole with its days before."""
        found: list[list[date]] = []
        for day in self.days_worked(supporter, kinds):
            if found and found[-1][-1] + ONE_DAY == day:
                found[-1].append(day)
            else:
                found.append([day])
        settled = self._settled_days(supporter, kinds)
        return [run for run in found if not settled.issuperset(run)]

    def excess(
        self, supporter: str, run: list[date], most: int, kinds: Iterable[ShiftKind] | None = None
    ) -> int:
        """Days of a supporter's run beyond `most`, of those that are planned now."""
        return min(len(run) - most, len(set(run) - self._settled_days(supporter, kinds)))

    def _settled_days(self, supporter: str, kinds: Iterable[ShiftKind] | None) -> set[date]:
        """Days on which a shift (of these kinds) had started before."""
        wanted = None if kinds is None else frozenset(kinds)
        needs = [need for need in self.needs_of(supporter) if wanted is None or need.kind in wanted]
        return {need.day for need in needs if not self.inside(need)}

    def beyond(self, needs: Iterable[DatedNeed], limit: int, size: Callable[[DatedNeed], int]) -> int:
        """How far the sizes of needs add up past a limit. What was worked before is no breach by itself."""
        sizes = [(need, size(need)) for need in needs]
        before = sum(each for need, each in sizes if not self.frame.cycle and not self.inside(need))
        return max(0, sum(each for _, each in sizes) - max(limit, before))

    def on_day(self, supporter: str, day: date) -> list[DatedNeed]:
        """What a supporter works of what starts on a day, by time."""
        return [need for need in self.needs_of(supporter) if need.day == day]

    def in_week(self, supporter: str, week: date) -> list[DatedNeed]:
        """What a supporter works in the week that begins on a day, past included."""
        end = week + timedelta(days=DAYS_IN_WEEK)
        return [need for need in self.needs_of(supporter) if week <= need.day < end]

    @cached_property
    def needs_only(self) -> "Plan":
        """The same plan without extras."""
        turns = tuple(turn for turn in self.turns if turn.need.extra is None)
        frame, everyone = self.frame.needs_only, self.everyone.needs_only
        if len(turns) == len(self.turns) and everyone is self.everyone:
            return self
        return replace(self, frame=frame, turns=turns, everyone=everyone)

    def only(self, supporters: frozenset[str]) -> "Plan":
        """The same plan, seen for some supporters."""
        seen = self.everyone.only(supporters)
        return self if seen is self.frame else replace(self, frame=seen)
