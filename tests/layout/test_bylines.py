"""Bylines, datelines and credits are told from text, and give source and authors."""

import pytest

from pipeline.layout.bylines import Byline, read_byline, read_dateline, read_trailer
from pipeline.layout.captions import is_caption, is_credit, read_credit


@pytest.mark.parametrize(
    ("line", "source", "authors"),
    [
        ("清江经济报记者 高远 林溪", "清江经济报", ("高远", "林溪")),
        ("记者 ××× 通讯员 ××× 报道", None, ("×××", "×××")),
        ("本报记者 秦雨 本报通讯员 罗平", None, ("秦雨", "罗平")),
        ("新华社记者 王立平、周舟", "新华社", ("王立平", "周舟")),
        ("□ 本报记者 唐婉", None, ("唐婉",)),
        ("□ 李卫东", None, ("李卫东",)),
        ("■本报记者 李 想 王小五", None, ("李想", "王小五")),
        ("文/图 本报记者 孙浩", None, ("孙浩",)),
        ("（记者 郑一帆）", None, ("郑一帆",)),
        ("来源：经济日报", "经济日报", ()),
        ("（据新华社）", "新华社", ()),
        ("本报评论员", None, ()),
        ("新华社北京1月1日电", "新华社", ()),
        ("本报江陵1月1日电", None, ()),
        ("张明（作者单位：省委党校）", None, ("张明",)),
        ("本报记者孙浩摄影报道", None, ("孙浩",)),
        ("南方财经报 记者 甘霖 发自珠海", "南方财经报", ("甘霖",)),
        ("□ 本报特派记者 苗雨田 北京报道", None, ("苗雨田",)),
        ("文本报记者 符荣 图本报记者 袁琛", None, ("符荣", "袁琛")),
        ("文/王 宇 图/刘 江", None, ("王宇", "刘江")),
        ("朱 慧 卿/绘 文/木 子", None, ("朱慧卿", "木子")),
        ("（记者 张爱民通讯员 朱启山）", None, ("张爱民", "朱启山")),
        ("（摘自《决策内参》第18期）", "决策内参", ()),
        ("（重庆日报 四川日报）", "重庆日报", ()),
        ("特约记者 陈晨 本报记者 林楠 文/图", None, ("陈晨", "林楠")),
    ],
)
def test_line_of_a_byline_is_read(line: str, source: str | None, authors: tuple[str, ...]) -> None:
    assert read_byline(line, after_headline=True) == Byline(source, authors)


@pytest.mark.parametrize(
    "line",
    [
        "市政府召开会议",
        "全力推进",
        "安全生产",
        "高质量发展",
        "从一枚印章到一张网",
        "全国人民代表大会",
        "记者从市住建局获悉",
        "（一）总体要求",
        "高远",
    ],
)
def test_headings_and_text_are_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("text", "source", "authors"),
    [
        ("据清江日报（高远 记者 粘青）今年以来", "清江日报", ("高远", "粘青")),
        ("本报讯（记者 秦雨 通讯员 罗平）昨日", None, ("秦雨", "罗平")),
        ("本报讯 记者秦雨、通讯员罗平报道：昨日", None, ("秦雨", "罗平")),
        ("新华社北京5月11日电（记者王立平、周舟）国务院", "新华社", ("王立平", "周舟")),
        ("本报江陵3月16日电　（记者高远）省委", None, ("高远",)),
        ("据新华社电 中央气象台", "新华社", ()),
        ("央视网消息（新闻联播）：11日", "央视网", ()),
        ("（记者 薛明）日前", None, ("薛明",)),
    ],
)
def test_dateline_opens_an_item(text: str, source: str | None, authors: tuple[str, ...]) -> None:
    assert read_dateline(text) == (Byline(source, authors), True)


@pytest.mark.parametrize(
    "text",
    ["据初步统计，全省", "新华社记者从水利部获悉", "据国家统计局网站消息", "中国电信网络覆盖", "", "（一）加强领导"],
)
def test_text_has_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


def test_citation_gives_a_source_but_opens_nothing() -> None:
    assert read_dateline("据人民日报报道，近日") == (Byline("人民日报"), False)


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("力争突破。（记者 秦雨）", Byline(None, ("秦雨",))),
        ("力争突破。（秦雨）", Byline(None, ("秦雨",))),
        ("力争突破。据《经济日报》", Byline("经济日报")),
        ("见附件（三）", None),
    ],
)
def test_trailing_byline_is_read(text: str, byline: Byline | None) -> None:
    assert read_trailer(text) == byline


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("图为港口。李航 摄（中经视觉）", Byline("中经视觉", ("李航",))),
        ("图为港口。新华社记者 王舟 摄", Byline("新华社", ("王舟",))),
        ("在采茶。 李 想摄", Byline(None, ("李想",))),
        ("新华社发（李明 摄）", Byline("新华社", ("李明",))),
        ("摄影：王平", Byline(None, ("王平",))),
        ("茶园。（资料图片）", Byline()),
        ("游客在古城拍摄", None),
    ],
)
def test_credit_of_a_caption_is_read(text: str, byline: Byline | None) -> None:
    assert read_credit(text) == byline


def test_arrows_and_pictures_make_captions_and_lists_do_not() -> None:
    assert is_caption("↑5月8日，茶农在采茶。")
    assert is_caption("图为5月8日的茶园。")
    assert is_caption("▲5月8日，茶农在采茶。李想 摄")
    assert not is_caption("▲省供销社投放冬小麦专用肥18万吨。")
    assert is_credit("本报记者 孙浩 摄")
