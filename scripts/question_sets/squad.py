"""SQuAD 1.1 (Rajpurkar et al. 2016): paragraphs of Wikipedia and questions with their answers."""

from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from question_sets.layout import Question, Row, RowSet

# All ten thousand questions take long to ask, and tell no more.
_EVERY = 5


class _Answer(BaseModel):
    text: str


class _Asked(BaseModel):
    id: str
    question: str
    answers: list[_Answer]


class _Paragraph(BaseModel):
    context: str
    qas: list[_Asked]


class Article(BaseModel):
    """An article's paragraphs, in order. The title has underscores for spaces."""

    title: str
    paragraphs: list[_Paragraph]


class File(BaseModel):
    """What is published: https://rajpurkar.github.io/SQuAD-explorer/."""

    data: list[Article]


def squad(published: bytes, half: int) -> RowSet:
    """One half by article (0 or 1: every other article), with every fifth of its questions."""
    articles = File.model_validate_json(published).data[half::2]
    return RowSet(list(_rows(articles)), list(_questions(articles))[::_EVERY])


def squad_abstain(published: bytes, half: int) -> RowSet:
    """The same, and as many questions on the other half's articles: nothing answers them."""
    mine = squad(published, half)
    absent = squad(published, 1 - half).questions[: len(mine.questions)]
    strangers = [Question(q.id, q.text, answers=q.answers) for q in absent]
    return RowSet(mine.corpus, [*mine.questions, *strangers])


def _rows(articles: Sequence[Article]) -> Iterator[Row]:
    for article in articles:
        for number, paragraph in enumerate(article.paragraphs):
            yield Row(_id(article, number), article.title.replace("_", " "), paragraph.context)


def _questions(articles: Sequence[Article]) -> Iterator[Question]:
    for article in articles:
        for number, paragraph in enumerate(article.paragraphs):
            for asked in paragraph.qas:
                answers = tuple(sorted({answer.text for answer in asked.answers}))
                yield Question(asked.id, asked.question, (_id(article, number),), answers)


def _id(article: Article, paragraph: int) -> str:
    return f"{article.title}#{paragraph}"
