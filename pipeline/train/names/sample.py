"""Samples: stretches of text with marked names, two layers that may overlap each other."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import msgspec

Mark: TypeAlias = tuple[int, int, str]
"""First code point, the one after the last, label."""

LAYERS: dict[str, tuple[str, ...]] = {"places": ("REGION", "PLACE"), "bodies": ("AGENCY", "ORG", "PERSON")}
"""A layer's names do not overlap; a place may lie inside a body (厦门市 in 厦门市税务局)."""


class Sample(msgspec.Struct):
    """A stretch of text.

    ``PLACE`` is what annotators of news call a location and the guidelines do not call a region (中国, rivers,
    buildings); ``ORG`` an organisation that is no organ of China's state or Party. ``open`` samples come without
    persons and other organisations: those are to be filled in by a first model.
    """

    text: str
    places: list[Mark]
    bodies: list[Mark]
    source: str
    open: bool = False


def without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    """Keep of overlapping marks the longest, then the first.

    Args:
        marks: In any order.

    Returns:
        Marks in the order of the text.
    """
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m[0] - m[1], m[0])):
        if all(mark[1] <= other[0] or other[1] <= mark[0] for other in kept):
            kept.append(mark)
    return sorted(kept)


def cut(sample: Sample, longest: int = 40) -> Iterator[Sample]:
    """Cut a sample at the ends of sentences, never inside a name.

    Args:
        sample: The sample.
        longest: Code points after which it is cut at the next comma too.

    Yields:
        The pieces, in order.
    """
    inside = {i for s, e, _ in (*sample.places, *sample.bodies) for i in range(s + 1, e)}
    start = 0
    for at, character in enumerate(sample.text, 1):
        ends = character in "。！？；\n" or (character in "，、," and at - start > longest)
        if (ends and at not in inside) or at == len(sample.text):
            piece = [
                [(s - start, e - start, label) for s, e, label in layer if start <= s and e <= at]
                for layer in (sample.places, sample.bodies)
            ]
            yield Sample(sample.text[start:at], piece[0], piece[1], sample.source, sample.open)
            start = at
