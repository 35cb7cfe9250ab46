"""The trie of the model, made from its strings."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.words.grams import BITS, LONGEST

MOST_NODES = 1 << (32 - BITS)
MOST_CHARACTERS = (1 << BITS) - 1


def alphabet_of(text: str, words: Iterable[str]) -> str:
    """Choose the characters that get a number.

    Args:
        text: The training corpus, folded.
        words: The lexicon, folded.

    Returns:
        The characters seen twice in the corpus, by frequency, then the lexicon's most frequent ones.
    """
    counts = Counter(text)
    chosen = [c for c, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count > 1]
    others = Counter(c for word in words for c in word)
    known = set(chosen)
    chosen += [c for c, _ in sorted(others.items(), key=lambda item: (-item[1], item[0])) if c not in known]
    return "".join(c for c in chosen if ord(c) < 0xFFFF)[:MOST_CHARACTERS]


class Trie:
    """Strings with their nodes.

    Args:
        strings: Any strings of one to :data:`LONGEST` characters; those with unknown characters are left out.
        alphabet: The known characters.
    """

    def __init__(self, strings: Iterable[str], alphabet: str) -> None:
        numbers = {c: i for i, c in enumerate(alphabet, 1)}
        wanted: list[set[str]] = [set() for _ in range(LONGEST + 1)]
        for string in strings:
            if all(c in numbers for c in string):
                for length in range(2, len(string) + 1):
                    wanted[length].add(string[:length])
        self.levels: list[list[str]] = [sorted(level) for level in wanted]
        self.nodes: list[dict[str, int]] = [{}, dict(numbers)]
        self.arrays: dict[str, NDArray[np.uint32]] = {}
        for length in range(2, LONGEST + 1):
            level, above = self.levels[length], self.nodes[length - 1]
            if len(level) > MOST_NODES:
                raise ValueError(f"{len(level)} strings of {length} characters; at most {MOST_NODES} fit")
            self.nodes.append({string: node for node, string in enumerate(level)})
            self.arrays[f"parents{length}"] = np.array([above[string[:-1]] for string in level], np.uint32)
            self.arrays[f"lasts{length}"] = np.array([numbers[string[-1]] for string in level], np.uint32)
        sizes = [len(alphabet) + 1, *map(len, self.levels[2:])]
        self.bases = np.cumsum(sizes)[:-1].astype(np.int64)
        self.size = sum(sizes)

    def number(self, string: str) -> int:
        """Give a string's number, as :class:`pipeline.lexicon.words.lines.Lexicon` counts, 0 for unknown ones."""
        if not string or len(string) > LONGEST:
            return 0
        node = self.nodes[len(string)].get(string)
        if node is None:
            return 0
        return node if len(string) == 1 else node + int(self.bases[len(string) - 2])
