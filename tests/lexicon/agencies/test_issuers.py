"""Runs of organs are split in order, and documents say who issued them."""

import pytest

from pipeline.lexicon.context import Context

from .conftest import Reader


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("工业和信息化部 财政部 发展改革委", ["工业和信息化部", "财政部", "国家发展和改革委员会"]),
        ("财政部、税务总局", ["财政部", "国家税务总局"]),
        ("国家发展改革委国家能源局", ["国家发展和改革委员会", "国家能源局"]),
        ("教育部\n共青团中央\n全国妇联", ["教育部", "中国共产主义青年团中央委员会", "中华全国妇女联合会"]),
        ("嘉兴市公安局嘉兴市财政局嘉兴市教育局", ["嘉兴市公安局", "嘉兴市财政局", "嘉兴市教育局"]),
        ("中共开化县委办公室 开化县人民政府办公室", ["中共开化县委办公室", "开化县人民政府办公室"]),
        ("国家税务总局办公厅　财政部办公厅", ["国家税务总局办公厅", "财政部办公厅"]),
        ("", []),
        ("关于", []),
    ],
)
def test_a_run_of_organs_is_split_in_order(reader: Reader, run: str, names: list[str]) -> None:
    assert [one.norm for one in reader.agencies.issuers(run, "2021-06-01")] == names


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("国务院关于加强工作的意见", "", ["国务院"]),
        ("财政部 税务总局关于减税的公告", "", ["财政部", "国家税务总局"]),
        ("国务院办公厅转发民政部关于养老意见的通知", "", ["国务院办公厅"]),
        (
            "建市〔2019〕12号《住房和城乡建设部国家发展改革委关于工程的通知》",
            "",
            ["住房和城乡建设部", "国家发展和改革委员会"],
        ),
        ("浙江省商务厅等17部门关于印发方案的通知", "", ["浙江省商务厅"]),
        ("专利条例", "中华人民共和国国务院令\n第706号\n现予公布。", ["国务院"]),
        (
            "关于做好监测的通知",
            "各单位：\n请照办。\n湖北省统计局\n湖北省财政厅\n2021年11月18日\n（公开）",
            ["湖北省统计局", "湖北省财政厅"],
        ),
        ("关于民办教育的意见", "各单位：请照办。 义乌市人民政府 2013年12月23日", ["义乌市人民政府"]),
        ("省政府办公厅关于推进教育的意见", "各地：\n江苏省教育厅要负责。", ["江苏省人民政府办公厅"]),
        ("市财政局市教育局关于收费的通知", "天津市各学校：", ["天津市财政局", "天津市教育局"]),
        ("一项工作的说明", "为落实国务院关于工作的要求，各地行动起来。", []),
        (None, "", []),
    ],
)
def test_a_document_tells_its_issuers(reader: Reader, title: str | None, text: str, names: list[str]) -> None:
    assert reader.agencies.document_issuers(Context(text=text, title=title, date="2021-06-01")) == names
