"""Which documents do a file, a folder, a glob and a sources.toml offer?"""

import os
from pathlib import Path

import pytest

from retrieval.errors import DocumentError, DocumentMissing, DocumentUnreadable, SidecarError
from retrieval.models import Work
from retrieval.readers.base import Entry
from retrieval.sources.base import Item, Listing, Source
from retrieval.sources.listing import listing_of, sources_in
from tests.retrieval.fakes import opened


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def listed(location: object, defaults: Entry | None = None) -> Listing:
    return listing_of(Source("pier", str(location), defaults or Entry()), {})


def names(folder: Path, listing: Listing) -> list[str]:
    return [Path(item.source).relative_to(folder).as_posix() for item in listing.items]


def items_of(listing: Listing) -> dict[str, Item]:
    return {Path(item.source).name: item for item in listing.items}


def test_a_folder_offers_all_files_below_it_and_their_bytes(tmp_path: Path) -> None:
    write(tmp_path, a_txt="Boats float.", deep__b_md="Rope holds.", sources_toml="")

    listing = listed(tmp_path)
    items = list(listing.items)

    assert [item.source for item in items] == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "deep" / "b.md"),
    ]
    assert items[1].load().data == b"Rope holds."
    assert not listing.failed


def test_a_file_offers_itself_as_its_folders_sidecar_describes_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_txt="Boats float.",
        b_txt="Rope holds.",
        sources_toml='[defaults]\naudience = "crew"\n[[source]]\nfile = "a.txt"\ntitle = "Boats"\n'
        '[[source]]\nfile = "gone.txt"\n',
    )

    listing = listed(tmp_path / "a.txt")
    items = list(listing.items)

    assert [item.entry for item in items] == [Entry(work=Work("Boats"), audience="crew")]
    assert not listing.failed


def test_a_glob_offers_the_files_that_match_in_name_order(tmp_path: Path) -> None:
    write(
        tmp_path, talks__b_md="x", talks__2025__a_md="x", talks__c_txt="x", talks__2025__d_txt="x"
    )

    assert names(tmp_path, listed(tmp_path / "talks/**/*.md")) == ["talks/2025/a.md", "talks/b.md"]
    assert names(tmp_path, listed(tmp_path / "t?lks/*.txt")) == ["talks/c.txt"]


def test_a_glob_passes_hidden_files_folders_and_sidecars_over(tmp_path: Path) -> None:
    write(tmp_path, a_txt="x", deep__b_txt="x", sources_toml="")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").touch()

    assert names(tmp_path, listed(tmp_path / "**/*")) == ["a.txt", "deep/b.txt"]


def test_a_sidecar_beside_the_files_of_a_glob_is_read(tmp_path: Path) -> None:
    write(tmp_path, talks__a_md="x", talks__sources_toml='[defaults]\nlanguage = "de"\n')

    assert items_of(listed(tmp_path / "talks/*.md"))["a.md"].entry.otherwise.language == "de"


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("Boats float.")
    write(tmp_path, a1_txt="x")

    assert names(tmp_path, listed(tmp_path / "a[1].txt")) == ["a[1].txt"]


@pytest.mark.parametrize("location", ["nowhere", "nowhere/*.md", "*.md", "sub/sources.toml"])
def test_a_place_where_nothing_is_says_so_at_once(tmp_path: Path, location: str) -> None:
    with pytest.raises(DocumentMissing, match=r"nowhere|md|toml"):
        listed(tmp_path / location)


@pytest.mark.parametrize("location", ["a\0b", "x" * 5000, "**x/\0*"])
def test_a_place_that_cannot_be_is_one_plain_sentence(tmp_path: Path, location: str) -> None:
    with pytest.raises(DocumentError):
        list(listed(tmp_path / location).items)


def test_the_nearest_sidecar_has_the_first_word_and_those_above_fill_the_rest(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        sources_toml='[defaults]\naudience = "crew"\npublisher = "Pier"\nlanguage = "en"\n'
        '[[source]]\nfile = "deep/a.txt"\ntitle = "From above"\nspeaker = "Ada Brook"\n',
        deep__sources_toml='[defaults]\nlanguage = "de"\n[[source]]\nfile = "a.txt"\n'
        'title = "From beside"\n',
        deep__a_txt="Boots schwimmen.",
        b_txt="Rope holds.",
    )

    items = items_of(listed(tmp_path, Entry(form="text", audience="public")))

    known = Work("From beside", "Pier", language="de")
    assert items["a.txt"].entry.audience == "crew"
    assert items["a.txt"].entry.speaker == "Ada Brook"
    assert items["a.txt"].entry.work.filled(items["a.txt"].entry.otherwise) == known
    assert items["b.txt"].entry.otherwise == Work(publisher="Pier", language="en")


def test_what_a_broken_sidecar_may_keep_from_the_public_stays_out(tmp_path: Path) -> None:
    write(tmp_path, deep__sources_toml="x", deep__a_txt="x", deep__er__b_txt="x", c_txt="x")

    listing = listed(tmp_path)

    assert names(tmp_path, listing) == ["c.txt"]
    assert [failure.source for failure in listing.failed] == [str(tmp_path / "deep/sources.toml")]


def test_rows_for_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_txt="x",
        sources_toml='[[source]]\nfile = "a.txt"\n[[source]]\nfile = "gone.txt"\n'
        '[[source]]\nfile = "../elsewhere.txt"\n',
    )

    listing = listed(tmp_path)
    found = names(tmp_path, listing)

    assert found == ["a.txt"]
    assert [
        '"gone.txt"' in f.reason or '"../elsewhere.txt"' in f.reason for f in listing.failed
    ] == [
        True,
        True,
    ]
    assert {failure.source for failure in listing.failed} == {str(tmp_path / "sources.toml")}


def test_a_sidecar_alone_in_its_folder_is_told_too(tmp_path: Path) -> None:
    write(tmp_path, sources_toml='[[source]]\nfile = "gone.txt"\n')

    listing = listed(tmp_path)

    assert list(listing.items) == []
    assert "gone.txt" in listing.failed[0].reason


def test_ingest_tells_of_rows_without_a_file_and_keeps_the_defaults_audience(
    tmp_path: Path,
) -> None:
    write(
        tmp_path / "texts",
        deep__a_txt="Boats float.",
        sources_toml='[defaults]\naudience = "crew"\n[[source]]\nfile = "gone.txt"\n',
    )

    with opened(tmp_path / "library") as library:
        report = library.ingest([tmp_path / "texts"])
        sources = library.sources()

    assert [source.audience for source in sources] == ["crew"]
    assert ["gone.txt" in failure.reason for failure in report.failed] == [True]


def test_a_file_that_cannot_be_read_says_so_when_it_is_loaded(tmp_path: Path) -> None:
    write(tmp_path, a_txt="x")
    item = items_of(listed(tmp_path))["a.txt"]
    (tmp_path / "a.txt").unlink()

    with pytest.raises(DocumentMissing, match=r"a\.txt"):
        item.load()


def test_a_name_that_is_not_utf_8_is_told_and_the_others_are_offered(tmp_path: Path) -> None:
    write(tmp_path, a_txt="x")
    (tmp_path / "b\udcff.txt").write_text("x")

    listing = listed(tmp_path)

    assert names(tmp_path, listing) == ["a.txt"]
    assert "not UTF-8" in listing.failed[0].reason


def test_a_sources_toml_offers_the_files_that_it_names_wherever_they_are(tmp_path: Path) -> None:
    write(
        tmp_path,
        shelf__sources_toml='[defaults]\npublisher = "Pier"\n[[source]]\nfile = "a.txt"\n'
        '[[source]]\nfile = "../far.txt"\ntitle = "Far"\n[[source]]\nfile = "gone.txt"\n',
        shelf__a_txt="x",
        shelf__unnamed_txt="x",
        far_txt="x",
    )

    items = items_of(listed(tmp_path / "shelf" / "sources.toml"))

    assert list(items) == ["a.txt", "far.txt", "gone.txt"]
    assert items["far.txt"].entry.work == Work("Far")
    assert items["far.txt"].entry.otherwise == Work(publisher="Pier")
    with pytest.raises(DocumentMissing):
        items["gone.txt"].load()


def test_a_sources_toml_offers_what_its_sources_offer_with_their_defaults(tmp_path: Path) -> None:
    write(
        tmp_path,
        sources_toml='[defaults]\naudience = "crew"\n'
        '[[source]]\nlocation = "talks/*.md"\nlanguage = "de"\n'
        '[[source]]\nlocation = "nowhere"\n[[source]]\nlocation = "notes"\naudience = "public"\n',
        talks__a_md="x",
        notes__b_txt="x",
        notes__sources_toml='[[source]]\nfile = "b.txt"\ntitle = "Rope"\n',
    )

    listing = listed(tmp_path / "sources.toml")
    items = items_of(listing)

    assert items["a.md"].entry == Entry(audience="crew", otherwise=Work(language="de"))
    assert items["b.txt"].entry == Entry(work=Work("Rope"), audience="public")
    assert [failure.source for failure in listing.failed] == [str(tmp_path / "nowhere")]
    assert not listing.partial


def test_a_list_that_lists_itself_comes_to_an_end(tmp_path: Path) -> None:
    write(
        tmp_path,
        sources_toml='[[source]]\nlocation = "."\n[[source]]\nlocation = "sources.toml"\n',
        a_txt="x",
    )

    assert names(tmp_path, listed(tmp_path)) == ["a.txt"]


def test_the_sources_of_a_list_have_names_places_and_intervals_of_their_own(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        sources_toml='[defaults]\nevery = "1d"\n'
        '[[source]]\nlocation = "https://pier.example/feed.xml"\nname = "The Pier"\nevery = "6h"\n'
        '[[source]]\nlocation = "talks/**/*.md"\n',
    )

    found = sources_in(Source("all", str(tmp_path / "sources.toml"), owner="ada"))

    assert found == [
        Source("The Pier", "https://pier.example/feed.xml", Entry(), "ada", 21600.0),
        Source("talks", str(tmp_path / "talks/**/*.md"), Entry(), "ada", 86400.0),
    ]


def test_a_list_that_cannot_be_understood_is_one_plain_sentence(tmp_path: Path) -> None:
    write(tmp_path, sources_toml="x")

    with pytest.raises(SidecarError, match="not valid TOML"):
        listed(tmp_path / "sources.toml")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(DocumentUnreadable):
        items_of(listed(tmp_path))["pipe.txt"].load()


def test_what_a_document_says_of_itself_goes_before_what_is_said_of_all(tmp_path: Path) -> None:
    said = (
        "---\npublisher: Own Paper\nlanguage: de\naudience: patrons\n---\n# Tides\n\nBoats float.\n"
    )
    write(tmp_path, a_md=said, b_txt="Rope holds.")
    write(tmp_path, sources_toml='[defaults]\npublisher = "Pier"\naudience = "public"\n')

    with opened(tmp_path / "library") as library:
        library.ingest([tmp_path / "a.md", tmp_path / "b.txt"])
        known = {Path(s.source).name: (s.publisher, s.audience) for s in library.sources()}

    assert known == {"a.md": ("Own Paper", "patrons"), "b.txt": ("Pier", "public")}


def test_a_document_cannot_open_what_is_kept_from_others(tmp_path: Path) -> None:
    talks = tmp_path / "talks"
    write(talks, a_md="---\naudience: public\n---\n# Tides\n\nBoats float.\n")
    write(talks, sources_toml='[defaults]\naudience = "crew"\n')

    with opened(tmp_path / "library") as library:
        library.ingest([talks])
        assert [source.audience for source in library.sources()] == ["crew"]


def test_ingesting_a_part_of_a_source_opens_nothing_that_stands_above_it(tmp_path: Path) -> None:
    (tmp_path / "talks/sub").mkdir(parents=True)
    write(tmp_path / "talks", sources_toml='[defaults]\naudience = "patrons"\n')
    write(tmp_path / "talks/sub", c_txt="Boats float on salt water.")

    with opened(tmp_path / "library") as library:
        library.add_source(Source("talks", str(tmp_path / "talks")))
        library.sync()
        write(tmp_path / "talks/sub", c_txt="Boats float on any water.")
        library.ingest([tmp_path / "talks/sub"])
        assert [source.audience for source in library.sources()] == ["patrons"]
