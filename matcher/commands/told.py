"""Options that tell what has changed: what time it is, who is away, which shifts are set by hand."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

from matcher.commands.params import DateParam

Command = TypeVar("Command", bound=Callable[..., Any])
Away = tuple[str, date, date, str]
"""Who, by id or name; the first and the last day away; why, in one word."""
Set = tuple[str, str]
"""Who, by id or name, and which shift."""

AWAY = re.compile(r"(?P<who>[^=]+)=(?P<first>[^.:]+)(?:\.\.(?P<last>[^.:]+))?(?::(?P<kind>\w+))?")
KINDS = ("sick", "leave", "training", "other")


class NowParam(click.ParamType[datetime]):
    """A moment written 2026-06-01T06:40, by the organisation's clocks."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment, or a usage error."""
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            self.fail("a moment is written like 2026-06-01T06:40", param, ctx)


class AwayParam(click.ParamType[Away]):
    """Who is away on which days, as ade=2026-06-01..2026-06-05; ':leave' where it is not illness."""

    name = "who=days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Away:
        """Who is away and when, or a usage error."""
        found = AWAY.fullmatch(value)
        if found is None or (found["kind"] or KINDS[0]) not in KINDS:
            self.fail(f"write it like ade=2026-06-01..2026-06-05, and after ':' {_or(KINDS)}", param, ctx)
        first = DateParam().convert(found["first"], param, ctx)
        last = DateParam().convert(found["last"], param, ctx) if found["last"] else first
        if last < first:
            self.fail("the last day is before the first", param, ctx)
        return found["who"], first, last, found["kind"] or KINDS[0]


class AbsentParam(AwayParam):
    """Who cannot come: a name alone, or with days as for being away."""

    name = "who"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The name, or who is away and when, or a usage error."""
        return super().convert(value, param, ctx) if "=" in value else value


class SetParam(click.ParamType[Set]):
    """A supporter on a shift, written ade=sun-early or ade=early-2026-06-07."""

    name = "who=shift"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Set:
        """Who and which shift, or a usage error."""
        who, equals, shift = value.partition("=")
        if not (who and equals and shift):
            self.fail("write it like ade=early-2026-06-07", param, ctx)
        return who, shift


NOW = click.option(
    "--now", type=NowParam(), help="The moment it is, as 2026-06-01T06:40. [default: by the clock]"
)
_ABSENT = click.option(
    "--absent",
    type=AwayParam(),
    multiple=True,
    help="Who is away: ade=2026-06-01..2026-06-05, or ade=2026-06-01:leave. May be given again.",
)
_PIN = click.option(
    "--pin", "pins", type=SetParam(), multiple=True, help="A shift that must be: bev=early-2026-06-01."
)
_FORBID = click.option(
    "--forbid", "forbids", type=SetParam(), multiple=True, help="A shift that must not be, written alike."
)


def what_changed(command: Command) -> Command:
    """The moment, and everything that can be told besides the team file."""
    for option in (_FORBID, _PIN, _ABSENT, NOW):
        command = option(command)
    return command


def _or(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
