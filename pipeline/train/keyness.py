"""Learn from judged texts how much each feature of a term counts: a logistic regression over candidates.

``ZHENGCE_SHARED=... python -m pipeline.train.keyness tests/data/keywords.tsv models/words`` makes ``weights.tsv`` of
the rows whose ``split`` is ``tune``, and then ``terms.tsv``, whose column ``worth`` follows from the weights.
"""

import sys
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from pipeline.lexicon.table import read_table, write_table
from pipeline.lexicon.words.engines import Engine
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.spots import LEAD, Spotter
from pipeline.lexicon.words.worth import WEIGHTS, Weight, novelty, place, shape
from pipeline.train.counting import Counted, count_corpus
from pipeline.train.shared import shared_folder
from pipeline.train.uses import Uses, read_topical
from pipeline.train.words import shared_corpus, write_terms

STRENGTH = 0.01
"""Inverse strength of the regularisation, over standardised features."""


class Judged(msgspec.Struct, frozen=True):
    """A row of the gold: the id of a text, ``tune`` or ``report``, and the terms that a reader chose."""

    id: str
    split: str
    terms: list[str]


class Case(msgspec.Struct):
    """The candidates of a judged text."""

    terms: list[str]
    features: list[dict[str, float]]
    chosen: list[bool]


def case_of(text: str, title: str, gold: Iterable[str], uses: Uses, spotter: Spotter, engine: Engine) -> Case:
    """Measure the candidates of one text.

    Args:
        text: The text.
        title: Its headline.
        gold: The terms that a reader chose.
        uses: The counted corpus.
        spotter: What finds its terms.
        engine: What cuts the text.

    Returns:
        The candidates with their features.
    """
    words, tags = Segmenter(engine).cut(text)
    wanted = set(gold)
    case = Case([], [], [])
    spots = spotter.find(text, words, tags)
    for term, (start, count) in (spots.known | spots.new).items():
        first, end = bisect_left(spots.edges, start), bisect_left(spots.edges, start + len(term))
        inner, inner_tags = words[first:end], tags[first:end]
        features = dict.fromkeys(shape(inner, inner_tags), 1.0)
        known = uses.uses.get(term)
        features |= uses.features(term) if known else novelty(list(map(uses.part, inner)))
        after = text[start + len(term) : start + len(term) + 1]
        before = text[start - 1 : start] if start else ""
        features |= place(
            count,
            uses.rarity(known[1] if known else None),
            start,
            len(text),
            lead=start < LEAD,
            titled=term in title,
            quoted=before == "“" and after == "”",
            booked=before == "《",
        )
        case.terms.append(term)
        case.features.append(features)
        case.chosen.append(term in wanted)
    return case


def fit(cases: list[Case]) -> list[Weight]:
    """Fit the weights.

    Args:
        cases: Judged texts.

    Returns:
        The weights of the raw features, sorted by name, with ``bias``.
    """
    from sklearn.linear_model import LogisticRegression

    names = sorted({name for case in cases for features in case.features for name in features})
    column = {name: i for i, name in enumerate(names)}
    values = np.zeros((sum(len(case.terms) for case in cases), len(names)))
    row = 0
    for case in cases:
        for features in case.features:
            for name, value in features.items():
                values[row, column[name]] = value
            row += 1
    chosen = np.concatenate([case.chosen for case in cases])
    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit((values - mean) / spread, chosen)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - (weights * mean).sum())
    return [
        Weight("bias", round(bias, 4)),
        *(Weight(name, round(float(weight), 4)) for name, weight in zip(names, weights, strict=True)),
    ]


def cases_of(gold: Path, split: str, texts: dict[str, dict[str, Any]], uses: Uses, engine: Engine) -> list[Case]:
    """Measure the judged texts of one split, in the order of the gold."""
    spotter = Spotter(sorted(uses.uses), uses.uses)
    return [
        case_of(texts[row.id]["text"], texts[row.id].get("title") or "", row.terms, uses, spotter, engine)
        for row in read_table(gold, Judged)
        if row.split == split
    ]


def train(gold: Path, models: Path, texts: dict[str, dict[str, Any]], counted: Counted, engine: Engine) -> None:
    """Fit the weights and write both tables.

    Args:
        gold: The judged terms.
        models: ``models/words``.
        texts: The judged texts, by id.
        counted: The counted corpus.
        engine: What cut it.
    """
    uses = Uses(counted, read_topical(models))
    write_table(models / WEIGHTS, fit(cases_of(gold, "tune", texts, uses, engine)), Weight)
    write_terms(counted, models, models, engine)


def judged_texts(shared: Path) -> dict[str, dict[str, Any]]:
    """Read the texts that the gold speaks of, by id."""
    with (shared / "corpus" / "mixed.jsonl").open("rb") as lines:
        return {row["id"]: row for row in map(msgspec.json.decode, lines)}


def main() -> None:
    """Make both tables from ``$ZHENGCE_SHARED``."""
    shared = shared_folder()
    gold, models = map(Path, sys.argv[1:3])
    counted, engine = count_corpus(shared_corpus(), models)
    train(gold, models, judged_texts(shared), counted, engine)


if __name__ == "__main__":
    main()
