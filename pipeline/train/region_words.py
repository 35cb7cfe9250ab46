"""Learn from a corpus which short names are sure to be places, and take the words that names collide with.

Run as ``ZHENGCE_SHARED=... python -m pipeline.train.region_words models/lexicons`` after the other tables are made.
A short name is as sure as it is rare without a word of where it lies: over the documents that hold it, the share that
also hold its full name, a parent, or (abroad) its country. The words come from jieba's dictionary (MIT licence).
"""

import gzip
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import daachorse
import msgspec

from pipeline.lexicon.regions.rows import CountryRow, DivisionRow, ForeignRow, MacroRow, ShortRow, WordRow, ZoneRow
from pipeline.lexicon.table import read_table, write_table
from pipeline.train.place_names import MORE_TRAPS, TRANSCRIBED
from pipeline.train.shared import shared_folder

SURE, LIKELY = 0.8, 0.35
ORDINARY, KNOWN = 100, 20
FULL = 3
"""Code points of full names that may be ordinary words: longer ones are none."""
RANK = {"": 0, "foreign": 1, "county": 2, "prefecture": 3, "province": 4}
PRIOR = 3.0
# Prefectures that news names without their province, though jieba takes their names for other words.
SURE_CITIES = frozenset(("大连", "酒泉", "河源", "大理", "长治", "文山", "海北", "大同", "思茅"))
# Divisions that mountains, waters and wide lands have their names from: they need the evidence all the same.
NATURE = frozenset(
    (
        "泰山",
        "西湖",
        "祁连",
        "南湖",
        "江汉",
        "中原",
        "清河",
        "南山",
        "长白",
        "加兰",
        "鄱阳",
        "龙江",
        "钱塘",
        "武陵",
    )
) | {"江北", "临海", "河口", "南沙", "黄埔", "开城"}

# Divisions that are called like an everyday thing (a new building, a river bank) or a famous water or mountain: the
# thing is what a text of their own city means, so that only a chain or a list of places makes them a division.
THINGS = frozenset(
    """
    古城 新建 滨海 青山 白云 盐湖 海港 江岸 渡口 宝塔 白塔 古塔 双塔 金塔 惠民 裕民 民乐 民丰 延寿 和顺 乐业 兴业 丰满
    星子 集贤 大厂 城厢 北市 中原 太白 西湖 东湖 太湖 南湖 清江 柳江 泰山 千山 东海 南海 河口 新河 开江 牡丹 榆树
    满城 西夏 长安 钱塘 苍山 双城 新城 安宁 天桥 龙江 天山
    """.split()  # noqa: SIM905 - a list of this length is easier to read and to add to as text
)
# Places that stand for what they are known for (中国硅谷), and names that the Arab League, two states or the sun share.
BYWORDS = frozenset(("硅谷", "好莱坞", "阿盟", "巴中", "日照"))


# What jieba has as persons and texts do not: 位|于库伦|旗, 通州|和启东.
PREPOSITIONS = frozenset("于从和向由往来")


class _Doc(msgspec.Struct):
    text: str
    title: str | None = None


class Names:
    """What every name may stand for, and what else in a document speaks for it.

    Args:
        folder: The folder that holds the tables.
    """

    def __init__(self, folder: Path) -> None:
        self.friends: dict[str, set[str]] = {}
        self.shorts: dict[str, str] = {}
        self.fulls: dict[str, str] = {}
        divisions = read_table(folder / "regions.tsv", DivisionRow)
        named: dict[str, set[str]] = {}
        for row in divisions:
            named.setdefault(row.code, set()).update((row.name, *row.short))
        for row in divisions:
            above = {row.parent, row.code[:2] + "0000"} - {None, row.code}
            friends = {row.name} | {n for code in above for n in named.get(str(code), ())}
            if row.level == "county" and len(row.name) == FULL:
                self.friends.setdefault(row.name, set()).update(friends - {row.name})
                self.fulls[row.name] = row.name[:-1]
            for short in row.short:
                self.friends.setdefault(short, set()).update(friends - {short})
                if RANK[row.level] > RANK[self.shorts.get(short, "")]:
                    self.shorts[short] = row.level
        countries = {row.code: {row.name, *row.aliases} for row in read_table(folder / "countries.tsv", CountryRow)}
        foreign = read_table(folder / "foreign_places.tsv", ForeignRow)
        for place in foreign:
            for name in (place.name, *place.aliases):
                if len(name) <= 3 and place.source != "own":
                    self.friends.setdefault(name, set()).update(countries.get(place.country or "", set()))
                    self.shorts.setdefault(name, "foreign")
        every = {n for names in named.values() for n in names}
        every |= {n for names in countries.values() for n in names} | {n for p in foreign for n in (p.name, *p.aliases)}
        for macro in read_table(folder / "macro_regions.tsv", MacroRow):
            every.update((macro.name, *macro.aliases))
        for zone in read_table(folder / "zones.tsv", ZoneRow):
            every.update((zone.name, *zone.aliases))
        self.all = sorted(every)


def count_support(names: Names, texts: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Count in how many documents a name stands, and in how many of them something speaks for it.

    Args:
        names: The names.
        texts: The documents, each with its title.

    Returns:
        For each short name that occurs, and each full one that may be an ordinary word: documents, and documents with
        support.
    """
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(names.all, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    seen: Counter[str] = Counter()
    backed: Counter[str] = Counter()
    for text in texts:
        found = {names.all[i] for _, _, i in automaton.find(text)}
        for name in found:
            if name in names.shorts or name in names.fulls:
                seen[name] += 1
                backed[name] += not found.isdisjoint(names.friends[name])
    return {name: (seen[name], backed[name]) for name in seen}


def judge(names: Names, support: dict[str, tuple[int, int]], words: dict[str, tuple[int, str]]) -> list[ShortRow]:
    """Say of each short name whether it needs evidence.

    Args:
        names: The names.
        support: What :func:`count_support` gave.
        words: jieba's frequency and part of speech by word.

    Returns:
        A row for each name that is not sure by itself, sorted.
    """
    rows = [ShortRow(name=name, use="soft") for name in BYWORDS]
    for name, level in sorted(names.shorts.items()):
        if name in SURE_CITIES or name in BYWORDS:
            continue
        if name in THINGS:
            rows.append(ShortRow(name=name, use="word"))
            continue
        frequency, tag = words.get(name, (0, ""))
        seen, backed = support.get(name, (0, 0))
        ordinary = bool(tag) and tag != "ns"
        prior = 0.3 if ordinary and frequency > 20 else 0.6 if ordinary else 0.85
        if level == "foreign":
            spelled = all(c in TRANSCRIBED for c in name) and len(name) > 2
            prior = 0.9 if spelled or tag == "ns" else 0.2
            if (spelled and seen >= KNOWN) or (tag == "ns" and len(name) > 2):
                continue
        share = (backed + PRIOR * prior) / (seen + PRIOR)
        if tag == "ns" and share >= LIKELY and seen >= KNOWN and name not in NATURE:
            continue
        if level in {"province", "prefecture"} and (tag in {"ns", ""} or share >= 0.5 or len(name) > 2):
            continue
        if share < LIKELY:
            rows.append(
                ShortRow(name=name, use="word" if ordinary and frequency > ORDINARY and level == "county" else "hard")
            )
        elif share < SURE:
            rows.append(ShortRow(name=name, use="soft"))
    return sorted([*rows, *_ordinary(names, support, words)], key=lambda row: row.name)


def _ordinary(
    names: Names, support: dict[str, tuple[int, int]], words: dict[str, tuple[int, str]]
) -> Iterator[ShortRow]:
    """Full names that are ordinary words by chance (会同|县公安局, 平房|区, 解放区) need evidence like short ones."""
    for name, stem in names.fulls.items():
        frequency, tag = words.get(stem, (0, ""))
        seen, backed = support.get(name, (0, 0))
        prior = 0.6 if frequency > ORDINARY else SURE
        if frequency > KNOWN and tag != "ns" and (backed + PRIOR * prior) / (seen + PRIOR) < LIKELY:
            yield ShortRow(name=name, use="hard")


def collisions(words: dict[str, tuple[int, str]], names: Names) -> list[WordRow]:
    """Take the common words of one to three characters that a name can collide with at its edges.

    Args:
        words: jieba's frequency and part of speech by word.
        names: The names; they are left out.

    Returns:
        The words and their frequencies, sorted.
    """
    known = set(names.all)
    least = {1: 1, 2: 60, 3: 100}
    return [
        WordRow(word=word, count=frequency)
        for word, (frequency, tag) in sorted(words.items())
        if frequency >= least.get(len(word), sys.maxsize)
        and word not in known
        and tag not in {"ns", "nrt", "nrfg"}
        and all("\u4e00" <= c <= "\u9fff" for c in word)
    ]


def containers(words: dict[str, tuple[int, str]], names: Names) -> list[str]:
    """Take the longer words that hold a short name and are no name themselves (出海口, 和平鸽).

    Args:
        words: jieba's frequency and part of speech by word.
        names: The names.

    Returns:
        The words, sorted.
    """
    known = set(names.all)
    out = []
    for word, (frequency, tag) in words.items():
        if not 3 <= len(word) <= 6 or word in known or frequency < 3 or tag in {"ns", "nrt"}:
            continue
        parts = {word[i:j] for i in range(len(word)) for j in range(i + 2, len(word) + 1)}
        inside = [p for p in parts if p in names.shorts]
        large = [p for p in inside if names.shorts[p] in {"province", "prefecture"}]
        if word[0] in PREPOSITIONS and word[1:] in known:
            continue
        if inside and (not large or (frequency >= ORDINARY and not any(word.startswith(p) for p in large))):
            out.append(word)
    return sorted({*out, *MORE_TRAPS} - known)


def _texts(folder: Path) -> Iterator[str]:
    decoder = msgspec.json.Decoder(_Doc)
    for name in ("news.jsonl.gz", "policy.jsonl.gz"):
        with gzip.open(folder / name, "rb") as lines:
            for line in lines:
                document = decoder.decode(line)
                yield f"{document.title or ''}\n{document.text}"


def main(out: Path) -> None:
    """Write ``region_short_names.tsv``, ``region_words.tsv`` and ``region_traps.txt``.

    Args:
        out: The folder for the tables, which holds the other ones.

    Raises:
        ConfigError: ZC111 where ``ZHENGCE_SHARED`` is unset.
    """
    import jieba

    shared = shared_folder()
    lines = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    words = {word: (int(count), tag) for word, count, tag in (line.split(" ") for line in lines)}
    names = Names(out)
    support = count_support(names, _texts(shared / "corpus"))
    write_table(out / "region_short_names.tsv", judge(names, support, words), ShortRow)
    write_table(out / "region_words.tsv", collisions(words, names), WordRow)
    (out / "region_traps.txt").write_text("\n".join(containers(words, names)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
