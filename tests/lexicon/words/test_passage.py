"""The headline and the text as one run of words."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.words.passage import passage_of


def _cut(text: str) -> tuple[list[str], list[str]]:
    return list(text), ["n"] * len(text)


def test_the_headline_stands_before_the_text() -> None:
    passage = passage_of("惠企", "政策", ["政策"], ["n"], _cut)
    assert passage.text == "惠企\n政策"
    assert passage.words == ["惠", "企", "\n", "政策"]
    assert passage.head == 2


def test_a_headline_that_the_text_begins_with_is_not_told_twice() -> None:
    passage = passage_of("惠企", "惠企政策", ["惠企", "政策"], ["n", "n"], _cut)
    assert (passage.text, passage.words, passage.head) == ("惠企政策", ["惠企", "政策"], 2)


@given(st.none() | st.text(max_size=8), st.text(max_size=20))
def test_the_words_joined_give_the_text(title: str | None, text: str) -> None:
    passage = passage_of(title, text, *_cut(text), _cut)
    assert "".join(passage.words) == passage.text
    assert len(passage.words) == len(passage.tags)
    assert passage.text.endswith(text)
    assert passage.text[: passage.head] == (title or "")
