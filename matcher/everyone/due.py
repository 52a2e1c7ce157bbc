"""Everything that is due for people and supporters, as the rules about it find it. No solver."""

from datetime import date

from matcher.model.organisation import Organisation
from matcher.rulebook import for_organisation
from matcher.rules._due import Due
from matcher.rules.contact_due import ContactDue
from matcher.rules.reviews_due import ReviewsDue


def all_due(organisation: Organisation, as_of: date) -> list[Due]:
    """Reviews, leaders' contact, supervision and debriefs, each with its next day, past or to come."""
    return [
        due
        for rule in for_organisation(organisation)
        if isinstance(rule, ContactDue | ReviewsDue)
        for due in rule.due(organisation, as_of)
    ]
