"""Strings of characters and where a text has them, found for all places at once in native code.

A trie in arrays: a node is a string, its key the node of all but its last character and that character. One round of
look-ups goes one character deeper at every place of the text that is still on a path.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.codes import code_points

Ints = NDArray[np.int32]
BITS = 13
"""Bits of a character's number: what is not among the 8,191 known characters is 0."""
LONGEST = 10
"""Code points of the longest string."""
_SPACE = "\n"
_ODD = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)


def fold(text: str) -> str:
    """Give the text as the model sees it: digits are all one digit, Latin letters one letter, widths alike.

    Args:
        text: Any text.

    Returns:
        As many code points.
    """
    return text.translate(_FOLDED)


def _folded() -> dict[int, str]:
    table: dict[int, str] = {}
    for point in range(0x21, 0x7F):
        sign = chr(point)
        table[point] = table[point + 0xFEE0] = "0" if sign.isdigit() else "a" if sign.isalpha() else sign
    table.update(dict.fromkeys(map(ord, "○〇零"), "〇"))
    table.update(dict.fromkeys(map(ord, " \t\r\v\f\x1c\x1d\x1e\x1f\x85\u3000\u00a0\u2028\u2029"), _SPACE))
    return table


_FOLDED = _folded()


class Alphabet:
    """Numbers for characters.

    Args:
        characters: The known characters, folded; each one's number is its place, from 1.
    """

    def __init__(self, characters: str) -> None:
        self.characters = characters
        numbers = np.zeros(0x10000, np.uint32)
        numbers[[ord(c) for c in characters]] = np.arange(1, len(characters) + 1)
        for point, to in _FOLDED.items():
            numbers[point] = numbers[ord(to)]
        numbers[0xFFFF] = 0
        self._numbers = numbers

    def read(self, text: str) -> NDArray[np.uint32]:
        """Give each character's number.

        Args:
            text: Any text.

        Returns:
            A number for each code point, 0 for unknown characters.
        """
        points = code_points(text)
        found: NDArray[np.uint32] = self._numbers[np.minimum(points, 0xFFFF)]
        return found


class Level:
    """The strings of one length.

    Args:
        parents: Node of each without its last character: the character's number where that is one character.
        lasts: The number of the last character of each.
    """

    def __init__(self, parents: NDArray[np.uint32], lasts: NDArray[np.uint32]) -> None:
        keys = (parents.astype(np.uint32) << np.uint32(BITS)) | lasts.astype(np.uint32)
        self._size = max(1, int(len(keys) / 0.4).bit_length())
        while not self._place(keys):
            self._size += 1

    def _place(self, keys: NDArray[np.uint32]) -> bool:
        """Give every key one of its two places (cuckoo hashing), all at a time."""
        self._keys = np.zeros(1 << self._size, np.uint32)
        self._nodes = np.full(1 << self._size, -1, np.int32)
        homes = self._homes(keys)
        choice = np.zeros(len(keys), np.int8)
        waiting = np.arange(len(keys), dtype=np.int32)
        for _ in range(200):
            place = np.where(choice[waiting] == 0, homes[0][waiting], homes[1][waiting])
            evicted = self._nodes[place]
            self._nodes[place] = waiting
            lost = waiting[self._nodes[place] != waiting]
            evicted = np.unique(evicted[evicted >= 0])
            waiting = np.concatenate((lost, evicted))
            if not len(waiting):
                taken = self._nodes >= 0
                self._keys[taken] = keys[self._nodes[taken]]
                return True
            choice[waiting] ^= 1
        return False

    def _homes(self, keys: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        shift = np.uint32(32 - self._size)
        return (keys * _ODD[0]) >> shift, ((keys ^ (keys >> np.uint32(15))) * _ODD[1]) >> shift

    def find(self, parents: NDArray[np.uint32], lasts: NDArray[np.uint32]) -> Ints:
        """Find strings by their keys.

        Args:
            parents: Nodes one character shorter.
            lasts: Numbers of characters, in parallel.

        Returns:
            Node of each, -1 where there is none.
        """
        keys = (parents << np.uint32(BITS)) | lasts
        first, second = self._homes(keys)
        place = np.where(self._keys[first] == keys, first, second)
        return np.where(self._keys[place] == keys, self._nodes[place], np.int32(-1))


class Grams:
    """The trie.

    Args:
        arrays: ``parents2``, ``lasts2`` and so on to :data:`LONGEST`, see :class:`Level`.
    """

    def __init__(self, arrays: Mapping[str, NDArray[np.uint32]]) -> None:
        self._levels = [Level(arrays[f"parents{n}"], arrays[f"lasts{n}"]) for n in range(2, LONGEST + 1)]

    def walk(self, numbers: NDArray[np.uint32]) -> list[tuple[Ints, Ints]]:
        """Find every string at every place.

        Args:
            numbers: The characters' numbers.

        Returns:
            For the lengths 2, 3 and so on: the places where a string of that length begins, in order, and its node.
        """
        found: list[tuple[Ints, Ints]] = []
        places = np.flatnonzero(numbers[:-1]).astype(np.int32)
        nodes = numbers[places]
        for length, level in enumerate(self._levels, 2):
            inside = int(np.searchsorted(places, len(numbers) - length + 1))
            places, nodes = places[:inside], nodes[:inside]
            hits = level.find(nodes, numbers[places + (length - 1)])
            on = np.flatnonzero(hits >= 0)
            places, here = places[on], hits[on]
            found.append((places, here))
            nodes = here.view(np.uint32)
        return found
