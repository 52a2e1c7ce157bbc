"""The instances of others: read as they are written, and scored as their page says."""

import pytest
from curtois_instance import Asked, Cover, Instance, read_instance
from curtois_score import read_roster, score, write_roster

SMALL = """# Two weeks, two kinds of shift, two staff
SECTION_HORIZON
14

SECTION_SHIFTS
# ShiftID, Length in mins, Shifts which cannot follow this shift
E,480,
L,600,E

SECTION_STAFF
ann,E=14|L=3,4800,960,4,2,2,1
bob,E=14|L=0,4800,960,4,2,2,1

SECTION_DAYS_OFF
ann,0,13

SECTION_SHIFT_ON_REQUESTS
ann,1,L,2
bob,1,E,3

SECTION_SHIFT_OFF_REQUESTS
bob,2,E,5

SECTION_COVER
1,E,2,100,1
2,E,0,100,7
"""
OFF = "." * 14


def instance() -> Instance:
    return read_instance(SMALL, "small")


def drawn(ann: str, bob: str) -> dict[str, list[str | None]]:
    """A roster, one mark a day."""
    return {id: [None if mark == "." else mark for mark in row] for id, row in (("ann", ann), ("bob", bob))}


def test_an_instance_is_read_as_it_is_written() -> None:
    read = instance()

    assert read.days == 14
    assert read.shifts["L"].minutes == 600
    assert read.shifts["L"].not_next == {"E"}
    assert read.staff[0].most_of == {"E": 14, "L": 3}
    assert read.staff[0].most_weekends == 1
    assert [staff.off for staff in read.staff] == [frozenset({0, 13}), frozenset()]
    assert read.on[0] == Asked("ann", 1, "L", 2)
    assert read.cover[1] == Cover(2, "E", 0, 100, 7)


def test_cover_and_requests_cost_what_they_weigh() -> None:
    """One of two wanted on day 1; one too many on day 2, on which Bob had asked not to come."""
    found = score(instance(), drawn(".LL...........", ".EE..........."))

    assert (found.under, found.over, found.on, found.off) == (100, 7, 0, 5)
    assert found.penalty == 112
    assert found.broken == ()


def test_a_request_that_is_not_met_costs_its_weight() -> None:
    assert score(instance(), drawn(".EE...........", "..EE..........")).on == 2 + 3


@pytest.mark.parametrize(
    ("ann", "says"),
    [
        ("..LLLL........", "4 shifts L, the most is 3"),
        ("..EEEEE.......", "works 5 days in a row from day 2, the most is 4"),
        ("..E..EE.......", "works 1 days in a row from day 2, the least is 2"),
        (".EE.EE........", "is free for 1 days in a row from day 3, the least is 2"),
        ("..LLE.........", "E after L on day 4"),
        ("EE............", "works on day 0, a day off"),
        ("...EEE....EEE.", "2 weekends, the most is 1"),
        (".......LL.....", None),
        ("............E.", "480 minutes, 960 to 4800 are allowed"),
        (".EEEE..EEEEEEE", "5280 minutes, 960 to 4800 are allowed"),
    ],
)
def test_every_hard_limit_is_found_where_it_is_broken(ann: str, says: str | None) -> None:
    broken = score(instance(), drawn(ann, "EE............")).broken

    assert f"ann: {says}" in broken if says else not broken


def test_what_touches_the_border_is_never_too_short() -> None:
    assert score(instance(), drawn(".EE...........", "E..EEEE......E")).broken == (
        "bob: 2 weekends, the most is 1",
    )


def test_a_roster_survives_being_written() -> None:
    roster = drawn(".LL...........", OFF)

    assert read_roster(write_roster(roster)) == roster


def test_a_roster_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="other staff"):
        score(instance(), {"ann": [None] * 14})
    with pytest.raises(ValueError, match="other days or shifts"):
        score(instance(), drawn(OFF, "N" + OFF[1:]))
