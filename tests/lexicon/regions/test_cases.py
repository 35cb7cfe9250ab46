"""Each row of ``tests/data/regions.tsv`` is found as it says."""

from pathlib import Path

import pytest

from .conftest import Reader

CASES = Path(__file__).parents[2] / "data" / "regions.tsv"


def _cases() -> list[tuple[str, str, str]]:
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines()[1:]]
    return [(text, date, expected) for text, date, expected, _ in rows]


def test_there_are_five_hundred_cases() -> None:
    assert len(_cases()) >= 500


@pytest.mark.parametrize(("text", "date", "expected"), _cases())
def test_a_case_gives_its_places(reader: Reader, text: str, date: str, expected: str) -> None:
    want = dict(one.split("=", 1) for one in expected.split())
    found = reader.codes(text, date=date or None)
    assert found.keys() == want.keys()
    for name, code in found.items():
        assert code in want[name].split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("香港特区政府与澳门特区政府", {"香港特区": "810000", "澳门特区": "820000"}),
        ("深圳经济特区的条例", {"深圳经济特区": "440300"}),
        ("陕甘宁革命老区振兴", {"陕甘宁革命老区": "macro:陕甘宁革命老区"}),
        ("河北成功申办冬奥会", {"河北": "130000"}),
        ("托克逊县同心工业园的厂房", {"托克逊县同心工业园": "650422"}),
        ("武汉市的江岸要绿化，新建管线", {"武汉市": "420100"}),
        ("来到大凉山的村子", {}),
        ("山东港口集团与河南能源集团", {}),
        ("县住建局会同县财政局，法律规定会同县级政府", {}),
        ("湖南省会同县的会同县公安局", {"湖南省会同县": "431225", "会同县": "431225"}),
        ("走出解放区，胡同平房区里的采光、日照和通风，冬季日照不足", {}),
        ("焦作市解放区，日照、青岛两市", {"焦作市解放区": "410802", "日照": "371100", "青岛": "370200"}),
        ("山东省济宁市的日照时间", {"山东省济宁市": "370800"}),
        ("今年1月湖北省印发，3日土耳其和二日日本的代表到了", {"湖北省": "420000", "土耳其": "TR", "日本": "JP"}),
        ("6月鹰潭市月湖区动工，5日照常营业", {"鹰潭市月湖区": "360602"}),
        ("湖南新石化工（集团）有限公司、山东高速集团、河北海湾能源(集团)股份公司", {}),
        ("河北省（集团）的规划，安徽省高速公路的规划", {"河北省": "130000", "安徽省": "340000"}),
        ("打造农业硅谷", {}),
        ("到了美国硅谷", {"美国硅谷": "-"}),
        ("长沙的湘江边", {"长沙": "430100"}),
        ("适应城市发展和沿海城市，湖北应城市", {"湖北应城市": "420981"}),
        ("阿盟外长在开罗开会", {"开罗": "-"}),
        ("内蒙古阿盟的牧民", {"内蒙古阿盟": "152900"}),
        ("江河源头的保护", {}),
        ("衢江区公立医院的改革，衢江区中学生", {"衢江区": "330803"}),
        ("来到马岭岗镇的果园", {"马岭岗镇": "371702"}),
        ("四川甘孜州新都桥镇的牧场", {"四川甘孜州": "513300", "新都桥镇": "513301"}),
        ("新疆喀什，塔什库尔干乡的旅游", {"新疆喀什": "653100", "塔什库尔干乡": "653131"}),
        ("菏泽的牡丹开了，松花江开江", {"菏泽": "371700"}),
        ("黑龙江松花江流域防汛", {"黑龙江": "230000"}),
        ("贵州的赤水河流域与永定河", {"贵州": "520000"}),
        ("深化巴中友谊，巴基斯坦代表", {"巴基斯坦": "PK"}),
        ("四川的巴中、山东的日照", {"四川": "510000", "巴中": "511900", "山东": "370000", "日照": "371100"}),
        ("少开文山会海，太原舰返航", {}),
        ("地中海东部的舰队", {}),
        ("江西的鄱阳湖东岸", {"江西": "360000"}),
    ],
)
def test_what_stands_around_a_name_decides(reader: Reader, text: str, expected: dict[str, str]) -> None:
    assert reader.codes(text, date="2023-05-01") == expected


def test_an_office_of_a_zone_is_known_by_the_short_name_of_the_zone(reader: Reader) -> None:
    found = reader.codes("玉林市玉东新区的玉东派出所", date="2021-01-01")
    assert found == {"玉林市玉东新区": "450900", "玉东": "450900"}


@pytest.mark.parametrize(("date", "code"), [("2018-05-01", "500112"), ("2026-08-01", "500157")])
def test_a_township_has_the_code_of_its_county_at_the_date(reader: Reader, date: str, code: str) -> None:
    assert reader.codes("重庆市的鸳鸯街道", date=date)["鸳鸯街道"] == code
