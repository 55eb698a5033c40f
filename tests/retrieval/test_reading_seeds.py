"""Every seed, segment by segment: whose words, of what kind, and what is no one's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.models import Document, Kind
from retrieval.readers import read_document, read_sidecar
from tests.conftest import SEEDS
from tests.retrieval.reading import quotations_of, speakers_of, text_of, texts_of

NAMES = sorted(path.name for path in SEEDS.glob("*.txt"))
Read = Callable[[str], Document]


@pytest.fixture(params=["with the sidecar", "without it"])
def seed(request: pytest.FixtureRequest) -> Read:
    """Reads the seed whose name begins with the digits given."""
    entries = read_sidecar(SEEDS).rows if request.param == "with the sidecar" else {}

    def read(beginning: str) -> Document:
        name = next(name for name in NAMES if name.startswith(beginning))
        return read_document(SEEDS / name, entries.get(name))

    return read


@pytest.mark.parametrize("name", NAMES)
def test_a_seeds_text_is_its_files_text(name: str) -> None:
    document = read_document(SEEDS / name)

    with Path(document.source).open(encoding="utf-8", newline="") as file:
        assert document.text == file.read()


@pytest.mark.parametrize(
    ("beginning", "form"),
    [
        ("000", "speaker-page"),
        ("001", "audio-page"),
        ("002", "comments"),
        ("003", "forum-thread"),
        ("004", "episode-page"),
    ],
)
def test_each_seeds_form_is_recognised(seed: Read, beginning: str, form: str) -> None:
    assert seed(beginning).form == form


@pytest.mark.parametrize("name", NAMES)
def test_what_the_sidecar_does_not_say_of_a_seed_stays_unknown(name: str) -> None:
    work = read_document(SEEDS / name, read_sidecar(SEEDS).rows.get(name)).work

    assert (work.published, work.url) == (None, None)


def test_every_word_below_the_speaker_pages_headings_is_azeem_azhars(seed: Read) -> None:
    document = seed("000")

    voices = {segment.voice for segment in document.segments}
    assert {(v.kind, v.speaker, v.quotation) for v in voices} == {
        (Kind.TRANSCRIPT, "Azeem Azhar", False)
    }
    assert [voice.remark for voice in voices] == ["speech recognition"]


def test_the_speaker_pages_headings_are_in_no_segment(seed: Read) -> None:
    document = seed("000")

    said = "\n".join(texts_of(document))
    assert said.startswith("But I would say that you just, I certainly noticed")
    assert said.endswith("is really being felt there.")
    assert not any(word in said for word in ("Appearances", "Speaker", "Azeem Azhar"))


def test_the_speaker_pages_attribution_says_that_episode_and_date_are_unknown(seed: Read) -> None:
    assert seed("000").work.description == "podcast appearance, episode and date unknown"


def test_the_essay_is_interconnects_and_its_author_is_not_made_up(seed: Read) -> None:
    document = seed("001")

    assert set(speakers_of(document)) == {"Interconnects"}
    assert {segment.voice.kind for segment in document.segments} == {Kind.ESSAY}


def test_the_essay_says_that_it_is_also_read_aloud() -> None:
    name = next(name for name in NAMES if name.startswith("001"))
    document = read_document(SEEDS / name, read_sidecar(SEEDS).rows[name])

    assert {s.voice.remark for s in document.segments} == {"essay, also read aloud"}
    assert document.work.publisher == "Interconnects"


def test_nothing_japanese_is_in_a_segment(seed: Read) -> None:
    document = seed("001")

    said = "".join(texts_of(document))
    assert not [c for c in said if "\u3000" <= c <= "\u9fff"]


def test_the_essays_title_is_known_and_never_quoted(seed: Read) -> None:
    document = seed("001")

    assert document.work.title == "On China's open source AI trajectory"
    assert document.work.title not in texts_of(document)


def test_glued_sentences_of_the_essay_are_parted_into_paragraphs(seed: Read) -> None:
    texts = texts_of(seed("001"))

    for end, start in [
        ("in the last months of the year.", "It seemed like a good time"),
        ("On to the post!", "China is maneuvering to double down"),
        ("spending on technology services is historically lower.", "Most American startups are"),
        ("Holding a position is still a decision.", "It’s feasible in the next decade"),
        ("with physical infrastructure.", "At the same time as obvious pro-AI"),
        ("in the last 12-18 months.", "China improving the open model ecosystem"),
        ("have early signs of occurring.", "If the PRC Government wanted"),
    ]:
        before = next(n for n, text in enumerate(texts) if text.endswith(end))
        assert texts[before + 1].startswith(start)


def test_the_essays_bullets_are_paragraphs_without_their_marks(seed: Read) -> None:
    texts = texts_of(seed("001"))

    starts = ("Many people love", "The Interconnects Discord", "We’re going to be rolling out")
    assert all(any(text.startswith(start) for text in texts) for start in starts)
    assert not [text for text in texts if "* " in text]


def test_the_pages_cut_off_mark_is_in_no_segment(seed: Read) -> None:
    texts = texts_of(seed("001"))

    assert texts[-1].endswith("from the perspective of international companies.")
    assert not [text for text in texts if text.endswith("...")]


def test_martin_casados_words_are_his_from_the_economist(seed: Read) -> None:
    document = seed("001")

    (quotation,) = [s for s in document.segments if s.voice.quotation]
    assert text_of(document, quotation) == (
        "“I’d say 80% chance [they are] using a Chinese open-source model.”"
    )
    assert quotation.voice.speaker == "Interconnects"
    assert quotation.voice.quoted_speaker == "Martin Casado"
    assert quotation.voice.quoted_in == "The Economist"


def test_short_words_in_quotation_marks_stay_in_their_sentences(seed: Read) -> None:
    texts = texts_of(seed("001"))

    assert any("have warned of “disorderly competition” in the AI space" in t for t in texts)
    assert any("under “manage your subscription” where" in t for t in texts)


def test_each_comment_is_its_writers(seed: Read) -> None:
    document = seed("002")

    said = dict.fromkeys(("James Wang", "jeff fultz", "Sally Wong"), 0)
    for speaker in speakers_of(document):
        assert speaker in said
        said[speaker] += 1
    assert said == {"James Wang": 8, "jeff fultz": 2, "Sally Wong": 5}
    assert {segment.voice.kind for segment in document.segments} == {Kind.COMMENT}


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Alibaba's Qwen is actually also quite good", "James Wang"),
        ("again, this is an amazing interview", "James Wang"),
        ("High Flyer makes it money", "jeff fultz"),
        ("Sovereign Wealth Fund", "jeff fultz"),
        ("Thanks for this Translate and the Preface.", "Sally Wong"),
        ("格物自知 + 跨越时空 +王阳明骨髓", "Sally Wong"),
    ],
)
def test_a_comments_words_carry_the_name_above_them(seed: Read, words: str, speaker: str) -> None:
    document = seed("002")

    (segment,) = [s for s in document.segments if words in text_of(document, s)]
    assert segment.voice.speaker == speaker


def test_avatar_lines_are_in_no_segment(seed: Read) -> None:
    said = "\n".join(texts_of(seed("002")))

    assert "avatar" not in said
    assert "3 Comments" not in said


def test_james_wang_quotes_himself_of_october_2023(seed: Read) -> None:
    document = seed("002")

    (own,) = [s for s in document.segments if s.voice.quotation and s.voice.quoted_speaker]
    assert (own.voice.speaker, own.voice.quoted_speaker) == ("James Wang", "James Wang")
    assert own.voice.quoted_in == "October 2023"
    assert text_of(document, own).startswith("Now, why has the Chinese AI ecosystem as a whole")


def test_the_block_quotes_mark_is_in_no_segment(seed: Read) -> None:
    assert not [text for text in texts_of(seed("002")) if ">" in text]


def test_the_words_that_sally_wong_picks_are_by_an_unnamed_author(seed: Read) -> None:
    document = seed("002")

    (picked,) = [q for q in quotations_of(document) if q[1] is None]
    assert picked[0].startswith("“…. [He] is one of the few who puts")
    assert picked[0].endswith("at the top of the agenda.”")
    assert "把是非观置于利害观之前" in picked[0]


def test_nobody_is_named_in_the_forum_thread(seed: Read) -> None:
    document = seed("003")

    assert {(s.voice.kind, s.voice.speaker) for s in document.segments} == {(Kind.POST, None)}


def test_posts_that_stand_twice_are_read_once(seed: Read) -> None:
    texts = texts_of(seed("003"))

    assert len(texts) == len(set(texts)) == 8
    for start in ("So, it’s not clear", "Well they get to run", "Worth keeping in mind"):
        assert sum(text.startswith(start) for text in texts) == 1


def test_a_lone_letter_is_furniture_and_links_stay(seed: Read) -> None:
    texts = texts_of(seed("003"))

    assert "a." not in texts
    assert any("https://arxiv.org/abs/2303.10845" in text for text in texts)


def test_only_the_last_paragraph_of_the_episode_page_is_the_publishers_notes(seed: Read) -> None:
    document = seed("004")

    kinds = [segment.voice.kind for segment in document.segments]
    assert kinds == [Kind.SUMMARY] * 9 + [Kind.NOTES]
    assert texts_of(document)[0].startswith("The podcast delves into the intense race")
    assert texts_of(document)[-1].startswith("There are several sources of tension")
    assert texts_of(document)[-1].endswith("to discuss the state of play.")


def test_nobody_speaks_on_the_episode_page(seed: Read) -> None:
    document = seed("004")

    assert set(speakers_of(document)) == {None}
    assert not quotations_of(document)


def test_the_episode_pages_furniture_and_headings_are_in_no_segment(seed: Read) -> None:
    document = seed("004")

    lines = {line for text in texts_of(document) for line in text.splitlines()}
    furniture = {"Read more", "auto_awesome", "Quick takeaways", "Deep dives", "Episode notes"}
    assert not lines & furniture
    assert not [line for line in lines if line.endswith("Development") or "Snipd" in line]


def test_paragraphs_of_the_episode_page_know_their_headings(seed: Read) -> None:
    headings = [segment.heading for segment in seed("004").segments]

    assert headings[:4] == [None] * 4
    assert headings[4] == "The Significance of National Models in AI Development"
    assert headings[8] == "Energy Efficiency and Data Center Challenges in AI"
    assert headings[9] is None
