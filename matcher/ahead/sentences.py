"""Every sentence of the look-ahead, in one place."""

# Looking ahead: what passes, and what would be otherwise

AHEAD_WEEK_OF = "week from {day}"
AHEAD_ASKING_WHY = "why weeks are not covered"
AHEAD_AWAY = "{who} is away ({days})."
AHEAD_LEAVES = "{who}'s contract ends on {day}."
AHEAD_SKILL_ENDS = "{who}'s skill '{skill}' counts until {day}."
AHEAD_CHECKS_END = "{who}'s checks count until {day}."
AHEAD_PHASE = "{person}'s needs change with the phase {phases}."
AHEAD_OTHERWISE_COVERED = "Otherwise {weeks} would be covered."
AHEAD_OTHERWISE_MORE = "Otherwise {hours} more would be covered."
AHEAD_OTHERWISE_MATTERS = "Otherwise what matters more would be covered."

# Looking ahead: weeks

AHEAD_ONE_WEEK = "{whose} week from {day}"
AHEAD_WEEKS = "{whose} {count} weeks from {day}"
AHEAD_GAPS = "{which}: {gaps} not covered."
AHEAD_GAPS_EACH = "{which}: {gaps} not covered, week after week."
AHEAD_GAPS_SUM = "{which}: {shifts} not covered, {hours} in all."
AHEAD_PROVED = "It is proved that this team cannot cover more."
AHEAD_NOT_PROVED = "This is not proved: more time might cover more."
AHEAD_IMPOSSIBLE = "{which}: no rota is possible, because some of what is asked for cannot all hold."
AHEAD_CHANGED = "{which}: what is published does not hold as it is; {shifts} would change."
AHEAD_WAY = "One way, confirmed: {asks}"
AHEAD_DO_WEEK = {
    "leave": "Ask whether the leave can move, or who of the team could come for more hours.",
    "contract": "Look for somebody new now: `matcher recruit` says whom.",
    "skill": "Have it renewed in time, and write the new date in the file.",
    "checks": "Have them renewed in time, and write the new date in the file.",
    "phase": "Agree who of the team could come for more hours, or look for somebody new. Nobody is borrowed.",
    "together": "Begin with whichever of these can be moved.",
    "standing": "Look for somebody new: `matcher recruit` says whom.",
    "not_proved": "Look again with more time, as with --time-limit 300.",
    "not_known": "There was no time to find out why. Look again with more, as with --time-limit 300.",
    "impossible": "See with `matcher rota`, for these days, what cannot all hold.",
    "published": "Make it again with `matcher replan`, which finds the least change.",
}

# Looking ahead: who is away, what ends, what begins, what is due

AHEAD_TOGETHER = "{who} are away together ({days})."
AHEAD_TOGETHER_NOT_KNOWN = "There was no time to work out what that costs."
AHEAD_TOGETHER_LOST = "Were they here, {hours} more would be covered."
AHEAD_TOGETHER_OVER = "The others cover it, with {hours} beyond their contracts."
AHEAD_TOGETHER_FREE = "The others cover it within their contracts."
AHEAD_HELD_BY_NOBODY = "After that nobody in {person}'s team holds it."
AHEAD_HELD_BY_FEW = "After that only {names} in {person}'s team holds it."
AHEAD_HELD_BY = "After that {count} in {person}'s team hold it."
AHEAD_LEAVES_HOURS = "That is {hours} a week of the {of} agreed in {person}'s team."
AHEAD_LEAVES_GAPS = "Without them {weeks} of those looked at are not covered."
AHEAD_LEAVES_COVERED = "The weeks after it that were looked at are covered all the same."
AHEAD_DO_LEAVES = "Decide with {person} whether to look for somebody new."
AHEAD_PAIRED = "{who} is new to {person} and comes beside somebody who is ready."
AHEAD_SHADOWS_PLANNED = "The rotas ahead have {shadows}: {days}."
AHEAD_NO_SHADOWS = "The rotas ahead have no shadow shift."
AHEAD_COUNTS_FROM = "From {day} {who} is to count beside somebody who is ready."
AHEAD_READY_FROM = "From {day} {who} is to be ready."
AHEAD_NOT_DONE_BY_THEN = "By then {left} still to do, and {who} does not count before."
AHEAD_DO_INDUCTION = {
    "agree": "Ask {person} whether somebody may shadow in their home. If so, write the day under `extras`.",
    "paired": "When {person} and you agree that they are ready, write it in the file.",
    "not_yet": "Plan what is still to be done, and write in the file what has been.",
}
AHEAD_FIRST_VISIT = "{who} would come to {person} for the first time: {need}."
AHEAD_DO_FIRST_VISIT = "Plan who introduces them, somebody {person} knows."
AHEAD_DUE = {
    "supervision": "Supervision is due: {who}.",
    "contact": "A leader's time is due: {who}.",
    "debrief": "A debrief is due: {who}.",
    "review": "To be looked at again: {who}.",
}
AHEAD_DUE_BY = "{whose} by {day}"
AHEAD_DO_DUE = {
    "supervision": "Agree a time, and write down when it has been.",
    "contact": "Plan it, and write down when it has been.",
    "debrief": "Talk it through, and write down when it has been.",
    "review": "Look at it together, and write the new date in the file.",
}
AHEAD_DRIFT = (
    "{person}'s {turns} drift apart: from {today} turns between whoever is furthest below an even share and "
    "whoever is furthest above it to {then}. {most} would have most beside their share, {least} fewest."
)
AHEAD_DO_DRIFT = "See whether times offered, wishes or contracts are behind it, and talk with both."

# Looking ahead: the result

AHEAD_ALL_COVERED = "{weeks} from {day}: every week that was looked at is covered."
AHEAD_NOT_COVERED = "{weeks} from {day}: {whose} weeks are not all covered."
AHEAD_TO_DECIDE = "{now} to decide now, {later} later."
AHEAD_NOT_LOOKED_AT = "There was no time for all of it: {weeks} were not looked at."
AHEAD_NO_TIME_FOR_WHY = "There was no time to find out why for each."
