"""The terms that a corpus taught: in how many texts each stands, and what it is worth as a key term."""

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.errors import ConfigError

TERMS = "terms.tsv"
Genre = Literal["news", "documents"]
_COLUMNS = ("term", "news", "documents", "worth", "part")


class Row(NamedTuple):
    """What the table says of one term.

    Attributes:
        news: Pieces of news that have it.
        documents: Official documents that have it.
        worth: What it is worth before a text is read, as log-odds in hundredths.
        part: What it brings, as a word, to a phrase that the table lacks, likewise.
    """

    news: int
    documents: int
    worth: int
    part: int


_NONE = Row(0, 0, 0, 0)


class Terms(Mapping[str, Row]):
    """The table of terms: a mapping from term to its row, in the order of the file.

    Its 100,000 rows are read column by column, since a chain must start in a second; the table is made by
    :mod:`pipeline.train.words`, whose rows all have their five cells.

    Args:
        path: The table, ``models/words/terms.tsv`` or a user's own.

    Raises:
        ConfigError: ZC110 if the table cannot be read, has other columns or a broken row.

    Attributes:
        texts: Texts of the corpus.
        places: Where each term stands in the table.
    """

    def __init__(self, path: Path) -> None:
        try:
            head, _, body = path.read_text(encoding="utf-8").partition("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError("ZC110", f"{path}: cannot be read ({error}); make it with zhengce train words") from None
        cells = body.split()
        if tuple(head.split("\t")) != _COLUMNS or len(cells) % len(_COLUMNS) or cells[:1] != ["*"]:
            raise ConfigError(
                "ZC110", f"{path}, line 1: expected the columns {', '.join(_COLUMNS)}, then a row of totals *"
            )
        try:
            news, documents, self._worths, self._parts = (_numbers(cells[i::5]) for i in range(1, 5))
        except ValueError as error:
            raise ConfigError("ZC110", f"{path}: {error}") from None
        self._news, self._documents = news, documents
        self._terms = cells[::5]
        self.places = dict(zip(self._terms, range(len(self._terms)), strict=True))
        del self.places["*"]
        self._totals: dict[Genre, int] = {"news": news[0], "documents": documents[0]}
        self.texts = news[0] + documents[0]

    def __getitem__(self, term: str) -> Row:
        i = self.places[term]
        return Row(self._news[i], self._documents[i], self._worths[i], self._parts[i])

    def __contains__(self, term: object) -> bool:
        return term in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def worthy(self, least: int) -> tuple[list[str], list[int], list[int]]:
        """List the terms of some worth, in the order of the file.

        Args:
            least: Log-odds in hundredths.

        Returns:
            The terms whose worth is at least that, the worth of each, and how many texts have it; in parallel.
        """
        # The first row is that of the totals.
        kept = [i for i, worth in enumerate(self._worths) if worth >= least and i]
        terms, worths, news, documents = self._terms, self._worths, self._news, self._documents
        return [terms[i] for i in kept], [worths[i] for i in kept], [news[i] + documents[i] for i in kept]

    def rarity(self, term: str, genre: Genre | None = None) -> float:
        """Give the inverse document frequency of a term.

        Args:
            term: Any term.
            genre: The kind of text; None for both together.

        Returns:
            log((texts + 1) / (texts that have it + 1)), so that an unknown term is the rarest.
        """
        news, documents, _, _ = self.get(term, _NONE)
        if genre is None:
            return math.log((self.texts + 1) / (news + documents + 1))
        return math.log((self._totals[genre] + 1) / ((news if genre == "news" else documents) + 1))


def _numbers(cells: list[str]) -> list[int]:
    """Read a column; few of its figures differ, and each is read once."""
    known = {cell: int(cell) for cell in set(cells)}
    return list(map(known.__getitem__, cells))
