"""Make the tables of divisions and macro-regions from the raw facts in ``$ZHENGCE_SHARED/knowledge``.

Run as ``ZHENGCE_SHARED=... python -m pipeline.train.regions models/lexicons``. Each row is checked here against rules
(codes, years, parents) and in the tests against a second table; what the raw facts leave out (successors of retired
prefectures, exact days of changes that give a name another meaning) is filled in below.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import ConfigError
from pipeline.lexicon.regions.rows import DivisionRow, MacroRow
from pipeline.lexicon.table import write_table
from pipeline.train.macro_regions import build_macros
from pipeline.train.shared import shared_folder

Raw = dict[str, Any]
LEVELS = {"province": "province", "city": "prefecture", "county": "county"}
# The names that two tables of one code swap in a year: the day on which the new reading begins.
DAYS = {
    ("371200", "莱芜市"): (None, "2019-01-09"),
    ("370116", "莱芜区"): ("2019-01-09", None),
    ("370117", "钢城区"): ("2019-01-09", None),
    ("341400", "巢湖市"): (None, "2011-08-22"),
    ("341402", "居巢区"): (None, "2011-08-22"),
    ("340181", "巢湖市"): ("2011-08-22", None),
    ("420600", "襄樊市"): (None, "2010-12-09"),
    ("420600", "襄阳市"): ("2010-12-09", None),
    ("510200", "重庆市"): (None, "1997-03-14"),
    ("500000", "重庆市"): ("1997-03-14", None),
    ("330103", "下城区"): (None, "2021-03-11"),
    ("330104", "江干区"): (None, "2021-03-11"),
    ("330113", "临平区"): ("2021-03-11", None),
    ("330114", "钱塘区"): ("2021-03-11", None),
    ("210112", "东陵区"): (None, "2014-06-17"),
    ("210112", "浑南区"): ("2014-06-17", None),
    ("442100", "海南行政区"): (None, "1988-04-13"),
    ("460000", "海南省"): ("1988-04-13", None),
    ("320683", "通州市"): (None, "2009-03-01"),
    ("320612", "通州区"): ("2009-03-01", None),
}
# Where the raw facts lack the successors: what took the place of a prefecture that was split or merged away.
SUCCESSORS = {
    "371200": ["370116", "370117"],
    "341400": ["340100", "340200", "340500"],
    "510200": ["500000"],
    "511200": ["500101"],
    "511400": ["500102"],
    "442100": ["460000"],
    "442200": ["460000"],
    "421000": ["421000"],
    "211400": ["211400"],
    "430800": ["430800"],
    "510400": ["510400"],
    "320800": ["320800"],
    "530800": ["530800"],
}
# Usual short forms that the raw facts lack.
MORE_SHORT = {
    "150000": ["内蒙"],
    "152500": ["锡盟"],
    "152200": ["兴安"],
    "152900": ["阿盟"],
    "222400": ["延边州"],
    "433100": ["湘西自治州"],
    "422800": ["恩施自治州"],
    "652700": ["博州"],
    "653000": ["克州"],
    "652800": ["巴州"],
    "533100": ["德宏州"],
    "622926": ["东乡"],
    "810000": ["香港特区"],
    "820000": ["澳门特区"],
}

# What short forms of retired divisions stand for now: rivers, lakes, wild geese.
NOT_SHORT = frozenset(("松花江", "北江", "镜泊湖", "湘江", "雁北"))


def build_divisions(raw: list[Raw]) -> list[DivisionRow]:
    """Make the rows of ``regions.tsv``.

    Args:
        raw: The objects of ``regions.jsonl``.

    Returns:
        The rows, sorted by code, then by year.

    Raises:
        ConfigError: ZC111 where a row breaks a rule: the form of its code, the order of its years, its level.
    """
    moved = _moved(raw)
    rows = []
    for one in raw:
        code, name = one["code"], one["name"]
        if len(code) != 6 or not code.isdigit() or (one["end"] is not None and one["end"] < one["start"]):
            raise ConfigError("ZC111", f"regions.jsonl: {code} {name}: wrong code or years {one['start']}-{one['end']}")
        if "、" in name or "岛礁" in name:
            continue
        since, until = DAYS.get((code, name), (None, None))
        special = [name[:-2]] if name.endswith(("特区", "林区")) and len(name) > 3 else []
        short = list(
            dict.fromkeys([*one["short"], *special, *(MORE_SHORT.get(code, []) if one["end"] is None else [])])
        )
        rows.append(
            DivisionRow(
                code=code,
                name=name,
                level=LEVELS[one["level"]],  # type: ignore[arg-type]
                parent=one["parent"],
                short=[s for s in short if len(s) > 1 and s != name and s not in NOT_SHORT],
                start=one["start"],
                end=one["end"],
                since=since,
                until=until,
                successors=_successors(one, moved),
                abbr=one.get("abbr"),
            )
        )
    return sorted(rows, key=lambda row: (row.code, row.start))


def _successors(one: Raw, moved: dict[str, str]) -> list[str]:
    code = one["code"]
    if one["end"] is None:
        return []
    if code in SUCCESSORS and one["level"] == "city":
        return SUCCESSORS[code]
    if one["status"] == "renamed":
        return [code]
    # A year in brackets marks a part that was given away before the end: no successor of the whole.
    whole = [s for s in one["successors"] if "[" not in s]
    found = whole or [s.split("[")[0] for s in one["successors"]]
    if not found and code in moved:
        found = [moved[code]]
    return list(dict.fromkeys(found))


def _moved(raw: list[Raw]) -> dict[str, str]:
    """Where most counties of a retired prefecture went: its successor."""
    parents: dict[str, list[tuple[int, str]]] = {}
    for one in raw:
        if one["level"] == "county" and one["parent"]:
            parents.setdefault(one["code"], []).append((one["start"], one["parent"]))
    votes: dict[str, Counter[str]] = {}
    for one in raw:
        if one["level"] != "county" or one["end"] is None or not one["parent"]:
            continue
        for successor in one["successors"]:
            code = successor.split("[")[0]
            later = [p for start, p in parents.get(code, []) if start >= one["end"] - 1] or [
                p for _, p in parents.get(code, [])
            ]
            if later and later[0] != one["parent"]:
                votes.setdefault(one["parent"], Counter())[later[0]] += 1
    return {code: count.most_common(1)[0][0] for code, count in votes.items()}


def main(out: Path) -> None:
    """Write ``regions.tsv`` and ``macro_regions.tsv``.

    Args:
        out: The folder for the tables.

    Raises:
        ConfigError: ZC130 where ``ZHENGCE_SHARED`` is unset, ZC111 where a raw row is wrong.
    """
    shared = shared_folder()
    knowledge = shared / "knowledge"
    read = msgspec.json.Decoder().decode_lines
    divisions = build_divisions(read((knowledge / "regions.jsonl").read_bytes()))
    write_table(out / "regions.tsv", divisions, DivisionRow)
    write_table(
        out / "macro_regions.tsv", build_macros(read((knowledge / "macro_regions.jsonl").read_bytes())), MacroRow
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
