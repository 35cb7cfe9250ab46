"""The engines that cut text into words, behind one seam.

``rjieba`` is the Rust port of jieba, ``jieba`` the reference itself. Both read the dictionary that comes with them,
take the same extra words, and answer alike (a test holds it). ``learned`` decides by models that were trained on a
corpus. None shares state with anything else in the process.
"""

import importlib.machinery
import importlib.util
import itertools
import logging
import sys
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

import msgspec

from pipeline.lexicon.locate import models_folder

EngineName = Literal["rjieba", "jieba", "learned"]
MEMO = 200_000
"""Words whose part of speech is remembered before the memory is emptied: a bound on what a long run holds."""


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


class Engine(Protocol):
    """What cuts text into words and names their parts of speech."""

    def cut(self, text: str) -> list[str]:
        """Cut a text; the words joined give it back, whatever it holds."""

    def cut_around(self, given: list[Given]) -> list[tuple[list[str], list[str]]]:
        """Cut texts and tag the words, with some of the edges given.

        Args:
            given: The texts; none has a say in how another is cut.

        Returns:
            For each the words and their parts of speech, in parallel.
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
    known = dict(tags or {})
    return RustEngine(hmm, known) if name == "rjieba" else JiebaEngine(hmm, known)


_GAP = "\x1f"
"""Stands between the stretches of a text that are cut in one call: to jieba it is a word of its own."""
_Mark: TypeAlias = tuple[int, str, str]
"""Where a whole stands among the words, the whole, and its part of speech."""


class _Cutter(ABC):
    """What the engines of jieba's family share: they cut the stretches between the edges one by one."""

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

    def _cut_one(self, given: Given) -> tuple[list[str], list[_Mark]]:
        """Cut the stretches between the edges, all in one call: a mark that no word reaches over stands for each."""
        text, edges, wholes = given
        if _GAP in text:
            return self._cut_each(given)
        pieces: list[str] = []
        gaps: list[tuple[str, str] | None] = []
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
                at = edge
                gaps.append(None)
        if not gaps:
            return self.cut(text), []
        pieces.append(text[at:])
        words = self.cut(_GAP.join(pieces))
        marks: list[_Mark] = []
        at = -1
        for gap in gaps:
            at = words.index(_GAP, at + 1)
            if gap:
                # Its place is kept by an empty word: the engine need not look up what it has no word for.
                words[at] = ""
                marks.append((at, *gap))
            else:
                del words[at]
                at -= 1
        return words, marks

    def _cut_each(self, given: Given) -> tuple[list[str], list[_Mark]]:
        """Cut the stretches one by one: the text has the mark itself."""
        text, edges, wholes = given
        words: list[str] = []
        marks: list[_Mark] = []
        at = 0
        for edge in edges:
            if edge < at:
                continue
            if edge > at:
                words += self.cut(text[at:edge])
                at = edge
            whole = wholes.get(edge)
            if whole:
                at, tag = whole
                marks.append((len(words), text[edge:at], tag))
                words.append("")
        if at < len(text):
            words += self.cut(text[at:])
        return words, marks

    def _tag_one(self, words: list[str], marks: list[_Mark]) -> list[str]:
        tags = self.tag(words)
        for i, word, tag in marks:
            words[i] = word
            tags[i] = tag
        return tags


class _Memo(dict[str, str]):
    """Parts of speech by word, asked of the dictionary on first sight; looked up in C afterwards."""

    def __init__(self, engine: "RustEngine") -> None:
        super().__init__()
        self._engine = engine

    def __missing__(self, word: str) -> str:
        if len(self) >= MEMO:
            self.clear()
        # One object for each part of speech, not for each word: what reads them finds it in the cache.
        found = self[word] = sys.intern(self._engine.look_up(word))
        return found


class RustEngine(_Cutter):
    """jieba's Rust port: about ten times the speed of jieba.

    Args:
        hmm: Whether runs of unknown single characters are guessed into words.
        tags: Parts of speech that win over the dictionary's.
    """

    def __init__(self, hmm: bool, tags: dict[str, str]) -> None:
        self._jieba = _rust_jieba()()
        self._hmm = hmm
        self._tags = tags
        self._memo = _Memo(self)

    def cut(self, text: str) -> list[str]:
        """Cut a text into words.

        Args:
            text: Any text; lone surrogates, which Rust has no place for, are cut as unknown characters.

        Returns:
            The words, in order; joined they give the text.
        """
        try:
            found: list[str] = self._jieba.cut(text, self._hmm)
            return found
        except UnicodeEncodeError:
            stood_in = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
            ends = itertools.accumulate(map(len, self._jieba.cut(stood_in, self._hmm)), initial=0)
            return [text[start:end] for start, end in itertools.pairwise(ends)]

    def tag(self, words: list[str]) -> list[str]:
        """Give each word's part of speech.

        Args:
            words: Words of any kind.

        Returns:
            A part of speech for each: the dictionary's, else m for digits, eng for Latin letters, w for punctuation,
            x for white space and unknown words.
        """
        return list(map(self._memo.__getitem__, words))

    def look_up(self, word: str) -> str:
        """Ask the dictionary for one word's part of speech."""
        known = self._tags.get(word)
        if known:
            return known
        try:
            found = self._jieba.tag(word, False)
        except UnicodeEncodeError:
            return "x"
        tag: str = found[0][1] if len(found) == 1 else "x"
        return mark(word) if tag == "x" else tag

    def add(self, words: Iterable[Word]) -> None:
        """Teach words.

        Args:
            words: The words; a later row of the same word wins.
        """
        self._memo.clear()
        for row in words:
            # At least what keeps the word whole by itself: a lower figure would be a row without effect.
            freq = max(row.freq or 1, self._jieba.suggest_freq(row.word))
            self._jieba.add_word(row.word, freq, row.pos)
            self._tags[row.word] = row.pos


def _rust_jieba() -> Any:
    """Give rjieba's class of dictionaries.

    The package makes a dictionary on import, for its functions, which takes as long again as our own and is never
    used here: so only its native module is imported, under its own name, as ``import rjieba`` would.
    """
    name = "rjieba.rjieba"
    package = importlib.util.find_spec("rjieba")
    places = package.submodule_search_locations if package and "rjieba" not in sys.modules else None
    spec = importlib.machinery.PathFinder.find_spec(name, places) if places else None
    if spec is None or spec.loader is None:  # imported already, or packed in another way
        import rjieba

        return rjieba.Jieba
    if name not in sys.modules:
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[name] = module
    return sys.modules[name].Jieba


class JiebaEngine(_Cutter):
    """jieba itself, as the reference.

    Args:
        hmm: Whether runs of unknown single characters are guessed into words.
        tags: Parts of speech that win over the dictionary's.
    """

    def __init__(self, hmm: bool, tags: dict[str, str]) -> None:
        logger = logging.getLogger("jieba")
        level = logger.level
        with warnings.catch_warnings():
            # Its last release is of 2020: string escapes and pkg_resources warn since. Nothing else is silenced.
            warnings.simplefilter("ignore")
            import jieba
            import jieba.posseg
        logger.setLevel(level)
        # Not initialize(): it would leave a cache file in the common temporary folder, and speak of it.
        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        tagger = jieba.posseg.POSTokenizer(tokenizer)
        self._jieba = tokenizer
        self._tags: dict[str, str] = tagger.word_tag_tab | tags
        self._hmm = hmm

    def cut(self, text: str) -> list[str]:
        """Cut a text into words, as :meth:`RustEngine.cut`."""
        return self._jieba.lcut(text, HMM=self._hmm)  # type: ignore[no-any-return]

    def tag(self, words: list[str]) -> list[str]:
        """Give each word's part of speech, as :meth:`RustEngine.tag`."""
        return [self._tags.get(word) or _shape(word) for word in words]

    def add(self, words: Iterable[Word]) -> None:
        """Teach words, as :meth:`RustEngine.add`."""
        for row in words:
            self._jieba.add_word(row.word, max(row.freq or 1, self._jieba.suggest_freq(row.word)))
            self._tags[row.word] = row.pos


def mark(word: str) -> str:
    """Give w for punctuation, x for white space and whatever else no dictionary has."""
    return "x" if any(c.isalnum() or c.isspace() for c in word) or not word.isprintable() else "w"


def _shape(word: str) -> str:
    """The tag of a word that no dictionary has, by the rule of jieba's Rust port."""
    if not word.isascii() or not word[:1].isalnum():
        return mark(word) if word else "x"
    return "m" if word.rstrip("%").replace(".", "").isdigit() else "eng"
