"""Whether what the learned parts learn from is what the files say."""

import fit_ranking
import numpy as np
import training_sets


def test_a_question_on_a_paragraph_is_answered_by_it_once() -> None:
    rows = [
        {"id": "a", "article": "Tar", "question": "Q?", "passage": "P.", "answers": ["P"]},
        {"id": "b", "article": "Tar", "question": "R?", "passage": "P.", "answers": ["P"]},
    ]
    made = training_sets.squad(rows)
    assert [row.text for row in made.corpus] == ["P."]
    assert [q.relevant for q in made.questions] == [("Tar#0",), ("Tar#0",)]


def test_every_passage_of_an_answer_belongs_to_its_question() -> None:
    made = training_sets.podcast([{"question": "Why?", "passages": ["So.", "And."]}])
    assert [q.relevant for q in made.questions] == [("p0.0", "p0.1")]


def test_a_block_of_turns_is_relevant_where_most_of_it_lies_in_the_spans() -> None:
    turn = {"speaker": "A", "text": "word " * 60 + " ."}
    meeting = {"turns": [turn] * 4, "queries": [{"query": "What?", "spans": [["2", "3"]]}]}
    made = training_sets.qmsum([meeting])
    assert len(made.corpus) == 4
    assert [q.relevant for q in made.questions] == [("t0c2", "t0c3")]
    assert made.corpus[0].text.endswith("word.")


def test_fitting_finds_which_evidence_tells_and_gives_none_a_weight_below_zero() -> None:
    chance = np.random.default_rng(4)
    choices = []
    for _ in range(200):
        features = chance.random((5, 3))
        best = np.eye(5)[np.argmax(features[:, 0] - features[:, 2])]
        choices.append(fit_ranking.Choice(features, best, 1 / 200))
    telling, idle, misleading = fit_ranking.fit(choices)
    assert telling > 5 * max(idle, 0.1)
    assert misleading == 0
