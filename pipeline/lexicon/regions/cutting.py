"""Whether a short name is cut out of other words, or is a person's, a people's, a side of something."""

import re
from collections.abc import Mapping

from pipeline.lexicon.regions.edges import Edges
from pipeline.lexicon.regions.gazetteer import Surface
from pipeline.lexicon.regions.persons import person, sure_person

# How often a name is taken to occur against the words around it, by what it is; the more, the surer its edges.
COUNTS = {
    "province": 20_000.0,
    "prefecture": 3_000.0,
    "county": 600.0,
    "country": 2_000.0,
    "foreign": 800.0,
    "macro": 3_000.0,
}
_RIVER_SIDE = re.compile("[岸麓侧坡缘]|部(?!分|门|署|长|委|队|级|际)|段(?!时)")
_SIDES = frozenset("岸麓侧坡缘部段")
_FEATURES = frozenset("河湖江山海")
_PLACE_NOUN = frozenset("省市县区州盟旗国洲洋城岛府邦湖山河海疆藏川欧亚非美")
DIRECTIONS = frozenset(("东部", "西部", "中部", "南部", "北部"))
_SIDE_LIST = re.compile("[东西南北中]部?[、和及与]$")
_WHOLE = re.compile("地区|省|大开发|崛起|正崛起|欠发达|陆海|各省|和东北|、东北")
# 三江|源区域, 临海|港区, 衢江|城区.
_CLASSES = frozenset(("城区", "港区", "新区", "园区", "郊区", "源区", "矿区", "景区", "山区", "城市"))
_OF_DATES = frozenset("年月日万")
FIGURES = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十")
_STATES = frozenset("中美俄英法德日韩朝印乌澳加意西葡荷比波巴以伊土埃沙越泰缅老柬菲马新")
_PEOPLES = frozenset("族语文")
_PEOPLE = re.compile("族(?!群|自)|语(?!言|文)|文(?!化|旅|明|物|艺|件|体|教|昌|山|水|登|成|峰|圣|安|字|博)")
# Characters that go on with a transcribed name: 阿尔巴|尼斯.
_GOES_ON = frozenset("斯尔尼克夫诺娃维奇罗姆格德拉特森顿蒂莫伊埃茨佩科莱")


class Cutter:
    """Tells names from pieces of other words.

    Args:
        edges: The common words.
    """

    def __init__(self, edges: Edges) -> None:
        self._edges = edges

    def cut(self, text: str, start: int, end: int, surface: Surface, done: int) -> bool:
        """Tell whether a short name, or a full one like 应城市, is no name here.

        Args:
            text: The text.
            start: Where the name starts, in code points.
            end: Where it ends.
            surface: The name.
            done: Where the mention before it ends, in code points.

        The caller asks for doubtful names only (see :class:`Surface`).

        Returns:
            True where it is cut out of other words or is a person's, a people's or a side's.
        """
        if surface.full and surface.length != 2:
            return dated(text, start) or self._edges.word(text[start - 1 : start + 1])
        two, level, after = surface.length == 2, surface.level, text[end : end + 1]
        if level == "macro":
            return two and (
                _side(text, start, end, surface.text, done) or self._edges.crossed(text, start, end, COUNTS["macro"])
            )
        if two and (
            dated(text, start)
            or self._edges.crossed(text, start, end, COUNTS.get(level, 600.0))
            or (text[start] in _STATES and _abbreviated(text, start, end))
        ):
            return True
        if level == "province":
            return after in _SIDES and _of_river(text, start, end)
        if level in {"country", "foreign"}:
            return _abroad(text, start, end, surface)
        people = level == "county" and after in _PEOPLES and _PEOPLE.match(text, end) is not None
        return people or person(text, start, end) or (level == "zone" and text.endswith("城乡", 0, start))


def of_county(text: str, end: int, surface: Surface, surfaces: Mapping[str, Surface]) -> bool:
    """Tell whether a short name runs into the full name of a county: 和安|吉县 is 和|安吉县.

    Args:
        text: The text.
        end: Where the name ends, in code points.
        surface: The name.
        surfaces: All names.

    Returns:
        True where its last character begins one.
    """
    if surface.length != 2 or surface.full or surface.level != "county":
        return False
    over = surfaces.get(text[end - 1 : end + 2])
    return over is not None and over.full and over.text[1:] not in _CLASSES


def dated(text: str, start: int) -> bool:
    """Tell whether a name begins with the last character of a date or a sum: 3日|土耳其, 1月|湖南, 140万|山区.

    Args:
        text: The text.
        start: Where the name starts, in code points.

    Returns:
        True where 年, 月, 日 or 万 stands there behind a figure.
    """
    return text[start] in _OF_DATES and start > 0 and text[start - 1] in FIGURES


def _abroad(text: str, start: int, end: int, surface: Surface) -> bool:
    """Tell whether a name abroad is the head of a longer one, a person's or a people's: 阿尔巴|尼斯, 米兰·昆德拉."""
    after = text[end : end + 1]
    if surface.use and after in _GOES_ON and text[end + 1 : end + 2] in _GOES_ON:
        return True
    if surface.length != 2:
        return False
    if surface.level == "foreign":
        return "·" in (text[start - 1 : start], after) or sure_person(text, start, end)
    return after in _PEOPLES and _PEOPLE.match(text, end) is not None


_RIVERS = frozenset("运定黄淮渭沂洛汾滦辽")  # 大运河, 永定河 ...


def hides(text: str, start: int, surface: Surface, done: int) -> bool:
    """Tell whether a name gives way to a province or a capital over its end: 从江|苏, 目前海|南, 黄河内|蒙古.

    Args:
        text: The text.
        start: Where the name starts, in code points.
        surface: The name; the caller has seen that a province's or a capital's name begins with its last character.
        done: Where the mention before it ends, in code points.

    Returns:
        True where the name is unsure, a zone's, or a river's last character and a direction.
    """
    if surface.length != 2 or surface.full:
        return False
    if surface.kind == "macro":
        return text.startswith("东京", start + 1)  # 其中东京
    if surface.rows and not surface.use:
        return text[start - 1 : start] in _RIVERS
    if text[start + 1 : start + 3] in QUARTERS:
        return surface.use > 0 and start > done  # 出台|东北; 杭州|城西|南排
    return bool(surface.rows) or surface.use > 0 or surface.kind == "zone" or text.startswith("内蒙古", start + 1)


def _abbreviated(text: str, start: int, end: int) -> bool:
    """俄|乌法|德四国 is a list of states in one character each, no 乌法."""
    return _STATES.issuperset(text[start:end]) and (
        text[start - 1 : start] in _STATES or text[end : end + 1] in _STATES
    )


def _of_river(text: str, start: int, end: int) -> bool:
    """黄|河南|岸 is the side of a river, no 河南."""
    return (
        start > 0
        and text[start] in _FEATURES
        and _RIVER_SIDE.match(text, end) is not None
        and "\u4e00" <= text[start - 1] <= "\u9fff"
    )


QUARTERS = frozenset(("东北", "西北", "西南", "东南"))
_QUARTER_OF = re.compile(
    "[路街巷门]|方向|边缘|隅|角(?!度)|侧|面(?!积|向|临|对)|风(?!电|能|光)|部(?!分|门|署|地区|省|队|级|战)"
)


def _side(text: str, start: int, end: int, name: str, done: int) -> bool:
    """Tell whether 东部 and the like are a side of something named before: 太原城区|东部, 印度东部、|中部."""
    if name in QUARTERS or name == "中东":
        return _QUARTER_OF.match(text, end) is not None or (
            start > 0 and done == start and text[start - 1] in _PLACE_NOUN
        )
    if name not in DIRECTIONS or start == 0:
        return False
    if done == start:
        return True
    if _WHOLE.match(text, end):
        return False
    before = text[start - 1]
    if before in _PLACE_NOUN:
        return True
    return done < start - 1 and _SIDE_LIST.search(text, max(0, start - 4), start) is not None
