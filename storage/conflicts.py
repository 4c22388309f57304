"""What a database says no with, in our words."""

from sqlalchemy.exc import SQLAlchemyError


class Conflict(Exception):
    """Another turn has changed the same thing meanwhile; trying again helps."""


class Unavailable(Exception):
    """The database cannot be used now: locked, gone, full or read-only."""


BREAKS_OFF = (Conflict, Unavailable, SQLAlchemyError)
"""After one of these a transaction cannot go on; anything else is our own fault."""
