"""Pages in many layouts come apart as they were set, and nothing of them is lost."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.layout_pages import PAGES, SAMPLE_GOLD, SAMPLES, differences, gold, split
from pipeline.document import Document
from pipeline.layout.lines import read_lines
from pipeline.layout.roles import give_roles
from pipeline.layout.shape import measure
from pipeline.layout.widths import unify

SHARED = os.environ.get("ZHENGCE_SHARED")
LINES = [line for page in PAGES for line in page.read_text("utf-8").split("\n")]
PROSE = [
    "今年以来，清江省围绕《关于推动外贸稳规模优结构的若干措施》出台32项配套政策，1至4月进出口总值1,286.4亿元，同比增长12.1%。"
    "“订单排到了第三季度。”荆北县一家轴承厂的负责人说，企业新开拓了中亚市场。",
    "省政府办公厅（政策研究室）有关负责人表示，下一步将从减税降费、融资支持、用工保障等方面持续发力，力争全年外贸进出口突破4000亿元大关，"
    "带动就业超过50万人；同时推进RCEP规则对接，培育跨境电商产业园。",
    "会议指出，要坚持“保供、稳价、提质”并重，把高标准农田建设、种业振兴、农机装备补短板三件事一起抓，确保粮食播种面积稳定在7000万亩以上。",
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_comes_apart_into_its_articles(page: Path) -> None:
    wrong, _ = differences(gold(page), split(page.read_text("utf-8"), page.stem))
    assert wrong == []


@pytest.mark.parametrize("page", SAMPLES, ids=lambda page: page.name)
def test_sample_page_comes_apart_into_its_articles(page: Path) -> None:
    wrong, checks = differences(gold(page, SAMPLE_GOLD), split(page.read_text("utf-8"), page.stem))
    assert len(wrong) <= 0.03 * checks


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_line_ends_and_straight_quotes_make_no_difference(page: Path) -> None:
    text = page.read_text("utf-8")
    plain = split(text, page.stem)
    assert split(text.replace("\n", "\r\n"), page.stem) == plain
    assert split(text.replace("“", '"').replace("”", '"'), page.stem) == plain


@pytest.mark.skipif(not SHARED, reason="ZHENGCE_SHARED is not set")
def test_real_page_scores_above_the_floor() -> None:
    page = Path(SHARED or "") / "gold" / "pages" / "newspaper-page-2021-12.md"
    articles = gold(page)
    wrong, checks = differences(articles, split(page.read_text("utf-8"), page.stem))
    assert len(wrong) <= 0.02 * checks


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_lines_point_back_to_where_the_text_stands(page: Path) -> None:
    source = page.read_text("utf-8").split("\n")
    for document in split(page.read_text("utf-8"), page.stem):
        assert document.origin.lines is not None
        first, last = document.origin.lines
        there = unify("".join(source[first - 1 : last]))
        squeezed = re.sub(r"\s", "", there)
        for text in filter(None, (document.title, document.text[:12].split("\n")[0])):
            assert Counter(re.sub(r"\s", "", text)) <= Counter(squeezed)


@st.composite
def broken_pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    paragraphs = draw(st.lists(st.sampled_from(PROSE), min_size=1, max_size=4))
    lines = ["# 清江外贸向新而行", "", "本报记者 陆一鸣", ""]
    for paragraph in paragraphs:
        at = 0
        for cut in sorted(draw(st.sets(st.integers(12, len(paragraph) - 2), max_size=3))):
            before, after = paragraph[:cut], paragraph[cut:]
            # A break behind a full stop cannot be told from the end of a paragraph, nor one inside a Latin word.
            # A column holds at least so many characters; in less, headings and figures of pages cannot be told.
            if (
                cut - at < 14
                or before[-1] in "。！？；：”…）"
                or (before[-1].isalpha() and before[-1].isascii() and after[0].isascii())
            ):
                continue
            lines += [paragraph[at:cut], ""]
            at = cut
        lines += [paragraph[at:], ""]
    return "\n".join(lines), paragraphs


@settings(max_examples=150, deadline=None)
@given(broken_pages())
def test_broken_paragraphs_are_joined_without_a_trace(page: tuple[str, list[str]]) -> None:
    text, paragraphs = page
    documents = split(text)
    assert [document.text for document in documents] == ["\n".join(paragraphs)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([PROSE[0], PROSE[2]]), min_size=2, max_size=4), st.integers(13, 24), st.booleans())
def test_wrapped_paragraphs_are_joined_without_a_trace(paragraphs: list[str], width: int, blank: bool) -> None:
    lines = ["清江外贸向新而行", "本报记者 陆一鸣", ""]
    for paragraph in paragraphs:
        text = "　　" + paragraph
        lines += [text[at : at + width] for at in range(0, len(text), width)] + [""] * blank
    documents = split("\n".join(lines))
    assert [document.text for document in documents] == ["\n".join(paragraphs)]


_UNSEEN = set("#*_【】〖〗[]［］■□█➤➢●◆◇▲★☆◎○※❖♦►▶>↑↓←→⬆⬇⬅➡▼▽◥◤△（）()—-=~·.•|:")
_GONE = ("furniture", "rule", "end", "jump", "byline", "credit", "letterhead")


def _letters(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace() and c.isprintable() and c not in _UNSEEN)


def _all_of(document: Document) -> str:
    meta = document.meta
    parts = (document.title, document.text, meta.column, meta.kicker, meta.subtitle, meta.source, meta.continued_from)
    return "".join(filter(None, (*parts, meta.doc_number, *meta.authors, *meta.agency, *meta.extra.values())))


def _lost(text: str, documents: list[Document]) -> Counter[str]:
    lines = read_lines(unify(text))
    give_roles(lines, measure(lines))
    have = _letters("".join(map(_all_of, documents)) + "".join(line.text for line in lines if line.role in _GONE))
    return _letters(unify(text)) - have


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=25))
def test_no_line_of_a_page_is_lost_however_lines_are_mixed(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert _lost(text, split(text)) == Counter()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=12))
def test_names_in_bylines_are_kept(lines: list[str]) -> None:
    text = "\n".join(lines)
    read = read_lines(unify(text))
    give_roles(read, measure(read))
    names = {name for line in read if line.role == "byline" and line.byline for name in line.byline.authors}
    assert names <= {name for document in split(text) for name in document.meta.authors}


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.characters(codec=None), max_size=200) | st.text("中，。\n（）#*■▲ 1aA“”《》：\t\0", max_size=80)
)
def test_any_string_is_a_page(text: str) -> None:
    documents = split(text)
    assert documents
    assert [d.id for d in documents] in (["page"], [f"page/{n}" for n in range(1, len(documents) + 1)])
    assert split(text) == documents


def test_page_without_a_headline_stays_one_document() -> None:
    (document,) = split("会议指出，要坚持稳中求进。\n\n会议强调，要守住底线。\n")
    assert (document.id, document.kind, document.title) == ("page", "document", None)
    assert document.text == "会议指出，要坚持稳中求进。\n会议强调，要守住底线。"


def test_page_of_furniture_alone_keeps_its_text() -> None:
    (document,) = split("本版责编：周敏 田芳\n")
    assert document.text == "本版责编：周敏 田芳\n"
    assert document.kind == "document"


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "“",
        "本报记者 张三\n",
        "局、",
        "上接",
        "1,",
        "#",
        "中文标题\n\n",
        "👨‍👩‍👧",
        "\0",
        "导读\n标题 3版\n",
        "新华社北京1月1日\n",
        "课题组\n",
    ],
)
def test_long_hostile_pages_come_through(unit: str) -> None:
    assert split(unit * (60_000 // len(unit)))


NARROW = """春灌提前开闸
本报讯（记者 陆 川）昨日，清
江灌区提前十天开闸放水，今春计划
供水一点八亿立方米。沿线群众备好
了机泵。
灌区管理处在八个乡镇设了服务点
。村民在手机上报水量，半天就能放
到地头。
"""


def test_where_nothing_is_indented_a_sentence_that_ends_short_ends_the_paragraph() -> None:
    text = NARROW + "\n" + NARROW.replace("春灌", "秋灌").replace("了机泵。", "了不少抽水的机泵等设备。")
    first, second = split(text)
    assert (first.title, second.title) == ("春灌提前开闸", "秋灌提前开闸")
    assert len(first.text.split("\n")) == len(second.text.split("\n")) == 2


def test_headline_right_below_an_item_begins_the_next_where_only_text_is_indented() -> None:
    item = (
        "\n　　本报讯（记者 陆 川）昨日，\n清江灌区提前十天开闸放水，沿线\n"
        "群众备好机泵，管理处设了服务点。\n　　春灌计划供水一点八亿立方米。\n"
    )
    made = split(
        "\n".join(title + item for title in ("灌区开闸放水迎春耕", "机泵下田", "沿线村民网上报水量")).replace(
            "\n\n", "\n"
        )
    )
    assert [document.title for document in made] == ["灌区开闸放水迎春耕", "机泵下田", "沿线村民网上报水量"]
    assert [len(document.text.split("\n")) for document in made] == [2, 2, 2]
