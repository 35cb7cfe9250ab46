"""The engines that cut text into words, behind one seam.

``rjieba`` is the Rust port of jieba, ``jieba`` the reference itself. Both read the dictionary that comes with them,
take the same extra words, and answer alike (a test holds it). ``learned`` decides by models that were trained on a
corpus. None shares state with anything else in the process.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

import msgspec

from pipeline.lexicon.locate import models_folder

EngineName = Literal["rjieba", "jieba", "learned"]


class Word(msgspec.Struct, frozen=True):
    """A row of a table of words.

    Args:
        word: The word.
        pos: Its part of speech, as jieba and the PFR corpus name them.
        freq: Its frequency in the scale of jieba's dictionary; None, or too low a figure, for just enough to keep it
            whole by itself.
    """

    word: str
    pos: str = "n"
    freq: int | None = None


class Given(NamedTuple):
    """A text of which some edges of words are known.

    Args:
        text: Any text.
        edges: Where words must begin or end (code points), in order.
        wholes: End and part of speech of words to keep whole, by where they begin; each begins at an edge.
    """

    text: str
    edges: list[int]
    wholes: Mapping[int, tuple[int, str]]


class Cut(NamedTuple):
    """A text cut into words.

    Attributes:
        words: The words; joined they give the text.
        tags: Their parts of speech, in parallel.
        outline: Both at a glance, see :mod:`pipeline.lexicon.words.outline`.
    """

    words: list[str]
    tags: list[str]
    outline: str


class Engine(Protocol):
    """What cuts text into words and names their parts of speech."""

    def cut(self, text: str) -> list[str]:
        """Cut a text; the words joined give it back, whatever it holds."""

    def cut_around(self, given: list[Given]) -> list[Cut]:
        """Cut texts and tag the words, with some of the edges given.

        Args:
            given: The texts; none has a say in how another is cut.

        Returns:
            The words of each, in order.
        """

    def tag(self, words: list[str]) -> list[str]:
        """Give each word's part of speech; the learned engine looks at the words beside it."""

    def add(self, words: Iterable[Word]) -> None:
        """Teach words, in this order."""


def open_engine(
    name: EngineName, *, hmm: bool, tags: Mapping[str, str] | None = None, model: Path | None = None
) -> Engine:
    """Start an engine of its own.

    Args:
        name: Which one.
        hmm: Whether the engines of jieba's family guess runs of unknown single characters into words.
        tags: Parts of speech that are better known than in their dictionary, by word.
        model: The folder of the learned engine's model.

    Returns:
        An engine with its own dictionary.

    Raises:
        ConfigError: ZC101 if there is no model.
    """
    if name == "learned":
        from pipeline.lexicon.words.learned import LearnedEngine

        return LearnedEngine(model or models_folder() / "segmenter")
    from pipeline.lexicon.words.jieba_engines import JiebaEngine, RustEngine

    known = dict(tags or {})
    return RustEngine(hmm, known) if name == "rjieba" else JiebaEngine(hmm, known)


def mark(word: str) -> str:
    """Give w for punctuation, x for white space and whatever else no dictionary has."""
    return "x" if any(c.isalnum() or c.isspace() for c in word) or not word.isprintable() else "w"
