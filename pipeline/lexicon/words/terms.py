"""The terms that a corpus taught: in how many texts each stands, and what it is worth as a key term."""

import math
from pathlib import Path
from typing import Literal

from pipeline.errors import ConfigError

TERMS = "terms.tsv"
Genre = Literal["news", "documents"]
_NONE = (0, 0, 0, 0)
_COLUMNS = ("term", "news", "documents", "worth", "part")


class Terms:
    """The table of terms.

    Its 100,000 rows are read column by column, since a chain must start in a second; the table is made by
    :mod:`pipeline.train.words`, whose rows all have their five cells.

    Args:
        path: The table, ``models/words/terms.tsv`` or a user's own.

    Raises:
        ConfigError: ZC110 if the table cannot be read, has other columns or a broken row.

    Attributes:
        rows: By term: news and documents that have it, its worth before a text is read, and what it brings, as a
            word, to a phrase that the table lacks (log-odds in hundredths, both).
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
            numbers = [map(int, cells[i::5]) for i in range(1, 5)]
            self.rows: dict[str, tuple[int, int, int, int]] = dict(
                zip(cells[::5], zip(*numbers, strict=True), strict=True)
            )
        except ValueError as error:
            raise ConfigError("ZC110", f"{path}: {error}") from None
        news, documents, _, _ = self.rows.pop("*")
        self._totals: dict[Genre, int] = {"news": news, "documents": documents}
        self.texts = news + documents

    def rarity(self, term: str, genre: Genre | None = None) -> float:
        """Give the inverse document frequency of a term.

        Args:
            term: Any term.
            genre: The kind of text; None for both together.

        Returns:
            log((texts + 1) / (texts that have it + 1)), so that an unknown term is the rarest.
        """
        news, documents, _, _ = self.rows.get(term, _NONE)
        if genre is None:
            return math.log((self.texts + 1) / (news + documents + 1))
        return math.log((self._totals[genre] + 1) / ((news if genre == "news" else documents) + 1))
