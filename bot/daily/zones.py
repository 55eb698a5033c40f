"""Time zones by their IANA names, found by what people type: "berlin", "est", "new york", "japan".

The names, countries and descriptions are those of the tz database's own tables (package tzdata).
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from bot.display import folded

_MOST_NEAREST = 3
_ALIKE = 70  # of 100
_EVERYWHERE = "UTC"

# What is offered before anything is typed: one zone for each place that many members are from.
_COMMON = (
    "UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Athens", "Europe/Istanbul",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "America/Mexico_City", "America/Bogota", "America/Sao_Paulo", "Africa/Lagos",
    "Africa/Johannesburg", "Africa/Nairobi", "Africa/Cairo", "Asia/Dubai", "Asia/Kolkata",
    "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Asia/Seoul", "Australia/Sydney",
    "Pacific/Auckland",
)  # fmt: skip


class UnknownZone(ValueError):
    """No time zone goes by this name; `nearest` are the names that may have been meant."""

    def __init__(self, written: str, nearest: tuple[str, ...]) -> None:
        super().__init__(written)
        self.written = written
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class _Place:
    """A zone and the words that it is found by, as `_plain` writes them.

    `distance` is smaller for zones that more people live in.
    """

    name: str
    path: str
    city: str
    abbreviations: frozenset[str]
    countries: tuple[str, ...]
    remark: str
    distance: int


def warm_up() -> None:
    """Load all zones, which takes a tenth of a second; what is asked afterwards takes none."""
    _names()
    _places()


def zone_named(written: str) -> str:
    """Return the IANA name that was written, in any case, or of the one city that was.

    Abbreviations such as "EST" are refused although the database still has some of them: they
    stand for a fixed offset there, an hour off for half of the year. Raises UnknownZone.
    """
    plain = folded(written)
    if name := _names().get(plain):
        return name
    cities = [place.name for place in _places() if place.city == plain]
    if len(cities) == 1:
        return cities[0]
    raise UnknownZone(written, _nearest(written))


def completions(typed: str, count: int) -> list[str]:
    """Return at most `count` zone names that somebody is about to type, likeliest first."""
    plain = folded(typed)
    if not plain:
        return list(_COMMON[:count])
    ranked = [(rank, place) for place in _places() if (rank := _rank(place, plain)) is not None]
    ranked.sort(key=lambda found: (found[0], found[1].distance))
    return [place.name for _, place in ranked[:count]] or list(_alike(plain, count))


def _rank(place: _Place, plain: str) -> int | None:
    """Return how well what was typed fits a place, 0 best, None for not at all."""
    fits = (
        plain in (place.path, place.city, *place.countries, *place.abbreviations),
        place.city.startswith(plain),
        place.path.startswith(plain),
        any(country.startswith(plain) for country in place.countries),
        f" {plain}" in f" {place.city} {' '.join(place.countries)} {place.remark}",
        plain in place.path,
    )
    return next((rank for rank, fit in enumerate(fits) if fit), None)


def _nearest(written: str) -> tuple[str, ...]:
    return tuple(completions(written, _MOST_NEAREST)) if folded(written) else ()


def _alike(plain: str, count: int) -> Iterator[str]:
    cities = {place.name: place.city for place in _places()}
    found = process.extract(plain, cities, scorer=WRatio, limit=count, score_cutoff=_ALIKE)
    return (str(name) for _, _, name in found)


@cache
def _names() -> dict[str, str]:
    """Every name that stands for a place or for UTC, by its plain form."""
    return {
        folded(name): name
        for name in available_timezones()
        if "/" in name or name in {_EVERYWHERE, "GMT"}
    }


@cache
def _places() -> tuple[_Place, ...]:
    countries = {code: folded(country) for code, country in _table("iso3166.tab")}
    kept_apart = {row[2]: row[3] for row in _table("zonenow.tab")}
    rows = {row[2]: (row[0], row[3] if len(row) > 3 else "") for row in _table("zone.tab")}  # noqa: PLR2004 - the column of remarks
    rows[_EVERYWHERE] = ("", "Coordinated Universal Time")
    known = available_timezones()
    return tuple(
        _Place(
            name=name,
            path=folded(name),
            city=folded(name.rsplit("/", 1)[-1]),
            abbreviations=_abbreviations(name),
            countries=(countries[code],) if code else (),
            remark=folded(f"{remark} {kept_apart.get(name, '')}"),
            distance=_distance(name, kept_apart),
        )
        for name, (code, remark) in sorted(rows.items())
        if name in known
    )


def _distance(name: str, kept_apart: Container[str]) -> int:
    """Return the place in _COMMON; behind those, the zones that stand for others as well."""
    if name in _COMMON:
        return _COMMON.index(name)
    return len(_COMMON) + (name not in kept_apart)


def _abbreviations(name: str) -> frozenset[str]:
    """Return "est" and "edt" for New York: what is used this winter and this summer."""
    zone, year = ZoneInfo(name), datetime.now(UTC).year
    moments = (datetime(year, month, 1, 12, tzinfo=UTC) for month in (1, 7))
    return frozenset(str(moment.astimezone(zone).tzname()).casefold() for moment in moments)


def _table(name: str) -> list[list[str]]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
