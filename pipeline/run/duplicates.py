"""The same story again: exact and near copies among the records of a corpus, marked and never removed.

A record is a copy of the earlier one, in the order of the corpus, that is most like it, if it is like enough; that one
is never a copy itself. Formulas are no copies: bulletins and notices of other days share most of their words.
"""

import datetime
import hashlib
import re
from typing import Any

import msgspec

from pipeline.document import Document
from pipeline.errors import ConfigError

SHINGLE = 5
"""Characters of the pieces that two texts are compared by; space and punctuation do not count."""
PERMUTATIONS, BANDS = 128, 32
"""Four hashes a band: texts that share six tenths of their pieces are found with a chance of 0.99."""
SHORT = 20
"""Texts of fewer characters are compared whole: too few pieces to tell a near copy."""
BRIEF, BRIEF_THRESHOLD = 200, 0.85
"""Texts of fewer characters are mostly formula: their near copies must share more."""
DAYS = 30
"""Near copies of dated records are at most so many days apart."""
MARKS = ("duplicate_of", "duplicate_similarity")
"""The keys of a copy in ``meta.extra``."""

_LEFT_OUT = re.compile(r"[\W_]+")


class Copy(msgspec.Struct, frozen=True):
    """What a record is a copy of: the other's id, and the share of common pieces (1 where the texts are the same)."""

    of: str
    similarity: float


class DuplicateFinder:
    """Compares each record with those before it.

    Args:
        threshold: The least share of common pieces (Jaccard) of a near copy.
        days: How far near copies may be apart, where both records have a full date.

    Raises:
        ConfigError: ZC133 if rensa is not installed.
    """

    def __init__(self, threshold: float = 0.6, days: int = DAYS) -> None:
        try:
            import rensa
        except ImportError:
            raise ConfigError("ZC133", "duplicates need the package rensa: pip install 'zhengce[duplicates]'") from None
        self._threshold, self._days = threshold, days
        self._make: Any = rensa.RMinHash
        self._index: Any = rensa.RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._whole: dict[bytes, int] = {}
        self._ids: list[str] = []
        self._dates: list[int | None] = []
        self._hashes: list[Any] = []

    def find(self, document: Document) -> Copy | None:
        """Tell whether a record is a copy of an earlier one; if not, later ones are compared with it.

        Args:
            document: The record; only its text counts.

        Returns:
            What it is a copy of; None if it is none, or has no text.
        """
        text = _LEFT_OUT.sub("", document.text)
        if not text:
            return None
        whole = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        same = self._whole.get(whole)
        if same is not None:
            return Copy(self._ids[same], 1.0)
        date = _day(document.date)
        pieces = self._make(num_perm=PERMUTATIONS, seed=1)
        if len(text) >= SHORT:
            pieces.update([text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1)])
            found = [n for n in self._index.query(pieces) if self._near_in_time(self._dates[n], date)]
            likeness, number = max(((pieces.jaccard(self._hashes[n]), -n) for n in found), default=(0.0, 0))
            if likeness >= (self._threshold if len(text) >= BRIEF else max(self._threshold, BRIEF_THRESHOLD)):
                return Copy(self._ids[-number], round(likeness, 4))
        self._whole[whole] = len(self._ids)
        if len(text) >= SHORT:
            self._index.insert(len(self._ids), pieces)
        self._ids.append(document.id)
        self._dates.append(date)
        self._hashes.append(pieces)
        return None

    def _near_in_time(self, one: int | None, other: int | None) -> bool:
        return one is None or other is None or abs(one - other) <= self._days


def _day(date: str | None) -> int | None:
    try:
        return datetime.date.fromisoformat(date).toordinal() if date and len(date) == 10 else None
    except ValueError:
        return None


def mark(document: Document, copy: Copy | None) -> None:
    """Write into a record what it is a copy of, in place of what an earlier look has found.

    That stands in ``meta.extra``, not in a key of every record, because null in a key would say that a record is no
    copy where nobody has looked.

    Args:
        document: The record; ``meta.extra`` gets ``duplicate_of`` and ``duplicate_similarity``.
        copy: What it is a copy of; None if it is none.
    """
    extra = {k: v for k, v in document.meta.extra.items() if k not in MARKS}
    if copy is not None:
        extra |= dict(zip(MARKS, (copy.of, f"{copy.similarity:.4f}"), strict=True))
    document.meta.extra = extra
