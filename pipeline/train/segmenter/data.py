"""The corpus that the learned engine is trained on: words with their parts of speech."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.errors import UsageError


class Tagged(msgspec.Struct):
    """A corpus, its lines joined.

    Args:
        text: The text; every line ends in a line break, which is a word of its own.
        stops: Where each word ends (code points).
        tags: Each word's part of speech; ``w`` for the line breaks.
    """

    text: str
    stops: NDArray[np.int64]
    tags: list[str]

    def ends(self) -> NDArray[np.bool_]:
        """Tell after which characters a word ends."""
        made = np.zeros(len(self.text), np.bool_)
        made[self.stops - 1] = True
        return made

    def pairs(self, folded: str) -> Iterator[tuple[str, str]]:
        """Give each word of the folded text with its part of speech."""
        starts = [0, *self.stops[:-1].tolist()]
        for start, stop, tag in zip(starts, self.stops.tolist(), self.tags, strict=True):
            yield folded[start:stop], tag


def read_tagged(path: Path) -> Tagged:
    """Read a corpus: a sentence or paragraph a line, its words apart by white space, each ``word/TAG``.

    Args:
        path: Text, or text in gzip.

    Returns:
        The corpus.

    Raises:
        UsageError: ZC221 if it cannot be read, ZC222 if a word has no tag.
    """
    try:
        raw = path.read_bytes()
        lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError, EOFError, zlib.error) as error:
        raise UsageError("ZC221", f"{path}: cannot be read: {error}") from None
    words: list[str] = []
    tags: list[str] = []
    for number, line in enumerate(lines, 1):
        for piece in line.split():
            word, _, tag = piece.rpartition("/")
            if not word or not tag:
                raise UsageError("ZC222", f"{path}:{number}: {piece!r} is not word/TAG")
            words.append(word)
            tags.append(tag)
        words.append("\n")
        tags.append("w")
    return Tagged("".join(words), np.cumsum(list(map(len, words)), dtype=np.int64), tags)
