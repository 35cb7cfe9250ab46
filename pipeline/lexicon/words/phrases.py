"""Runs of nominal words: where the candidates for key terms come from, in training and in annotation alike."""

import re
from collections.abc import Iterator

LONGEST = 5
"""Most words of a phrase."""

_CODES = {
    "n": "N", "nz": "N", "nl": "N", "ng": "N", "vn": "N", "an": "N", "j": "N", "eng": "N", "b": "N", "l": "N", "i": "N", "nrt": "N",
    "ns": "S", "nt": "T", "nr": "R", "nrfg": "R",
    "v": "V", "vi": "V", "vg": "V", "vd": "V", "a": "A", "ad": "A", "ag": "A", "g": "A", "s": "A", "f": "F", "t": "F",
}  # fmt: skip


class _Codes(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        return "X"


_CODE = _Codes(_CODES)
_RUN = re.compile(r"S?[NVA]{2,12}|S[NVA]")


def runs(words: list[str], tags: list[str]) -> Iterator[tuple[int, str]]:
    """Find the runs of two or more words that may hold phrases.

    Args:
        words: The words of a text.
        tags: Their parts of speech.

    Yields:
        The index of the run's first word, and one letter a word: N noun-like, V verb, A adjective-like, S place.
    """
    for match in _RUN.finditer("".join(map(_CODE.__getitem__, tags))):
        yield match.start(), match.group()
