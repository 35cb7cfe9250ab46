"""What speaks for a term before its text is read: shape, and how the corpus uses it. Weights come from judged texts."""

import math
from collections.abc import Mapping
from pathlib import Path

import msgspec

from pipeline.lexicon.table import read_table
from pipeline.lexicon.words.phrases import codes_of

WEIGHTS = "weights.tsv"
PLACES = ("count", "once", "start", "lead", "title", "tfidf", "quoted", "booked", "size", "place", "organ")
"""What :func:`place` measures, without ``here:``."""
_TAGS = frozenset(["n", "vn", "v", "ns", "nr", "nt", "nz", "j", "l", "a", "b", "f", "t", "m", "an"])


class Weight(msgspec.Struct, frozen=True):
    """A row of the table of weights."""

    feature: str
    weight: float


class Use(msgspec.Struct, frozen=True):
    """How a corpus uses a term.

    Args:
        news: Pieces of news that have it.
        documents: Official documents that have it.
        count: Times that it stands anywhere.
        titled: Texts that have it in the headline too.
        cohesion: Normalised pointwise mutual information of a phrase's words; 0 for a word.
        before: Share of its most frequent left neighbour inside a run; 0 for a word.
        after: Share of its most frequent right neighbour inside a run.
        opens: Share of the times when it begins a run.
        closes: Share of the times when it ends a run.
    """

    news: int
    documents: int
    count: int
    titled: int
    cohesion: float = 0.0
    before: float = 0.0
    after: float = 0.0
    opens: float = 0.0
    closes: float = 0.0


class Part(msgspec.Struct, frozen=True):
    """What a single word brings to a phrase: its rarity (idf), how topical it is, and how much policy titles use it."""

    rarity: float
    topical: float
    titular: float


def read_weights(folder: Path) -> dict[str, float]:
    """Read the weights.

    Args:
        folder: ``models/words``.

    Returns:
        Weight by name of feature.

    Raises:
        ConfigError: ZC110 if the table is broken.
    """
    return {row.feature: row.weight for row in read_table(folder / WEIGHTS, Weight)}


def shape(words: list[str], tags: list[str]) -> list[str]:
    """Name the features of a term's form.

    Args:
        words: Its words.
        tags: Their parts of speech.

    Returns:
        Features that are true of it.
    """
    codes = codes_of(tags)
    sizes = list(map(len, words))
    names = [f"words:{len(words)}", f"size:{min(sum(sizes), 10)}", f"first:{codes[0]}", f"verbs:{codes.count('V')}"]
    if codes[-1] == "V":
        names.append("last:V")
    if "M" in codes:
        names.append("number")
    if sizes[0] == 1:
        names.append("first:1")
    if sizes[-1] == 1:
        names.append("last:1")
    if len(words) == 1:
        names += [f"word:{tag}" for tag in tags if tag in _TAGS]
    else:
        names += [f"{place}:{tag}" for place, tag in (("first", tags[0]), ("last", tags[-1])) if tag in _TAGS]
    return names


def usage(use: Use, parts: list[Part], rarity: float, topical: float, titled: int) -> dict[str, float]:
    """Measure how a corpus uses a term.

    Args:
        use: Its counts.
        parts: What each of its words brings.
        rarity: Its own idf.
        topical: How unevenly the topics use it.
        titled: How many titles of policies have it.

    Returns:
        Value by name of feature.
    """
    rare = [part.rarity for part in parts]
    topics = [part.topical for part in parts]
    titles = [part.titular for part in parts]
    seen = use.news + use.documents
    return {
        "rarity": rarity,
        "rarity:min": min(rare),
        "rarity:max": max(rare),
        "rarity:mean": sum(rare) / len(rare),
        "rarity:first": rare[0],
        "rarity:last": rare[-1],
        "cohesion": use.cohesion,
        "before": use.before,
        "after": use.after,
        "opens": use.opens,
        "closes": use.closes,
        "firm": use.cohesion * (1 - max(use.before, use.after)),
        "titled": math.log((use.titled + 1) / (seen + 20)),
        "burst": math.log(max(1, use.count) / max(1, seen)),
        "official": math.log((use.documents + 1) / (use.news + 10)),
        "topical": topical,
        "topical:mean": sum(topics) / len(topics),
        "topical:min": min(topics),
        "topical:max": max(topics),
        "topical:first": topics[0],
        "topical:last": topics[-1],
        "titular": math.log(titled + 0.5),
        "titular:mean": sum(titles) / len(titles),
        "titular:min": min(titles),
        "titular:first": titles[0],
        "titular:last": titles[-1],
    }


def novelty(parts: list[Part]) -> dict[str, float]:
    """Measure a phrase that no corpus has, by its words.

    Args:
        parts: What each of its words brings.

    Returns:
        Value by name of feature.
    """
    count = len(parts)
    return {
        "new": 1.0,
        "new:rarity": sum(part.rarity for part in parts) / count,
        "new:topical": sum(part.topical for part in parts) / count,
        "new:titular": sum(part.titular for part in parts) / count,
    }


def place(
    count: int,
    rarity: float,
    start: int,
    size: int,
    *,
    lead: bool,
    titled: bool,
    quoted: bool,
    booked: bool,
    name: str | None = None,
) -> dict[str, float]:
    """Measure how one text uses a term.

    Args:
        count: How often it stands there, the headline included.
        rarity: Its idf.
        start: Where it stands first, in code points after the headline; 0 for one that the headline has.
        size: The length of headline and text, in code points.
        lead: Whether it stands in the headline or right under it.
        titled: Whether the headline has it.
        quoted: Whether it stands in “” by itself.
        booked: Whether it begins a title in 《》.
        name: ``place`` or ``organ`` where it is the name of a region or an agency.

    Returns:
        Value by name of feature.
    """
    many = math.log(count)
    return {
        "here:count": many,
        "here:once": float(count == 1),
        "here:start": math.log(1 + start),
        "here:lead": float(lead),
        "here:title": float(titled),
        "here:tfidf": math.log(1 + count) * rarity,
        "here:quoted": float(quoted),
        "here:booked": float(booked),
        "here:size": many * math.log(size),
        "here:place": float(name == "place"),
        "here:organ": float(name == "organ"),
    }


def total(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Add up features by their weights; a feature without weight counts nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())
