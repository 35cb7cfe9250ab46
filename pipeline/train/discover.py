"""New words and terms of a corpus: what stands together firmly, in free surroundings, and is in no lexicon yet.

Two passes: the first counts what stands side by side, the second looks at the neighbours of the best, in native code.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from daachorse import CharwiseDoubleArrayAhoCorasick

from pipeline.lexicon.table import write_table
from pipeline.lexicon.words.engines import Engine
from pipeline.lexicon.words.userwords import Draft

LONGEST = 8
MOST = 4
HELD = 4_000_000
"""Sequences counted at a time before the rarest are forgotten: what bounds the memory."""
LOOKED_AT = 20_000
"""Sequences whose neighbours are counted."""
AROUND = 10
"""Code points shown before and after an example."""
BROKEN = 1.6
"""What a term counts more that the engine cuts into single characters: a new word rather than a new phrase."""
# What holds sentences together is no part of a term.
_JOINTS = frozenset(
    "的了在是与及或等将对为不也都就而被把从到以于之其所有个这那我你他她它们向由至很更最已还又并能会可要应让使给"
    "说看来去过着得地里后前时年月日号第一二三四五六七八九十两几多少各每某另万亿元名位次人今本该此当且用做成"
)
# These join too, but stand inside of new words that are cut into single characters (碳中和).
_MAYBE = frozenset("中和上下")


class Dated(msgspec.Struct):
    """A text of the corpus and its date, None where unknown."""

    text: str
    date: str | None = None


Corpus = Callable[[], Iterable[Dated]]
"""Opens the corpus; it is read twice."""


def discover(
    corpus: Corpus,
    engine: Engine,
    *,
    reference: Corpus | None = None,
    fewest: int = 5,
    limit: int = 1000,
) -> list[Draft]:
    """Find words and terms that no lexicon has.

    Args:
        corpus: The texts.
        engine: What cuts them; what it holds in one piece is not new.
        reference: Texts that the corpus is compared with: what is more frequent here comes first.
        fewest: Texts that must have a word.
        limit: How many to give at most.

    Returns:
        Rows of a user's table of words, best first.
    """
    counts, singles = _count(corpus(), engine)
    every = sum(singles.values()) or 1
    firm: dict[str, float] = {}
    broken = set()
    for sequence, count in counts.items():
        parts = sequence.split("\t")
        term = "".join(parts)
        if count < fewest or engine.cut(term) == [term]:
            continue
        apart = sum(math.log(singles[part] / every) for part in parts)
        together = math.log(count / every)
        cohesion = (together - apart) / (-(len(parts) - 1) * together)
        firm[term] = max(cohesion, firm.get(term, 0.0))
        if min(map(len, parts)) == 1:
            broken.add(term)
    several = {"".join(sequence.split("\t")): count for sequence, count in counts.items()}
    best = sorted(firm, key=lambda term: (-firm[term] * math.log(several[term]), term))[:LOOKED_AT]
    seen = _look(corpus(), best)
    base = _look(reference(), best) if reference else None
    scored = []
    for term in best:
        here = seen.terms[term]
        freedom = min(_entropy(here.before), _entropy(here.after))
        if here.texts < fewest or not freedom:
            continue
        ratio = None
        weight = 1.0
        if base:
            ratio = (here.texts / seen.texts) / ((base.terms[term].texts + 1) / (base.texts + 1))
            weight = math.log1p(ratio)
        if term in broken:
            weight *= BROKEN
        score = firm[term] ** 2 * freedom * math.log(here.count) * weight
        scored.append((score, term, freedom, ratio))
    scored.sort(key=lambda row: (-row[0], row[1]))
    return [
        Draft(
            term,
            "n",
            None,
            seen.terms[term].count,
            seen.terms[term].texts,
            round(firm[term], 3),
            round(freedom, 3),
            None if ratio is None else round(ratio, 2),
            seen.terms[term].first,
            seen.terms[term].examples,
        )
        for _, term, freedom, ratio in scored[:limit]
    ]


def write_drafts(path: Path, rows: list[Draft]) -> None:
    """Write discovered words as a table: delete the rows that are none, and it is a user's lexicon."""
    write_table(path, rows, Draft)


class _Seen:
    """What the second pass gathers of one term."""

    def __init__(self) -> None:
        self.count = 0
        self.texts = 0
        self.first: str | None = None
        self.before: Counter[str] = Counter()
        self.after: Counter[str] = Counter()
        self.examples: list[str] = []


class _Looked:
    def __init__(self, terms: Iterable[str]) -> None:
        self.texts = 0
        self.terms = {term: _Seen() for term in terms}


def _count(texts: Iterable[Dated], engine: Engine) -> tuple[Counter[str], Counter[str]]:
    """Count sequences of two to four words between joints, and single words."""
    counts: Counter[str] = Counter()
    singles: Counter[str] = Counter()
    for one in texts:
        words = engine.cut(one.text)
        singles.update(words)
        found = []
        run: list[str] = []
        for word in [*words, ""]:
            if word and word not in _JOINTS and "\u4e00" <= word[0] <= "\u9fff":
                run.append(word)
                continue
            found += _sequences(run)
            run = []
        counts.update(found)
        if len(counts) > HELD:
            for rare in [key for key, count in counts.items() if count < 2]:
                del counts[rare]
    return counts, singles


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


def _look(texts: Iterable[Dated], terms: list[str]) -> _Looked:
    """Count terms and their neighbours, note the first date, keep three examples from different texts."""
    looked = _Looked(terms)
    matcher = CharwiseDoubleArrayAhoCorasick(terms) if terms else None
    for one in texts:
        looked.texts += 1
        text = one.text
        here = set()
        for start, end, i in matcher.find_overlapping(text) if matcher else ():
            term = terms[i]
            seen = looked.terms[term]
            seen.count += 1
            seen.before[text[start - 1] if start else "\n"] += 1
            seen.after[text[end] if end < len(text) else "\n"] += 1
            if i not in here:
                here.add(i)
                seen.texts += 1
                if one.date and (seen.first is None or one.date < seen.first):
                    seen.first = one.date
                if len(seen.examples) < 3:
                    shown = f"{text[max(0, start - AROUND) : start]}【{term}】{text[end : end + AROUND]}"
                    seen.examples.append(" ".join(shown.replace("|", " ").split()))
    return looked


def _entropy(counts: Counter[str]) -> float:
    """The entropy of neighbours, in nats; punctuation and line breaks are free surroundings, each time another."""
    every = sum(counts.values())
    total = 0.0
    for neighbour, count in counts.items():
        if neighbour.isalnum():
            total -= count / every * math.log(count / every)
        else:
            total += count / every * math.log(every)
    return total
