"""Find the rules: every public module of this package holds one."""

import importlib
import pkgutil

from matcher.rules._base import CellRule, Rule


def discover(package: str, path: list[str]) -> dict[str, type[Rule]]:
    """Rule classes by kind, in the order of their codes. TypeError where a module does not hold one rule."""
    found: dict[str, type[Rule]] = {}
    for module in pkgutil.iter_modules(path):
        if not module.name.startswith("_"):
            found[module.name] = _rule_in(package, module.name)
    return dict(sorted(found.items(), key=lambda item: _order(item[1].code)))


def _rule_in(package: str, name: str) -> type[Rule]:
    module = importlib.import_module(f"{package}.{name}")
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Rule) and value not in (Rule, CellRule)
    ]
    if len(classes) != 1 or classes[0].model_fields["kind"].default != name:
        raise TypeError(f"matcher/rules/{name}.py must hold one rule, and its kind must be '{name}'")
    return classes[0]


def _order(code: str) -> tuple[int, int, str]:
    digits = "".join(char for char in code if char.isdigit())
    return "HSW".index(code[0]), int(digits), code
