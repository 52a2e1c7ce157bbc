"""A model parted into blocks, one for each supporter, and the rows that link them.

What belongs to a supporter is found in the model itself: their cells, and every variable that a constraint
ties to cells of nobody else. So a rule that is added later needs no word here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from matcher.solver.cost import Cost
from matcher.solver.model import Model

NO_LIMIT = 1 << 60
"""From here on a limit of the solver's is none."""
_REFERENCES = {
    "linear": "vars",
    "bool_or": "literals",
    "bool_and": "literals",
    "at_most_one": "literals",
    "exactly_one": "literals",
}
"""The constraints that can be parted, and where each names its variables."""

Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """`least <= the sum of size times variable <= most`; None where there is no such limit."""

    terms: Terms
    least: int | None
    most: int | None


@dataclass(frozen=True)
class Block:
    """What belongs to one supporter: a model of its own, and what it has to do with the others.

    `variables` are the indices in the whole model, in the order of its own. For each of them there is a
    price, the rows of the whole it stands in with its size there, and the least and most it may be.
    """

    variables: tuple[int, ...]
    model: cp_model.CpModel
    prices: tuple[int, ...]
    uses: tuple[Terms, ...]
    domains: tuple[tuple[int, int], ...]

    def cell(self, owners: Collection[int]) -> int:
        """One of its cells, of those that have owners."""
        return next(index for index in self.variables if index in owners)


@dataclass(frozen=True)
class Free:
    """A variable of nobody, as how many are missing: its price, the rows it stands in, least and most."""

    index: int
    price: int
    uses: Terms
    domain: tuple[int, int]


@dataclass(frozen=True)
class Blocks:
    """A whole model: the price of everything is `fixed` and what blocks and free variables cost."""

    blocks: tuple[Block, ...]
    free: tuple[Free, ...]
    rows: tuple[Row, ...]
    fixed: int


def parted(model: cp_model.CpModel, cost: Cost, owners: Mapping[int, str]) -> Blocks | None:
    """The blocks of a model whose cells, by index, have owners. None where it does not part into such."""
    constraints = list(model.proto.constraints)
    named = [_named(each) for each in constraints]
    if any(each is None for each in named):
        return None
    owner = _all_owners([each for each in named if each is not None], owners)
    rows: list[Row] = []
    inside: dict[str, list[Any]] = defaultdict(list)
    for constraint, variables in zip(constraints, named, strict=True):
        of = {owner.get(index) for index in variables or ()}
        whose = of.pop() if len(of) == 1 else None
        if whose is not None:
            inside[whose].append(constraint)
            continue
        linear = rows_of(constraint)
        if linear is None or any(_fails(row) for row in linear):
            return None
        rows.extend(row for row in linear if row.terms)
    return _built(model, cost, owner, rows, inside) if len(inside) > 1 else None


def rows_of(constraint: Any) -> list[Row] | None:
    """A constraint as rows, or None where it is not linear."""
    unless = [-1 - literal for literal in constraint.enforcement_literal]
    kind = _kind(constraint)
    if kind == "bool_or":
        return [_clause([*unless, *constraint.bool_or.literals])]
    if kind == "bool_and":
        return [_clause([*unless, literal]) for literal in constraint.bool_and.literals]
    if kind is None or unless:
        return None
    if kind == "linear":
        linear = constraint.linear
        limits = list(linear.domain)
        return [_row(zip(linear.vars, linear.coeffs, strict=True), limits[0], limits[-1])]
    literals = getattr(constraint, kind).literals
    return [_counted(literals, 1 if kind == "exactly_one" else None, 1)]


def _fails(row: Row) -> bool:
    """Whether a row without variables cannot hold."""
    return not row.terms and ((row.least or 0) > 0 or (row.most or 0) < 0)


def _clause(literals: Iterable[int]) -> Row:
    return _counted(literals, 1, None)


def _counted(literals: Iterable[int], least: int | None, most: int | None) -> Row:
    """How many of some literals hold; the other side of variable v is the literal -1 - v."""
    known, sizes = 0, dict[int, int]()
    for literal in literals:
        index, size = (literal, 1) if literal >= 0 else (-1 - literal, -1)
        known += literal < 0
        sizes[index] = sizes.get(index, 0) + size
    return Row(
        tuple(sizes.items()),
        None if least is None else least - known,
        None if most is None else most - known,
    )


def _row(terms: Iterable[tuple[int, int]], least: int, most: int) -> Row:
    sizes: dict[int, int] = {}
    for reference, size in terms:
        index, signed = (reference, size) if reference >= 0 else (-1 - reference, -size)
        sizes[index] = sizes.get(index, 0) + signed
    return Row(
        tuple(sizes.items()),
        least if least > -NO_LIMIT else None,
        most if most < NO_LIMIT else None,
    )


def _kind(constraint: Any) -> str | None:
    return next((kind for kind in _REFERENCES if getattr(constraint, f"has_{kind}")()), None)


def _named(constraint: Any) -> set[int] | None:
    """The variables of a constraint, or None where it is of a kind that cannot be parted."""
    kind = _kind(constraint)
    if kind is None:
        return None
    references = [*getattr(getattr(constraint, kind), _REFERENCES[kind]), *constraint.enforcement_literal]
    return {reference if reference >= 0 else -1 - reference for reference in references}


def _all_owners(named: list[set[int]], owners: Mapping[int, str]) -> dict[int, str]:
    """Owners of the cells, and of all that is tied to cells of theirs alone."""
    owner, before = dict(owners), -1
    while len(owner) != before:
        before = len(owner)
        for variables in named:
            of = {owner[index] for index in variables if index in owner}
            if len(of) == 1:
                whose = of.pop()
                owner.update((index, whose) for index in variables)
    return owner


def _built(
    model: cp_model.CpModel,
    cost: Cost,
    owner: Mapping[int, str],
    rows: list[Row],
    inside: Mapping[str, list[Any]],
) -> Blocks:
    prices: dict[int, int] = defaultdict(int)
    for variable, price in cost.terms:
        prices[variable.index] += price
    uses: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for index, size in row.terms:
            uses[index].append((number, size))
    theirs: dict[str, list[int]] = defaultdict(list)
    free: list[Free] = []
    domains = [(limits[0], limits[-1]) for limits in (list(each.domain) for each in model.proto.variables)]
    for index, domain in enumerate(domains):
        if index in owner:
            theirs[owner[index]].append(index)
        else:
            free.append(Free(index, prices[index], tuple(uses[index]), domain))
    blocks = tuple(
        Block(
            tuple(variables),
            _model_of(model, variables, inside[whose]),
            tuple(prices[index] for index in variables),
            tuple(tuple(uses[index]) for index in variables),
            tuple(domains[index] for index in variables),
        )
        for whose, variables in theirs.items()
    )
    return Blocks(blocks, tuple(free), tuple(rows), cost.fixed)


def _model_of(whole: cp_model.CpModel, variables: list[int], constraints: list[Any]) -> cp_model.CpModel:
    """A model of some variables alone, numbered anew, with their own constraints."""
    made, place = Model(), {index: number for number, index in enumerate(variables)}
    for index in variables:
        made.proto.variables.add().copy_from(whole.proto.variables[index])
    for constraint in constraints:
        mine = made.proto.constraints.add()
        mine.copy_from(constraint)
        kind = _kind(mine)
        assert kind is not None
        for references in (getattr(getattr(mine, kind), _REFERENCES[kind]), mine.enforcement_literal):
            for number, reference in enumerate(list(references)):
                references[number] = place[reference] if reference >= 0 else -1 - place[-1 - reference]
    return made
