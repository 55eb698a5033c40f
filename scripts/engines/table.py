"""The figures as a Markdown table, and its place in a page."""

from collections.abc import Mapping

from engines.rows import Material
from engines.worker import Figures

_MARK = "<!-- made by scripts/keyword_engines.py -->"
_HEAD = """\
| rows | engine | short question, ms p50 / p95 | long question, ms p50 / p95 | build, s | open, s \
| 100 in and 100 out, ms | memory building / searching, MB | disk, MB |
|---|---|---|---|---|---|---|---|---|"""


def table(
    name: str,
    material: Material,
    found: Mapping[int, Mapping[str, Figures]],
    packages: Mapping[str, str],
) -> str:
    """All figures by size and engine, with what they were measured on."""
    lines = [_row(size, each, figures) for size in found for each, figures in found[size].items()]
    versions = ", ".join(f"{package} {version}" for package, version in packages.items())
    about = (
        f"*{name}*: {len(material.sources):,} passages at hand, {len(material.long)} questions of "
        f"{_words(material)} terms on average; {versions}."
    )
    return "\n".join([_MARK, _HEAD, *lines, "", about])


def with_table(page: str, made: str) -> str:
    """The page with the table in the place of the one before, or at its end."""
    return page.partition(_MARK)[0].rstrip("\n") + "\n\n" + made + "\n"


def _words(material: Material) -> str:
    return f"{sum(map(len, material.long)) / max(1, len(material.long)):.0f}"


def _row(size: int, name: str, figures: Figures) -> str:
    changed = figures["change_ms"]
    cells = (
        f"{size:,}",
        name,
        _pair(figures, "short_p50", "short_p95", 1),
        _pair(figures, "long_p50", "long_p95", 1),
        f"{figures['build_s']:.1f}",
        f"{figures['open_s']:.2f}",
        "only built anew" if changed is None else f"{changed:.0f}",
        _pair(figures, "build_mb", "use_mb", 0),
        f"{figures['disk_mb']:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def _pair(figures: Figures, first: str, second: str, digits: int) -> str:
    return f"{figures[first]:.{digits}f} / {figures[second]:.{digits}f}"
