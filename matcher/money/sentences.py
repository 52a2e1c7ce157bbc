"""Every sentence about money and hours, in one place, as in `matcher/sentences.py`."""

from matcher.model.delivered import Outcome

# What a rota costs

COST_KNOWN = "If these rates hold, this rota costs {total}: {parts}."
COST_AT_LEAST = "If these rates hold, this rota costs at least {total}: {parts}."
COST_NOTHING = "Nobody comes in this rota, so it costs nothing."
COST_PARTS = {
    "hours": "{} by the hour",
    "allowances": "{} for sleep-ins",
    "enhancements": "{} more for certain times",
    "on_costs": "{} on top of pay",
}
COST_NOT_KNOWN = "Not known: {what}."
COST_NOT_KNOWN_AT_ALL = "What this rota costs is not known."
COST_MISSING = {"rate": "the hourly rate of {}", "sleep_in_allowance": "the sleep-in allowance of {}"}
COST_MONEY_LEFT = "{person}'s money for it is {money}, so {left} is left."
COST_MONEY_SPENT = "{person}'s money for it is {money}, and all of it is spent."
COST_MONEY_SHORT = "{person}'s money for it is {money}, so {short} is missing."
COST_MONEY_AT_MOST = "{person}'s money for it is {money}."

# What was recorded

RECORD_NOTHING = "There is nothing to record."
RECORD_NOTHING_MEND = "Name shifts in the file, or days with --rest-as-planned."
RECORD_DONE = "Recorded {shifts}: {parts}."
RECORD_OTHERS = "On {} of them somebody else came than was planned."
RECORD_OUTCOMES: dict[Outcome, str] = {
    "worked": "{} as planned",
    "late": "{} at other times",
    "disturbed": "{} disturbed",
    "cancelled": "{} cancelled",
    "not_covered": "{} not covered",
}
