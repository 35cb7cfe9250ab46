"""Local organs by grammar: a region, then a function and its form (吉林省 + 发改 + 委)."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.document import Entity
from pipeline.lexicon.agencies import tails
from pipeline.lexicon.agencies.guards import is_meeting
from pipeline.lexicon.agencies.mention import Mention
from pipeline.lexicon.agencies.rows import FunctionRow
from pipeline.lexicon.provinces import PROVINCES

DIVISION_ENDS = (*"省市县区州盟旗镇乡", "街道", "兵团")
FOREIGN_KINDS = {"country", "foreign"}
NO_ORGANS = {*FOREIGN_KINDS, "macro"}
TAX_REFORM, REGULATOR_REFORM, FIRE_REFORM = "2018-06-15", "2023-07-20", "2018-11-09"
# Regional offices of central commissions are named after the short region: 中国证券监督管理委员会吉林监管局.
OFFICES = {
    "证监局": "中国证券监督管理委员会", "证券监管局": "中国证券监督管理委员会", "银监局": "中国银行业监督管理委员会",
    "保监局": "中国保险监督管理委员会", "银保监局": "中国银行保险监督管理委员会", "调查总队": "国家统计局",
}  # fmt: skip


# Whose committees are called like those of the Party.
OTHERS = re.compile("(?:共青团|民革|民盟|民建|民进|农工党|致公党|学社|台盟|国民党|(?:^|[\\s、，。；])团)$")
FIRE = {"消防总队", "消防支队", "消防大队"}

# Official names leave out the province (兰州市环境保护局), but a district keeps its city (杭州市西湖区人民政府).
AUTONOMOUS = ("自治州", "自治县", "自治旗")
SHORT_PROVINCE = re.compile(f"^(?:{'|'.join(PROVINCES)})(?![省市])(?=[\u4e00-\u9fff]{{2}})")
PROVINCE = re.compile("^[\u4e00-\u9fff]{2,8}?(?:省|自治区)(?=[\u4e00-\u9fff]{2})")


COURTS = ("法院", "检察院")
City = Callable[[str, str | None], tuple[str, str] | None]


class Tail(NamedTuple):
    """What follows the region: where it ends, and the official name as a pattern with ``{}`` for the region."""

    end: int
    pattern: str
    shift: int = 0


class LocalGrammar:
    """Finds local organs after the regions of a text.

    Args:
        functions: The rows of ``local_agencies.tsv``.
        city: Gives the names of a district's or a county's city and of itself, by its code and the date.
    """

    def __init__(self, functions: Sequence[FunctionRow], city: City | None = None) -> None:
        self._stems = {row.name: row.official for row in functions if row.form == "stem"}
        self._tails = {row.name: row.official for row in functions if row.form == "tail"}
        self._city = city
        self._dept = tails.department(self._stems, self._tails)

    def find(self, text: str, regions: Sequence[Entity], date: str | None) -> list[Mention]:
        """Find the local organs of a text.

        Args:
            text: The text.
            regions: Its regions.
            date: ISO date of the document.

        Returns:
            Mentions, region included, in the order of the regions.
        """
        found = []
        for region in regions:
            if (
                region.kind in NO_ORGANS
                or (region.norm or "").startswith("71")
                or not "\u4e00" <= text[region.end : region.end + 1] <= "\u9fff"
            ):
                continue
            one = self._after(text, region, date)
            if one is not None:
                found.append(one)
        return found

    def name(self, surface: str, place: str, date: str | None) -> str | None:
        """Give the official name of a place's bureau (发改委 of 吉林省).

        Args:
            surface: The bureau as it is written, without the region.
            place: The region's full name.
            date: ISO date of the document.

        Returns:
            The official name, None where the surface is no name of a local bureau.
        """
        tail = self._department(surface, 0)
        if tail is None or tail.end != len(surface):
            return None
        if surface == "税务局" and (date or TAX_REFORM) >= TAX_REFORM:
            return f"国家税务总局{place}税务局"
        return tail.pattern.replace("{}", place)

    def extend(self, text: str, organ: Mention) -> Mention:
        """Take in the department of a local organ that is named like a place (新疆生产建设兵团发展改革委)."""
        tail = self._department(text, organ.end)
        if tail and organ.norm:
            return Mention(organ.start, tail.end, "local", tail.pattern.replace("{}", organ.norm), "grammar")
        return organ

    def _after(self, text: str, region: Entity, date: str | None) -> Mention | None:
        end = region.end
        tail = self._longest(text, end, region)
        if tail is None and region.text[-1] == "市" and text.startswith("场", end):
            tail = self._department(text, end - 1)  # 长春市场监管局: the region took the first character of 市场
        if tail is None and region.text[-1] in "省市县区州旗" and text[end] == region.text[-1]:
            tail = self._longest(text, end + 1, region)  # 黑龙江省|省委书记: the class noun is said twice
        if tail is None and region.text.endswith(tails.AUTONOMOUS_SHORT) and text.startswith("自治区", end):
            tail = self._longest(text, end + 3, region)  # 新疆|自治区党委
        if tail is None and text[end] == "原":
            tail = self._department(text, end + 1)  # 山西省|原|粮食局
        if tail is None:
            return None
        if "共产党" in tail.pattern and OTHERS.search(text, max(0, region.start - 5), region.start):
            return None  # 共青团|河北省委, 民革|北京市委
        start, stop = tails.widen(text, region.start, tail.end)
        led = text.startswith("中共", start) and "共产党" not in tail.pattern and "中共" not in tail.pattern
        if led and not text.startswith("党组", stop):
            start = region.start
        court = tail.pattern.endswith(COURTS)
        full = full_name(region, court=court)
        if self._city and region.norm and (held := self._city(region.norm, date)):
            said = court or held[0][:-1] in region.text.removesuffix(held[1])
            full = _with_city(full, *held, said)
        norm = self._norm(text, region, full, tail, date)
        if tail.end < len(text) and is_meeting(text, tail.end):
            return None
        if led and start < region.start:
            return Mention(start, stop + 2, "local", f"中共{norm}党组", "grammar")
        more = tails.BRANCH_AFTER.match(text, stop)
        if more and region.kind != "township":
            norm, stop = norm + more[0], more.end()
        return Mention(start, stop, "local", norm, "grammar")

    def _longest(self, text: str, at: int, region: Entity) -> Tail | None:
        best: Tail | None = None
        made = self._department(text, at)
        for one in (made, tails.government(text, at, self._department), tails.party(text, at, region.text),
                    tails.congress(text, at), tails.court(text, at), tails.unit(text, at, region.text)):  # fmt: skip
            if one is not None and (best is None or one[0] > best.end):
                best = Tail(*one)
        return best

    def _department(self, text: str, at: int) -> Tail | None:
        match = self._dept.match(text, at)
        if match is None:
            return None
        whole = match["whole"]
        if whole:
            official = _written_out(self._tails[whole], match["on"] or "")
            return Tail(match.end(), official if "{}" in official else "{}" + official)
        stem, form = match["stem"], match["form"]
        return Tail(match.end(), "{}" + self._stems.get(stem, stem) + tails.FORMS.get(form, form))

    def _norm(self, text: str, region: Entity, full: str, tail: Tail, date: str | None) -> str:
        surface = text[region.end : tail.end]
        if surface in OFFICES:
            return OFFICES[surface] + short_name(region) + ("调查总队" if surface == "调查总队" else "监管局")
        if surface in {"税务局", "税务分局"} and (date or TAX_REFORM) >= TAX_REFORM:
            return f"国家税务总局{full}{surface}"
        if surface == "金融监管局" and (date or "") >= REGULATOR_REFORM:
            return f"国家金融监督管理总局{short_name(region)}监管局"
        if surface in FIRE and (date or FIRE_REFORM) < FIRE_REFORM:
            return f"{full}公安{surface}"
        if surface.startswith("地委"):
            full = _without_province(region.text).removesuffix("地区")
        if tails.KEEPS.search(surface):
            return region.text.replace("\n", "") + surface.replace("管委会", "管理委员会")
        return tail.pattern.replace("{}", full)


def _written_out(official: str, more: str) -> str:
    """Add what follows a short form to its official name, unless it only writes the form out (外事办|公室)."""
    if more in {"", "公室", "员会"}:
        return official
    more = more.removeprefix("员会").replace("管委会", "管理委员会")
    return official + ("办公室" if more == "办" else more)


def full_name(region: Entity, court: bool = False) -> str:
    """Write a region as an official name does.

    Args:
        region: The region as the text has it, perhaps a chain.
        court: Whether the organ is a court or a procuratorate: their names keep the province.

    Returns:
        The full name of a short form (吉林 → 吉林省); of a chain its last part, a district with its city
        (江苏宿迁市宿城区 → 宿迁市宿城区); an autonomous division with its nationalities (湘西州).
    """
    text = re.sub(r"\s", "", region.text)
    name = region.name or text
    whole = name.startswith(text) and region.kind != "township"
    if whole or text.endswith("特区") or not text.endswith(DIVISION_ENDS):
        return name
    if name.endswith(AUTONOMOUS) and not text.endswith(name):
        return name
    if court and PROVINCE.match(text):
        return text
    return _without_province(text)


def _with_city(full: str, city: str, division: str, said: bool) -> str:
    """Write a district with its city (淄博张店区 → 淄博市张店区), a county without (延安吴起县 → 吴起县).

    ``said`` is whether a district that stands by itself has it too: in courts' names, and where the text says it.
    """
    at = full.find(division)
    if at > 0 and full[:at] + "市" == city:
        return (city if division[-1] == "区" else "") + full[at:]
    return city + full if said and division[-1] == "区" and full == division else full


def _without_province(text: str) -> str:
    rest = PROVINCE.sub("", text, count=1)
    return rest if rest != text else SHORT_PROVINCE.sub("", text, count=1)


def short_name(region: Entity) -> str:
    """The region's name without its class (吉林省 → 吉林)."""
    text = region.text
    return text[:-1] if len(text) > 2 and text[-1] in "省市" else text
