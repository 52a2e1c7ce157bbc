"""Which rules are in force for whom: the catalogue's defaults, and what the file says differently."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from matcher.calendar import DatedNeed
from matcher.frame import Frame
from matcher.model.organisation import Organisation
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.rules import CATALOGUE, CellRule, Rule


@dataclass(frozen=True)
class InForce:
    """One rule and the supporters, by id, it is in force for."""

    rule: Rule
    supporters: frozenset[str]


@cache
def defaults() -> tuple[Rule, ...]:
    """Every rule with its default numbers."""
    return tuple(rule_class.model_validate({}) for rule_class in CATALOGUE.values())


def in_force(organisation: Organisation, person: Person, supporters: Iterable[Supporter]) -> list[InForce]:
    """The rules for one person's rota. For each kind, name and supporter the closest of the file wins."""
    everyone = list(supporters)
    return [
        each
        for choices in _choices(organisation).values()
        for each in _of_kind(choices, person, everyone)
        if each.rule.level != "off"
    ]


def _choices(organisation: Organisation) -> dict[tuple[str, str | None], list[Rule]]:
    """Rules of which one at a time is in force, by kind and name, in the order of the catalogue.

    Without a name: the catalogue's own with what replaces it. With one: those of the file that share it.
    """
    named: dict[str, dict[tuple[str, str | None], list[Rule]]] = {
        rule.kind: {(rule.kind, None): [rule]} for rule in defaults()
    }
    for rule in organisation.rules:
        named[rule.kind].setdefault((rule.kind, rule.name), []).append(rule)
    return {key: rules for choices in named.values() for key, rules in choices.items()}


def rule_for(organisation: Organisation, person: Person, kind: str) -> Rule:
    """The rule of a kind as it stands for a person's rota as a whole."""
    default, *given = _choices(organisation)[kind, None]
    return _closest(given, person, None) or default


def for_organisation(organisation: Organisation) -> list[Rule]:
    """The rules about everyone at once."""
    given = {rule.kind: rule for rule in organisation.rules}
    rules = [given.get(rule.kind, rule) for rule in defaults() if rule.about == "organisation"]
    return [rule for rule in rules if rule.level != "off"]


def for_frame(frame: Frame) -> list[InForce]:
    """The rules for a frame; a typical week leaves out what a cycle cannot state."""
    rules = in_force(frame.organisation, frame.person, frame.supporters)
    return [each for each in rules if each.rule.in_typical_week or not frame.cycle]


def closed(rules: Iterable[InForce], frame: Frame, supporter: Supporter, need: DatedNeed) -> list[str]:
    """Why a supporter can never work a dated need, in sentences: the hard rules that look at one shift."""
    return list(_against(_about_one_shift(rules, supporter), frame, supporter, need))


def can_work(
    rules: Iterable[InForce], frame: Frame, supporter: Supporter, needs: Iterable[DatedNeed]
) -> Iterator[DatedNeed]:
    """Dated needs to which no hard rule that looks at one shift closes a supporter."""
    mine = _about_one_shift(rules, supporter)
    return (need for need in needs if next(_against(mine, frame, supporter, need), None) is None)


def _about_one_shift(rules: Iterable[InForce], supporter: Supporter) -> list[CellRule]:
    """The hard rules in force for a supporter that look at one shift."""
    return [
        each.rule
        for each in rules
        if isinstance(each.rule, CellRule) and each.rule.level == "hard" and supporter.id in each.supporters
    ]


def _against(rules: Iterable[CellRule], frame: Frame, supporter: Supporter, need: DatedNeed) -> Iterator[str]:
    for rule in rules:
        if need.extra is None or rule.counts_extras:
            reason = rule.against(frame, supporter, need)
            if reason is not None:
                yield reason


def _of_kind(choices: list[Rule], person: Person, supporters: list[Supporter]) -> Iterator[InForce]:
    whom = [each.applies_to for each in choices]
    if choices[0].about != "supporter" or not any(each.supporters or each.tags for each in whom):
        rule = _closest(choices, person, None)
        if rule is not None:
            yield InForce(rule, frozenset(supporter.id for supporter in supporters))
        return
    chosen: dict[int, tuple[Rule, set[str]]] = {}
    for supporter in supporters:
        rule = _closest(choices, person, supporter)
        if rule is not None:
            chosen.setdefault(id(rule), (rule, set()))[1].add(supporter.id)
    yield from (InForce(rule, frozenset(ids)) for rule, ids in chosen.values())


def _closest(choices: list[Rule], person: Person, supporter: Supporter | None) -> Rule | None:
    """The closest rule to a supporter; None where those of a name are all about others."""
    fitting = [rule for rule in choices if _fits(rule, person, supporter)]
    return max(enumerate(fitting), key=lambda item: (_closeness(item[1]), item[0]), default=(0, None))[1]


def _fits(rule: Rule, person: Person, supporter: Supporter | None) -> bool:
    whom = rule.applies_to
    if whom.people and person.id not in whom.people:
        return False
    if not whom.supporters and not whom.tags:
        return True
    return supporter is not None and (
        supporter.id in whom.supporters or bool(set(whom.tags) & set(supporter.tags))
    )


def _closeness(rule: Rule) -> tuple[bool, bool, bool]:
    whom = rule.applies_to
    return bool(whom.supporters), bool(whom.tags), bool(whom.people)
