"""The first pass of a discovery: what stands side by side, and how firmly."""

import math
import re
from collections import Counter
from collections.abc import Iterable

from pipeline.lexicon.words.engines import Engine
from pipeline.train.forgetting import rare
from pipeline.train.newness import Dated

LONGEST = 8
MOST = 4
HELD = 2_000_000
"""Sequences counted at a time before the rarest are forgotten: what bounds the memory."""
# What holds sentences together is no part of a term.
_JOINTS = frozenset(
    "的了在是与及或等将对为不也都就而被把从到以于之其所有个这那我你他她它们向由至很更最已还又并能会可要应让使给"
    "说看来去过着得地里后前时年月日号第一二三四五六七八九十两几多少各每某另万亿元名位次人今本该此当且用做成"
    "同愿据枚受"
)
# These join too, but stand inside of new words that are cut into single characters (碳中和).
_MAYBE = frozenset("中和上下")
# What stands between quotation marks by itself may be a term whatever it holds (六稳, 一老一小).
_QUOTED = re.compile(r"“([\u4e00-\u9fff]{2,8})”")
# A term does not begin or end with these parts of speech, nor end by somebody saying something.
_LOOSE = frozenset(("p", "c", "u", "uj", "ul", "uz", "uv", "ug", "r", "t", "y", "e"))
_SAYING = frozenset(
    ("表示", "指出", "强调", "说", "显示", "预计", "介绍", "认为", "会见", "主持", "出席", "签批", "报道", "告诉")
)


class Counted:
    """What the first pass counts: sequences of words (between tabs), words, quoted pieces, texts by date."""

    def __init__(self) -> None:
        self.sequences: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.quoted: Counter[str] = Counter()
        self.dates: Counter[str] = Counter()


def firm_terms(counted: Counted, engine: Engine, fewest: int) -> tuple[dict[str, tuple[float, int]], set[str]]:
    """Choose the sequences that may be terms.

    Args:
        counted: The counts.
        engine: What cut the corpus; what it holds in one piece is not new.
        fewest: Places that a sequence must have.

    Returns:
        Cohesion (normalised pointwise mutual information) and count by term; and the terms that have a word of one
        character.
    """
    every = sum(counted.words.values()) or 1
    firm: dict[str, tuple[float, int]] = {}
    broken = set()

    def add(parts: list[str], count: int) -> None:
        term = "".join(parts)
        apart = sum(math.log(counted.words[part] / every) for part in parts)
        together = math.log(count / every)
        cohesion = (together - apart) / (-(len(parts) - 1) * together)
        if cohesion > firm.get(term, (0.0, 0))[0]:
            firm[term] = (cohesion, count)
            if min(map(len, parts)) == 1:
                broken.add(term)

    for sequence, count in counted.sequences.items():
        if count >= fewest:
            parts = sequence.split("\t")
            if not _loose(parts, engine) and len(engine.cut("".join(parts))) > 1:
                add(parts, count)
    for term, count in counted.quoted.items():
        parts = engine.cut(term)
        if count >= fewest and len(parts) > 1 and term not in firm and all(counted.words[part] for part in parts):
            add(parts, count)
    return firm, broken


def _loose(parts: list[str], engine: Engine) -> bool:
    """Tell whether a sequence of whole words begins or ends as no term does."""
    first, last = parts[0], parts[-1]
    if last in _SAYING:
        return True
    tags = engine.tag([first, last])
    return any(len(word) > 1 and tag in _LOOSE for word, tag in zip((first, last), tags, strict=True))


def count_sequences(texts: Iterable[Dated], engine: Engine) -> Counted:
    """Count sequences of two to four words between joints, single words, quoted pieces, and texts by date.

    Args:
        texts: The corpus; it is read once.
        engine: What cuts it.

    Returns:
        The counts; past ``HELD`` sequences the rarest are let go.
    """
    counted = Counted()
    for one in texts:
        words = engine.cut(one.text)
        counted.words.update(words)
        counted.quoted.update(_QUOTED.findall(one.text))
        if one.date:
            counted.dates[one.date] += 1
        found = []
        run: list[str] = []
        for word in [*words, ""]:
            if word and word not in _JOINTS and "\u4e00" <= word[0] <= "\u9fff":
                run.append(word)
                continue
            found += _sequences(run)
            run = []
        counted.sequences.update(found)
        for counts in (counted.sequences, counted.quoted):
            if len(counts) > HELD:
                for key in rare(counts, HELD):
                    del counts[key]
    return counted


def _sequences(run: list[str]) -> list[str]:
    found = []
    for start in range(len(run) - 1):
        size = len(run[start])
        for end in range(start + 1, min(len(run), start + MOST)):
            size += len(run[end])
            if size > LONGEST:
                break
            parts = run[start : end + 1]
            if size == len(parts) > 2 or _MAYBE.isdisjoint(parts):
                found.append("\t".join(parts))
    return found
