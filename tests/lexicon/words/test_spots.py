"""Where the terms of texts stand, beside a plain search."""

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicon.words.outline import outline_of, tags_of, words_of
from pipeline.lexicon.words.passage import Passage
from pipeline.lexicon.words.phrases import codes_of
from pipeline.lexicon.words.spots import LEAD, Spot, Spotter

TERMS = ["中小企业", "企业", "中小企业融资", "融资", "企业融资担保", "的", "a1"]
KNOWN = [*TERMS, "企业融资担保的"]
WORD = st.tuples(
    st.sampled_from(["中小", "企业", "融资", "担保", "中小企业", "的", "a1", "。", "\n", "县城", "县城😀"]),
    st.sampled_from(["n", "v", "a", "w", "my-own"]),
)
TEXT = st.lists(WORD, max_size=60)


def _plainly(passage: Passage) -> dict[str, Spot]:
    """The same by a walk over all runs of words."""
    words, codes = words_of(passage.text, passage.outline), codes_of(tags_of(passage.outline))
    edges = list(itertools.accumulate(map(len, words), initial=0))
    found: dict[str, list[int]] = {}
    for start, end in itertools.combinations(edges, 2):
        if passage.text[start:end] in TERMS:
            found.setdefault(passage.text[start:end], []).append(start)
    known = {term: (min(starts), len(starts)) for term, starts in found.items()}
    new: dict[str, list[int]] = {}
    for match in re.finditer("[NA][NVA]{0,2}N", codes):
        start, end = edges[match.start()], edges[match.end()]
        if end - start > 3 and passage.text[start:end] not in KNOWN:
            new.setdefault(passage.text[start:end], []).append(start)
    return known | {
        term: (starts[0], len(starts))
        for term, starts in new.items()
        if len(starts) > 1 or starts[0] < passage.head + LEAD
    }


@settings(max_examples=150)
@given(st.lists(st.tuples(TEXT, st.integers(0, 20)), min_size=1, max_size=4))
def test_terms_of_a_batch_are_those_of_a_plain_search_in_each_text(
    texts: list[tuple[list[tuple[str, str]], int]],
) -> None:
    passages = []
    for pairs, head in texts:
        words, tags = [word for word, _ in pairs], [tag for _, tag in pairs]
        passages.append(Passage("".join(words), outline_of(words, tags), head))
    spotter = Spotter(TERMS, KNOWN)
    assert spotter.each(passages) == list(map(_plainly, passages))


def test_no_terms_and_no_texts_are_well() -> None:
    assert Spotter([], []).each([Passage("企业融资", outline_of(["企业", "融资"], ["n", "n"]), 0)]) == [
        {"企业融资": (0, 1)}
    ]
    assert Spotter(TERMS, KNOWN).each([]) == []
