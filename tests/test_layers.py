"""Keeps docs/architecture.md true: its arrows by reading every import, its map by every file."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DISCORD_ROOMS = {"bot.client", "bot.cards", "bot.correspondents", "bot.errors", "bot.__main__"}
# The registry of embedding functions is Chroma's; what it hands out is used without knowing so.
CHROMA_ROOMS = {"retrieval.chroma", "retrieval.store", "retrieval.registry"}

# The floors of retrieval, lowest first: a file imports from its own floor and those below it.
# A file that is not named here lives on the floor of the rooms.
VALUES, TOOLS, INDEXES, ROOMS, FACADE = range(5)
FLOORS = {
    "models": VALUES,
    "interrupting": VALUES,
    "kept": VALUES,
    "overviews": VALUES,
    "batches": VALUES,
    "confidential": VALUES,
    "errors": VALUES,
    "places": VALUES,
    "results": VALUES,
    "reports": VALUES,
    "saying": VALUES,
    "settings": VALUES,
    "turns": VALUES,
    "analysis": TOOLS,
    "attribution": TOOLS,
    "dates": TOOLS,
    "deep_links": TOOLS,
    "draft": TOOLS,
    "duplicates": TOOLS,
    "faults": TOOLS,
    "filters": TOOLS,
    "function_embedder": TOOLS,
    "grams": TOOLS,
    "lexicon": TOOLS,
    "identity": TOOLS,
    "intervals": TOOLS,
    "lock": TOOLS,
    "mending": TOOLS,
    "markup": TOOLS,
    "migrations": TOOLS,
    "model_faults": TOOLS,
    "people": TOOLS,
    "postings": TOOLS,
    "naming": TOOLS,
    "registry": TOOLS,
    "rows": TOOLS,
    "minilm": TOOLS,
    "sentences": TOOLS,
    "surrogates": TOOLS,
    "terms": TOOLS,
    "tongues": TOOLS,
    "variants": TOOLS,
    "territories": TOOLS,
    "times": TOOLS,
    "words": TOOLS,
    "works": TOOLS,
    "audiences": INDEXES,
    "catalogue": INDEXES,
    "catalogue_file": INDEXES,
    "catalogued_passages": INDEXES,
    "chroma": INDEXES,
    "embedding": INDEXES,
    "holdings": INDEXES,
    "indexes": INDEXES,
    "keywords": INDEXES,
    "readable_indexes": INDEXES,
    "store": INDEXES,
    "library": FACADE,
    "readable": FACADE,
    "opening": FACADE,
    "rebuild_command": FACADE,
    "sources_command": FACADE,
    "asking_command": FACADE,
    "terminal": FACADE,
    "evaluating": FACADE,
    "evaluation": FACADE,
    "digest_evaluation": FACADE,
    "__init__": FACADE,
    "__main__": FACADE,
}


def module_name(path: Path) -> str:
    """`bot.cogs.asking` for `bot/cogs/asking.py`; a package goes by its folder's name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


FILES = {module_name(p): p for room in ("bot", "retrieval") for p in (ROOT / room).rglob("*.py")}


def imports_of(name: str) -> set[str]:
    """Every module that a file imports anywhere in it, ours by the file that holds the name."""
    return set(_imports(ast.parse(FILES[name].read_text("utf-8"))))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in FILES else str(node.module) for name in whole)


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def floor_of(name: str) -> int:
    """The floor of a file of retrieval; its front door is the facade's."""
    return FLOORS.get(name.split(".")[1] if "." in name else "__init__", ROOMS)


IN_BOT = sorted(name for name in FILES if inside(name, "bot"))
IN_RETRIEVAL = sorted(name for name in FILES if inside(name, "retrieval"))


def test_there_is_something_to_read() -> None:
    assert {"bot.client", "retrieval", "retrieval.store", "retrieval.readers.plain"} <= FILES.keys()
    assert "retrieval.models" in imports_of("retrieval.readers.plain")


@pytest.mark.parametrize("name", sorted(FILES))
def test_only_the_rooms_marked_know_discord(name: str) -> None:
    allowed = name in DISCORD_ROOMS or inside(name, "bot.cogs")

    assert allowed or not [module for module in imports_of(name) if inside(module, "discord")]


@pytest.mark.parametrize("name", sorted(FILES))
def test_only_the_store_and_the_embedding_know_chroma(name: str) -> None:
    allowed = name in CHROMA_ROOMS

    assert allowed or not [module for module in imports_of(name) if inside(module, "chromadb")]


@pytest.mark.parametrize("name", IN_BOT)
def test_the_bot_enters_retrieval_by_its_front_door(name: str) -> None:
    assert not [module for module in imports_of(name) if module.startswith("retrieval.")]


@pytest.mark.parametrize("name", IN_RETRIEVAL)
def test_retrieval_knows_neither_the_bot_nor_discord(name: str) -> None:
    assert not [m for m in imports_of(name) if inside(m, "bot") or inside(m, "discord")]


@pytest.mark.parametrize("name", IN_RETRIEVAL)
def test_a_file_of_retrieval_imports_nothing_from_a_floor_above(name: str) -> None:
    ours = [module for module in imports_of(name) if module in IN_RETRIEVAL]

    assert not [module for module in ours if floor_of(module) > floor_of(name)]


@pytest.mark.parametrize("room", ["bot", "retrieval"])
def test_no_imports_go_round_in_a_circle(room: str) -> None:
    ours = {name: imports_of(name) & FILES.keys() for name in FILES if inside(name, room)}

    TopologicalSorter(ours).prepare()


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_file_of_the_product_imports_a_test(name: str) -> None:
    assert not [module for module in imports_of(name) if inside(module, "tests")]


def test_every_file_stands_on_the_map_by_its_name() -> None:
    _, rooms, *_ = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("```")
    named = set(re.findall(r"\w+\.py", rooms))
    ours = [path for path in FILES.values() if not _goes_by_its_folder(path)]

    assert [str(path.relative_to(ROOT)) for path in ours if path.name not in named] == []


def _goes_by_its_folder(path: Path) -> bool:
    """Tell whether a file is named with others: packages, and the steps of a database's tables."""
    return path.name == "__init__.py" or path.parent.name == "versions"
