"""Each row of ``tests/data/agencies.tsv`` is found as it says."""

from pathlib import Path

import pytest

from .conftest import Reader

CASES = Path(__file__).parents[2] / "data" / "agencies.tsv"


def _cases() -> list[tuple[str, str, str]]:
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines()[1:]]
    return [(text, date, expected) for text, date, expected, _ in rows]


@pytest.mark.parametrize(("text", "date", "expected"), _cases())
def test_a_case_gives_its_organs(reader: Reader, text: str, date: str, expected: str) -> None:
    found = []
    for one in reader.read(text, date=date):
        named = one.text if one.norm == one.text else f"{one.text}={one.norm}"
        found.append(named + ("/L" if one.kind == "local" else ""))
    assert "|".join(found) == ("" if expected == "-" else expected)
