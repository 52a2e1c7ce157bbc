"""Every sentence of the overview, in one place."""

from matcher.rules._due import DueWord

NEAR_AVERAGE = "{who} works {hours} a week on average, sleep-ins and other jobs counted; the most is {most}."
NEAR_MOST = "{who} is on for {hours} this week and agreed to {most} at most."
NOW_DUE: dict[DueWord, str] = {
    "review": "{whose} to be looked at again by {day}.",
    "contact": "A leader with {whose} by {day}.",
    "supervision": "Supervision of {whose} by {day}.",
    "debrief": "Debrief of {whose} by {day}.",
}

NOW_OPEN = "{whose} {week} has {shifts} without a supporter."
NOW_BROKEN = "What is published for {who} does not hold any more."
NOW_LATE = "{things} late or not recorded."
NOW_NOTHING = "Nothing is late, and nothing that is published is open."
