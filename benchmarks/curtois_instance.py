"""Shift scheduling instances by Curtois & Qu (2014): the text format, and which files are theirs.

The files have no licence, so they are not kept here. Get `instances1_24.zip` from schedulingbenchmarks.org.
Day 0 is a Monday. In their files a shift is a kind that may be worked on any day by any number of staff.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SUMS = {
    1: "7c6f31371f3b13752f2420a279bbd767e1413af0bcbf05d138d69ccc33dc763b",
    2: "e961b957dea13a7b5e1761ac1625db8dbadb13f0e6ce6280fa49e03f6a22ff05",
    3: "64140105a5f806f7348f35bd68621f43bc7b7b8dc54774d5a34dffef0d476ab3",
    4: "67fb6f36b44a074793371b6e870e8aa36adc0ae6e085f4b587f526d3b8441c02",
    5: "d1ee644737d90fbbd21c2c88d01d3d1472dd6a75963dfce4129a9417ce1656f8",
    6: "880244787349a892af36c1fb7d4df00437603a73ba86f1905373e8dc7da313ca",
    7: "cbf004e95fbbf68522c225af2bbcf16a88db4ae7f2c105afa5b4f0b4445652fa",
    8: "d96f7686185b120160a0b8e4f3765c34d88aac09fc1ad35ea0899f898d91c0b5",
    10: "b288420b076f2073c92790afc982d443b397f3ae2aea8f9fa222c60e01891e91",
    12: "38dd44ea4aa48adfaac8e57b993a785abf9652857f73305f937c547e639829b0",
    14: "7c83873ee53a6f47bbaabd2300ad64bc2f8d511b78f857666d5d6ecee1f231a1",
}
"""SHA-256 of each file, so that figures are of the instances they name."""

SECTIONS = (
    "HORIZON",
    "SHIFTS",
    "STAFF",
    "DAYS_OFF",
    "SHIFT_ON_REQUESTS",
    "SHIFT_OFF_REQUESTS",
    "COVER",
)

BEST_KNOWN = {
    1: 607, 2: 828, 3: 1001, 4: 1716, 5: 1143, 6: 1950, 7: 1056, 8: 1300, 10: 4631, 12: 4040, 14: 1278
}  # fmt: skip
"""Published best values."""


@dataclass(frozen=True)
class Shift:
    """A kind of shift: how long it is, and which shifts may not be worked on the day after it."""

    id: str
    minutes: int
    not_next: frozenset[str]


@dataclass(frozen=True)
class Staff:
    """A member of staff and their limits. All of them are hard."""

    id: str
    most_of: Mapping[str, int]
    """Most shifts of each kind."""
    most_minutes: int
    least_minutes: int
    most_in_a_row: int
    """Days worked in a row; the days before and after the horizon are free."""
    least_in_a_row: int
    """A run that touches the first or the last day is never too short."""
    least_off_in_a_row: int
    """The same of days off."""
    most_weekends: int
    """Weekends with a Saturday or a Sunday worked."""
    off: frozenset[int] = frozenset()
    """Days on which nothing may be worked."""


@dataclass(frozen=True)
class Asked:
    """A request to work a shift on a day, or not to work it."""

    staff: str
    day: int
    shift: str
    weight: int


@dataclass(frozen=True)
class Cover:
    """How many are wanted on a shift of a day, and what each one too few or too many costs."""

    day: int
    shift: str
    wanted: int
    under: int
    over: int


@dataclass(frozen=True)
class Instance:
    """A whole instance."""

    name: str
    days: int
    shifts: Mapping[str, Shift]
    staff: tuple[Staff, ...]
    on: tuple[Asked, ...]
    off: tuple[Asked, ...]
    cover: tuple[Cover, ...]


def open_instance(folder: Path, number: int) -> Instance:
    """An instance by its number. ValueError where the file is not the one that was published."""
    path = folder / f"Instance{number}.txt"
    if hashlib.sha256(path.read_bytes()).hexdigest() != SUMS[number]:
        raise ValueError(f"{path.name} is not the file that was published")
    return read_instance(path.read_text(encoding="utf-8-sig"), path.stem)


def read_instance(text: str, name: str) -> Instance:
    """An instance from its text."""
    rows = _sections(text)
    off = {who: frozenset(map(int, days)) for who, *days in rows["DAYS_OFF"]}
    return Instance(
        name=name,
        days=int(rows["HORIZON"][0][0]),
        shifts={row[0]: _shift(row) for row in rows["SHIFTS"]},
        staff=tuple(_staff(row, off.get(row[0], frozenset())) for row in rows["STAFF"]),
        on=tuple(map(_asked, rows["SHIFT_ON_REQUESTS"])),
        off=tuple(map(_asked, rows["SHIFT_OFF_REQUESTS"])),
        cover=tuple(
            Cover(int(day), shift, int(wanted), int(under), int(over))
            for day, shift, wanted, under, over in rows["COVER"]
        ),
    )


def _sections(text: str) -> Mapping[str, list[list[str]]]:
    """The rows of each section, by its name; comments and empty lines left out."""
    rows: dict[str, list[list[str]]] = {name: [] for name in SECTIONS}
    section: list[list[str]] = []
    for line in map(str.strip, text.splitlines()):
        if line.startswith("SECTION_"):
            section = rows[line.removeprefix("SECTION_")]
        elif line and not line.startswith("#"):
            section.append([cell.strip() for cell in line.split(",")])
    return rows


def _shift(row: list[str]) -> Shift:
    id, minutes, not_next = row
    return Shift(id, int(minutes), frozenset(filter(None, not_next.split("|"))))


def _staff(row: list[str], off: frozenset[int]) -> Staff:
    id, most_of = row[:2]
    kinds = (each.split("=") for each in most_of.split("|"))
    most, least, in_a_row, least_in_a_row, least_off, weekends = map(int, row[2:])
    return Staff(
        id=id,
        most_of={kind: int(count) for kind, count in kinds},
        most_minutes=most,
        least_minutes=least,
        most_in_a_row=in_a_row,
        least_in_a_row=least_in_a_row,
        least_off_in_a_row=least_off,
        most_weekends=weekends,
        off=off,
    )


def _asked(row: list[str]) -> Asked:
    staff, day, shift, weight = row
    return Asked(staff, int(day), shift, int(weight))
