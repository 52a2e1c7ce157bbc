"""An auditor that sees many weeks at once.

It reads plain facts and plain files, with the standard library only, so that it shares no mistake with the
program's rules, boards or plans. It knows nothing of rotas: where one week ends and the next begins, where a
rota was changed in the middle, and where the clocks change, is all the same to it.
"""

from datetime import date

from facts import Breach, Year
from facts_line import broken_in_line
from facts_shift import asked, broken_in_shift, broken_together, there
from facts_words import broken_in_words


def breaches(year: Year) -> list[Breach]:
    """Everything that is broken anywhere in it."""
    found = [breach for fact in year.facts for breach in broken_in_shift(year, fact)]
    found += [breach for fact in year.facts for breach in broken_in_words(year, fact)]
    found += broken_together(year)
    found += [
        breach for who, person, line in year.lines() for breach in broken_in_line(year, who, person, line)
    ]
    return [breach for breach in found if year.holds(breach)]


def missing(year: Year) -> list[tuple[date, str, str, int, int]]:
    """What nobody came for: day, person, need, supporters missing, minutes of each."""
    on = there(year.facts)
    return [
        (day, person, need["id"], short, piece[1] - piece[0])
        for day, person, need, piece in asked(year)
        if (short := need.get("supporters_needed", 1) - len(on.get((person, need["id"], *piece), ()))) > 0
    ]
