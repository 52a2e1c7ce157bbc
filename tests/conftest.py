"""How the tests run: a busy machine is no reason to fail."""

from hypothesis import settings

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")
