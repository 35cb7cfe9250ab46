"""What the finder of regions promises of any text, and what the document around a name decides."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.context import Context
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.regions import RegionFinder, RegionRow
from pipeline.lexicon.regions.resolving import MOST_ANCHORS, Anchors

from .conftest import Reader

PIECES = st.lists(
    st.sampled_from(
        [
            "湖北省",
            "武汉",
            "洪山区",
            "、",
            "\n",
            "的",
            "朝阳",
            "海南",
            "大学",
            "高新区",
            "街道",
            "村",
            "（",
            "美国",
            "\0",
            "😀",
            "𠮷",
            "1月2日电",
        ]
    ),
    max_size=40,
).map("".join)
SHARED_FINDER = Reader()


@given(st.one_of(st.text(max_size=200), PIECES))
def test_mentions_are_stretches_of_the_text_in_order_without_overlap(text: str) -> None:
    end = 0
    for one in SHARED_FINDER.read(text, date="2020-02-30"):
        assert one.text == text[one.start : one.end]
        assert end <= one.start < one.end
        assert (one.status == "ambiguous") == bool(one.candidates)
        end = one.end


@given(PIECES)
def test_reading_twice_gives_the_same(text: str) -> None:
    context = Context(text=text, title=text[:20], date="2015-06-01")
    assert SHARED_FINDER.finder.read(context) == SHARED_FINDER.finder.read(context)


def test_odd_dates_do_no_harm(reader: Reader) -> None:
    for date in ("", "2015", "2015-06", "今天", "9999-99-99"):
        assert reader.codes("江苏南京", date=date or None)["江苏南京"] == "320100"


def test_without_a_date_the_table_of_today_holds_and_retired_names_are_still_known(reader: Reader) -> None:
    assert reader.codes("杭州市临平区和襄樊市") == {"杭州市临平区": "330113", "襄樊市": "420600"}


def test_the_code_of_today_is_given_where_it_differs(reader: Reader) -> None:
    found = {one.text: (one.norm, one.current) for one in reader.read("北京市崇文区、安徽省", date="2005-01-01")}
    assert found == {"北京市崇文区": ("110103", "110101"), "安徽省": ("340000", None)}


def test_an_ambiguous_name_lists_its_readings_by_code(reader: Reader) -> None:
    (one,) = reader.read("鼓楼区开展整治", date="2021-01-01")
    assert one.norm is None
    assert [c.norm for c in one.candidates] == ["320106", "320302", "350102", "410204"]


def test_the_headline_decides(reader: Reader) -> None:
    assert reader.codes("鼓楼区开展整治", title="福州：整治市容", date="2021-01-01") == {"鼓楼区": "350102"}


def test_the_publisher_decides(reader: Reader) -> None:
    assert reader.codes("朝阳区开展整治", source="长春日报", date="2021-01-01") == {"朝阳区": "220104"}


def test_the_document_number_decides(reader: Reader) -> None:
    finder = reader.finder
    context = Context(text="鼓楼区开展整治", doc_number="闽政〔2021〕5号", date="2021-01-01")
    assert [one.norm for one in finder.find(context)] == ["350102"]


def test_zones_are_the_longer_names(reader: Reader) -> None:
    text = "厦门大学与吉林日报"
    zones = reader.finder.read(Context(text=text)).zones
    assert [text[start:end] for start, end in zones] == ["厦门大学", "吉林日报"]


def test_rows_of_the_user_win() -> None:
    rows = [
        RegionRow(name="幸福新城", kind="zone", norm="320500"),
        RegionRow(name="北京", kind="county", norm="110105"),
    ]
    finder = RegionFinder(models_folder(), rows)
    found = finder.find(Context(text="幸福新城与北京", date="2021-01-01"))
    assert [(one.text, one.kind, one.norm, one.by) for one in found] == [
        ("幸福新城", "zone", "320500", "regions:user"),
        ("北京", "county", "110105", "regions:user"),
    ]


def test_a_million_characters_are_read(reader: Reader) -> None:
    for unit in ("湖北省", "海", "朝阳、", "市中区的街道", "（京"):
        text = unit * (300_000 // len(unit))
        assert all(one.end <= len(text) for one in reader.read(text, date="2021-01-01")[:5])


@pytest.mark.parametrize("piece", ["乌列镇白石村，", "云岭新区管委会，", "玉林市玉东新区，玉东新区，", "顿涅茨克地区"])
def test_a_long_text_of_one_name_is_read_in_one_pass(reader: Reader, piece: str) -> None:
    found = reader.read("昌江县，" + piece * (100_000 // len(piece)))
    assert all(one.end <= after.start for one, after in pairwise(found))


@pytest.mark.parametrize("unit", ["新区", "朝阳新区", "从江苏南通", "目前海南", "朝阳、鼓楼", "昌吉大理"])
def test_long_lists_of_doubtful_names_take_the_time_of_their_length(reader: Reader, unit: str) -> None:
    # What is quadratic in the number of names takes minutes here, not seconds.
    text = unit * (100_000 // len(unit))
    mentions = reader.finder.find(Context(text))
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(one.end <= after.start for one, after in pairwise(mentions))


@given(st.lists(st.tuples(st.integers(-1, 400), st.integers(0, 9)), min_size=61, max_size=150), st.integers(0, 400))
def test_the_anchors_that_weigh_are_the_nearest_the_first_of_equals_first(
    given_: list[tuple[int, int]], position: int
) -> None:
    anchors = Anchors(None)  # type: ignore[arg-type]  # no table is needed to note them
    for place, code in given_:
        anchors.add(place, 1.0, f"11010{code}", "county")
    wanted = sorted(anchors.anchors, key=lambda a: abs(a[0] - position) if a[0] >= 0 else 0)[:MOST_ANCHORS]
    assert anchors._nearest(position) == wanted
