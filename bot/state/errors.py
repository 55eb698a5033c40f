"""What may stand between the bot and what it remembers."""

MEANWHILE = "Questions are answered all the same, but nothing is remembered meanwhile."


class StateUnavailable(Exception):
    """The database cannot be used now; the message is one plain line for the operator.

    It says what to do and never holds a password. Nobody's answer depends on the database.
    """


class ValueRefused(Exception):
    """The database is well and does not take a value, which this never says: the fault is ours."""
