"""Salutations and lists of those charged, named or not."""

import pytest

from pipeline.lexicon.context import Context

from .conftest import Reader


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "各乡镇人民政府、街道办事处，县政府直属各单位：\n现印发给你们。",
            ["各乡镇人民政府", "街道办事处", "县政府直属各单位"],
        ),
        ("某县办公室关于补助的通知各镇（街道）党委（工委），区级各部门：", ["各镇（街道）党委（工委）", "区级各部门"]),
        ("梅州市财政局：\n请下达。", ["梅州市财政局"]),
        ("一、强化管理。（责任单位：市经信局、市统计局）", ["市经信局", "市统计局"]),
        ("给予补贴。（由区教育局、区财政局牵头负责）", ["区教育局", "区财政局"]),
        ("（三）优化服务。（财政部、税务总局按职责分工负责）", ["财政部", "税务总局"]),
        (
            "各省、自治区、直辖市人民政府，省政府各部门，市委各部门：\n现印发。",
            ["各省、自治区、直辖市人民政府", "省政府各部门", "市委各部门"],
        ),
        (
            "各区人力资源和社会保障局，各区工业和信息化主管部门：",
            ["各区人力资源和社会保障局", "各区工业和信息化主管部门"],
        ),
        ("（责任单位：工业和信息化部、财政部）", ["工业和信息化部", "财政部"]),
        ("下列区域应当列入城市重点保护区：", []),
        ("具体要求如下：\n一、加强领导。", []),
        ("记者表示：这很好。", []),
        ("", []),
    ],
)
def test_those_addressed_and_charged_are_listed(reader: Reader, text: str, names: list[str]) -> None:
    context = Context(text=text, date="2020-01-01")
    organs = reader.agencies.find(context, reader.regions.find(context))
    found = reader.agencies.addressees(context, organs)
    assert [one.text for one in found] == names
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all((one.norm is None) == (one.status == "unresolved") for one in found)


def test_a_named_organ_keeps_its_official_name(reader: Reader) -> None:
    context = Context(text="（责任单位：吉林省发改委、各市政府）", date="2020-01-01")
    organs = reader.agencies.find(context, reader.regions.find(context))
    assert [one.norm for one in reader.agencies.addressees(context, organs)] == ["吉林省发展和改革委员会", None]
