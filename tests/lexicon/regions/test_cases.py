"""Each row of ``tests/data/regions.tsv`` is found as it says."""

from pathlib import Path

import pytest

from .conftest import Reader

CASES = Path(__file__).parents[2] / "data" / "regions.tsv"


def _cases() -> list[tuple[str, str, str]]:
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines()[1:]]
    return [(text, date, expected) for text, date, expected, _ in rows]


def test_there_are_five_hundred_cases() -> None:
    assert len(_cases()) >= 500


@pytest.mark.parametrize(("text", "date", "expected"), _cases())
def test_a_case_gives_its_places(reader: Reader, text: str, date: str, expected: str) -> None:
    want = dict(one.split("=", 1) for one in expected.split())
    found = reader.codes(text, date=date or None)
    assert found.keys() == want.keys()
    for name, code in found.items():
        assert code in want[name].split("|")
