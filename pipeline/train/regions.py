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
}


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
                short=[s for s in short if len(s) > 1 and s != name],
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


def build_macros(raw: list[Raw]) -> list[MacroRow]:
    """Make the rows of ``macro_regions.tsv`` from the raw list and the names below.

    Args:
        raw: The objects of ``macro_regions.jsonl``.

    Returns:
        The rows: those of the raw list that are no zones, then the further ones, each name once.
    """
    zones = {"new_area", "ftz"}
    rows = {}
    for one in raw:
        if one["kind"] in zones:
            continue
        aliases = [a for a in one["aliases"] if a not in NOT_MACRO]
        rows[one["name"]] = MacroRow(
            name=one["name"], aliases=aliases, members=one["members"], note=one["note"] or None
        )
        for name in SHORT_MACROS.get(one["name"], ()):
            kept = [a for a in aliases if a == name + "地区"]
            rows[one["name"]].aliases[:] = [a for a in rows[one["name"]].aliases if a not in (name, *kept)]
            rows[name] = MacroRow(name=name, aliases=kept, members=one["members"], note=one["note"] or None)
    for name, more in MORE_MACROS.items():
        if name not in rows:
            rows[name] = MacroRow(name=name, aliases=more.split())
    return list(rows.values())


NOT_MACRO = {"长三角一体化示范区", "西部大开发地区", "东北老工业基地", "海西", "东部沿海"}
# Short names that are the usual ones: they are regions of their own name, not another's alias.
SHORT_MACROS = {
    "长江三角洲": ("长三角",),
    "珠江三角洲": ("珠三角",),
    "成渝地区双城经济圈": ("成渝",),
    "北部湾经济区": ("北部湾",),
    "关中平原城市群": ("关中",),
    "山东半岛城市群": ("山东半岛",),
    "呼包鄂榆城市群": ("呼包鄂",),
    "厦漳泉": ("闽南",),
}
# Macro-regions that policy speaks of beyond the raw list: directions, parts of provinces, parts of the world.
MORE_MACROS = {
    "东南沿海": "东南沿海地区",
    "三北": "三北地区",
    "中东部": "中东部地区",
    "南方": "南方地区",
    "北方": "北方地区",
    "东中西部": "东中西部地区 东、中、西部",
    "中西部": "中西部地区 中西部省份",
    "东西部": "东西部地区",
    "东中部": "东中部地区",
    "辽中南": "辽中南地区",
    "辽东": "",
    "辽西": "",
    "辽东半岛": "",
    "蒙东": "蒙东地区",
    "蒙西": "",
    "苏区": "",
    "中央苏区": "原中央苏区",
    "藏区": "四省藏区 四省涉藏州县",
    "南疆": "南疆地区 南疆四地州",
    "北疆": "北疆地区",
    "浙东": "",
    "浙南": "",
    "浙西": "",
    "浙北": "",
    "皖北": "皖北地区",
    "皖南": "皖南地区",
    "皖西": "",
    "皖江": "皖江城市带",
    "闽东": "",
    "闽西": "",
    "闽北": "",
    "闽东北": "",
    "闽西南": "",
    "赣南": "赣南地区 赣南苏区",
    "赣北": "",
    "赣西": "",
    "赣东北": "",
    "鲁西": "",
    "鲁南": "",
    "鲁西南": "",
    "鲁中": "",
    "豫东": "",
    "豫南": "",
    "豫西": "",
    "豫北": "",
    "鄂东": "",
    "鄂西": "",
    "鄂北": "",
    "鄂西北": "",
    "湘南": "",
    "湘北": "",
    "大湘西": "",
    "粤东": "粤东地区",
    "粤西": "粤西地区",
    "粤北": "粤北地区",
    "桂北": "",
    "桂南": "",
    "川东": "",
    "川西": "",
    "川南": "",
    "川北": "",
    "川东北": "",
    "川西北": "",
    "渝东北": "",
    "渝东南": "",
    "黔中": "",
    "黔北": "",
    "滇中": "",
    "滇西": "",
    "滇西北": "",
    "滇东北": "",
    "晋北": "",
    "晋南": "",
    "晋东南": "",
    "晋西北": "",
    "晋西": "",
    "晋东": "",
    "冀中": "",
    "冀东": "",
    "冀南": "",
    "冀北": "",
    "陕甘宁": "陕甘宁边区",
    "河西走廊": "",
    "武陵山区": "",
    "秦巴山区": "",
    "乌蒙山区": "",
    "六盘山区": "",
    "大别山区": "",
    "太行山区": "",
    "吕梁山区": "",
    "罗霄山区": "",
    "大兴安岭南麓山区": "",
    "滇桂黔石漠化区": "",
    "滇西边境山区": "",
    "燕山-太行山区": "",
    "三区三州": "",
    "三江平原": "",
    "松嫩平原": "",
    "黄淮海": "黄淮海地区",
    "黄淮": "",
    "江淮": "江淮地区",
    "江汉": "",
    "江南": "江南地区",
    "淮海经济区": "",
    "淮河生态经济带": "",
    "汉江生态经济带": "",
    "珠江—西江经济带": "珠江-西江经济带",
    "长江流域": "",
    "珠江流域": "",
    "淮河流域": "",
    "海河流域": "",
    "松辽流域": "",
    "长江中下游": "长江中下游地区",
    "长江上游": "长江上游地区",
    "长江中游": "长江中游地区",
    "黄河中上游": "",
    "黄河三角洲": "黄三角",
    "武汉都市圈": "武汉城市圈",
    "南京都市圈": "",
    "杭州都市圈": "",
    "成都都市圈": "",
    "西安都市圈": "",
    "福州都市圈": "",
    "重庆都市圈": "",
    "沈阳都市圈": "",
    "长春都市圈": "",
    "首都都市圈": "首都圈",
    "上海大都市圈": "",
    "深圳都市圈": "",
    "广州都市圈": "",
    "广佛": "",
    "泛珠三角": "泛珠三角地区 泛珠",
    "中亚": "中亚地区 中亚五国",
    "东亚": "东亚地区",
    "南亚": "南亚地区",
    "西亚": "西亚地区",
    "东南亚": "东南亚地区",
    "东北亚": "东北亚地区",
    "中西亚": "",
    "中东": "中东地区",
    "中东欧": "中东欧地区",
    "亚太": "亚太地区",
    "亚洲": "亚洲地区",
    "非洲": "非洲地区",
    "欧洲": "欧洲地区",
    "美洲": "",
    "北美": "北美地区 北美洲",
    "南美": "南美地区 南美洲",
    "拉美": "拉美地区",
    "拉丁美洲": "拉丁美洲地区",
    "大洋洲": "",
    "加勒比": "加勒比地区",
    "东欧": "",
    "西欧": "",
    "北欧": "",
    "南欧": "",
    "中欧地区": "",
    "北非": "",
    "西非": "西非地区",
    "东非": "",
    "中美洲": "",
    "萨赫勒": "萨赫勒地区",
    "撒哈拉以南非洲": "",
    "非洲之角": "",
    "大湄公河": "",
    "巴尔干": "巴尔干地区",
    "高加索": "高加索地区 南高加索地区",
    "海湾地区": "",
    "西巴尔干": "",
    "印太": "印太地区",
    "欧亚": "欧亚地区",
}


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
