"""What the scorers share: reading gold and predictions, and the figures made of hits, misses and extras."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

from pipeline.errors import UsageError

T = TypeVar("T", bound=msgspec.Struct)


class Result(Protocol):
    """What every scorer gives."""

    @property
    def errors(self) -> list[str]:
        """What was wrong, one line each, in the order of the gold."""

    def figures(self) -> dict[str, Any]:
        """Give the figures as plain data."""

    def text(self) -> str:
        """Word the figures in a few lines."""


class Counts(msgspec.Struct):
    """Hits, gold items that were missed, predictions that no gold item asked for."""

    hits: int = 0
    missed: int = 0
    extra: int = 0

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 where there are none."""
        return self.hits / max(1, self.hits + self.extra)

    @property
    def recall(self) -> float:
        """Share of the gold items that were found; 0 where there are none."""
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing was hit."""
        return 2 * self.hits / max(1, 2 * self.hits + self.missed + self.extra)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.hits + other.hits, self.missed + other.missed, self.extra + other.extra)


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Read the lines of a text file.

    Args:
        path: A UTF-8 file.

    Yields:
        Line number, from 1, and the line without its line break; blank lines too.

    Raises:
        UsageError: ZC221 if the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                yield number, line.rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("ZC221", f"{path}: cannot be read: {error}") from None


def read_jsonl(path: Path, cls: type[T]) -> Iterator[T]:
    """Read JSONL of which only some keys matter.

    Args:
        path: A JSONL file.
        cls: A struct with the keys that matter; others are passed over.

    Yields:
        One struct for each line that is not blank, in order.

    Raises:
        UsageError: ZC221 if the file cannot be read, ZC222 if a line is not of that form, with file and line.
    """
    decoder = msgspec.json.Decoder(cls)
    for number, line in read_lines(path):
        if line.strip():
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, UnicodeEncodeError) as error:
                raise UsageError("ZC222", f"{path}:{number}: not what is scored here: {error}") from None


def one_line(text: str) -> str:
    """Show a stretch of text in one line."""
    return text.replace("\n", "⏎")
