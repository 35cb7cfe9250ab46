"""Scores of keywords: exact matches among the first five, and the order of the first ten."""

import math
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import UsageError
from pipeline.evaluate.common import read_jsonl, read_lines

FIRST = 5
DEEP = 10


class Term(msgspec.Struct):
    """A key term, as records have it."""

    text: str


class Keyed(msgspec.Struct):
    """A document with its keywords, best first; a keyword may be the bare term."""

    id: str
    keywords: list[str | Term] = []

    def terms(self) -> list[str]:
        """Give the terms, in order."""
        return [k if isinstance(k, str) else k.text for k in self.keywords]


class KeywordScores(msgspec.Struct):
    """The means over all documents of the gold."""

    documents: int
    f1: float
    ndcg: float
    errors: list[str]

    def figures(self) -> dict[str, Any]:
        """Give mean F1@5, mean nDCG@10 and the number of documents."""
        return {"f1_at_5": self.f1, "ndcg_at_10": self.ndcg, "documents": self.documents}

    def text(self) -> str:
        """Word the figures in a line."""
        return f"F1@{FIRST} {self.f1:.3f}  nDCG@{DEEP} {self.ndcg:.3f}  ({self.documents} documents)"


def score_keywords(gold: Path, pred: Path, split: str | None = None) -> KeywordScores:
    """Score keywords against the terms that a reader chose.

    Args:
        gold: TSV with the columns id, split and terms (between ``|``), or JSONL of documents with ``id`` and
            ``keywords``.
        pred: JSONL of documents with ``id`` and ``keywords``, best first; further documents are passed over.
        split: Score the rows of this split only; None for all.

    Returns:
        The scores: a term counts where it is equal, character by character.

    Raises:
        UsageError: ZC221 or ZC222 if a file cannot be read, ZC223 if a document of the gold has no prediction, or the
            gold none at all.
    """
    wanted = _gold(gold, split)
    found = {row.id: row.terms() for row in read_jsonl(pred, Keyed)}
    missing = [one for one in wanted if one not in found]
    if missing or not wanted:
        raise UsageError("ZC223", f"{pred}: no prediction for {', '.join(missing[:5]) or 'anything in the gold'}")
    f1s, ndcgs, errors = [], [], []
    for one, terms in wanted.items():
        have = found[one]
        f1s.append(f1_at(have, terms))
        ndcgs.append(ndcg_at(have, terms))
        lacking = "|".join(term for term in terms if term not in have)
        other = "|".join(term for term in have[:FIRST] if term not in terms)
        if lacking or other:
            errors.append(f"{one}  missed {lacking}  not wanted {other}")
    return KeywordScores(len(f1s), sum(f1s) / len(f1s), sum(ndcgs) / len(ndcgs), errors)


def f1_at(have: list[str], wanted: list[str], first: int = FIRST) -> float:
    """Give F1 of the first terms of a ranking against all that were wanted."""
    top = have[:first]
    hits = len(set(top) & set(wanted))
    return 2 * hits / (len(top) + len(wanted)) if hits else 0.0


def ndcg_at(have: list[str], wanted: list[str], deep: int = DEEP) -> float:
    """Give the normalised discounted gain of the first terms, each wanted term being worth one."""
    gain = sum(1 / math.log2(i + 2) for i, term in enumerate(have[:deep]) if term in wanted)
    ideal = sum(1 / math.log2(i + 2) for i in range(min(deep, len(wanted))))
    return gain / ideal if ideal else 0.0


def _gold(path: Path, split: str | None) -> dict[str, list[str]]:
    if path.suffix != ".tsv":
        return {row.id: row.terms() for row in read_jsonl(path, Keyed)}
    rows: dict[str, list[str]] = {}
    for number, line in read_lines(path):
        cells = line.split("\t")
        if number == 1 and cells == ["id", "split", "terms"]:
            continue
        if len(cells) != 3:
            raise UsageError("ZC222", f"{path}:{number}: expected the columns id, split, terms")
        if split in (None, cells[1]):
            rows[cells[0]] = cells[2].split("|")
    return rows
