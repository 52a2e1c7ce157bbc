"""Every sentence about money and hours, in one place, as in `matcher/sentences.py`."""

from matcher.model.delivered import Outcome
from matcher.model.money import Funder, FundingKind

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

# A person's statement. It speaks to the person and is easy to read aloud.

STATEMENT_WHOSE: dict[FundingKind, str] = {
    "individual_service_fund": (
        "This is your money. It is called an individual service fund. {organisation} looks after it for you."
    ),
    "personal_health_budget": (
        "This is your money. It is called a personal health budget. {organisation} looks after it for you."
    ),
    "direct_payment": "This is your money. It is called a direct payment. It is paid to you.",
    "commissioned": "This money is for your support. It is paid to {organisation} for you.",
}
STATEMENT_EMPLOYER = "You, or your family, employ your supporters."
STATEMENT_NOBODY_ELSE = "It is spent on you, and on nobody else."
STATEMENT_FUNDERS: dict[Funder | None, str] = {
    "council": "From the council",
    "nhs": "From the NHS",
    "own_contribution": "From you",
    "other": "From somebody else",
    None: "For your support",
}
STATEMENT_FROM_KEPT = "From the money for hard times"
STATEMENT_SUPPORT = "{} of support"
STATEMENT_EXTRAS = "{} beside your support: shadow shifts, supervision and meetings of your team"
STATEMENT_NIGHTS = "{} of support awake at night"
STATEMENT_SLEEP_INS = "{}"
STATEMENT_SLEEP_INS_AWAKE = "{}, with {} awake"
STATEMENT_CANCELLED = "{} cancelled, and paid for"
STATEMENT_HARD_TIMES = "For hard times {amount} is kept. It is for times when you need more support."
STATEMENT_NO_HARD_TIMES = "No money is kept for hard times. Talk about this with {organisation}."
STATEMENT_BUYS = "{what}: it would pay for {weeks}, if the prices stay as they are."
STATEMENT_BUYS_NO_WEEK = "{what}: it would not pay for one whole week."
STATEMENT_MORE_OF_ALL = "Your usual support again"
STATEMENT_SHORT = "{what}: for all of it {short} more would be needed."
STATEMENT_NOT_RECORDED = "{shifts} counted as planned. Nobody has written down yet how {it} went."
STATEMENT_NO_ROTA = "Nothing is known of {days}. What {it} cost is not counted."
STATEMENT_NO_ROTA_BEFORE = (
    "Nothing is known of {days} before that, since {since}. What is left from before may be less."
)
STATEMENT_RATE_MISSING = "The pay of {names} is not known. What their shifts cost is not counted."
STATEMENT_OVER_CAP = (
    "{amount} is more than may be left over: {weeks} of your money. Decide together what it is for, or some "
    "may have to go back."
)
STATEMENT_TOO_OLD = (
    "{amount} is left over from more than {weeks} ago. Decide together what it is for, or it may have to go "
    "back."
)
STATEMENT_MAY_SEE = "You said that {name} may see this."
STATEMENT_NOBODY_SEES = "Only you decide who may see this."
STATEMENT_NO_MONEY = "Nothing about money is written down for {person}."
STATEMENT_NO_MONEY_MEND = "Add `money` to the person in the team file."

# Hours, and what they call for

HOURS_UNDELIVERED: dict[Outcome, str] = {
    "cancelled": "{need}: cancelled.",
    "not_covered": "{need}: not covered, nobody came.",
}
HOURS_DISTURBED = (
    "{name} was up for {awake} in {need}. The rest was broken: give rest to make up for it. Next: {after}."
)
HOURS_DISTURBED_LAST = (
    "{name} was up for {awake} in {need}. The rest was broken: give rest to make up for it."
)
HOURS_BANK = "Of {funded} funded, {delivered} are recorded as delivered: {left} unspent."
HOURS_BANK_OVER = "Of {funded} funded, {delivered} are recorded as delivered: {over} more than funded."
HOURS_BANK_NOT_RECORDED = "Nothing is recorded yet of {shifts}, so this is not all."
HOURS_UNSPENT = "Since {day} {amount} is unspent, besides what is kept for hard times."
HOURS_OVERSPENT = "Since {day} {amount} more was spent than came in."
HOURS_NO_ROTA = "Nothing is known of {days} since then. What they cost is not counted."
HOURS_NO_ROTA_HERE = "Nothing is known of {days} of these. What they cost is not counted."
HOURS_SUPPORT = "Supporters cost {cost} in these days, if the rates hold, and there was {money} for them."
HOURS_LINES_OVER = "The lines come to {over} a week more than comes in."
HOURS_LINES_UNDER = "{under} a week is in no line."
HOURS_STEP_UP = "{what}: {a_week} a week, if these rates hold. For hard times {kept} is kept: {weeks}."
HOURS_STEP_UP_ALL = "From {first} to {last} it costs {planned}: {verdict}."
HOURS_STEP_UP_COVERED = "what is kept pays for it"
HOURS_STEP_UP_SHORT = "{short} is missing"
HOURS_STEP_UP_TEAM = (
    "With it {person} needs {needed} a week. The contracts of the team come to {contracted}, and to {most} "
    "at {percent} %: {verdict}."
)
HOURS_TEAM_CAN = "the team's hours are enough"
HOURS_TEAM_CANNOT = "the team cannot supply it, and nobody is borrowed from another team"
HOURS_NO_CONTINGENCY = "No money is kept for hard times."
HOURS_ON_COSTS = (
    "On top of hourly pay {percent} % is counted. By the contracts of this team and the figures for {year} "
    "it would be {worked_out} %, holiday of {holiday} % in. The employment allowance of {allowance} a year "
    "for the whole organisation is not counted: check whether it may be claimed."
)
HOURS_MORE_OF_ALL = "The usual support again"
HOURS_BUYS = "it buys {}"
HOURS_BUYS_NONE = "it buys no whole week"
