"""Central organs: the names of the table, their inner departments, regional branches and Party groups."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.document import Entity
from pipeline.lexicon.agencies import guards
from pipeline.lexicon.agencies.directory import Directory, choose, valid
from pipeline.lexicon.agencies.local import FOREIGN_KINDS
from pipeline.lexicon.agencies.mention import Mention
from pipeline.lexicon.agencies.rows import AgencyRow

H = "[\u4e00-\u9fff]"
STATE = ("中华人民共和国", "国家")
BRANCH = re.compile(
    "(?:税务局|分行|中心支行|支行|营业管理部|营管部|监管局|监管分局|金融监管局|银保监局|证监局|调查总队|调查队|特派员办事处|特派办"
    "|监察专员办事处|专员办|督察局|督查中心|海事局|管理局|监察局|煤矿安全监察局|地区管理局|分署|分局|办事处|局)(?!"
    + guards.AFTER_BUREAU
    + ")"
)
VISITING = re.compile(
    f"第[一二三四五六]巡回法庭|驻{H}{{1,6}}?(?:特派员办事处|特派办|专员办事处|督察局|派员公署|办事处)|各?派驻{H}{{2,8}}?纪检监察组"
)
OFFICE = re.compile("办公室(?!主任)|综合组")
PARTY_GROUP = re.compile("党组(?!书记|成员|副书记|织|会议)")
TERM_CPPCC = re.compile(
    f"(?:中国人民政治协商会议|政协)第?[{guards.ORDINAL}]{{1,5}}届全国委员会(?P<rest>办公厅|常务委员会|{H}{{2,8}}?委员会)?"
)
CPPCC = "中国人民政治协商会议全国委员会"
DIVIDED = {
    "dept",
    "direct",
    "bureau",
    "special",
    "court",
    "procuratorate",
    "institution",
    "joint",
    "office",
    "party",
    "military",
}

STATES = {*DIVIDED, "state"}
COURTS = {"court", "procuratorate"}


class Places(NamedTuple):
    """The regions of a text by where they begin and where they end, and where foreign ones begin, in order."""

    starts: Mapping[int, Entity]
    ends: Mapping[int, Entity]
    foreign: Sequence[int] = ()


class CentralFinder:
    """Turns hits of the table's names into mentions.

    Args:
        directory: The table.
        inner: Functions of departments inside central organs.
    """

    def __init__(self, directory: Directory, inner: Iterable[str]) -> None:
        self._directory = directory
        some = "|".join(sorted(map(re.escape, inner), key=len, reverse=True))
        self._inner = re.compile(
            f"(?:办公厅|(?:{some})(?:[和与]?(?:{some})){{0,2}}(?:司|局|厅|办公室)(?!{guards.AFTER_BUREAU}|[机法])|政治部|研究室|办公室)(?!主任)"
        )

    def mention(
        self, text: str, start: int, end: int, date: str | None, places: Places, near: bool = False
    ) -> Mention | None:
        """Judge a name of the table where it stands.

        Args:
            text: The text.
            start: Where the name begins.
            end: Where it ends.
            date: ISO date of the document.
            places: The text's regions.
            near: Whether organisations near the state count too.

        Returns:
            The mention, with what belongs to it on both sides; None where the name does not stand for the organ.
        """
        name = text[start:end]
        row = choose(self._directory.names[name], date)
        if row.system == "near" and not near:
            return None
        if name.endswith("办") and text.startswith("公室", end):
            end += 2  # 国务院港澳|办公室
        meant = self._meant(text, start, end, row, date) if name in guards.DOUBTFUL else row
        if meant is None or guards.goes_on(text, end) or _of_others(text, start, end, name, places):
            return None
        if row.system in COURTS and (text.endswith("国家", 0, start) or guards.of_states(text, start)):
            return None
        if name.startswith("中国") and text.startswith(("地方", "各级"), end):
            return None  # 中国人民政治协商会议地方各级委员会
        in_code = name in guards.IN_CODES and guards.CODE_REST.match(text, end)
        if in_code or (guards.is_meeting(text, end) and row.system != "near"):
            return None
        return self._widen(text, start, end, meant, places)

    def _meant(self, text: str, start: int, end: int, row: AgencyRow, date: str | None) -> AgencyRow | None:
        """The organ that a name of daily use, of the past or of many states stands for; None where it is no organ."""
        name = text[start:end]
        if name in guards.STRICT and not _strict(text, start, end):
            return None
        if name in guards.SHARED and guards.of_states(text, start):
            return None
        if name not in guards.WEAK or valid(row, date) or guards.weak_stands(text, start, end):
            return row
        if not guards.still_said(text, start, end):
            return None
        return self._directory.by_id.get(row.successors[0], row) if row.successors else row

    def term(self, text: str, start: int) -> Mention | None:
        """The CPPCC with the number of its term inside the name (政协第十三届全国委员会提案委员会)."""
        match = TERM_CPPCC.match(text, start)
        if match is None or guards.is_meeting(text, match.end()):
            return None
        return Mention(start, match.end(), "central", CPPCC + (match["rest"] or ""), "grammar")

    def _widen(self, text: str, start: int, end: int, row: AgencyRow, places: Places) -> Mention:
        """Take in what belongs to the organ: the state before it, a branch, a department or a Party group after it."""
        for before in STATE if row.system in STATES else ():
            if text.startswith(before, start - len(before)) and start >= len(before):
                start -= len(before)
        after = self._after(text, end, row, places)
        if after is None:
            return _led(text, Mention(start, end, row.kind, row.name, "alias"))
        stop, rest, rule = after
        return Mention(start, stop, "local" if rule == "branch" else row.kind, row.name + rest, rule)

    def _after(self, text: str, end: int, row: AgencyRow, places: Places) -> tuple[int, str, str] | None:
        if row.system not in DIVIDED:
            office = OFFICE.match(text, end) if row.system == "adhoc" else None
            return (office.end(), office[0], "inner") if office else None
        region = places.starts.get(end)
        branch = BRANCH.match(text, region.end) if region else None
        if region and branch:
            return branch.end(), region.text + branch[0], "branch"
        inner = VISITING.match(text, end) or self._inner.match(text, end)
        return (inner.end(), inner[0], "inner") if inner else None


def _of_others(text: str, start: int, end: int, name: str, places: Places) -> bool:
    """Tell whether the name is that of a foreign organ, another party's, or a division's without a name."""
    if _foreign(text, start, places) or _party_abroad(text, start, name) or guards.of_series(text, start, end):
        return True
    unnamed = places.ends.get(start) is None and guards.of_division(text, start, end)
    return unnamed or guards.of_stranger(text, start, end, places.foreign)


def _led(text: str, made: Mention) -> Mention:
    """Take in a Party group inside the organ (中共全国政协党组, 财政部党组)."""
    match = PARTY_GROUP.match(text, made.end)
    if match:
        made.start -= 2 if made.start >= 2 and text.startswith("中共", made.start - 2) else 0
        made.end, made.norm, made.rule = match.end(), f"中共{made.norm}党组", "inner"
    return made


def _foreign(text: str, start: int, places: Places) -> bool:
    """Tell whether a foreign state, or Taiwan, stands right before the name."""
    region = places.ends.get(start)
    if region is not None:
        return region.kind in FOREIGN_KINDS or (region.norm or "").startswith("71")
    return start > 0 and text[start - 1] in guards.FOREIGN and (start == 1 or text[start - 2] not in "中健优精完审赞")


def _party_abroad(text: str, start: int, name: str) -> bool:
    """Tell whether the name ends that of another party's or another army's organ."""
    before = text[start - 1] if start else "。"
    if name.startswith("中央"):
        return before in "共盟革进建"  # 越共中央政治局, 民盟中央宣传部
    if name == "卫生部":
        return before == "共"  # 黎巴嫩公共卫生部
    if name == "党中央":
        return before in "命产动公工民义革党"  # 人民革命党中央, 人革党中央, 两党党中央
    return name.startswith("总") and before in "军队"  # 乌克兰武装部队总参谋部


def _strict(text: str, start: int, end: int) -> bool:
    return guards.strict_start(text, start) and not guards.DOC_NUMBER.match(text, end)
