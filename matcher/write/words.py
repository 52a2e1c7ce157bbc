"""The wording of the terminal view, in one place."""

from collections.abc import Sequence
from typing import Literal

from matcher.model.answer import Change, ChangeWord, Level, MatchLevel, Proof, ProofWord
from matcher.model.cover import CanCover
from matcher.model.person import AnswerWord
from matcher.model.profile import HEADING_NAMES, HEADINGS
from matcher.model.rota_figures import SupporterHours
from matcher.model.words import MINUTES_IN_HOUR
from matcher.wording import hours, many

HOW_SURE = "How sure is this"
OVERVIEW = "Everyone at a glance"
ORGANISATION = "For everyone together"
TOGETHER = "Together they share"
NOBODY = "Nobody in the team shares yet"
OTHERS = "Everyone else"
MEET_NEXT = "Who to meet next"
TYPICAL = "In a typical week"
TYPICAL_COVERED = "Every need of a typical week is covered."
CANNOT_BE_AVOIDED = "It is proved that this cannot be avoided."
BY_SIZE = "Fewest gaps in a week, by size of the team"
NOT_PROVED_SIZE = "? is not proved: a team of this size may leave fewer."
AWAY = "If one of them were away, in a typical week"
NOBODY_MISSED = "Whoever of them is away, the others can cover the week."
NO_GAPS_WITHOUT = "No gaps without {}."
GAPS = "Gaps"
NO_GAPS = "None. Every need is covered."
EXTRAS = "Beside the needs: paid, and not counted"
EXTRAS_MISSED = "{names} miss {what}"
EXTRAS_OF = "{extras}, {hours} together: {who}."
HOURS = "Hours"
MONEY = "Money"
STATEMENT = "{}'s money"
CAME_IN = "What came in"
BOUGHT = "What it bought"
LEFT = "What is left"
HARD_TIMES = "Money for hard times"
GOOD_TO_KNOW = "Good to know"
TOGETHER_AMOUNT = "Together"
LESS_BOUGHT = "Less what it bought"
LESS_PUT_BY = "Less what is put by for hard times"
LEFT_OF_THESE_DAYS = "Left of these days"
LEFT_BEFORE = "Left from before, until {}"
LEFT_NOW = "Left on {}"
SIDE_BY_SIDE = "Hours a week, side by side"
WEEK_FROM = "week from"
FOUR_WEEKS = "in four weeks"
FIVE_NUMBERS = (
    "Hours awake, of all supporters together. Contracted has holidays and training in. Delivered is what was "
    "recorded; in four weeks is its average."
)
NOT_RECORDED = "Nothing is recorded yet of {}."
SLEEP_INS = "Sleep-ins a week"
UNDELIVERED = "Not delivered"
SUPPORTERS_HOURS = "Supporters"
TO_SEE_TO = "To see to: rest, hours and pay as they really were"
NOTHING_TO_SEE_TO = "Nothing."
LINES_TOGETHER = "The lines together"
COMES_IN = "Comes in"
FROM_KEPT = " (from what is kept)"
IF_THESE_RATES = "All this holds if the rates of pay in the file hold."
TURNS = "Turns since {}"
TURNS_SHARE = "In brackets: an even share for the days each could have come."
CONTINUITY = "Steady faces"
CHANGES = "Changes to what was published"
CHANGES_FOR = "Changes to what was published for {}"
CHANGED: dict[ChangeWord, str] = {"taken": "no longer", "given": "now", "moved": "at other times"}
CHANGES_COUNT = "{count} in all{moved}; weighed by how soon, they count {cost}."
CHANGES_OF_TIMES = ", {} of them of times alone"
PUBLISHED_ON = "Published on {}."
PHASES_AHEAD = "Phases to come"
PUBLISHED = "Published as number {number} in {folder}, by {by}."
PUBLISHED_GAPS = "{} missing in it."
RECORDED = "What happened on {} was recorded."
NOTHING_PUBLISHED = "Nothing is published here yet."
COVER_INSTEAD = "{who} cannot come."
COVER_INSTEAD_HERE = (
    "{who} cannot come to this shift, and may be given another. If {who} is away, say so with its days: "
    "--absent {id}=FIRST..LAST."
)
COVER_ORDER = "Agreed order of who comes when someone cannot: {}. They stand first among those who can."
COVER_NO_ORDER = "There is no agreed order of who comes when someone cannot. Who moves others least is first."
COVER_GROUPS: dict[CanCover, str] = {
    "can": "Could come",
    "leaves_a_gap": "Could come, but then something else goes uncovered",
    "not_known": "Not worked out in the time given",
    "cannot": "Cannot come",
}
COVER_NOT_PROVED = "It is not proved that nobody would have to be moved less."
COVER_NEXT = "When one of them says yes: matcher replan, with {}"
COMPROMISES = "Compromises this week"
WARNINGS = "Warnings"
BROKEN = "Limits that are broken"
MORE_LIKE_THIS = "And {} more like this; --json has them all."
CLASH = "These cannot all hold"
TO_DO = "To do: {}"
NOT_LEGAL_ADVICE = "This is not legal advice."
HOURS_NOT_AGREED = "hours not agreed yet"
GAP_MARK = "- GAP -"
NOTHING = "·"
MATCH_NOT_KNOWN = "match not known yet"

LEVELS: dict[Level | MatchLevel, str] = {
    "hard": "limits that always hold",
    "gaps": "needs met",
    "change": "fewest changes",
    "person": "the person's wishes and continuity",
    "supporters": "supporters' contracts, fairness and wishes",
    "warn": "warnings",
    "off": "not in force",
    "contingency": "enough hands when someone is away",
    "match": "the team's match",
    "faces": "few faces",
}
"""The levels, in plain words."""

PROOF: dict[ProofWord, str] = {
    "proved": "proved best",
    "bounded": "not proved best: see below",
    "stopped": "stopped early; not looked at to the end",
}
"""How good an answer is known to be."""

PARTS = {"match": "team", "rota": "rota"}
"""The two parts of an answer."""

ANSWERS: dict[AnswerWord | Literal["not_met_yet"], str] = {
    "yes": "{} said yes.",
    "no": "{} said no",
    "not_yet": "{} has not decided yet.",
    "not_met": "{} has not met them yet.",
    "not_met_yet": "Not met yet",
}
"""The person's answer. Those without a full stop stand before a list of names."""


IMPOSSIBLE_PROVED = "It is proved that what is asked for cannot all hold."


def all_proved(parts: set[str]) -> str:
    """One line where nothing better exists."""
    what = " or ".join(PARTS[part] for part in ("match", "rota") if part in parts)
    return f"Proved best at every step: no better {what} exists under these rules."


def better(proof: Proof) -> str:
    """How much better a level could still be, at most, in that level's own terms."""
    if proof.bound is None:
        return "not proved best for this person alone"
    left = proof.cost - proof.bound
    match proof.level:
        case "gaps":
            return f"not proved: at most {hours(left)} more, by how essential they are"
        case "contingency":
            return f"at most {hours(left)} better"
        case "faces":
            return f"at most {many(left, 'face')} fewer"
        case _:
            return f"at most {many(left, 'point')} better"


def changes_count(changed: Sequence[Change], cost: int) -> str:
    """How many changes there are, and what they count together; those of times alone count nothing."""
    moved = sum(each.what == "moved" for each in changed)
    return CHANGES_COUNT.format(
        count=many(len(changed), "change"), moved=CHANGES_OF_TIMES.format(moved) if moved else "", cost=cost
    )


def in_hours(minutes: int) -> str:
    """'37.5': hours with one decimal."""
    return f"{minutes / MINUTES_IN_HOUR:.1f}"


def against_contract(worked: SupporterHours) -> str:
    """'3.5 over contract', and whether it goes past the most they agreed to."""
    awake, contract, most = worked.awake_minutes, worked.contract_minutes, worked.most_minutes
    if awake > most:
        return f"{in_hours(awake - most)} past the most agreed"
    if contract == 0:
        return ""
    if awake == contract:
        return "as contracted"
    return f"{in_hours(abs(awake - contract))} {'over' if awake > contract else 'short of'} contract"


def match_words(match: int | None) -> str:
    """'match 72 of 100'."""
    return MATCH_NOT_KNOWN if match is None else f"match {match} of 100"


def match_legend(person: str) -> str:
    """What the four numbers of a match are."""
    headings = ", ".join(HEADING_NAMES[heading] for heading in HEADINGS)
    return (
        f"In brackets: {headings}; as {person} weighs them. A match orders a conversation and nothing else."
    )


def gaps(count: int) -> str:
    """'no gaps', '1 gap', '2 gaps'."""
    return many(count, "gap") if count else "no gaps"


def rule_title(kind: str) -> str:
    """'nights_in_a_row' as 'nights in a row'."""
    return kind.replace("_", " ")


def brief_proof(*, proved: bool, confirmed: bool) -> str:
    """How sure a recruitment brief is."""
    fewest = (
        "It is proved that fewer would not do." if proved else "It is not proved that fewer would not do."
    )
    again = "The week was solved again with just such people, and it holds." if confirmed else ""
    return f"{fewest} {again}".strip()
