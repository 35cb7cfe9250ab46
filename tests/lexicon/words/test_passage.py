"""The headline and the text as one run of words."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.words.outline import outline_of, words_of
from pipeline.lexicon.words.passage import passage_of


def _draw(text: str) -> str:
    return outline_of(list(text), ["n"] * len(text))


def test_the_headline_stands_before_the_text() -> None:
    passage = passage_of("惠企", "政策", outline_of(["政策"], ["n"]), _draw)
    assert passage.text == "惠企\n政策"
    assert words_of(passage.text, passage.outline) == ["惠", "企", "\n", "政策"]
    assert passage.head == 2


def test_a_headline_that_the_text_begins_with_is_not_told_twice() -> None:
    passage = passage_of("惠企", "惠企政策", outline_of(["惠企", "政策"], ["n", "n"]), _draw)
    assert (passage.text, passage.head) == ("惠企政策", 2)
    assert words_of(passage.text, passage.outline) == ["惠企", "政策"]


@given(st.none() | st.text(max_size=8), st.text(max_size=20))
def test_the_outline_has_a_letter_for_each_code_point(title: str | None, text: str) -> None:
    passage = passage_of(title, text, _draw(text), _draw)
    assert len(passage.outline) == len(passage.text)
    assert "".join(words_of(passage.text, passage.outline)) == passage.text
    assert passage.text.endswith(text)
    assert passage.text[: passage.head] == (title or "")
