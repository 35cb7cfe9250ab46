"""Features see characters only, and each piece by itself."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.names.features import BITS, COLUMNS, buckets_of, codes_of
from support import any_text


@given(st.lists(any_text().filter(bool), min_size=1, max_size=4))
def test_a_piece_has_the_same_features_alone_and_among_others(parts: list[str]) -> None:
    together = buckets_of(parts)
    assert together.shape == (sum(map(len, parts)), COLUMNS)
    assert together.max() < 1 << BITS
    assert np.array_equal(together, np.concatenate([buckets_of([p]) for p in parts]))


def test_widths_digits_and_letters_are_folded() -> None:
    assert np.array_equal(codes_of("２０２１年Ａb"), codes_of("1998年cD"))
    assert not np.array_equal(codes_of("年"), codes_of("月"))


def test_features_tell_the_neighbours_apart() -> None:
    assert not np.array_equal(buckets_of(["在厦门市"])[1], buckets_of(["从厦门市"])[1])
