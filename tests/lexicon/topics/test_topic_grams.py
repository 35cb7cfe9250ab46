"""Finding grams with arrays gives what counting by hand gives."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.topics.grams import Alphabet, Vocabulary

GRAMS = ["农", "农业", "业部", "财政部", "税", "政部长", "ab", "𠮷田"]
ALPHABET = Alphabet()
texts = st.text(alphabet=st.sampled_from("农业部财政长税ab。\n\0𠮷田9Ａ "), max_size=40)


def by_hand(text: str) -> Counter[str]:
    folded = ALPHABET.fold(text)
    return Counter({g: n for g in GRAMS if (n := sum(folded.startswith(g, i) for i in range(len(folded))))})


@given(st.lists(texts, max_size=5))
def test_grams_of_a_batch_are_those_of_each_text(batch: list[str]) -> None:
    found = Vocabulary(GRAMS, ALPHABET).find(batch)
    counted = [Counter[str]() for _ in batch]
    for document, gram, count in zip(found.document.tolist(), found.gram.tolist(), found.count.tolist(), strict=True):
        counted[document][GRAMS[gram]] = count
    assert counted == [by_hand(text) for text in batch]


def test_width_and_case_are_folded_and_punctuation_parts_grams() -> None:
    assert ALPHABET.fold("ＡB，７农") == "ab\x000农"


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(ALPHABET.fold(text)) == len(text)
