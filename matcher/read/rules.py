"""Rules of the file: a level that a rule cannot have, whom it can be about, and the same rule twice."""

from collections.abc import Iterator

from matcher.model.answer import Level
from matcher.model.organisation import Organisation
from matcher.read.paths import Loc
from matcher.read.text import Found
from matcher.rules import Rule
from matcher.wording import listed

NO_SUCH_LEVEL = "The rule '{kind}' cannot be set to '{level}'."
NO_SUCH_LEVEL_MEND = "Choose {levels}."
NOT_FOR_ONE = "The rule '{kind}' cannot differ from one supporter to another."
NOT_FOR_ONE_MEND = "Take out `supporters` and `tags`. It may name people."
NOT_FOR_SOME = "The rule '{kind}' is about the whole organisation, not about some of it."
NOT_FOR_SOME_MEND = "Take out `applies_to`."
NOT_NAMED = "The rule '{kind}' is about the whole organisation, so it can hold only once."
NOT_NAMED_MEND = "Take out `name`."
TWICE = "The rule '{kind}' is given twice for the same people and supporters."
TWICE_MEND = "Keep the one that holds, or give each a `name` if both hold."

LEVELS: tuple[Level, ...] = ("hard", "gaps", "change", "person", "supporters", "warn", "off")


def rule_problems(organisation: Organisation) -> Iterator[Found]:
    """Everything wrong with the rules of the file."""
    seen: set[tuple[object, ...]] = set()
    for place, rule in enumerate(organisation.rules):
        here: Loc = ("rules", place)
        yield from _rule(rule, here)
        whom = rule.applies_to
        key = (rule.kind, rule.name, *map(frozenset, (whom.people, whom.supporters, whom.tags)))
        if key in seen:
            yield Found(here, TWICE.format(kind=rule.kind), TWICE_MEND, rests_on=((*here, "applies_to"),))
        seen.add(key)


def _rule(rule: Rule, here: Loc) -> Iterator[Found]:
    if rule.level not in rule.levels:
        levels = listed([level for level in LEVELS if level in rule.levels], "or")
        says = NO_SUCH_LEVEL.format(kind=rule.kind, level=rule.level)
        yield Found(
            (*here, "level"), says, NO_SUCH_LEVEL_MEND.format(levels=levels), rests_on=((*here, "level"),)
        )
    whom = rule.applies_to
    if rule.about == "organisation" and rule.name is not None:
        yield Found((*here, "name"), NOT_NAMED.format(kind=rule.kind), NOT_NAMED_MEND)
    if rule.about == "organisation" and (whom.people or whom.supporters or whom.tags):
        yield Found((*here, "applies_to"), NOT_FOR_SOME.format(kind=rule.kind), NOT_FOR_SOME_MEND)
    elif rule.about != "supporter" and (whom.supporters or whom.tags):
        yield Found((*here, "applies_to"), NOT_FOR_ONE.format(kind=rule.kind), NOT_FOR_ONE_MEND)
