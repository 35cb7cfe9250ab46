"""Texts as arrays of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.codes import code_points


@given(st.text(alphabet=st.characters(codec=None, categories=None), max_size=20) | st.just("\ud800政策😀\x00"))
def test_each_code_point_is_its_number(text: str) -> None:
    assert code_points(text).tolist() == [ord(character) for character in text]
