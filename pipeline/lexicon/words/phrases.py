"""Runs of content words: where the candidates for key terms come from, in training and in annotation alike."""

import re
from functools import lru_cache
from itertools import accumulate

LONGEST = 14
"""Most code points of a phrase."""
MOST = 5
"""Most words of a phrase."""

KINDS = {
    "N": "n nz nl ng nt nr nrt nrfg ns vn an j eng b l i s h k zg g Ng nx z o",
    "V": "v vi vg vq",
    "A": "a ad ag vd",
    "M": "m t f tg mq q",
    "X": "x w d p c r u uj ul uz ug ud uv y e vx dg rr rz rg",  # anything else is X too, but is found more slowly
}
"""The parts of speech by kind: N noun-like, V verb, A adjective-like, M number, time or position, X anything else."""


class _Codes(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        return "X"


_CODE = _Codes((tag, kind) for kind, tags in KINDS.items() for tag in tags.split())
_RUN = re.compile(r"[NVAM]{2,16}")


def codes_of(tags: list[str]) -> str:
    """Give each part of speech its letter.

    Args:
        tags: Parts of speech.

    Returns:
        One letter of :data:`KINDS` each.
    """
    return "".join(map(_CODE.__getitem__, tags))


@lru_cache(maxsize=4096)
def _inside(run: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a run that may be a phrase: they end in a noun, or in a verb that has its noun before it."""
    found = []
    for start in range(len(run) - 1):
        for end in range(start + 2, min(len(run), start + MOST) + 1):
            last = run[end - 1]
            if last == "N" or (last == "V" and run[start] in "NA"):
                found.append((start, end))
    return tuple(found)


class Candidates:
    """The phrases that a text may hold.

    Args:
        text: The text.
        words: Its words.
        tags: Their parts of speech.

    Attributes:
        edges: Where each word begins, and the end of the text, in code points.
        codes: One letter a word, see :func:`codes_of`.
        spans: Index of the first word and of the word after the last, for each candidate, in the order of the text.
        terms: The candidates themselves, in parallel.
    """

    def __init__(self, text: str, words: list[str], tags: list[str]) -> None:
        self.edges = list(accumulate(map(len, words), initial=0))
        self.codes = codes_of(tags)
        edges = self.edges
        spans = [
            (at + start, at + end)
            for run in _RUN.finditer(self.codes)
            for at in (run.start(),)
            for start, end in _inside(run[0])
        ]
        self.spans = [(start, end) for start, end in spans if 2 < edges[end] - edges[start] <= LONGEST]
        self.terms = [text[edges[start] : edges[end]] for start, end in self.spans]
