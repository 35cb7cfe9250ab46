"""Bytes to text: what people's files are written in, told by strict decoding and by how common the characters are."""

import codecs
from functools import cache

LOOKED_AT = 20_000
"""Code points that are looked at to tell one encoding from another."""
COMMON = 0.5
"""The share of the characters beyond ASCII that must be common ones; real text has nine tenths and more."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First and last lead byte of the commonest characters (level 1) and of punctuation and full-width forms.
_RANGES = {"gb18030": ((0xB0, 0xD7), (0xA1, 0xA3)), "big5hkscs": ((0xA4, 0xC6), (0xA1, 0xA3))}
_TAILS = {"gb18030": range(0xA1, 0xFF), "big5hkscs": (*range(0x40, 0x7F), *range(0xA1, 0xFF))}


def decode_bytes(raw: bytes) -> tuple[str, str] | None:
    """Decode text: by its byte order mark, else as UTF-8, else as GB18030 or Big5.

    Args:
        raw: The bytes of a text, whole characters.

    Returns:
        The text without its mark, and the encoding (``utf-8``, ``utf-16-le``, ``utf-16-be``, ``gb18030``,
        ``big5hkscs``); None where it is none of them. GB18030 and Big5 are decoded strictly, and taken only where the
        characters that come out are common ones: the bytes of either mostly decode as the other.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = _strict(raw[len(mark) :], encoding)
            return None if text is None else (text, encoding)
    text = _strict(raw, "utf-8")
    if text is not None:
        return text, "utf-8"
    best: tuple[float, str, str] | None = None
    for encoding in _RANGES:
        text = _strict(raw, encoding)
        if text is not None and (best is None or _commonness(text, encoding) > best[0]):
            best = _commonness(text, encoding), text, encoding
    return (best[1], best[2]) if best and best[0] >= COMMON else None


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _commonness(text: str, encoding: str) -> float:
    """The share of the characters beyond ASCII that are among the commonest of an encoding."""
    beyond = [one for one in text[:LOOKED_AT] if one > "\x7f"]
    return sum(map(_common(encoding).__contains__, beyond)) / len(beyond) if beyond else 0.0


@cache
def _common(encoding: str) -> frozenset[str]:
    leads = (lead for first, last in _RANGES[encoding] for lead in range(first, last + 1))
    pairs = b"".join(bytes((lead, tail)) for lead in leads for tail in _TAILS[encoding])
    return frozenset(pairs.decode(encoding, "ignore"))
