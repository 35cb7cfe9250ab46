"""Make ``topical.tsv``: which words and phrases are of a topic, and which ones policies bear in their titles.

``ZHENGCE_SHARED=... python -m pipeline.train.topical models/words``: a word's share of titles is
measured against its share of the corpus.
"""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline.lexicon.table import write_table
from pipeline.lexicon.words.engines import open_engine
from pipeline.lexicon.words.phrases import Candidates
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.userwords import read_domain, read_tags
from pipeline.train.counting import count_corpus
from pipeline.train.shared import shared_folder
from pipeline.train.uses import TOPICAL, Topical, Uses
from pipeline.train.words import shared_corpus

SMOOTH = 3.0
"""Texts of the average mix of topics that every term is given."""

TELLING = 0.6
"""Divergence from which a phrase is worth a row of its own; below it stands the default."""


def topical_rows(
    labelled: Iterable[tuple[str, list[str]]], titles: Iterable[str], segmenter: Segmenter, texts: dict[str, float]
) -> list[Topical]:
    """Measure terms against topics and titles.

    Args:
        labelled: Texts with the codes of their topics.
        titles: Titles of policies.
        segmenter: What cuts them.
        texts: Share of the corpus's texts that have a word, by word; other words have none.

    Returns:
        A row for each word, and for each phrase that tells of topics or stands in five titles, sorted.
    """
    topics: Counter[str] = Counter()
    by_term: dict[str, Counter[str]] = defaultdict(Counter)
    for text, codes in labelled:
        found = _terms(text, segmenter)
        for code in codes:
            topics[code] += 1.0 / len(codes)  # type: ignore[assignment]
            for term in found:
                by_term[term][code] += 1.0 / len(codes)  # type: ignore[assignment]
    titled: Counter[str] = Counter()
    count = 0
    for title in titles:
        titled.update(_terms(title, segmenter))
        count += 1
    every = sum(topics.values())
    prior = {code: n / every for code, n in topics.items()}
    rows = []
    for term in sorted(by_term.keys() | titled.keys()):
        seen = by_term.get(term, Counter())
        if sum(seen.values()) < 2.5 and not titled[term]:
            continue
        titular = None
        if term in texts:
            titular = round(math.log((titled[term] + 0.5) / count) - math.log(texts[term]), 2)
        topical = round(_divergence(seen, prior), 2)
        if titular is not None or topical >= TELLING or titled[term] >= 5:
            rows.append(Topical(term, topical, titled[term], titular))
    return rows


def _divergence(seen: Counter[str], prior: dict[str, float]) -> float:
    every = sum(seen.values()) + SMOOTH
    shares = {code: (seen[code] + SMOOTH * share) / every for code, share in prior.items()}
    return sum(share * math.log(share / prior[code]) for code, share in shares.items())


def _terms(text: str, segmenter: Segmenter) -> set[str]:
    words, tags, _ = segmenter.cut(text)
    return {word for word in words if len(word) > 1 and not any(map(str.isspace, word))} | set(
        Candidates(text, words, tags).terms
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        yield from map(msgspec.json.decode, lines)


def make(shared: Path, models: Path, uses: Uses, count: int) -> None:
    """Write the shipped table.

    Args:
        shared: The folder with ``topics`` and ``knowledge``.
        models: ``models/words``.
        uses: The counted corpus.
        count: Its number of texts.
    """
    engine = open_engine("rjieba", hmm=False, tags=read_tags(models))
    engine.add(read_domain(models))
    labelled = (
        (f"{row.get('title') or ''}\n{row['text']}", [t if isinstance(t, str) else t["code"] for t in row["topics"]])
        for row in _rows(shared / "topics" / "train.jsonl")
    )
    titles = (
        row.get("inner_title") or row.get("title") or row.get("name") or ""
        for row in _rows(shared / "knowledge" / "policies.jsonl")
    )
    texts = {
        word: (use.news + use.documents + 50) / count for word, (words, use) in uses.uses.items() if len(words) == 1
    }
    write_table(models / TOPICAL, topical_rows(labelled, titles, Segmenter(engine), texts), Topical)


def main() -> None:
    """Make the table from ``$ZHENGCE_SHARED``."""
    shared = shared_folder()
    models = Path(sys.argv[1])
    counted, _ = count_corpus(shared_corpus(), models)
    make(shared, models, Uses(counted, {}), sum(counted.texts.values()))


if __name__ == "__main__":
    main()
