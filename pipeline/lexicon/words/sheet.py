"""The texts of a batch laid out in arrays, so that each step looks at all of their words at once."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.codes import code_points
from pipeline.lexicon.words.hashing import Places, Rolled
from pipeline.lexicon.words.outline import INSIDE

EDGE = "."
"""Stands in the outline where a text has ended."""


class Sheet:
    """Texts one after another, a line break after each.

    Args:
        texts: The texts.
        outlines: The outline of each, see :mod:`pipeline.lexicon.words.outline`.

    Attributes:
        text: All of them as one.
        codes: The same as numbers, one a code point.
        outline: Its outline as numbers; :data:`EDGE` under the line breaks between texts.
        edges: Where words begin, in order, the last of them at the end.
        begins: Where each text begins.
    """

    def __init__(self, texts: Sequence[str], outlines: Sequence[str]) -> None:
        self.text = "\n".join([*texts, ""])
        self.codes = code_points(self.text)
        self.outline = np.frombuffer(EDGE.join([*outlines, ""]).encode("ascii"), np.uint8)
        self.edges: Places = np.flatnonzero(self.outline != ord(INSIDE))
        self.begins: Places = np.cumsum([0, *(len(text) + 1 for text in texts)])[:-1]

    @cached_property
    def rolled(self) -> Rolled:
        """The hashes of its spans."""
        return Rolled(self.codes)

    def text_of(self, places: Places) -> NDArray[np.intp]:
        """Tell in which text each place is."""
        return np.searchsorted(self.begins, places, "right") - 1

    def outline_of(self, start: int, size: int) -> str:
        """Give the outline of a stretch."""
        return self.outline[start : start + size].tobytes().decode("ascii")
