"""The user's own tables: which rows each may hold, and whether a file is well."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from pipeline.errors import ConfigError
from pipeline.lexicon.table import read_numbered, read_table

if TYPE_CHECKING:
    from pipeline.lexicon.agencies.rows import AgencyRow
    from pipeline.lexicon.policies.initiatives import Initiative
    from pipeline.lexicon.policies.register import Policy
    from pipeline.lexicon.regions.rows import RegionRow

TableKind = Literal["words", "regions", "agencies", "policies"]


class UserTables(msgspec.Struct, frozen=True, kw_only=True):
    """Paths of the user's own TSV files, None where there is none.

    ``terms`` is what ``zhengce train words`` makes of a corpus; it stands in for the shipped table of terms.
    """

    words: Path | None = None
    regions: Path | None = None
    agencies: Path | None = None
    policies: Path | None = None
    terms: Path | None = None


def user_regions(path: Path | None) -> Sequence["RegionRow"]:
    """Read a user's table of regions.

    Args:
        path: The table; None for none.

    Returns:
        Its rows, in order.

    Raises:
        ConfigError: ZC110 if a line is wrong, with line, column and reason.
    """
    from pipeline.lexicon.regions.rows import RegionRow

    return read_table(path, RegionRow) if path else ()


def user_agencies(path: Path | None) -> Sequence["AgencyRow"]:
    """Read a user's table of agencies (as :func:`user_regions`)."""
    from pipeline.lexicon.agencies.rows import AgencyRow

    return read_table(path, AgencyRow) if path else ()


def user_policies(path: Path | None) -> Sequence["Policy | Initiative"]:
    """Read a user's table of policies: titled ones if it has a column ``title``, else initiatives."""
    if path is None:
        return ()
    from pipeline.lexicon.policies.initiatives import Initiative
    from pipeline.lexicon.policies.register import Policy

    return read_table(path, Policy) if "title" in _header(path) else read_table(path, Initiative)


def guess_kind(path: Path) -> TableKind:
    """Tell what a user's table holds by its header.

    Args:
        path: The table.

    Returns:
        ``words`` (column word), ``regions`` (name and kind without id), ``policies`` (title, or norm and first),
        ``agencies`` otherwise.

    Raises:
        ConfigError: ZC110 if the file cannot be read or has no known column.
    """
    header = _header(path)
    if "word" in header:
        return "words"
    if "title" in header or "first" in header:
        return "policies"
    if "name" not in header:
        raise ConfigError("ZC110", f"{path}:1: the header names none of the columns word, name, title")
    return "regions" if "kind" in header and "norm" in header else "agencies"


def numbered_rows(path: Path, kind: TableKind) -> list[tuple[int, str]]:
    """Give the names of a table with their lines, every line checked.

    Args:
        path: The table.
        kind: What it holds.

    Returns:
        (line from 1, name), aliases included, in the order of the file.

    Raises:
        ConfigError: ZC110 if a line is wrong, with line, column and reason.
    """
    from pipeline.lexicon.agencies.rows import AgencyRow
    from pipeline.lexicon.policies.initiatives import Initiative
    from pipeline.lexicon.policies.register import Policy
    from pipeline.lexicon.regions.rows import RegionRow
    from pipeline.lexicon.words.engines import Word

    policy: type[msgspec.Struct] = Policy if "title" in _header(path) else Initiative
    rows: dict[str, type[msgspec.Struct]] = {
        "words": Word, "regions": RegionRow, "agencies": AgencyRow, "policies": policy,
    }  # fmt: skip
    made: list[tuple[int, str]] = []
    for line, row in read_numbered(path, rows[kind]):
        first = getattr(row, "word", None) or getattr(row, "title", None) or getattr(row, "name", "")
        made.extend((line, name) for name in (first, *getattr(row, "aliases", ())))
    return made


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.readline().rstrip("\r\n").split("\t")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("ZC110", f"{path}: cannot be read: {error}") from None
