"""What a peer cannot be asked for: said in its place in the table, and never made up."""


class CannotState(Exception):
    """A scenario holds something that this peer's model has no words for."""
