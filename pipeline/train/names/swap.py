"""Known names replaced by other known ones and by invented ones, so that the context is learnt and not the list."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.lexicon.agencies.rows import AgencyRow, FunctionRow
from pipeline.lexicon.regions.rows import CountryRow, DivisionRow, ForeignRow, MacroRow, TownshipRow
from pipeline.lexicon.table import read_table
from pipeline.train.names.sample import Mark, Sample

KEEP, KNOWN = 0.35, 0.7
"""Below the first a name stays, below the second it becomes another known one, else an invented one."""

ENDS = re.compile("(?:特别行政区|自治[区州县旗]|[省市县区州盟旗镇乡]|街道|地区|新区)$")
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文华建国玉春红志海永林东新生德立成荣光辉宏宇晓峰鹏飞"
    "云龙学振民忠信义仁良才福贵宝庆祥瑞清正世家培树根泉山石川江河波浩然子涵轩梓萱欣怡佳琪雪梅竹松柏"
)
FORMS = (
    "局",
    "局",
    "局",
    "委员会",
    "办公室",
    "委",
    "厅",
    "管理局",
    "服务中心管理办公室",
    "工作委员会",
    "督查办公室",
    "专班办公室",
)
NATIONAL_FORMS = ("部", "总局", "局", "委员会", "办公室", "署", "工作委员会", "领导小组", "领导小组办公室")
ZONES = ("新区", "开发区", "高新区", "经济技术开发区", "示范区", "保税区", "合作区", "度假区", "产业园区", "自贸试验区")


class Swapper:
    """Replaces the regions and agencies of samples.

    Args:
        models: The folder of models, for the tables that names are drawn from.
        seed: Of every choice.
        held: Says whether a name must not appear at all: such names are always replaced, and never drawn.
    """

    def __init__(self, models: Path, seed: int, held: Callable[[str], bool] = lambda _: False) -> None:
        folder = models / "lexicons"
        self._chance = random.Random(seed)
        self._held = held
        rows = [r for r in read_table(folder / "regions.tsv", DivisionRow) if r.end is None and not held(r.name)]
        self._pools: dict[str, list[str]] = defaultdict(list)
        self._children: dict[str, list[DivisionRow]] = defaultdict(list)
        for row in rows:
            self._pools[_class(row.name)].append(row.name)
            self._pools["short"] += [short for short in row.short if len(short) > 1 and not held(short)]
            self._children[row.parent or ""].append(row)
        towns = [r.name for r in read_table(folder / "townships.tsv", TownshipRow) if not held(r.name)]
        for name in towns:
            self._pools[_class(name)].append(name)
        self._pools["abroad"] = [r.name for r in read_table(folder / "countries.tsv", CountryRow) if r.name != "中国"]
        self._pools["abroad"] += [r.name for r in read_table(folder / "foreign_places.tsv", ForeignRow)]
        self._abroad = frozenset(self._pools["abroad"])
        self._first = [name[0] for name in [*self._pools["short"], *towns]]
        self._second = [name[1] for name in [*self._pools["short"], *(t for t in towns if len(t) > 2)]]
        self._organs = [
            name for r in read_table(folder / "agencies.tsv", AgencyRow) if r.system != "near"
            for name in (r.name, *r.aliases) if not held(name) and len(name) > 2
        ]  # fmt: skip
        functions = read_table(folder / "local_agencies.tsv", FunctionRow)
        macros = read_table(folder / "macro_regions.tsv", MacroRow)
        self._fixed = frozenset(name for row in macros for name in (row.name, *row.aliases))
        self._stems = [r.name for r in functions if r.form == "stem" and len(r.name) > 1]
        self._tails = [r.name for r in functions if r.form == "tail"]

    def __call__(self, sample: Sample) -> Sample:
        """Give a sample with some names replaced.

        Args:
            sample: As it was.

        Returns:
            A new sample; its marks are at the new offsets.
        """
        inside = {m for m in sample.places for o in sample.bodies if o[0] < m[1] and m[0] < o[1]}
        tops = sorted([*sample.bodies, *(m for m in sample.places if m[2] == "REGION" and m not in inside)])
        edits: list[tuple[int, int, str]] = []
        for start, end, label in tops:
            name = sample.text[start:end]
            nested = [m for m in sample.places if start <= m[0] and m[1] <= end]
            if edits and start < edits[-1][1]:
                continue
            if label == "REGION":
                edits.append((start, end, self._region(name)))
            elif label == "AGENCY":
                edits += self._agency(name, start, nested)
            elif label == "PERSON":
                edits.append((start, end, self._person(name)))
            else:
                edits += [(s, e, self._region(sample.text[s:e])) for s, e, what in nested[:1] if what == "REGION"]
        return apply(sample, [e for e in edits if e[2] != sample.text[e[0] : e[1]]])

    def _person(self, name: str) -> str:
        """Another name of the same surname, or with another one; names that are no Chinese ones stay."""
        if not (2 <= len(name) <= 3 and name[0] in SURNAMES) or self._chance.random() < KEEP:
            return name
        given = "".join(self._chance.choice(GIVEN) for _ in name[1:])
        return (name[0] if self._chance.random() < 0.5 else self._chance.choice(SURNAMES)) + given

    def _region(self, name: str) -> str:
        lot = self._chance.random()
        if lot < KEEP and not self._held(name):
            return name
        if len(name) == 1 or not name.isprintable() or name in self._fixed:
            return name
        if name in self._abroad:
            return self._pick("abroad") if lot < KNOWN else name
        if lot >= KNOWN:
            return self._invented(name)
        return self._chain() if len(name) > 5 else self._pick(_class(name))

    def _pick(self, pool: str) -> str:
        return self._chance.choice(self._pools[pool] or self._pools["short"])

    def _chain(self) -> str:
        """A walk down from a province, in full or short forms."""
        province = self._chance.choice(self._children[""])
        city = self._chance.choice(self._children[province.code] or [province])
        county = self._chance.choice(self._children[city.code] or [city])
        full = self._chance.random() < 0.7
        parts = [r.name if full or not r.short else r.short[0] for r in (province, city, county)]
        start = self._chance.choice((0, 1, 1))
        return "".join(dict.fromkeys(parts[start : self._chance.choice((2, 3, 3))]))

    def _invented(self, name: str) -> str:
        draw = self._chance.choice
        size = draw((2, 2, 2, 2, 3))
        made = draw(self._first) + "".join(draw(self._second) for _ in range(size - 1))
        end = ENDS.search(name)
        if end is None:
            return (
                made
                if len(name) < 4
                else made + draw(("市", "县", "区")) + draw(self._first) + draw(self._second) + "区"
            )
        if end[0] in ("新区", "地区") or (end[0] == "区" and len(name) > 4):
            return made + draw(ZONES)
        return made + end[0]

    def _agency(self, name: str, start: int, regions: list[Mark]) -> Iterable[tuple[int, int, str]]:
        lot, draw = self._chance.random(), self._chance.choice
        end = start + len(name)
        led = sorted(m for m in regions if m[0] - start <= 4 and m[2] == "REGION")
        if led:
            place = led[0]
            made = [(place[0], place[1], self._region(name[place[0] - start : place[1] - start]))]
            if lot >= KNOWN and place[1] < end and place[0] == start:
                made.append((place[1], end, self._tail()))
            return made
        if lot < KEEP and not self._held(name):
            return []
        if name.startswith(("党中央", "中共中央", "国务院")) and len(name) < 5 and not self._held(name):
            return []
        if lot < KNOWN:
            return [(start, end, draw(self._organs))]
        if self._chance.random() < 0.3:
            return [
                (
                    start,
                    end,
                    draw(("国务院", "中央", "全国"))
                    + self._stem()
                    + draw(("领导小组", "委员会", "工作领导小组", "委员会办公室")),
                )
            ]
        return [(start, end, draw(("国家", "国家", "", "中国")) + self._stem() + draw(NATIONAL_FORMS))]

    def _stem(self) -> str:
        count = self._chance.choice((1, 1, 2))
        joint = self._chance.choice(("", "和", "与")) if count == 2 else ""
        return joint.join(self._chance.choice(self._stems) for _ in range(count))

    def _tail(self) -> str:
        if self._chance.random() < 0.2:
            return self._chance.choice(self._tails)
        return self._stem() + self._chance.choice(FORMS)


def _class(name: str) -> str:
    end = ENDS.search(name)
    return end[0][-1] if end else "short"


def apply(sample: Sample, edits: Iterable[tuple[int, int, str]]) -> Sample:
    """Replace stretches of a sample.

    Args:
        sample: As it was.
        edits: First code point, the one after the last, new text; no two overlap.

    Returns:
        The new sample; marks move along, an edge inside a stretch goes to that stretch's edge.
    """
    pieces: list[str] = []
    shift: list[tuple[int, int, int]] = []
    at = moved = 0
    for start, end, new in sorted(edits):
        pieces += [sample.text[at:start], new]
        shift.append((start, end, moved))
        moved += len(new) - (end - start)
        at = end
    pieces.append(sample.text[at:])
    news = {(s, e): n for s, e, n in edits}

    def place(offset: int, is_end: bool) -> int:
        total = 0
        for start, end, _ in shift:
            size = len(news[start, end]) - (end - start)
            if offset >= end:
                total += size
            elif offset > start and is_end:
                return start + total + len(news[start, end])
            else:
                return min(offset, start) + total
        return offset + total

    layers = [
        [(place(s, False), place(e, True), label) for s, e, label in layer] for layer in (sample.places, sample.bodies)
    ]
    return Sample("".join(pieces), layers[0], layers[1], sample.source, sample.open)
