"""The names of a text, and those that a name which is none had hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.regions.gazetteer import Gazetteer
from pipeline.lexicon.regions.hits import Hits

from .conftest import Reader


@pytest.fixture(scope="module")
def gazetteer(reader: Reader) -> Gazetteer:
    return reader.finder.gazetteer


def _names(hits: Hits, text: str) -> list[str]:
    return [text[start:end] for start, end, _ in hits.items]


def test_a_name_taken_back_gives_way_to_the_one_that_it_hid(gazetteer: Gazetteer) -> None:
    text = "他从江苏南通出发"
    hits = Hits(text, gazetteer)
    assert _names(hits, text)[0] == "从江"
    start, end, _ = hits.items[0]
    hits.at = 1
    hits.look_again(start, end)
    assert _names(hits, text)[hits.at :] == ["江苏", "南通"]


def test_the_limit_passes_over_class_nouns(gazetteer: Gazetteer) -> None:
    text = "赤城新区和武汉市"
    hits = Hits(text, gazetteer)
    hits.at = 1
    assert hits.limit() == text.index("武汉")


def test_without_a_further_name_the_limit_is_the_end(gazetteer: Gazetteer) -> None:
    text = "武汉市的会议"
    hits = Hits(text, gazetteer)
    hits.at = len(hits.items)
    assert hits.limit() == len(text)


@given(text=st.text(alphabet="从江苏南通来安徽大运河北京新区开发岭西", max_size=40))
def test_looking_again_keeps_the_number_of_names_and_their_order(gazetteer: Gazetteer, text: str) -> None:
    hits = Hits(text, gazetteer)
    number = len(hits.items)
    for at in range(number):
        start, end, _ = hits.items[at]
        hits.at = at + 1
        hits.look_again(start, end)
        assert len(hits.items) == number
        assert hits.at >= at
        ahead = hits.items[hits.at :]
        assert ahead == sorted(ahead)
