"""Learn from judged texts what makes a key term, in two steps.

First what a term is worth before a text is read: boosted trees over its form and its use in the corpus. They are
large, and are applied once to each term of the table. Then how that weighs against what the text says of it, and what
a phrase that the table lacks is worth: a logistic regression, whose few weights are all that annotation needs.

``ZHENGCE_SHARED=... python -m pipeline.train.keyness tests/data/keywords.tsv models/words`` makes ``trees.npz`` and
``weights.tsv`` of the rows whose ``split`` is ``tune``, and then ``terms.tsv``, whose column ``worth`` follows.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.chain import build
from pipeline.config import load_config
from pipeline.document import Document
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.table import read_table, write_table
from pipeline.lexicon.words.engines import Engine
from pipeline.lexicon.words.outline import tags_of, words_of
from pipeline.lexicon.words.passage import Passage, names_of, passage_of
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.spots import LEAD, Spotter
from pipeline.lexicon.words.worth import WEIGHTS, Weight, novelty, place, shape
from pipeline.stages.context import context_of
from pipeline.train.counting import count_corpus
from pipeline.train.shared import shared_folder
from pipeline.train.trees import Trees, grow, matrix_of
from pipeline.train.uses import Uses, read_topical
from pipeline.train.words import TREES, shared_corpus, write_terms

STRENGTH = 0.03
"""Inverse strength of the regularisation, over standardised features."""
ROUNDS = 500
FOLDS = 4


class Judged(msgspec.Struct, frozen=True):
    """A row of the gold: the id of a text, ``tune`` or ``report``, and the terms that a reader chose."""

    id: str
    split: str
    terms: list[str]


class Case(msgspec.Struct):
    """The candidates of a judged text, in parallel.

    ``about`` is what the corpus knows of a term, empty for one that it lacks; ``here`` is what the text says of it,
    and the form of one that the corpus lacks.
    """

    terms: list[str]
    about: list[dict[str, float]]
    here: list[dict[str, float]]
    chosen: list[bool]


def case_of(passage: Passage, gold: Iterable[str], uses: Uses, spotter: Spotter, engine: Engine) -> Case:
    """Measure the candidates of one text.

    Args:
        passage: The headline and the text.
        gold: The terms that a reader chose.
        uses: The counted corpus.
        spotter: What finds its terms.
        engine: What tags the words of a known term, however this text cuts them.

    Returns:
        The candidates with their features.
    """
    text, head = passage.text, passage.head
    wanted = set(gold)
    case = Case([], [], [], [])
    for term, (start, count) in spotter.each([passage])[0].items():
        outline = passage.outline[start : start + len(term)]
        inner = words_of(term, outline)
        known = uses.uses.get(term)
        form = shape(known[0], engine.tag(known[0])) if known else shape(inner, tags_of(outline))
        before, after = text[start - 1 : start] if start else "", text[start + len(term) : start + len(term) + 1]
        here = place(
            count,
            uses.rarity(known[1] if known else None),
            max(0, start - head),
            len(text),
            lead=start < head + LEAD,
            titled=start < head,
            quoted=before == "“" and after == "”",
            booked=before == "《",
            name=passage.names.get(term),
        )
        case.terms.append(term)
        formed = dict.fromkeys(form, 1.0)
        case.about.append(formed | uses.features(term) if known else {})
        case.here.append(here if known else here | formed | novelty(list(map(uses.part, inner))))
        case.chosen.append(term in wanted)
    return case


def learn(cases: list[Case]) -> tuple[Trees, list[Weight]]:
    """Learn both steps.

    Args:
        cases: Judged texts.

    Returns:
        The trees, and the weights of the raw features, sorted by name, with ``bias`` and ``worth``.
    """
    chosen = np.concatenate([case.chosen for case in cases]).astype(bool)
    text = np.repeat(np.arange(len(cases)), [len(case.terms) for case in cases])
    about = [features for case in cases for features in case.about]
    known = np.array([bool(features) for features in about])
    names = sorted({name for features in about for name in features})
    values = matrix_of(about, names)
    # What the second step learns from must be as unsure of each term as of one in a new text.
    worth = np.zeros(len(chosen))
    for fold in range(FOLDS):
        own = text % FOLDS == fold
        trees = grow(values[known & ~own], chosen[known & ~own], names, ROUNDS)
        worth[known & own] = trees.predict(values[known & own])
    here = [features for case in cases for features in case.here]
    weights = fit([row | {"worth": float(w)} for row, w in zip(here, worth, strict=True)], chosen)
    return grow(values[known], chosen[known], names, ROUNDS), weights


def fit(rows: list[dict[str, float]], chosen: NDArray[np.bool_]) -> list[Weight]:
    """Fit a logistic regression.

    Args:
        rows: Value by name of feature, a row for each candidate.
        chosen: Which candidates a reader chose.

    Returns:
        The weights of the raw features, sorted by name, after ``bias``.
    """
    from sklearn.linear_model import LogisticRegression

    names = sorted({name for row in rows for name in row})
    values = matrix_of(rows, names)
    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit((values - mean) / spread, chosen)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - (weights * mean).sum())
    return [
        Weight("bias", round(bias, 4)),
        *(Weight(name, round(float(weight), 4)) for name, weight in zip(names, weights, strict=True)),
    ]


def passages(rows: list[Judged], texts: dict[str, dict[str, Any]], segmenter: Segmenter) -> list[Passage]:
    """Cut judged texts as the chain does.

    Args:
        rows: What was judged.
        texts: The texts, by id.
        segmenter: What cuts headlines.

    Returns:
        A passage for each row, in order.
    """
    chain = build(load_config("documents"), only=["head", "segment"])
    given = [texts[row.id] for row in rows]
    documents = chain(Document(id=str(i), text=row["text"], title=row.get("title")) for i, row in enumerate(given))
    names = Knowledge()
    return [
        passage_of(
            one.title,
            one.text,
            segmenter.outline(one.tokens.text, one.tokens.pos),
            lambda title: segmenter.cut_plain([title])[0].outline,
            names_of(names.read(context_of(one))),
        )
        for one in documents
    ]


def judged_texts(shared: Path) -> dict[str, dict[str, Any]]:
    """Read the texts that the gold speaks of, by id."""
    with (shared / "corpus" / "mixed.jsonl").open("rb") as lines:
        return {row["id"]: row for row in map(msgspec.json.decode, lines)}


def main() -> None:
    """Make the trees and both tables from ``$ZHENGCE_SHARED``."""
    shared = shared_folder()
    gold, models = map(Path, sys.argv[1:3])
    counted, engine = count_corpus(shared_corpus(), models)
    uses = Uses(counted, read_topical(models))
    rows = [row for row in read_table(gold, Judged) if row.split == "tune"]
    spotter = Spotter(sorted(uses.uses), uses.uses)
    judged = passages(rows, judged_texts(shared), Segmenter(engine))
    cases = [case_of(passage, row.terms, uses, spotter, engine) for passage, row in zip(judged, rows, strict=True)]
    trees, weights = learn(cases)
    trees.save(models / TREES)
    write_table(models / WEIGHTS, weights, Weight)
    write_terms(counted, models, models, engine)


if __name__ == "__main__":
    main()
