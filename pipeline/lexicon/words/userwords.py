"""The words of the project and of the user, and the test that each of them holds."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from pipeline.errors import ConfigError
from pipeline.lexicon.table import read_numbered, read_table
from pipeline.lexicon.words.engines import Engine, Word

DOMAIN = "domain.tsv"
TAGS = "pos.tsv"
_PLAIN = re.compile(r"[\u4e00-\u9fd5A-Za-z0-9]+")


def read_domain(folder: Path) -> list[Word]:
    """Read the words of policy that the engines' own dictionary lacks.

    Args:
        folder: ``models/words``.

    Returns:
        The words in the order of the file.

    Raises:
        ConfigError: ZC110 if the table is broken.
    """
    return read_table(folder / DOMAIN, Word)


def read_tags(folder: Path) -> dict[str, str]:
    """Read the parts of speech that the engines' own dictionary has wrong.

    Args:
        folder: ``models/words``.

    Returns:
        Part of speech by word.

    Raises:
        ConfigError: ZC110 if the table is broken.
    """
    return {row.word: row.pos for row in read_table(folder / TAGS, Word)}


class Draft(Word, frozen=True):
    """A row of a user's table: a word, and what ``zhengce discover`` says of it, which is passed over here.

    Args:
        cohesion: Normalised pointwise mutual information of its parts.
        entropy: Entropy of its neighbours on the poorer side, in nats.
        count: How often the corpus has it.
        documents: In how many documents.
        ratio: Its share of the documents over its share of the reference's (or, without reference, of the later half
            over the earlier); None where there is nothing to compare with.
        first_date: The first date of a document that has it.
        examples: Up to three places, the word between 【】.
    """

    cohesion: float = 0.0
    entropy: float = 0.0
    count: int = 0
    documents: int = 0
    ratio: float | None = None
    first_date: str | None = None
    examples: list[str] = msgspec.field(default_factory=list)


def read_user(path: Path) -> list[Word]:
    """Read a user's table of words: columns word, and if wanted pos, freq and those of a discovery.

    Args:
        path: The table.

    Returns:
        The words in the order of the file.

    Raises:
        ConfigError: ZC110 if the table is broken; ZC120 if a word is empty, has white space at an edge, stands twice
            or has a frequency under 1.
    """
    seen: dict[str, int] = {}
    words: list[Word] = []
    for line, row in read_numbered(path, Draft):
        reason = ""
        if not row.word.strip() or row.word != row.word.strip():
            reason = "is empty or has white space at an edge"
        elif row.word in seen:
            reason = f"stands in line {seen[row.word]} already"
        elif row.freq is not None and row.freq < 1:
            reason = f"has frequency {row.freq}; give at least 1, or leave it empty"
        if reason:
            raise ConfigError("ZC120", f"{path}, line {line}: the word {row.word!r} {reason}")
        seen[row.word] = line
        words.append(row)
    return words


class UserWords:
    """A user's words, matched on characters: the engines' own matching would stop at 《, at a space or at 〇.

    Words with a frequency are left to the engine where it can hold them: they weigh against other words as in jieba.
    Words without one are whole wherever they stand.

    Args:
        words: The rows; each is taught to the engine too.
        engine: The engine to teach.
    """

    def __init__(self, words: list[Word], engine: Engine) -> None:
        plain = [row for row in words if _PLAIN.fullmatch(row.word)]
        engine.add(plain)
        weighed = {row.word for row in plain if row.freq is not None and engine.cut(row.word) == [row.word]}
        self._rows = [row for row in words if row.word not in weighed]
        self._matcher = (
            CharwiseDoubleArrayAhoCorasick([row.word for row in self._rows], MATCH_KIND_LEFTMOST_LONGEST)
            if self._rows
            else None
        )

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Find the words to keep whole.

        Args:
            text: Any text.

        Yields:
            Start, end (code points, exclusive) and part of speech, in order, disjoint.
        """
        if self._matcher:
            rows = self._rows
            for start, end, i in self._matcher.find(text):
                yield start, end, rows[i].pos


def still_cut(words: list[Word], cut: Callable[[str], list[str]]) -> list[tuple[Word, list[str]]]:
    """Test that each word is one word when it stands by itself.

    Args:
        words: The words to try.
        cut: What cuts a text into words: the whole segmentation, names and all.

    Returns:
        Each word that is cut, with its pieces, in the order given.
    """
    found = []
    for row in words:
        pieces = cut(row.word)
        if pieces != [row.word]:
            found.append((row, pieces))
    return found
