"""Scores of topics: the main topic, the sets of topics, and whether the scores are honest probabilities."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import UsageError
from pipeline.evaluate.common import Counts, read_jsonl

BINS = 10
"""Bins of equal width over which calibration is measured."""


class Filed(msgspec.Struct):
    """A topic that a document is filed under."""

    code: str
    score: float | None = None


class Labelled(msgspec.Struct):
    """A document with its topics, main topic first; a topic may be the bare code."""

    id: str
    topics: list[str | Filed] | None = None

    def filed(self) -> list[Filed]:
        """Give the topics, in order."""
        return [Filed(t) if isinstance(t, str) else t for t in self.topics or []]


class TopicScores(msgspec.Struct):
    """The scores over all documents; ``labels`` are the counts of each code, sorted by code."""

    documents: int
    main_right: int
    main_in_gold: int
    labels: dict[str, Counts]
    calibration_error: float
    errors: list[str]

    def figures(self) -> dict[str, Any]:
        """Give shares of right main topics, F1 of the sets, calibration error, and each code's figures."""
        gold = [c for c in self.labels.values() if c.hits + c.missed]
        return {
            "main": self.main_right / self.documents,
            "main_in_gold": self.main_in_gold / self.documents,
            "micro_f1": sum(self.labels.values(), Counts()).f1,
            "macro_f1": sum(c.f1 for c in gold) / max(1, len(gold)),
            "calibration_error": self.calibration_error,
            "documents": self.documents,
            "labels": {
                code: {"f1": c.f1, "gold": c.hits + c.missed, "predicted": c.hits + c.extra}
                for code, c in self.labels.items()
            },
        }

    def text(self) -> str:
        """Word the figures, one line a code and one for all."""
        f = self.figures()
        lines = [
            f"  {code:8} F1 {c['f1']:.3f}  gold {c['gold']:4}  predicted {c['predicted']:4}"
            for code, c in f["labels"].items()
        ]
        lines.append(
            f"main {f['main']:.3f}  main-in-gold {f['main_in_gold']:.3f}  micro-F1 {f['micro_f1']:.3f}"
            f"  macro-F1 {f['macro_f1']:.3f}  ECE {f['calibration_error']:.3f}  ({f['documents']} documents)"
        )
        return "\n".join(lines)


def score_topics(gold: Path, pred: Path) -> TopicScores:
    """Score predicted topics against gold.

    Args:
        gold: JSONL of documents with ``id`` and ``topics``: codes, main topic first.
        pred: JSONL of the same documents, topics as codes or as objects with ``code`` and ``score``; further
            documents are passed over. Of documents with the same id the last counts.

    Returns:
        The scores. Macro F1 is the mean over codes that the gold has; the calibration error is the expected
        difference between the main topic's score and its being right, over documents that have a score.

    Raises:
        UsageError: ZC221 or ZC222 if a file cannot be read, ZC223 if a gold document is missing in the predictions,
            ZC225 if a gold document has no topic or there is none at all.
    """
    predicted = {d.id: d for d in read_jsonl(pred, Labelled)}
    wanted = {d.id: d for d in read_jsonl(gold, Labelled)}
    if not wanted:
        raise UsageError("ZC225", f"{gold}: no document")
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    scored: list[tuple[float, bool]] = []
    scores = TopicScores(len(wanted), 0, 0, {}, 0.0, [])
    for id_, document in wanted.items():
        if id_ not in predicted:
            raise UsageError("ZC223", f"{pred}: document {id_!r} of {gold} is missing")
        want, topics = [t.code for t in document.filed()], predicted[id_].filed()
        if not want:
            raise UsageError("ZC225", f"{gold}: document {id_!r} has no topic")
        have = [t.code for t in topics]
        right = have[:1] == want[:1]
        scores.main_right += right
        scores.main_in_gold += bool(have) and have[0] in want
        if not right:
            scores.errors.append(f"{id_}  {' '.join(want)} expected, got {' '.join(have) or 'none'}")
        if topics and topics[0].score is not None:
            scored.append((topics[0].score, right))
        _count(set(want), set(have), counts)
    scores.labels = dict(sorted(counts.items()))
    scores.calibration_error = calibration_error(scored)
    return scores


def _count(want: set[str], have: set[str], counts: defaultdict[str, Counts]) -> None:
    for code in want & have:
        counts[code].hits += 1
    for code in have - want:
        counts[code].extra += 1
    for code in want - have:
        counts[code].missed += 1


def calibration_error(scored: list[tuple[float, bool]]) -> float:
    """Measure how far scores are from being probabilities.

    Args:
        scored: Score (0 to 1) and whether it was right, one for each document.

    Returns:
        The expected calibration error over bins of equal width, from 0 (honest) to 1.
    """
    gaps = [0.0] * BINS
    for score, right in scored:
        gaps[min(BINS - 1, int(score * BINS))] += score - right
    return sum(map(abs, gaps)) / max(1, len(scored))
