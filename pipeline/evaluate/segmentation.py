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
        """The words, in order, and their parts of speech."""

        text: list[str]
        pos: list[str] = msgspec.field(default_factory=list)

    tokens: Words


class SegmentationScores(Counts):
    """Counts of words, and the lines that differ.

    Args:
        tagged: Rightly cut words with the right part of speech; None where those were not asked for.
    """

    errors: list[str] = msgspec.field(default_factory=list)
    tagged: int | None = None

    def figures(self) -> dict[str, Any]:
        """Give precision, recall and F1 of the words, the number of gold words, and the share of right tags."""
        made = {"precision": self.precision, "recall": self.recall, "f1": self.f1, "gold": self.hits + self.missed}
        return made if self.tagged is None else made | {"pos": self.tagged / max(1, self.hits)}

    def text(self) -> str:
        """Word the figures in a line."""
        pos = "" if self.tagged is None else f"  POS {self.tagged / max(1, self.hits):.4f} of the rightly cut"
        words = f"({self.hits + self.missed} gold words)"
        return f"P {self.precision:.4f}  R {self.recall:.4f}  F1 {self.f1:.4f}{pos}  {words}"


def score_segmentation(gold: Path, pred: Path, *, pos: bool = False) -> SegmentationScores:
    """Score the words of a segmentation.

    Args:
        gold: Text, one sentence a line, words separated by white space; or JSONL, one record for each line.
        pred: The same lines as segmented, in either form. Widths of letters, digits and punctuation are folded.
        pos: Score parts of speech too: in text each word is ``word/TAG``.

    Returns:
        The scores.

    Raises:
        UsageError: ZC221 or ZC222 if a file cannot be read, ZC224 if a line's text differs, or one has more lines.
    """
    scores = SegmentationScores(tagged=0 if pos else None)
    pairs = zip_longest(_sentences(gold, pos), _sentences(pred, pos))
    for number, (wanting, having) in enumerate(pairs, 1):
        if wanting is None or having is None:
            ended = gold if wanting is None else pred
            raise UsageError("ZC224", f"{ended}: ends before line {number} of the other file")
        (want, right), (have, given) = wanting, having
        if "".join(want) != "".join(have):
            raise UsageError("ZC224", f"{pred}:{number}: not the text of {gold}: {''.join(have)[:40]!r}")
        wanted, found = _spans(want), _spans(have)
        scores.hits += len(wanted & found)
        scores.missed += len(wanted - found)
        scores.extra += len(found - wanted)
        if scores.tagged is not None:
            tags = dict(zip(_ordered(want), right, strict=True))
            scores.tagged += sum(tags.get(span) == tag for span, tag in zip(_ordered(have), given, strict=True))
        if wanted != found:
            scores.errors.append(f"{number}  {_differences(want, have)}")
    return scores


def _sentences(path: Path, pos: bool) -> Iterator[tuple[list[str], list[str]]]:
    """The words of each line, and their tags where those are asked for."""
    if path.suffix == ".jsonl":
        for record in read_jsonl(path, Cut):
            tags = record.tokens.pos if pos else [""] * len(record.tokens.text)
            if len(tags) != len(record.tokens.text):
                raise UsageError("ZC224", f"{path}: a record has {len(record.tokens.text)} words and {len(tags)} tags")
            pairs = [pair for pair in zip(map(_folded, record.tokens.text), tags, strict=True) if pair[0]]
            yield _split(pairs)
    else:
        for number, line in read_lines(path):
            words = line.split()
            if not pos:
                yield _split([(_folded(word), "") for word in words])
                continue
            pieces = [word.rpartition("/") for word in words]
            if not all(word and tag for word, _, tag in pieces):
                raise UsageError("ZC224", f"{path}:{number}: not word/TAG: {line[:40]!r}")
            yield _split([(_folded(word), tag) for word, _, tag in pieces])


def _split(pairs: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return [word for word, _ in pairs], [tag for _, tag in pairs]


def _folded(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).split())


def _ordered(words: list[str]) -> list[tuple[int, int]]:
    """Where each word begins and ends."""
    ends = list(accumulate(map(len, words)))
    return list(zip([0, *ends], ends, strict=False))


def _spans(words: list[str]) -> set[tuple[int, int]]:
    return set(_ordered(words))


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
