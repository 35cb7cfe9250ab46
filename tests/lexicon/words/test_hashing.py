"""Hashes of spans."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.codes import code_points
from pipeline.lexicon.words import hashing
from pipeline.lexicon.words.hashing import Rolled, slots

PARTS = st.lists(st.text(alphabet="中国\x00aA😀\ud800", max_size=3), min_size=1, max_size=12)


def _hashes(parts: list[str]) -> list[int]:
    ends = np.cumsum(list(map(len, parts)))
    starts = ends - list(map(len, parts))
    return Rolled(code_points("".join(parts))).of(starts, ends).tolist()  # type: ignore[no-any-return]


@given(PARTS)
def test_spans_have_one_hash_if_and_only_if_they_are_the_same_string(parts: list[str]) -> None:
    # A NUL and the end of a string count as well: "" , "\0" and "\0\0" are three strings.
    hashes = _hashes(parts)
    assert len(set(hashes)) == len(set(parts))
    assert dict(zip(parts, hashes, strict=True)) == {part: _hashes([part])[0] for part in parts}


def test_a_text_longer_than_the_powers_at_hand_has_the_same_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = ["政策", "乡村振兴", "政策", "规划"] * 50
    short = _hashes(parts)
    monkeypatch.setattr(hashing, "AT_HAND", 16)
    assert _hashes(parts) == short


def test_slots_are_places_of_the_table_and_spread_over_it() -> None:
    hashes = Rolled(code_points("".join(map(chr, range(0x4E00, 0x5E00))))).of(np.arange(4000), np.arange(4000) + 2)
    places = slots(hashes, 12)
    assert places.min() >= 0
    assert places.max() < 1 << 12
    # 4,000 balls thrown into 4,096 boxes at random fill about 2,550 of them.
    assert len(set(places.tolist())) > 2400
