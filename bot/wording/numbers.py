"""Numbers as readers of a language write them. Babel is loaded where it is not English."""

from bot.translation import Language, spoken


def number(value: int) -> str:
    """Return a number: "2,000", "2.000"."""
    if spoken() is Language.ENGLISH:
        return f"{value:,}"
    from babel.numbers import format_decimal  # noqa: PLC0415 - English readers need not wait

    return format_decimal(value, locale=spoken(), group_separator=True)


def percent(share: float) -> str:
    """Return a share (0 to 1): "45%", "45 %"."""
    if spoken() is Language.ENGLISH:
        return f"{share:.0%}"
    from babel.numbers import format_percent  # noqa: PLC0415 - as above

    return format_percent(share, locale=spoken())


def megabytes(size: int) -> str:
    """Return how many megabytes so many bytes are, without the unit."""
    return number(round(size / 1e6))
