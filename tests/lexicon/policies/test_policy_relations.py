from pipeline.document import Entity, Span
from pipeline.lexicon.context import Context
from pipeline.lexicon.policies import PolicyFinder


def named(text: str, *names: str, label: str = "AGENCY") -> list[Entity]:
    found = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            found.append(Entity(at, at + len(name), name, label, "central", name))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda one: (one.start, -one.end))


def stated(
    finder: PolicyFinder,
    text: str,
    agencies: tuple[str, ...] = (),
    regions: tuple[str, ...] = (),
    title: str | None = None,
) -> list[tuple[str, str | None, str]]:
    context = Context(text, title=title)
    places = named(text, *regions, label="REGION")
    organs = named(text, *agencies)
    policies = finder.find(context, places, organs)

    def surface(span: Span | None) -> str | None:
        return None if span is None else text[span.start : span.end]

    made = finder.relations(context, places, organs, policies)
    assert all(one.evidence.start <= one.tail.start and one.tail.end <= one.evidence.end for one in made)
    return [(one.type, surface(one.head), surface(one.tail) or "") for one in made]


def test_who_issues_a_policy_is_said_by_a_verb(policy_finder: PolicyFinder) -> None:
    text = "交通运输部近日印发了《渡口改造方案》。财政部会议听取了《桥梁养护方案》的汇报。"
    assert stated(policy_finder, text, ("交通运输部", "财政部")) == [("issues", "交通运输部", "渡口改造方案")]


def test_joint_issuers_each_issue(policy_finder: PolicyFinder) -> None:
    text = "交通运输部、财政部和水利部联合发布《渡口改造方案》。"
    assert stated(policy_finder, text, ("交通运输部", "财政部", "水利部")) == [
        ("issues", name, "渡口改造方案") for name in ("交通运输部", "财政部", "水利部")
    ]


def test_an_issuer_at_the_head_of_the_title_issues_it(policy_finder: PolicyFinder) -> None:
    text = "贯彻《交通运输部关于渡口检修的通知》和《交通运输部工作规则》。"
    assert [one for one in stated(policy_finder, text, ("交通运输部",)) if one[0] == "issues"] == [
        ("issues", "交通运输部", "交通运输部关于渡口检修的通知")
    ]


def test_what_a_policy_rests_on_needs_the_words_that_say_so(policy_finder: PolicyFinder) -> None:
    text = "第一条 根据《渡口条例》、《河道条例》等法律法规，结合本市实际，制定本办法。"
    assert stated(policy_finder, text) == [("based_on", None, "渡口条例"), ("based_on", None, "河道条例")]
    assert stated(policy_finder, "根据《渡口条例》，他被处罚。") == []


def test_a_policy_made_on_another_is_its_head(policy_finder: PolicyFinder) -> None:
    text = "根据《渡口条例》，市里制定了《渡口检修办法》。"
    assert stated(policy_finder, text) == [("based_on", "渡口检修办法", "渡口条例")]


def test_what_is_repealed_needs_the_words_that_say_so(policy_finder: PolicyFinder) -> None:
    text = "本办法自公布之日起施行。《渡口管理规定》（云政发〔2003〕5号）同时废止。《河道条例》继续有效。"
    assert stated(policy_finder, text) == [("repeals", None, "渡口管理规定")]


def test_what_a_decision_repeals_may_follow_the_verb(policy_finder: PolicyFinder) -> None:
    text = "为了简化手续，现决定废止《渡口管理规定》（云政发〔2003〕5号）、《河道条例》。《桥梁条例》继续有效。"
    assert stated(policy_finder, text) == [("repeals", None, "渡口管理规定"), ("repeals", None, "河道条例")]
    assert stated(policy_finder, "议会讨论是否废止《渡口条例》。") == []


def test_the_salutation_says_to_whom_a_document_goes(policy_finder: PolicyFinder) -> None:
    title = "青石市人民政府关于渡口检修的通知"
    text = f"{title}\n青政发〔2021〕6号\n云岭县、市财政局：\n云岭县要抓紧检修。"
    assert stated(policy_finder, text, ("市财政局",), ("云岭县",), title) == [
        ("addressed_to", title, "云岭县"),
        ("addressed_to", title, "市财政局"),
    ]
