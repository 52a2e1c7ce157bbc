"""Every sentence about money and hours, in one place, as in `matcher/sentences.py`."""

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
