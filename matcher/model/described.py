"""What a field is: the text under it. It is read when somebody asks, not whenever a program begins."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import ModuleType


@cache
def descriptions(model: type) -> Mapping[str, str]:
    """What each field of a model is, by name, also of those it has from others."""
    found: dict[str, str | None] = {}
    for kind in reversed(model.__mro__):
        texts = _texts(kind)
        found |= {name: texts.get(name) for name in inspect.get_annotations(kind)}
    return {name: text for name, text in found.items() if text is not None}


def _texts(kind: type) -> Mapping[str, str]:
    module = inspect.getmodule(kind)
    return _by_class(module).get(kind.__name__, {}) if module and module.__name__ != "builtins" else {}


@cache
def _by_class(module: ModuleType) -> Mapping[str, Mapping[str, str]]:
    """The texts under the fields of each class of a module."""
    classes = [
        part for part in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(part, ast.ClassDef)
    ]
    return {each.name: dict(_of_class(each)) for each in classes}


def _of_class(parsed: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, under in pairwise(parsed.body):
        match field, under:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
