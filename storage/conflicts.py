"""What a database says no with, in our words."""


class Conflict(Exception):
    """Another turn has changed the same thing meanwhile; trying again helps."""


class Unavailable(Exception):
    """The database cannot be used now: locked, gone, full or read-only."""
