"""The engines of jieba's family: its Rust port, and jieba itself as the reference."""

import importlib.machinery
import importlib.util
import itertools
import logging
import sys
import warnings
from collections.abc import Iterable
from typing import Any

from pipeline.lexicon.words.around import Cutter
from pipeline.lexicon.words.engines import Word, mark

MEMO = 200_000
"""Words whose part of speech is remembered before the memory is emptied: a bound on what a long run holds."""


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


class RustEngine(Cutter):
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
        super().__init__()

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

    def tag_of(self, word: str) -> str:
        """Give one word's part of speech, as :meth:`Cutter.tag_of`."""
        return self._memo[word]

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
        self._tag_memo.clear()
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


class JiebaEngine(Cutter):
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
        super().__init__()

    def cut(self, text: str) -> list[str]:
        """Cut a text into words, as :meth:`RustEngine.cut`."""
        return self._jieba.lcut(text, HMM=self._hmm)  # type: ignore[no-any-return]

    def tag_of(self, word: str) -> str:
        """Give one word's part of speech, as :meth:`Cutter.tag_of`."""
        return self._tags.get(word) or _shape(word)

    def add(self, words: Iterable[Word]) -> None:
        """Teach words, as :meth:`RustEngine.add`."""
        self._tag_memo.clear()
        for row in words:
            self._jieba.add_word(row.word, max(row.freq or 1, self._jieba.suggest_freq(row.word)))
            self._tags[row.word] = row.pos


def _shape(word: str) -> str:
    """The tag of a word that no dictionary has, by the rule of jieba's Rust port."""
    if not word.isascii() or not word[:1].isalnum():
        return mark(word) if word else "x"
    return "m" if word.rstrip("%").replace(".", "").isdigit() else "eng"
