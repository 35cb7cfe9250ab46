"""Whether a user's own rows of regions say something that can be."""

import re

import msgspec

from pipeline.lexicon.regions.gazetteer import Gazetteer
from pipeline.lexicon.regions.rows import RegionRow

_COUNTRY = re.compile("[A-Z]{2}")
_DIVISIONS = ("province", "prefecture", "county")


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a row: its line (from 1), the column, the reason."""

    line: int
    column: str
    reason: str


def check_rows(rows: list[tuple[int, RegionRow]], gazetteer: Gazetteer) -> list[Fault]:
    """Check that the rows of a user's table can be meant.

    Args:
        rows: Each row with its line in the file.
        gazetteer: The tables.

    Returns:
        The faults, by line: names of one character, identifiers that their kind cannot have, unknown codes.
    """
    faults: list[Fault] = []
    for line, row in rows:
        for column, names in (("name", [row.name]), ("aliases", row.aliases)):
            faults += [Fault(line, column, f"{n!r} is too short to be found") for n in names if len(n) < 2]
        if reason := _wrong_norm(row, gazetteer):
            faults.append(Fault(line, "norm", reason))
    return sorted(faults, key=lambda fault: fault.line)


def _wrong_norm(row: RegionRow, gazetteer: Gazetteer) -> str | None:
    norm = row.norm
    if norm is None:
        return f"a {row.kind} needs an identifier" if row.kind in (*_DIVISIONS, "country", "macro") else None
    if row.kind == "macro":
        return None if norm.startswith("macro:") else f"{norm!r} must be macro: and a name"
    if row.kind == "country":
        return None if _COUNTRY.fullmatch(norm) else f"{norm!r} is no ISO 3166-1 alpha-2 code"
    known = gazetteer.by_code.get(norm)
    if known is None:
        return f"{norm!r} is no adcode of any time since 1981"
    if row.kind in _DIVISIONS and all(one.level != row.kind for one in known):
        return f"{norm!r} is a {known[-1].level}, no {row.kind}"
    return None
