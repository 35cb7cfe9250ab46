"""One automaton for all names that stand without marks: initiatives, laws and known titles."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from pipeline.document import Entity
from pipeline.lexicon.loading import Later
from pipeline.lexicon.policies.initiatives import InitiativeRules
from pipeline.lexicon.policies.kinds import type_of
from pipeline.lexicon.policies.register import Policy, Register, undated
from pipeline.lexicon.policies.text import Taken, add, entity

STATE = "中华人民共和国"
# After the name of a law these make another word: 审计法定, 商标法律, 公司法人, 刑法学.
_AFTER_LAW = "人律定制官院庭规学理治务警医典援师域度术"
_MAY_FOLLOW = ("规定", "学习", "治理")  # 个人所得税法|规定的
_SHORT_LAWS = {
    "选举法": "全国人民代表大会和地方各级人民代表大会选举法",
    "全国人大组织法": "全国人民代表大会组织法",
    "地方组织法": "地方各级人民代表大会和地方各级人民政府组织法",
    "代表法": "全国人民代表大会和地方各级人民代表大会代表法",
    "香港基本法": "香港特别行政区基本法",
    "澳门基本法": "澳门特别行政区基本法",
    "香港国安法": "香港特别行政区维护国家安全法",
    "香港国家安全法": "香港特别行政区维护国家安全法",
    "预算法实施条例": "预算法实施条例",
    "固废法": "固体废物污染环境防治法",
    "消法": "消费者权益保护法",
    "科技进步法": "科学技术进步法",
    "科普法": "科学技术普及法",
    "税收征管法": "税收征收管理法",
    "个税法": "个人所得税法",
    "招投标法": "招标投标法",
    "港区国安法": "香港特别行政区维护国家安全法",
    "监督法": "各级人民代表大会常务委员会监督法",
    "新环保法": "环境保护法",
    "环保法": "环境保护法",
    "人大组织法": "全国人民代表大会组织法",
    "宪法": "宪法",
    "民法典": "民法典",
    "党章": "中国共产党章程",
}
_NOT_BARE = {"宪法修正案", "法律", "水法", "标准化法律"}
_FOREIGN_BEFORE = re.compile(
    "(?:美国|日本|德国|法国|英国|俄罗斯|韩国|伊朗|埃及|土耳其|印度|泰国|外国|该国|联邦|本国|古巴|越南|其|叙利亚|伊拉克|和平|国际|欧盟|老挝|各国|议会|新|缅甸|乌克兰|菲律宾|委内瑞拉)$"
)
NEAR = 24  # code points between a foreign place and a law of its own
_AFTER_CONSTITUTION = ("日", "和法律委", "法律委", "法院", "委员会", "监护")
_LAW_NAME = re.compile("(?:法|法典|民法通则|民法总则)$")


class Names:
    """Names of the register and the table of initiatives, matched together.

    Args:
        register: The register.
        rules: The initiatives.
    """

    def __init__(self, register: Register, rules: InitiativeRules) -> None:
        self._rules = rules
        self._laws: dict[str, tuple[str, Policy | None]] = {}
        self._titles: dict[str, Policy] = {}
        for row in register.rows:
            self._add(row)
        for short, full in _SHORT_LAWS.items():
            known = self._laws.get(full) or self._laws.get(STATE + full)
            title = known[0] if known else (full if full.startswith("中国共产党") else STATE + full)
            self._laws[short] = (title, known[1] if known else None)
        patterns = sorted({*self._laws, *self._titles, *rules.by_name} - _NOT_BARE)
        self._patterns = patterns
        self._automaton = Later(lambda: CharwiseDoubleArrayAhoCorasick(patterns, MATCH_KIND_LEFTMOST_LONGEST))

    def _add(self, row: Policy) -> None:
        if row.type == "法律" and len(row.title) <= 40:
            for name in (row.title, *row.aliases):
                if _LAW_NAME.search(name) and len(name) >= 2:
                    self._laws[name] = (row.title, row)
            return
        named = (row.title, *row.aliases)
        for name in named if "纲要" not in row.title and "规划" not in row.title else (*named, *_plans(named)):
            # Short titles of plans and notices are everyday words; whole titles of 8 or more are not.
            long = len(name) >= 9 or (len(name) >= 6 and name.endswith(("条例", "管理办法", "实施细则")))
            long = long or (len(name) == 8 and name.endswith("发展纲要"))
            if long and (row.type if name is row.title else type_of(name)):
                self._titles.setdefault(name, row)

    def find(self, text: str, taken: Taken, foreign: Sequence[int]) -> list[Entity]:
        """Find the names.

        Args:
            text: The text.
            taken: Spans of other mentions; what is found is added.
            foreign: Ends of the foreign places of the text, sorted: 宪法 behind 泰国 is not the Chinese one.

        Returns:
            Mentions, in the order of the text.
        """
        found: list[Entity] = []
        for start, end, at in self._automaton.get().find(text):
            name = self._patterns[at]
            made = self._judge(text, start, end, name, foreign)
            if made is not None:
                add(entity(text, *made), found, taken)
        return found

    def _judge(
        self, text: str, start: int, end: int, name: str, foreign: Sequence[int]
    ) -> tuple[int, int, str, str, str] | None:
        if name in self._laws:
            other = end < len(text) and text[end] in _AFTER_LAW and not text.startswith(_MAY_FOLLOW, end)
            other = other or (name == "宪法" and text.startswith(_AFTER_CONSTITUTION, end))
            if other or _abroad(text, start, foreign):
                return None
            return start, end, "document", self._laws[name][0], "register"
        if name in self._titles:
            return start, end, "document", name, "register"
        hit = self._rules.hit(text, start, end, name)
        return None if hit is None else (hit[0], hit[1], "initiative", hit[2], "initiative")


def _plans(names: Sequence[str]) -> list[str]:
    """Plans as people cite them: without their years, and each of two that one notice issues."""
    plans = [undated(name) for name in names]
    for name in names:
        left, both, right = name.partition("纲要和")
        if both and left[:2] == right[:2] and right.endswith("纲要") and "关于" not in left:
            plans += [left + "纲要", right]
    return [name for name in plans if name and "部门" not in name and "单位" not in name]


def _abroad(text: str, start: int, foreign: Sequence[int]) -> bool:
    """Tell whether the law is that of another state, named right before it."""
    if _FOREIGN_BEFORE.search(text, max(0, start - 6), start):
        return True
    at = bisect_right(foreign, start)
    return at > 0 and start - foreign[at - 1] < NEAR and not any(c in text[foreign[at - 1] : start] for c in "。中我")
