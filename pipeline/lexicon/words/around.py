"""Cutting around what is known: the stretches between names, dates and numbers, by an engine of jieba's family."""

from abc import ABC, abstractmethod
from itertools import accumulate, pairwise
from typing import TypeAlias

import numpy as np

from pipeline.lexicon.codes import code_points
from pipeline.lexicon.words.engines import Cut, Given
from pipeline.lexicon.words.hashing import Rolled
from pipeline.lexicon.words.outline import INSIDE
from pipeline.lexicon.words.tag_memo import TagMemo

_GAP = "\x1f"
"""Stands between the stretches of a text that are cut in one call: to jieba it is a word of its own."""
_END = "\x1e"
"""Stands after each word of a batch while the words are looked up."""
_PLAIN = str.maketrans({_GAP: "\x1d", _END: "\x1d"})
"""A text that has such characters itself is cut as if they were a third one, which is a word of its own too."""
_Gap: TypeAlias = tuple[str, str] | None
"""What stands between two stretches: a whole and its part of speech, or nothing."""


class Cutter(ABC):
    """What the engines of jieba's family share: how they cut between edges and tag the words."""

    def __init__(self) -> None:
        self._tag_memo = TagMemo(self.tag_of)

    @abstractmethod
    def cut(self, text: str) -> list[str]:
        """Cut a text, as :meth:`Engine.cut`."""

    @abstractmethod
    def tag_of(self, word: str) -> str:
        """Give one word's part of speech."""

    def tag(self, words: list[str]) -> list[str]:
        """Tag words, as :meth:`Engine.tag`.

        Args:
            words: Words of any kind.

        Returns:
            A part of speech for each: the dictionary's, else m for digits, eng for Latin letters, w for punctuation,
            x for white space and unknown words.
        """
        return list(map(self.tag_of, words))

    def cut_around(self, given: list[Given]) -> list[Cut]:
        """Cut and tag, as :meth:`Engine.cut_around`: each text by itself, then the words of all of them in arrays."""
        cut: list[list[str]] = []
        gaps: list[list[_Gap]] = []
        shown: list[str] = []
        for one in given:
            pieces, between = _stretches(one)
            joined = _GAP.join(pieces)
            if _GAP in one.text or _END in one.text:
                joined = _GAP.join(piece.translate(_PLAIN) for piece in pieces)
            words = self.cut(joined) if joined else []
            cut.append(words)
            gaps.append(between)
            # While the words are still in the processor's cache: what follows needs no look at them.
            shown += (_END.join(words), _END) if words else ()
        table = self._look_up("".join(shown), [gap for between in gaps for gap in between])
        return [table.next(*one) for one in zip(given, cut, gaps, strict=True)]

    def _look_up(self, shown: str, gaps: list[_Gap]) -> "_Table":
        """Look up a batch's words.

        Args:
            shown: The words, each with its end marked.
            gaps: What stands in the place of each gap among them.
        """
        codes = code_points(shown)
        ends = np.flatnonzero(codes == ord(_END))
        starts = np.concatenate((np.zeros(1, np.intp), ends + 1))[:-1]
        memo = self._tag_memo
        ids = memo.find(Rolled(codes).of(starts, ends), shown, starts, ends)
        sizes = ends - starts
        places = np.flatnonzero(codes[starts] == ord(_GAP))
        if len(gaps):
            sizes[places] = [len(gap[0]) if gap else 0 for gap in gaps]
            ids[places] = [memo.number(gap[1]) if gap else 0 for gap in gaps]
            kept = np.flatnonzero(sizes)
            sizes, ids = sizes[kept], ids[kept]
        after = np.cumsum(sizes)
        outline = np.full(int(after[-1]) if len(after) else 0, ord(INSIDE), np.uint8)
        outline[after - sizes] = memo.letters(ids)
        return _Table(memo.tags(ids), outline.tobytes().decode("ascii"), places.tolist())


class _Table:
    """What was found of a batch's words, dealt out text by text."""

    def __init__(self, tags: list[str], outline: str, gaps: list[int]) -> None:
        self._tags = tags
        self._outline = outline
        self._gaps = gaps
        self._words = self._tag = self._gap = self._code = 0

    def next(self, given: Given, words: list[str], gaps: list[_Gap]) -> Cut:
        """Give the next text's words, with the wholes in the place of their gaps."""
        text, before, gap, first, start = given.text, self._words, self._gap, self._tag, self._code
        self._words += len(words)
        self._gap += len(gaps)
        # From the end, so that a gap without a whole can go.
        for place, whole in zip(reversed(self._gaps[gap : self._gap]), reversed(gaps), strict=True):
            if whole:
                words[place - before] = whole[0]
            else:
                del words[place - before]
        if _GAP in text or _END in text:
            words = [text[begin:end] for begin, end in pairwise(accumulate(map(len, words), initial=0))]
        self._tag += len(words)
        self._code += len(text)
        return Cut(words, self._tags[first : self._tag], self._outline[start : self._code])


def _stretches(given: Given) -> tuple[list[str], list[_Gap]]:
    """Take a text apart at its edges: the stretches to cut, and what stands between each and the next."""
    text, edges, wholes = given
    pieces: list[str] = []
    gaps: list[_Gap] = []
    at = 0
    for edge in edges:
        if edge < at:
            continue
        whole = wholes.get(edge)
        if whole:
            pieces.append(text[at:edge])
            at, tag = whole
            gaps.append((text[edge:at], tag))
        elif edge > at:
            pieces.append(text[at:edge])
            gaps.append(None)
            at = edge
    pieces.append(text[at:])
    return pieces, gaps
