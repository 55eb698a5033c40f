"""What does a zip offer, and what of it is refused?"""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from retrieval.errors import ArchiveUnreadable, DocumentError
from retrieval.models import Work
from retrieval.readers.base import Entry
from retrieval.readers.zip_directory import holds_more_than
from retrieval.sources.base import Item, Listing, Source
from retrieval.sources.listing import listing_of
from tests.retrieval.sources.zips import listing_of_many, patched, zipped, zipped_link

GOOD = {"a.txt": "Boats float.", "deep/b.md": "Rope holds."}


def listed(path: Path, data: bytes, defaults: Entry | None = None) -> tuple[list[Item], Listing]:
    path.write_bytes(data)
    listing = listing_of(Source("pier", str(path), defaults or Entry()), {})
    return list(listing.items), listing


def names(items: list[Item]) -> list[str]:
    return [item.source.partition("!/")[2] for item in items]


def reasons(listing: Listing) -> list[str]:
    return [failure.reason.partition("!/")[2] or failure.reason for failure in listing.failed]


def test_a_zip_offers_its_members_in_name_order_and_unpacks_nothing(tmp_path: Path) -> None:
    items, listing = listed(tmp_path / "a.zip", zipped({"z/c.txt": "x", "z/": "", **GOOD}))

    assert [item.source for item in items] == [
        f"{tmp_path}/a.zip!/a.txt",
        f"{tmp_path}/a.zip!/deep/b.md",
        f"{tmp_path}/a.zip!/z/c.txt",
    ]
    assert [item.load().data for item in items[:2]] == [b"Boats float.", b"Rope holds."]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
    assert not listing.failed


def test_a_zip_in_a_folder_is_entered_with_what_the_folders_sidecar_says_of_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(GOOD))
    (tmp_path / "sources.toml").write_text('[[source]]\nfile = "a.zip"\npublisher = "Pier"\n')

    items = list(listing_of(Source("pier", str(tmp_path)), {}).items)

    assert names(items) == ["a.txt", "deep/b.md"]
    assert {item.entry.work for item in items} == {Work(publisher="Pier")}


def test_a_sidecar_in_a_zip_is_read_and_may_not_widen_the_audience(tmp_path: Path) -> None:
    toml = (
        '[defaults]\naudience = "public"\n[[source]]\nfile = "a.txt"\ntitle = "Boats"\n'
        '[[source]]\nfile = "gone.txt"\n[[source]]\nfile = "../out.txt"\n'
        '[[source]]\nlocation = "https://pier.example/feed"\n'
    )
    data = zipped({**GOOD, "sources.toml": toml})

    items, listing = listed(tmp_path / "a.zip", data, Entry(audience="crew"))
    open_items, _ = listed(tmp_path / "b.zip", data)

    assert items[0].entry == Entry(work=Work("Boats"), audience="crew")
    assert open_items[0].entry.audience == "public"
    assert names(items) == ["a.txt", "deep/b.md"]
    assert [key in " ".join(reasons(listing)) for key in ("gone.txt", "../out.txt", "lists")] == [
        True,
        True,
        True,
    ]


def test_what_a_broken_sidecar_in_a_zip_may_hold_back_stays_out(tmp_path: Path) -> None:
    items, listing = listed(tmp_path / "a.zip", zipped({**GOOD, "deep/sources.toml": "x"}))

    assert names(items) == ["a.txt"]
    assert "not valid TOML" in listing.failed[0].reason


def test_hidden_files_and_what_a_mac_adds_are_passed_over(tmp_path: Path) -> None:
    extra = {".DS_Store": "x", "__MACOSX/._a.txt": "x", "deep/.git/config": "x"}
    items, listing = listed(tmp_path / "a.zip", zipped({**GOOD, **extra}))

    assert names(items) == ["a.txt", "deep/b.md"]
    assert not listing.failed


@pytest.mark.parametrize(
    "name",
    ["../b.txt", "/etc/b.txt", "deep/../../b.txt", "..\\b.txt", "C:\\b.txt", "\\\\pc\\b.txt"],
)
def test_a_member_whose_name_leads_out_is_refused_and_the_rest_is_read(
    tmp_path: Path, name: str
) -> None:
    items, listing = listed(tmp_path / "a.zip", zipped({**GOOD, name: "x"}))

    assert names(items) == ["a.txt", "deep/b.md"]
    assert "leads out of the zip" in listing.failed[0].reason


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    items, listing = listed(tmp_path / "a.zip", zipped_link("link.txt", "/etc/passwd"))

    assert names(items) == ["a.txt"]
    assert "it is a link" in listing.failed[0].reason


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = patched(zipped(GOOD), "deep/b.md", 8, b"\x01\x00")
    items, listing = listed(tmp_path / "a.zip", data)

    assert names(items) == ["a.txt"]
    assert "without a password" in listing.failed[0].reason


def test_a_zip_in_a_zip_is_not_entered(tmp_path: Path) -> None:
    items, listing = listed(tmp_path / "a.zip", zipped({**GOOD, "inner.ZIP": zipped(GOOD)}))

    assert names(items) == ["a.txt", "deep/b.md"]
    assert "an archive in an archive is not opened" in listing.failed[0].reason


def test_a_member_that_unpacks_to_far_more_than_its_size_is_refused(tmp_path: Path) -> None:
    items, listing = listed(tmp_path / "a.zip", zipped({**GOOD, "bomb.txt": b"0" * 3_000_000}))

    assert names(items) == ["a.txt", "deep/b.md"]
    assert "times its size" in listing.failed[0].reason


def test_a_member_that_is_larger_than_it_says_is_damaged(tmp_path: Path) -> None:
    data = zipped({"bomb.txt": b"0" * 3_000_000})
    data = patched(data, "bomb.txt", 24, (1000).to_bytes(4, "little"))
    items, _ = listed(tmp_path / "a.zip", data)

    with pytest.raises(ArchiveUnreadable, match=r"bomb\.txt: it is damaged"):
        items[0].load()


def test_a_member_that_says_it_is_huge_is_refused(tmp_path: Path) -> None:
    data = zipped({**GOOD, "huge.txt": b"0" * 300_000}, zipfile.ZIP_STORED)
    data = patched(data, "huge.txt", 20, (60_000_000).to_bytes(4, "little") * 2)
    items, listing = listed(tmp_path / "a.zip", data)

    assert names(items) == ["a.txt", "deep/b.md"]
    assert "larger than 50 MB" in listing.failed[0].reason


def test_too_many_members_are_refused_as_a_whole(tmp_path: Path) -> None:
    items, listing = listed(tmp_path / "a.zip", zipped({f"{n}.txt": "" for n in range(10_001)}))

    assert items == []
    assert "more than 10,000 files" in listing.failed[0].reason


def test_more_than_there_is_room_for_is_refused_as_a_whole(tmp_path: Path) -> None:
    data = zipped({f"{n:02}.txt": "x" for n in range(21)})
    for n in range(21):
        data = patched(data, f"{n:02}.txt", 24, (49_999_999).to_bytes(4, "little"))
    items, listing = listed(tmp_path / "a.zip", data)

    assert items == []
    assert "more than 1 GB" in listing.failed[0].reason


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Boats float.", zipped(GOOD)[:-30]])
def test_what_is_no_zip_is_one_plain_sentence(tmp_path: Path, data: bytes) -> None:
    items, listing = listed(tmp_path / "a.zip", data)

    assert items == []
    assert "pack it anew" in listing.failed[0].reason


def test_damage_within_a_zip_costs_one_document(tmp_path: Path) -> None:
    data = zipped(GOOD, zipfile.ZIP_STORED).replace(b"Boats", b"Goats")
    items, _ = listed(tmp_path / "a.zip", data)

    with pytest.raises(ArchiveUnreadable, match=r"a\.txt"):
        items[0].load()
    assert items[1].load().data == b"Rope holds."


WHOLE = zipped({**GOOD, "sources.toml": '[[source]]\nfile = "a.txt"\ntitle = "Boats"\n'})


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, len(WHOLE) - 1), new=st.binary(min_size=1, max_size=4))
@example(at=len(WHOLE) - 6, new=b"\xff\xff\xff\xff")
@example(at=WHOLE.rindex(b"a.txt"), new=b"\x00")  # a file without a name
def test_no_damage_ends_in_anything_but_a_named_error(tmp_path: Path, at: int, new: bytes) -> None:
    items, _ = listed(tmp_path / "a.zip", WHOLE[:at] + new + WHOLE[at + len(new) :])

    for item in items:
        with suppress(DocumentError):
            item.load()


def test_members_with_names_that_cannot_be_shown_are_refused(tmp_path: Path) -> None:
    strange = {"a\x1b[31m.txt": "x", "n\u202etxt.md": "x", "l" * 2000 + ".txt": "x", **GOOD}

    items, listing = listed(tmp_path / "a.zip", zipped(strange))

    assert names(items) == list(GOOD)
    assert len(listing.failed) == 3


@pytest.mark.parametrize("told", [3, 10_001, 65_535])
def test_a_zip_that_lists_too_many_files_is_refused_before_its_list_is_read(
    tmp_path: Path, told: int
) -> None:
    # Whoever reads to the end of it finds it damaged.
    data = listing_of_many(10_001, told)

    _, listing = listed(tmp_path / "a.zip", data)

    assert "more than 10,000 files" in listing.failed[0].reason


def test_a_large_zip_is_told_by_its_records_of_64_bits() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(65_600):
            archive.writestr(zipfile.ZipInfo(str(number)), "")

    assert not holds_more_than(65_600, buffer)
    assert holds_more_than(65_599, buffer)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_lists_nothing_or_too_much_and_breaks_nothing(data: bytes) -> None:
    assert holds_more_than(10, io.BytesIO(data)) == data.endswith(b"\xff")
