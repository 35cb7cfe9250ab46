"""Scores of segmentation: words by their spans."""

import unicodedata
from collections.abc import Iterator
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import UsageError
from pipeline.evaluate.common import Counts, read_jsonl, read_lines


class Cut(msgspec.Struct):
    """The words of a record, as JSONL has them."""

    class Words(msgspec.Struct):
        """The words, in order."""

        text: list[str]

    tokens: Words


class SegmentationScores(Counts):
    """Counts of words, and the lines that differ."""

    errors: list[str] = msgspec.field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """Give precision, recall and F1 of the words, and the number of gold words."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, "gold": self.hits + self.missed}

    def text(self) -> str:
        """Word the figures in a line."""
        return f"P {self.precision:.4f}  R {self.recall:.4f}  F1 {self.f1:.4f}  ({self.hits + self.missed} gold words)"


def score_segmentation(gold: Path, pred: Path) -> SegmentationScores:
    """Score the words of a segmentation.

    Args:
        gold: Text, one sentence a line, words separated by white space; or JSONL, one record for each line.
        pred: The same lines as segmented, in either form. Widths of letters, digits and punctuation are folded.

    Returns:
        The scores.

    Raises:
        UsageError: ZC221 or ZC222 if a file cannot be read, ZC224 if a line's text differs, or one has more lines.
    """
    scores = SegmentationScores()
    pairs = zip_longest(_sentences(gold), _sentences(pred))
    for number, (want, have) in enumerate(pairs, 1):
        if want is None or have is None:
            raise UsageError("ZC224", f"{gold if want is None else pred}: ends before line {number} of the other file")
        if "".join(want) != "".join(have):
            raise UsageError("ZC224", f"{pred}:{number}: not the text of {gold}: {''.join(have)[:40]!r}")
        wanted, found = _spans(want), _spans(have)
        scores.hits += len(wanted & found)
        scores.missed += len(wanted - found)
        scores.extra += len(found - wanted)
        if wanted != found:
            scores.errors.append(f"{number}  {_differences(want, have)}")
    return scores


def _sentences(path: Path) -> Iterator[list[str]]:
    if path.suffix == ".jsonl":
        for record in read_jsonl(path, Cut):
            yield _words(" ".join(record.tokens.text))
    else:
        for _, line in read_lines(path):
            yield _words(line)


def _words(line: str) -> list[str]:
    return unicodedata.normalize("NFKC", line).split()


def _spans(words: list[str]) -> set[tuple[int, int]]:
    spans: set[tuple[int, int]] = set()
    at = 0
    for word in words:
        spans.add((at, at + len(word)))
        at += len(word)
    return spans


def _differences(want: list[str], have: list[str]) -> str:
    """Show the stretches that are cut otherwise: ``gold words → words found``."""
    common = set(accumulate(map(len, want))) & set(accumulate(map(len, have)))
    pairs = zip(_stretches(want, common), _stretches(have, common), strict=True)
    return "; ".join(f"{a} → {b}" for a, b in pairs if a != b)


def _stretches(words: list[str], cuts: set[int]) -> Iterator[str]:
    stretch: list[str] = []
    at = 0
    for word in words:
        stretch.append(word)
        at += len(word)
        if at in cuts:
            yield " ".join(stretch)
            stretch = []
