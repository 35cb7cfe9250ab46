"""Dates as people write them, as ISO dates."""

import re

_FORMS = re.compile(
    r"\s*(?P<y>(?:1[89]|20)\d\d)\s*"
    r"(?:(?P<sep>[-/.年])\s*(?P<m>1[0-2]|0?[1-9])\s*(?:(?:(?P=sep)|月)\s*(?P<d>3[01]|[12]\d|0?[1-9])\s*日?|月)?|(?P<md>\d{4})|年)?"
    r"(?:[T\s]+\d{1,2}:.{0,20})?\s*"
)
_LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def iso_date(text: str) -> str | None:
    """Read a date.

    Args:
        text: ``2021-12-17``, ``2021/3/5``, ``2021.3.5``, ``20210305``, ``2021年3月5日``, with or without a time after
            it; a year, or a year and month, alone.

    Returns:
        ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; None if it is no date.

    >>> iso_date("2021年3月5日"), iso_date("2021/3"), iso_date("2021-13-01")
    ('2021-03-05', '2021-03', None)
    """
    found = _FORMS.fullmatch(text[:60])
    if not found:
        return None
    year, month, day = found["y"], int(found["m"] or 0), int(found["d"] or 0)
    if found["md"]:
        month, day = int(found["md"][:2]), int(found["md"][2:])
        if not (1 <= month <= 12 and day):
            return None
    if day > _LENGTHS[month]:
        return None
    return year + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
