"""Which divisions a document is about."""

from pipeline.document import RegionShare
from pipeline.lexicon.context import Context

from .conftest import Reader


def _shares(reader: Reader, **about: str) -> list[RegionShare]:
    context = Context(**about)
    return reader.finder.shares(context, reader.finder.find(context))


def test_headline_and_dateline_outweigh_a_mention(reader: Reader) -> None:
    shares = _shares(
        reader,
        text="新华社长春3月2日电 这项改造使数万居民受益。绥化、通化等地代表前来学习。",
        title="长春：老楼换新颜",
        date="2021-03-02",
    )
    prefectures = [one for one in shares if one.level == "prefecture"]
    assert prefectures[0].code == "220100"
    assert prefectures[0].why == ["dateline", "title", "count:1"] or "title" in prefectures[0].why
    assert prefectures[0].weight > 0.5


def test_a_county_counts_for_the_divisions_above_it(reader: Reader) -> None:
    shares = {one.code: one for one in _shares(reader, text="湖北省宜昌市远安县的脱贫户。", date="2019-02-15")}
    assert {one.level for one in shares.values()} == {"province", "prefecture", "county"}
    assert shares["420000"].why == ["within:1"]


def test_weights_of_a_level_add_up_to_one(reader: Reader) -> None:
    shares = _shares(reader, text="南京、苏州、无锡和杭州的企业。", date="2021-01-01")
    for level in ("province", "prefecture"):
        assert abs(sum(one.weight for one in shares if one.level == level) - 1) < 0.001


def test_a_text_without_places_is_about_none(reader: Reader) -> None:
    assert _shares(reader, text="国务院印发通知。") == []
