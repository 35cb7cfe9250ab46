"""Cutting around what is known: the stretches between names, dates and numbers, by an engine of jieba's family."""

from abc import ABC, abstractmethod
from typing import TypeAlias

from pipeline.lexicon.words.engines import Given

_GAP = "\x1f"
"""Stands between the stretches of a text that are cut in one call: to jieba it is a word of its own."""
_Gap: TypeAlias = tuple[str, str] | None
"""What stands between two stretches: a whole and its part of speech, or nothing."""
Mark: TypeAlias = tuple[int, str, str]
"""Where a whole stands among the words, the whole, and its part of speech."""


class Cutter(ABC):
    """What the engines of jieba's family share: how they cut between edges and tag the words."""

    @abstractmethod
    def cut(self, text: str) -> list[str]:
        """Cut a text, as :meth:`Engine.cut`."""

    @abstractmethod
    def tag(self, words: list[str]) -> list[str]:
        """Tag words, as :meth:`Engine.tag`."""

    def cut_around(self, given: list[Given]) -> list[tuple[list[str], list[str]]]:
        """Cut and tag, as :meth:`Engine.cut_around`.

        One step goes through all of them before the next, so that its tables stay in the processor's cache.
        """
        cut = [self._cut_one(one) for one in given]
        return [(words, self._tag_one(words, marks)) for words, marks in cut]

    def _cut_one(self, given: Given) -> tuple[list[str], list[Mark]]:
        """Cut the stretches between the edges, all in one call: a mark that no word reaches over stands for each."""
        pieces, gaps = _stretches(given)
        if _GAP in given.text:
            return self._cut_each(pieces, gaps)
        found = self.cut(_GAP.join(pieces))
        words: list[str] = []
        marks: list[Mark] = []
        last = 0
        for gap in gaps:
            at = found.index(_GAP, last)
            words += found[last:at]
            if gap:
                # Its place is kept by an empty word: the engine need not look up what it has no word for.
                marks.append((len(words), *gap))
                words.append("")
            last = at + 1
        words += found[last:]
        return words, marks

    def _cut_each(self, pieces: list[str], gaps: list[_Gap]) -> tuple[list[str], list[Mark]]:
        """Cut the stretches one by one: the text has the mark itself."""
        words: list[str] = []
        marks: list[Mark] = []
        for piece, gap in zip(pieces, [*gaps, None], strict=True):
            words += self.cut(piece) if piece else []
            if gap:
                marks.append((len(words), *gap))
                words.append("")
        return words, marks

    def _tag_one(self, words: list[str], marks: list[Mark]) -> list[str]:
        tags = self.tag(words)
        for i, word, tag in marks:
            words[i] = word
            tags[i] = tag
        return tags


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
