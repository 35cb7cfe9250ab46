"""spaCy as the other candidate: it learns from the same samples, over our words, with our offsets."""

import pytest

from pipeline.train.names.sample import Sample

pytest.importorskip("spacy")

from pipeline.train.names.neural import Neural, flat

SAMPLE = Sample("王军到厦门市税务局了。", [(3, 6, "REGION")], [(0, 2, "PERSON"), (3, 9, "AGENCY")], "own")


def test_of_nested_names_the_outermost_are_learnt() -> None:
    assert flat(SAMPLE) == [(0, 2, "PERSON"), (3, 9, "AGENCY")]


def test_names_that_words_cut_through_are_counted() -> None:
    neural = Neural(width=16)
    neural.example(Sample("国务院发文", [], [(1, 3, "AGENCY")], "own"))
    assert neural.misaligned == 1


@pytest.mark.slow
def test_it_learns_and_gives_our_offsets() -> None:
    neural = Neural(seed=1, width=32)
    for _ in range(60):
        neural.run([SAMPLE] * 8)
    assert (3, 9, "AGENCY") in neural.find([SAMPLE.text])[0]
