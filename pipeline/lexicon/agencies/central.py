"""Central organs: the names of the table, their inner departments, regional branches and Party groups."""

import re
from collections.abc import Iterable, Mapping

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
    "|监察专员办事处|专员办|督察局|督查中心|海事局|管理局|监察局|煤矿安全监察局|地区管理局|分署|分局|办事处|局)(?![面势部限域])"
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
DIVIDED = {"dept", "direct", "bureau", "special", "court", "procuratorate", "institution", "joint", "office", "party", "military"}


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
            f"(?:办公厅|(?:{some})(?:[和与]?(?:{some})){{0,2}}(?:司|局|厅|办公室)(?![面势部限域机法])|政治部|研究室|办公室)(?!主任)"
        )

    def mention(
        self, text: str, start: int, end: int, date: str | None, ends: Mapping[int, Entity], starts: Mapping[int, Entity],
        near: bool = False,
    ) -> Mention | None:  # fmt: skip
        """Judge a name of the table where it stands.

        Args:
            text: The text.
            start: Where the name begins.
            end: Where it ends.
            date: ISO date of the document.
            ends: The text's regions by their end.
            starts: The text's regions by their start.
            near: Whether organisations near the state count too.

        Returns:
            The mention, with what belongs to it on both sides; None where the name does not stand for the organ.
        """
        name = text[start:end]
        rows = self._directory.names[name]
        row = choose(rows, date)
        if (row.system == "near" and not near) or guards.goes_on(text, end) or self._foreign(text, start, ends):
            return None
        if (name in guards.STRICT and not _strict(text, start, end)) or (name in guards.WEAK and not valid(row, date)):
            return None
        if start and text[start - 1] in "共盟革进建" and name.startswith("中央"):
            return None  # 越共中央政治局, 民盟中央宣传部
        if name == "党中央" and start and text[start - 1] in "命产动公工民义":
            return None  # 人民革命党中央
        if guards.is_meeting(text, end) and row.system != "near":
            return None
        return self._widen(text, start, end, row, date, starts)

    def term(self, text: str, start: int) -> Mention | None:
        """The CPPCC with the number of its term inside the name (政协第十三届全国委员会提案委员会)."""
        match = TERM_CPPCC.match(text, start)
        if match is None or guards.is_meeting(text, match.end()):
            return None
        return Mention(start, match.end(), "central", CPPCC + (match["rest"] or ""), "grammar")

    def _foreign(self, text: str, start: int, ends: Mapping[int, Entity]) -> bool:
        region = ends.get(start)
        if region is not None:
            return region.kind in FOREIGN_KINDS or (region.norm or "").startswith("71")
        return (
            start > 0 and text[start - 1] in guards.FOREIGN and (start == 1 or text[start - 2] not in "中健优精完审赞")
        )

    def _widen(
        self, text: str, start: int, end: int, row: AgencyRow, date: str | None, starts: Mapping[int, Entity]
    ) -> Mention:
        norm, kind, rule = row.name, row.kind, "alias"
        for before in STATE:
            if text.startswith(before, start - len(before)) and start >= len(before) and row.system in {*DIVIDED, "state"}:
                start -= len(before)
        if row.system not in DIVIDED:
            office = OFFICE.match(text, end) if row.system == "adhoc" else None
            if office:
                return Mention(start, office.end(), kind, norm + office[0], rule)
            return self._group(text, start, end, Mention(start, end, kind, norm, rule))
        region = starts.get(end)
        branch = BRANCH.match(text, region.end) if region else VISITING.match(text, end)
        if branch:
            middle = region.text if region else ""
            local = region is not None
            return Mention(start, branch.end(), "local" if local else kind, norm + middle + branch[0], "branch")
        inner = self._inner.match(text, end)
        if inner:
            return Mention(start, inner.end(), kind, norm + inner[0], "inner")
        return self._group(text, start, end, Mention(start, end, kind, norm, rule))

    def _group(self, text: str, start: int, end: int, made: Mention) -> Mention:
        """A Party group inside the organ (中共全国政协党组, 财政部党组)."""
        led = text.startswith("中共", start - 2) and start >= 2
        match = PARTY_GROUP.match(text, end)
        if match and made.norm:
            made.start = start - 2 if led else start
            made.end, made.norm, made.rule = match.end(), f"中共{made.norm}党组", "inner"
        return made


def _strict(text: str, start: int, end: int) -> bool:
    return guards.strict_start(text, start) and not guards.DOC_NUMBER.match(text, end)
