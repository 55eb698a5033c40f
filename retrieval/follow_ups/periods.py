"""The time just before and just after a date that may be a month or a year."""

from datetime import date, timedelta

_DAY, _MONTH = len("2025-06-01"), len("2025-06")


def preceding(published: str) -> str:
    """The last day, month or year before one: "2025-06" behind "2025-07"."""
    return _beside(published, -1)


def following(published: str) -> str:
    """The first day, month or year after one."""
    return _beside(published, 1)


def _beside(published: str, step: int) -> str:
    if len(published) >= _DAY:
        return (date.fromisoformat(published[:_DAY]) + timedelta(days=step)).isoformat()
    if len(published) < _MONTH:
        return str(int(published) + step)
    year, month = map(int, published.split("-"))
    # Months since the year 0.
    year, month = divmod(year * 12 + month - 1 + step, 12)
    return f"{year}-{month + 1:02}"
