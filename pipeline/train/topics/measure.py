"""Figures of decisions against labels: the same as those of ``zhengce evaluate topics``."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from pipeline.lexicon.topics.score import Decision, Scored

BINS = 10


class TopicFigures(msgspec.Struct, frozen=True):
    """A topic's precision, recall and F1; ``gold`` and ``predicted`` in documents."""

    precision: float
    recall: float
    f1: float
    gold: int
    predicted: int


class Bin(msgspec.Struct, frozen=True):
    """Decisions whose score falls in one tenth: how many, their mean score, the share that is right."""

    count: int
    score: float
    right: float


class Figures(msgspec.Struct, frozen=True):
    """How good decisions are.

    ``main``: share of documents whose main topic is right; ``main_in_gold``: whose main topic is one of their topics;
    ``calibration_error``: expected, of the main topic's score, over ten bins of equal width.
    """

    documents: int
    main: float
    main_in_gold: float
    micro_f1: float
    macro_f1: float
    calibration_error: float
    topics: dict[str, TopicFigures]
    bins: list[Bin]
    confusions: list[tuple[str, str, int]]


def measure(decisions: Sequence[Decision], gold: Sequence[tuple[str, ...]]) -> Figures:
    """Compare decisions with labels.

    Args:
        decisions: One a document.
        gold: The codes of each document's topics, main first.

    Returns:
        The figures; topics sorted by code, confusions (right main topic, given main topic, documents) most first.
    """
    both: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    scored: list[tuple[float, bool]] = []
    main = among = 0
    for decision, labels in zip(decisions, gold, strict=True):
        codes = [topic.code for topic in decision.topics]
        right = bool(codes) and codes[0] == labels[0]
        main += right
        among += bool(codes) and codes[0] in labels
        if codes:
            scored.append((decision.topics[0].score, right))
        if not right:
            wrong[labels[0], codes[0] if codes else "-"] += 1
        both.update(set(codes) & set(labels))
        given.update(codes)
        wanted.update(labels)
    topics = {code: _figures(both[code], given[code], wanted[code]) for code in sorted(set(given) | set(wanted))}
    judged = [figures.f1 for code, figures in topics.items() if wanted[code]]
    count = max(1, len(gold))
    bins = [_bin([pair for pair in scored if min(BINS - 1, int(pair[0] * BINS)) == b]) for b in range(BINS)]
    return Figures(
        documents=len(gold),
        main=main / count,
        main_in_gold=among / count,
        micro_f1=2 * both.total() / max(1, given.total() + wanted.total()),
        macro_f1=sum(judged) / max(1, len(judged)),
        calibration_error=sum(b.count * abs(b.score - b.right) for b in bins) / max(1, len(scored)),
        topics=topics,
        bins=bins,
        confusions=[(a, b, n) for (a, b), n in sorted(wrong.items(), key=lambda item: (-item[1], item[0]))],
    )


def upper_level(
    decisions: Sequence[Decision], gold: Sequence[tuple[str, ...]]
) -> tuple[list[Decision], list[tuple[str, ...]]] | None:
    """Look at codes of two levels by the first one alone.

    Args:
        decisions: One a document.
        gold: The codes of each document's topics, main first.

    Returns:
        Decisions and codes cut before the first slash, each code once, with its best score; None where no code has
        two levels.
    """
    if not any("/" in code for labels in gold for code in labels):
        return None
    cut: list[Decision] = []
    for decision in decisions:
        best: dict[str, float] = {}
        for topic in decision.topics:
            code = topic.code.partition("/")[0]
            best[code] = max(best.get(code, 0.0), topic.score)
        cut.append(Decision([Scored(code, score) for code, score in best.items()], decision.reason))
    return cut, [tuple(dict.fromkeys(code.partition("/")[0] for code in labels)) for labels in gold]


def _figures(both: int, given: int, wanted: int) -> TopicFigures:
    return TopicFigures(
        precision=both / max(1, given),
        recall=both / max(1, wanted),
        f1=2 * both / max(1, given + wanted),
        gold=wanted,
        predicted=given,
    )


def _bin(pairs: Sequence[tuple[float, bool]]) -> Bin:
    count = len(pairs)
    return Bin(count, sum(p[0] for p in pairs) / max(1, count), sum(p[1] for p in pairs) / max(1, count))
