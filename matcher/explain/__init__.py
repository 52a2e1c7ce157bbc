"""Why, in sentences that are computed and never assumed."""
