"""Count a corpus once, and make the table of terms: document frequencies of words and phrases, and their worth.

``ZHENGCE_SHARED=... python -m pipeline.train.words models/words`` makes the shipped table; :func:`train_words` makes
one from any corpus.
"""

import gzip
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from pipeline.lexicon.words.engines import Engine
from pipeline.lexicon.words.phrases import codes_of
from pipeline.lexicon.words.spots import is_compound
from pipeline.lexicon.words.terms import TERMS, Terms
from pipeline.lexicon.words.worth import novelty, read_weights, shape, total
from pipeline.train.counting import Counted, Text, count_corpus
from pipeline.train.shared import shared_folder
from pipeline.train.trees import Trees
from pipeline.train.uses import Topical, Uses, read_topical

TREES = "trees.npz"
LEAST = -2.0
"""The least worth (log-odds) of a phrase that stays in the table, unless it has the form of a new one."""


def train_words(texts: Iterable[Text], models: Path, output: Path) -> int:
    """Make the table of terms of a corpus, in one pass.

    What the shipped table knows stays known: its terms keep their worth, and get the frequencies of this corpus.

    Args:
        texts: The corpus; it is read once.
        models: ``models/words``: domain words, weights, topicality.
        output: The folder that ``terms.tsv`` is written to.

    Returns:
        How many terms it holds.

    Raises:
        ConfigError: ZC110 if a table in ``models`` is broken.
    """
    counted, engine = count_corpus(texts, models)
    return write_terms(counted, models, output, engine, Terms(models / TERMS))


def write_terms(counted: Counted, models: Path, output: Path, engine: Engine, base: Terms | None = None) -> int:
    """Write the table of terms of a counted corpus.

    Args:
        counted: The counts.
        models: ``models/words``: weights and topicality.
        output: The folder that ``terms.tsv`` is written to; it is made.
        engine: What cut the corpus.
        base: A table whose terms are kept, with their worth.

    Returns:
        How many terms it holds.
    """
    trees, weights = Trees.load(models / TREES), read_weights(models)
    made = {row[0]: row for row in term_rows(counted, read_topical(models), trees, weights, engine, base)}
    head = f"*\t{counted.texts['news']}\t{counted.texts['documents']}\t0\t0"
    if base:
        texts = counted.texts_of(base)
        for term, row in base.items():
            made[term] = (term, texts["news"][term], texts["documents"][term], row.worth, row.part)
    rows = sorted(made.values(), key=lambda row: (row[4] == 0, row[0]))
    lines = ["term\tnews\tdocuments\tworth\tpart", head, *("\t".join(map(str, row)) for row in rows)]
    output.mkdir(parents=True, exist_ok=True)
    (output / TERMS).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(rows)


def term_rows(
    counted: Counted,
    topical: dict[str, Topical],
    trees: Trees,
    weights: dict[str, float],
    engine: Engine,
    base: Terms | None = None,
) -> Iterator[tuple[str, int, int, int, int]]:
    """Make the rows of the table.

    Args:
        counted: The counts.
        topical: How topical terms are.
        trees: What tells the worth of a term.
        weights: Weight by feature.
        engine: What knows the words' parts of speech.
        base: The table of a larger corpus, for how rare things are.

    Yields:
        Term, news and documents that have it, worth and part in hundredths; words by code points, then phrases.
    """
    uses = Uses(counted, topical, base)
    rows = []
    for term in sorted(uses.uses, key=lambda term: (len(uses.uses[term][0]) > 1, term)):
        words, use = uses.uses[term]
        tags = engine.tag(words)
        if codes_of(tags) != "X":
            rows.append((term, words, use, dict.fromkeys(shape(words, tags), 1.0) | uses.features(term)))
    scores = weights.get("bias", 0.0) + weights.get("worth", 1.0) * trees.score([row[3] for row in rows])
    for (term, words, use, _), worth in zip(rows, scores.tolist(), strict=True):
        if len(words) > 1:
            # What a text could give as a phrase that no corpus has must be known, however little it is worth.
            if worth >= LEAST or is_compound(term, engine.tag(words)):
                yield term, use.news, use.documents, round(100 * worth), 0
            continue
        brings = novelty([uses.part(term)])
        del brings["new"]
        yield term, use.news, use.documents, round(100 * worth), round(100 * total(weights, brings))


def shared_corpus() -> Iterator[Text]:
    """Read the corpus that the shipped table is made of, under ``$ZHENGCE_SHARED``.

    Yields:
        News, then official documents.

    Raises:
        ConfigError: ZC130 if ``ZHENGCE_SHARED`` is not set.
    """
    folder = shared_folder()
    for genre, name in (("news", "news"), ("documents", "policy")):
        with gzip.open(folder / "corpus" / f"{name}.jsonl.gz", "rb") as lines:
            for line in lines:
                row = msgspec.json.decode(line)
                yield Text(genre, row.get("title") or "", row["text"])  # type: ignore[arg-type]


if __name__ == "__main__":
    target = Path(sys.argv[1])
    counts, cutter = count_corpus(shared_corpus(), target)
    write_terms(counts, target, target, cutter)
