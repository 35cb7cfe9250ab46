"""Runs of nominal words: where the candidates for key terms come from, in training and in annotation alike."""

import re
from collections.abc import Iterator

LONGEST = 5
"""Most words of a phrase."""

_KINDS = {
    "N": "n nz nl ng nt nr nrt nrfg ns vn an j eng b l i s h k zg g Ng nx z o",
    "V": "v vi vg vq",
    "A": "a ad ag vd",
    "M": "m t f tg mq q",
}
_CODES = {tag: kind for kind, tags in _KINDS.items() for tag in tags.split()}


class _Codes(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        return "X"


_CODE = _Codes(_CODES)
_RUN = re.compile(r"[NVAM]{2,16}")


def runs(words: list[str], tags: list[str]) -> Iterator[tuple[int, str]]:
    """Find the runs of two or more words that may hold phrases.

    Args:
        words: The words of a text.
        tags: Their parts of speech.

    Yields:
        The index of the run's first word, and one letter a word: N noun-like, V verb, A adjective-like, M number or time.
    """
    for match in _RUN.finditer("".join(map(_CODE.__getitem__, tags))):
        yield match.start(), match.group()
