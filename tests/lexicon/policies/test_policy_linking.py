from pipeline.document import Entity
from pipeline.lexicon.context import Context
from pipeline.lexicon.policies import PolicyFinder
from pipeline.lexicon.policies.linking import agreeing, issued_by
from pipeline.lexicon.policies.register import not_future


def agency(text: str, name: str, norm: str) -> Entity:
    start = text.index(name)
    return Entity(start=start, end=start + len(name), text=name, label="AGENCY", kind="central", norm=norm)


def test_title_number_and_short_reference_share_one_identity(policy_finder: PolicyFinder) -> None:
    text = "《关于规范渡口管理的通知》（云交发〔2020〕8号，以下简称《通知》）印发。《通知》要求，渡口定期检修。"
    found = policy_finder.find(Context(text), [], [])
    assert [one.policy for one in found] == ["云交发〔2020〕8号"] * 4
    assert {one.name for one in found} == {"关于规范渡口管理的通知"}


def test_a_number_below_the_headline_is_its_number(policy_finder: PolicyFinder) -> None:
    text = "青石市人民政府关于规范渡口管理的通知\n青政发〔2020〕8号\n各区人民政府："
    headline, number = policy_finder.find(Context(text, title="青石市人民政府关于规范渡口管理的通知"), [], [])
    assert headline.number == number.norm == headline.policy == number.policy == "青政发〔2020〕8号"


def test_a_known_title_takes_number_and_date_from_the_register(policy_finder: PolicyFinder) -> None:
    text = "国务院印发《大气污染防治行动计划》。"
    (one,) = policy_finder.find(Context(text, date="2015-03-01"), [], [])
    assert (one.policy, one.number, one.issued) == ("国发〔2013〕37号", "国发〔2013〕37号", "2013-09-10")


def test_nothing_is_linked_to_a_later_document(policy_finder: PolicyFinder) -> None:
    (one,) = policy_finder.find(Context("编制《大气污染防治行动计划》。", date="2012-03-01"), [], [])
    assert (one.policy, one.number, one.issued) == ("大气污染防治行动计划", None, None)


def test_a_report_may_run_three_days_ahead() -> None:
    assert not_future("2021-03-01", "2021-02-27")
    assert not not_future("2021-03-01", "2021-02-20")
    assert not_future("2021-03-01", "2021")
    assert not_future("", "2021-02-20")
    assert not_future("2021-03-01", None)


def test_a_title_without_issuer_needs_the_issuer_beside_it(policy_finder: PolicyFinder) -> None:
    title = "关于加快发展现代职业教育的决定"
    for issuer, policy in (("国务院", "国发〔2014〕19号"), ("财政部", title)):
        text = f"{issuer}《{title}》提出目标。"
        (one,) = policy_finder.find(Context(text, date="2016-01-01"), [], [agency(text, issuer, issuer)])
        assert one.policy == policy


def test_part_of_a_known_title_is_not_linked(policy_finder: PolicyFinder) -> None:
    (one,) = policy_finder.find(
        Context("《大气污染防治行动计划考核》（青环发〔2015〕3号）", date="2016-01-01"), [], []
    )[:1]
    assert one.policy == "青环发〔2015〕3号"


def test_a_law_by_its_short_name_has_the_full_title(policy_finder: PolicyFinder) -> None:
    found = policy_finder.find(Context("依照中小企业促进法，《中华人民共和国中小企业促进法》第三条。"), [], [])
    assert {one.policy for one in found} == {"中华人民共和国中小企业促进法"}


def test_a_short_reference_prefers_the_issuer_named_before_it(policy_finder: PolicyFinder) -> None:
    text = "《国务院关于整顿渡口的通知》《云岭省关于渡口收费的通知》都在施行。根据国务院《通知》精神，渡口免费。"
    agencies = [
        agency(text, "国务院", "国务院"),
        Entity(text.index("据国务院") + 1, text.index("据国务院") + 4, "国务院", "AGENCY", "central", "国务院"),
    ]
    found = policy_finder.find(Context(text), [], agencies)
    assert found[-1].norm == "国务院关于整顿渡口的通知"


def test_a_short_reference_without_a_title_before_it_is_unresolved(policy_finder: PolicyFinder) -> None:
    (one,) = policy_finder.find(Context("《意见》提出五条。"), [], [])
    assert (one.norm, one.policy, one.status) == (None, None, "unresolved")


def test_a_title_that_recurs_each_year_is_no_identity(policy_finder: PolicyFinder) -> None:
    (one,) = policy_finder.find(Context("《政府工作报告》提出目标。"), [], [])
    assert (one.norm, one.policy) == ("政府工作报告", None)


def test_short_names_agree_with_titles_and_with_the_plans_they_issue() -> None:
    assert agreeing("关于规范渡口的实施意见", "实施意见") == "关于规范渡口的实施意见"
    assert agreeing("关于规范渡口的实施意见", "意见") == "关于规范渡口的实施意见"
    assert agreeing("关于印发渡口改造方案的通知", "方案") == "渡口改造方案"
    assert agreeing("关于印发《渡口改造方案》的通知", "通知") == "关于印发《渡口改造方案》的通知"
    assert agreeing("渡口管理办法（试行）", "办法") == "渡口管理办法（试行）"
    assert agreeing("渡口管理办法", "条例") is None
    assert issued_by("关于印发《甲规划》《乙规划》的通知") == ["甲规划", "乙规划"]
    assert issued_by("关于做好渡口检修的通知") == []
    assert issued_by("关于印发贯彻落实《甲规划》措施的通知") == []


def test_a_plan_without_its_years_is_the_one_that_runs(policy_finder: PolicyFinder) -> None:
    text = "落实《全民健身计划》，修建步道。"
    for date, number in (("2013-05-01", "国发〔2011〕5号"), ("2022-05-01", "国发〔2021〕11号"), ("2008-05-01", None)):
        (one,) = policy_finder.find(Context(text, date=date), [], [])
        assert (one.norm, one.number) == ("全民健身计划", number)
    (one,) = policy_finder.find(Context(text), [], [])
    assert one.policy == "全民健身计划"
