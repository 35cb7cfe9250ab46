"""The heads of official documents are read, those of news are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.heads import read_head
from pipeline.layout.official import is_title, normal_number, own_number, split_agencies, title_agencies

NOTICE = """云州市人民政府办公室文件

云政办发〔2022〕18号

云州市人民政府办公室关于印发
云州市农村客货邮融合发展实施方案的通知

各县（市、区）人民政府，市政府各部门：

现将方案印发给你们，请认真组织实施。

云州市人民政府办公室
2022年3月11日

云州市农村客货邮融合发展实施方案
"""


def test_head_and_foot_of_a_notice_are_read() -> None:
    head = read_head(NOTICE)
    assert head is not None
    assert head.title == "云州市人民政府办公室关于印发云州市农村客货邮融合发展实施方案的通知"
    assert (head.agency, head.doc_number, head.date) == (["云州市人民政府办公室"], "云政办发〔2022〕18号", "2022-03-11")


def test_title_that_breaks_behind_a_word_for_a_document_is_whole() -> None:
    head = read_head(
        "清江省人民政府关于推行\n行政执法公示制度\n法制审核制度的指导意见\n清政发〔2019〕3号\n各市人民政府：\n"
    )
    assert head is not None
    assert head.title == "清江省人民政府关于推行行政执法公示制度法制审核制度的指导意见"


def test_text_without_line_breaks_gives_number_and_signature() -> None:
    text = "清政办函〔2021〕52号 市教委：你委请示收悉。同意成立联席会议。 清江市人民政府办公室 2021年8月17日"
    head = read_head(text, "清江市人民政府办公室关于成立联席会议的复函")
    assert head is not None
    assert (head.doc_number, head.date) == ("清政办函〔2021〕52号", "2021-08-17")


def test_order_takes_its_number_from_two_lines() -> None:
    head = read_head("清江省人民政府令\n第208号\n《清江省湿地公园管理办法》已经通过，现予公布。\n")
    assert head is not None
    assert head.doc_number == "清江省人民政府令第208号"


def test_letterhead_over_lines_gives_the_issuers() -> None:
    head = read_head("清江省民政厅\n清江省财政厅\n文件\n清民联发（1997）91号\n关于做好帮扶工作的通知\n各市民政局：\n")
    assert head is not None
    assert (head.agency, head.doc_number) == (["清江省民政厅", "清江省财政厅"], "清民联发〔1997〕91号")
    assert head.title == "关于做好帮扶工作的通知"


CARD = """索 引 号：001　　主题分类：财政
发文机关：云州市财政局、云州市民政局
成文日期：2020-07-13　　发布日期：2020-07-20
标　　题：关于印发资金管理办法的通知
发文字号：云财规〔2020〕97号

关于印发资金管理办法的通知
"""
ORDER = """云州市人民政府令
第 97 号

《决定》已经通过，现予公布。

　　市　长　　祁　川
　　２０１２年１２月２６日
"""


def test_card_of_a_government_site_is_read_and_is_no_title() -> None:
    head = read_head(CARD)
    assert head is not None
    assert (head.title, head.agency) == ("关于印发资金管理办法的通知", ["云州市财政局", "云州市民政局"])
    assert (head.doc_number, head.date) == ("云财规〔2020〕97号", "2020-07-13")


def test_officer_signs_an_order() -> None:
    head = read_head(ORDER)
    assert head is not None
    assert (head.agency, head.doc_number, head.date) == (["云州市人民政府"], "云州市人民政府令第97号", "2012-12-26")


def test_date_alone_on_its_line_is_that_of_signature() -> None:
    head = read_head(
        "云州市文化局\n云文函〔2013〕8号\n关于维修方案的批复\n各文化馆：\n此复。\n　　二〇一三年八月十九日\n"
    )
    assert head is not None
    assert (head.agency, head.date) == (["云州市文化局"], "2013-08-19")


def test_vague_issuer_gives_way_to_the_signature() -> None:
    text = "各有关单位：\n现将事项通知如下。\n清江市科学技术局\n2014年1月16日\n"
    head = read_head(text, "市科技局关于文件失效的通知")
    assert head is not None
    assert head.agency == ["清江市科学技术局"]


@pytest.mark.parametrize(
    ("title", "agencies"),
    [
        ("最高人民法院、最高人民检察院关于办理案件的解释", ["最高人民法院", "最高人民检察院"]),
        ("关于加强管理的通知", []),
        ("记者关于现场的报告", []),
    ],
)
def test_issuers_stand_at_the_head_of_a_title(title: str, agencies: list[str]) -> None:
    assert title_agencies(title) == agencies


def test_joint_issuers_are_split_and_kept_once() -> None:
    assert split_agencies("财政部 教育部、财政部") == ["财政部", "教育部"]


@pytest.mark.parametrize(
    ("number", "normal"),
    [
        ("国发 [2021] 5号", "国发〔2021〕5号"),
        ("财税（2019）第13号", "财税〔2019〕13号"),
        ("2021年 第35号", "2021年第35号"),
    ],
)
def test_numbers_take_their_standard_form(number: str, normal: str) -> None:
    assert normal_number(number) == normal


def test_cited_number_is_not_the_document_s_own() -> None:
    assert own_number("根据《意见》（国发〔2021〕5号）要求，") is None
    head = read_head(
        "各市人民政府：\n根据《意见》（国发〔2021〕5号），通知如下。\n", "清江省人民政府关于做好工作的通知"
    )
    assert head is not None
    assert head.doc_number is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "国务院办公厅印发意见 部署稳外贸",
            "新华社北京5月11日电 国务院办公厅日前印发《关于推动外贸稳规模优结构的意见》（国办发〔2023〕10号）。",
        ),
        ("省政府召开会议", "会议强调：\n要落实《关于促进就业的意见》。\n"),
        (None, "今年以来，全省经济运行平稳。\n"),
    ],
)
def test_news_has_no_head(title: str | None, text: str) -> None:
    assert read_head(text, title) is None


@given(st.text(max_size=120), st.none() | st.text(max_size=40))
def test_any_string_is_read(text: str, title: str | None) -> None:
    read_head(text, title)
    is_title(text)
