"""Find the extras: every public module of this package holds one kind."""

import importlib
import pkgutil

from matcher.extras._base import Extra


def discover(package: str, path: list[str]) -> dict[str, type[Extra]]:
    """Classes of extras by kind. TypeError where a module does not hold one."""
    names = [module.name for module in pkgutil.iter_modules(path) if not module.name.startswith("_")]
    return {name: _extra_in(package, name) for name in sorted(names)}


def _extra_in(package: str, name: str) -> type[Extra]:
    module = importlib.import_module(f"{package}.{name}")
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Extra) and value.__module__ == module.__name__
    ]
    if len(classes) != 1 or classes[0].model_fields["kind"].default != name:
        raise TypeError(f"matcher/extras/{name}.py must hold one extra, and its kind must be '{name}'")
    return classes[0]
