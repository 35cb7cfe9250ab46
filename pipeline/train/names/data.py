"""The labelled corpora as samples: People's Daily 1998, CLUENER, and policy papers of Zhejiang."""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from pipeline.lexicon.context import Context
from pipeline.lexicon.knowledge import Knowledge, Reading
from pipeline.lexicon.regions.rows import CountryRow, DivisionRow, ForeignRow
from pipeline.lexicon.table import read_table
from pipeline.train.names.sample import Mark, Sample, without_overlaps

H = "[\u4e00-\u9fff]"
# What organs of China's state and Party are called; no village, and nothing abroad.
ORGAN = re.compile(
    "(?:人民政府|政府|委员会|[省市县区州盟旗]委|委办公?室?|办公厅|办公室|[省市县区总]局|[^邮药书分钟]局|厅|法院|检察院|海关|人大常委会|人大|政协|党委|党工委|党组"
    "|纪委|监委|署|组织部|宣传部|统战部|武装部|[发改经计建科教卫农贸体]委|领导小组|管委会|总队|支队|派出所)$"
)
STATE = re.compile("^(?:国家|中央|中共|中国共产党|全国|国务院|最高|中华人民共和国)")
NO_ORGAN = re.compile("村|公司|集团|学校|大学|学院|医院|电视|报社|银行|厂|协会|学会|研究|足球|奥")
NATIONAL = re.compile(
    "^(?:外交|国防|财政|教育|商务|公安|司法|民政|人事|劳动|建设|铁道|交通|水利|农业|文化|卫生|监察|审计|科技|国土资源|信息产业|安全|环保|化工|煤炭|冶金|电力|机械|内贸|外经贸|邮电|林业|电子|广电)部$"
)
DIVISION = re.compile("(?:[省市县区州盟旗镇乡]|街道|地区|新区|特区|群岛|共和国|王国|联邦)$")
OUR_LAND = frozenset(("中国", "我国", "全国", "中华", "中华人民共和国", "新中国", "华夏", "祖国"))


def read_lines(path: Path) -> Iterator[Any]:
    """Read JSONL, plain or gzip."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield msgspec.json.decode(line)


class Judge:
    """Says what a marked name is under our guidelines, with the lexicon stages' help.

    Args:
        knowledge: The lexicons.
        date: ISO date of the texts, None where unknown.
    """

    def __init__(self, knowledge: Knowledge, date: str | None) -> None:
        self._knowledge, self._date = knowledge, date

    def read(self, text: str) -> Reading:
        """Let the lexicon stages read a text."""
        return self._knowledge.read(Context(text=text, date=self._date))

    def place(self, name: str, span: tuple[int, int], known: set[tuple[int, int]]) -> str:
        """Tell a region from another place."""
        if name in OUR_LAND or len(name) == 1:
            return "PLACE"
        ours, abroad = self.names
        known_name = name in abroad or any(f"{name}{end}" in ours for end in ("", *"省市县区旗盟州"))
        return "REGION" if span in known or known_name or DIVISION.search(name) else "PLACE"

    def body(self, name: str, span: tuple[int, int], known: set[tuple[int, int]], inside: Iterable[str]) -> str:
        """Tell an organ of state or Party from another organisation, by its form and the places ``inside`` it."""
        if span in known:
            return "AGENCY"
        if not ORGAN.search(name) or NO_ORGAN.search(name):
            return "AGENCY" if NATIONAL.match(name) else "ORG"
        if STATE.match(name):
            return "AGENCY"
        ours, abroad = self.names
        here = any(DIVISION.search(place) or f"{place}市" in ours for place in inside)
        return "AGENCY" if here and not any(place in abroad for place in inside) else "ORG"

    @cached_property
    def names(self) -> tuple[set[str], set[str]]:
        """Names of divisions of China, and of states and places abroad."""
        folder = self._knowledge.models / "lexicons"
        ours = {row.name for row in read_table(folder / "regions.tsv", DivisionRow)}
        ours |= {f"{name[:-1]}市" for name in ours if name[-1] in "省县区"}
        abroad = {name for row in read_table(folder / "countries.tsv", CountryRow) for name in (row.name, *row.aliases)}
        abroad |= {row.name for row in read_table(folder / "foreign_places.tsv", ForeignRow)}
        return ours, abroad - OUR_LAND


def news_1998(path: Path, knowledge: Knowledge) -> Iterator[Sample]:
    """Give People's Daily of January 1998 (PER, LOC, ORG, nested).

    Args:
        path: The JSONL.
        knowledge: The lexicons.

    Yields:
        A sample a line.
    """
    judge = Judge(knowledge, "1998-01-15")
    for line in read_lines(path):
        yield news_sample(line, judge, "pd199801")


def news_sample(line: dict[str, Any], judge: Judge, source: str) -> Sample:
    """Make a sample of a line with PER, LOC and ORG, nested ones under ``nested``."""
    text = line["text"]
    reading = judge.read(text)
    known = {(e.start, e.end) for e in reading.regions}
    organs = {(e.start, e.end) for e in reading.agencies}
    bodies: list[Mark] = []
    places: list[Mark] = []
    nested = line.get("nested", [])
    for start, end, label in line["entities"]:
        name = text[start:end]
        if label == "PER":
            bodies.append((start, end, "PERSON"))
        elif label == "LOC":
            places.append((start, end, judge.place(name, (start, end), known)))
        else:
            within = [(s, e) for s, e, kind in nested if kind == "LOC" and start <= s and e <= end]
            kind = judge.body(name, (start, end), organs, [text[s:e] for s, e in within])
            bodies.append((start, end, kind))
            places += [(s, e, judge.place(text[s:e], (s, e), known)) for s, e in within]
    return Sample(text, _chained(without_overlaps(places), known), without_overlaps(bodies), source)


def _chained(places: list[Mark], known: set[tuple[int, int]]) -> list[Mark]:
    """Make one mark of a chain that walks down to one place (甘肃永登), unless the lexicons know better."""
    made: list[Mark] = []
    for start, end, label in places:
        beside = bool(made) and made[-1][1] == start
        walks = beside and label == made[-1][2] == "REGION" and (start, end) not in known
        if walks or (beside and (made[-1][0], end) in known):
            made[-1] = (made[-1][0], end, "REGION")
        else:
            made.append((start, end, label))
    return made


def cluener(path: Path, knowledge: Knowledge) -> Iterator[Sample]:
    """Give CLUENER's news (government, address, organization, company, name ...).

    Args:
        path: The JSONL.
        knowledge: The lexicons.

    Yields:
        A sample a line.
    """
    judge = Judge(knowledge, None)
    organisations = {"organization", "company"}
    for line in read_lines(path):
        text = line["text"]
        reading = judge.read(text)
        known = {(e.start, e.end) for e in reading.regions}
        organs = {(e.start, e.end) for e in reading.agencies}
        bodies: list[Mark] = []
        places: list[Mark] = []
        for start, end, label in line["entities"]:
            name = text[start:end]
            if label == "name":
                bodies.append((start, end, "PERSON"))
            elif label in organisations:
                bodies.append((start, end, "ORG"))
            elif label == "government":
                within = [(s, e) for s, e in known if start <= s and e <= end]
                kind = judge.body(name, (start, end), organs, [text[s:e] for s, e in within])
                bodies.append((start, end, kind))
            elif label in {"address", "scene"}:
                places.append((start, end, judge.place(name, (start, end), known)))
        places += [(s, e, "REGION") for s, e in known]
        yield Sample(text, without_overlaps(places), without_overlaps(bodies), "cluener")


def policy_papers(path: Path, knowledge: Knowledge) -> Iterator[Sample]:
    """Give the policy papers (departments that issue and that carry out; the places are the lexicons').

    Args:
        path: The JSONL.
        knowledge: The lexicons.

    Yields:
        A sample a line.
    """
    judge = Judge(knowledge, None)
    for line in read_lines(path):
        text = line["text"]
        reading = judge.read(text)
        bodies: list[Mark] = [
            (s, e, "AGENCY") for s, e, label in line["entities"] if label == "制定部门" and text[s] not in "省市县区"
        ]
        bodies += [(e.start, e.end, "AGENCY") for e in reading.agencies]
        places: list[Mark] = [(s, e, "REGION") for s, e, label in line["entities"] if label == "发布地区"]
        places += [(e.start, e.end, "REGION") for e in reading.regions]
        yield Sample(text, without_overlaps(places), without_overlaps(bodies), "nlp_policy")


SOURCES: dict[str, Callable[[Path, Knowledge], Iterator[Sample]]] = {
    "pd199801.train.jsonl.gz": news_1998,
    "cluener.train.jsonl.gz": cluener,
    "nlp_policy.train.jsonl.gz": policy_papers,
}
"""File in ``gold/ner`` to its reader."""
