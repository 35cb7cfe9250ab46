import pytest

from pipeline.lexicon.policies.kinds import is_report, is_short, trim, type_of
from pipeline.lexicon.policies.numbers import find_numbers
from pipeline.lexicon.policies.text import key, squeeze


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云岭省渡口管理条例", "管理条例"),
        ("渡口管理办法（试行）", "管理办法"),
        ("渡口改造行动计划（2021—2023年）", "行动计划"),
        ("中华人民共和国港口法", "法律"),
        ("关于开展渡口检修的通知", "通知"),
        ("关于支持渡口建设的函", "函"),
        ("支持渡口发展十条", "政策措施"),
        ("支持渡口发展25条", "政策措施"),
        ("渡口的故事", None),
        ("渡口建筑方法", None),
        ("名家书法", None),
        ("港口法第三条", None),
    ],
)
def test_the_last_words_tell_the_type(title: str, kind: str | None) -> None:
    assert type_of(title) == kind


def test_reports_treaties_and_contracts_are_no_policies() -> None:
    assert is_report("渡口普查公报")
    assert is_report("渡口合作协定")
    assert not is_report("政府工作报告")
    assert not is_report("关于做好渡口检修的通知")


def test_short_references_are_bare_class_nouns() -> None:
    assert is_short("意见")
    assert is_short("实施方案")
    assert not is_short("渡口方案")


def test_draft_notes_stand_outside_the_title() -> None:
    assert trim("渡口条例（草案）") == "渡口条例"
    assert trim("渡口条例（修订草案二次审议稿）") == "渡口条例"
    assert trim("渡口条例（2020年修正）") == "渡口条例（2020年修正）"


def test_titles_compare_without_spaces_quotes_and_kinds_of_brackets() -> None:
    assert key("关于印发〈“渡口”办法(试行)〉的 通知") == key("关于印发《渡口办法（试行）》的通知")
    assert squeeze("渡口\n管理　办法") == "渡口管理办法"
    assert squeeze("GB T 标准") == "GB T标准"


def test_numbers_are_parsed_to_code_year_and_one_form() -> None:
    (number,) = find_numbers("依据云交发﹝2020﹞ 8 号", frozenset(), {})
    assert (number.code, number.year, number.norm) == ("云交发", 2020, "云交发〔2020〕8号")
    (number,) = find_numbers("国务院令第752号", frozenset(), {})
    assert (number.year, number.norm) == (None, "国务院令第752号")


def test_no_code_reaches_into_the_title_before_it() -> None:
    text = "关于渡口检修的通知云交发〔2020〕8号"
    (number,) = find_numbers(text, frozenset(), {}, [9])
    assert number.norm == "云交发〔2020〕8号"
