"""TextRank: words that stand near many words that matter, matter."""

from collections import Counter

from pipeline.lexicon.words.phrases import codes_of

_WINDOW = 5
_ROUNDS = 10
_DAMPING = 0.85


def word_ranks(words: list[str], tags: list[str]) -> dict[str, float]:
    """Rank the words of a text by their neighbourhood.

    Args:
        words: The words.
        tags: Their parts of speech; only nouns, verbs and adjectives of two characters or more take part.

    Returns:
        Rank by word; the ranks add up to at most 1. The time is linear in the number of words.
    """
    kept = [word for word, code in zip(words, codes_of(tags), strict=True) if code in "NVA" and len(word) > 1]
    links: Counter[tuple[str, str]] = Counter()
    for step in range(1, _WINDOW):
        links.update(zip(kept, kept[step:], strict=False))
    near: dict[str, list[tuple[str, int]]] = {}
    weight: Counter[str] = Counter()
    for (left, right), count in links.items():
        if left != right:
            for a, b in ((left, right), (right, left)):
                near.setdefault(a, []).append((b, count))
                weight[a] += count
    if not near:
        return {}
    base = (1 - _DAMPING) / len(near)
    ranks = dict.fromkeys(near, 1 / len(near))
    for _ in range(_ROUNDS):
        share = {word: _DAMPING * rank / weight[word] for word, rank in ranks.items()}
        ranks = {word: base + sum(share[other] * count for other, count in near[word]) for word in near}
    return ranks
