"""The outline of a text: its words and parts of speech, a letter a code point."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.words.outline import INSIDE, outline_of, tags_of, words_of
from pipeline.lexicon.words.phrases import KINDS

TAGS = [tag for tags in KINDS.values() for tag in tags.split()]
WORDS = st.lists(st.tuples(st.text(min_size=1, max_size=40), st.sampled_from(TAGS)), max_size=12)


@given(WORDS)
def test_words_and_parts_of_speech_come_back_as_they_went_in(given_words: list[tuple[str, str]]) -> None:
    words, tags = [word for word, _ in given_words], [tag for _, tag in given_words]
    outline = outline_of(words, tags)
    assert len(outline) == len("".join(words))
    assert words_of("".join(words), outline) == words
    assert tags_of(outline) == tags


def test_only_the_first_code_point_of_a_word_shows_its_part_of_speech() -> None:
    outline = outline_of(["养老", "服务", "站"], ["vn", "vn", "n"])
    assert [at for at, letter in enumerate(outline) if letter != INSIDE] == [0, 2, 4]
    assert outline[0] == outline[2] != outline[4]


def test_a_part_of_speech_that_no_kind_has_is_one_of_the_unknown() -> None:
    assert tags_of(outline_of(["双碳", "！"], ["my-own", "w"])) == ["x", "w"]


def test_a_word_of_any_length_has_its_outline() -> None:
    words = ["a" * 500, "局"]
    outline = outline_of(words, ["eng", "n"])
    assert words_of("".join(words), outline) == words
    assert outline_of([], []) == ""
    assert words_of("", "") == tags_of("") == []
