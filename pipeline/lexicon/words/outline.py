"""The outline of a text: one letter a code point, which shows its words and their parts of speech at a glance.

Where a word begins stands the letter of its part of speech, on its other code points :data:`INSIDE`. So whether a span
is one of whole words is two looks at a string, and phrases are found by a regular expression whose offsets are those
of the text.
"""

import re
from itertools import pairwise
from operator import getitem

from pipeline.lexicon.words.phrases import KINDS

INSIDE = "-"
_ROW = 32
"""Words of fewer code points than this have their outline at hand."""
_TAGS = [tag for tags in KINDS.values() for tag in tags.split()]
_LETTERS = {tag: chr(ord("A") + i) for i, tag in enumerate(_TAGS)}
_NAMES = {letter: tag for tag, letter in _LETTERS.items()}
_WORD = re.compile(f"[^{INSIDE}]{INSIDE}*")


class _Rows(dict[str, tuple[str, ...]]):
    """The outlines of a word by its part of speech and its length; an unknown part of speech is written as x."""

    def __missing__(self, tag: str) -> tuple[str, ...]:
        return self["x"]


_ROWS = _Rows((tag, ("", *(letter + INSIDE * more for more in range(_ROW - 1)))) for tag, letter in _LETTERS.items())


def outline_of(words: list[str], tags: list[str]) -> str:
    """Draw the outline of a text.

    Args:
        words: Its words, none of them empty.
        tags: Their parts of speech, in parallel.

    Returns:
        As many letters as the words have code points.
    """
    try:
        return "".join(map(getitem, map(_ROWS.__getitem__, tags), map(len, words)))
    except IndexError:
        return "".join(_ROWS[tag][1] + INSIDE * (len(word) - 1) for word, tag in zip(words, tags, strict=True))


def letter_of(tag: str) -> str:
    """Give the letter of a part of speech; one that no kind has shows as x."""
    return _ROWS[tag][1]


def letters_of(kinds: str) -> str:
    """Give the letters of some kinds of words.

    Args:
        kinds: Letters of :data:`pipeline.lexicon.words.phrases.KINDS`.
    """
    return "".join(_LETTERS[tag] for kind in kinds for tag in KINDS[kind].split())


def words_of(text: str, outline: str) -> list[str]:
    """Give the words of a text.

    Args:
        text: A text, or a stretch of whole words.
        outline: Its outline.

    Returns:
        The words, in order.
    """
    starts = [match.start() for match in _WORD.finditer(outline)]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def tags_of(outline: str) -> list[str]:
    """Give the parts of speech of an outline's words, in order; one that no kind has comes back as x."""
    return [_NAMES[letter] for letter in outline if letter != INSIDE]
