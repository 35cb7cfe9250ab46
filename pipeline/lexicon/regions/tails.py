"""The class nouns that longer names end in (公司, 大学, 开发区), found in one pass over a text."""

from bisect import bisect_left
from collections.abc import Sequence

import daachorse

BODY, ZONE, TOWN = 0, 1, 2

# What ends the names of bodies and sites that are no region and no organ of state.
_BODIES = """
    有限责任公司 股份有限公司 集团有限公司 有限公司 股份公司 总公司 分公司 子公司 公司 集团
    总厂 分厂 工厂 厂 大学 学院 党校 中学 小学 幼儿园 附中 附小 职校 技校 人民医院 医院
    卫生院 银行 农商行 信用社 证券 保险 信托 基金会 基金 交易所 清算所 交易中心 研究院 研究所
    设计院 科学院 研究中心 实验室 博物馆 博物院 纪念馆 美术馆 图书馆 体育馆 科技馆 文化馆
    展览馆 体育场 体育中心 剧院 剧场 大剧院 电影制片厂 出版社 日报 晚报 晨报 早报 时报 商报
    都市报 快报 新报 导报 电视台 广播电台 卫视 通讯社 新闻网 协会 学会 联合会 商会 促进会
    研究会 委员会协会 合作社 律师事务所 会计师事务所 事务所 俱乐部 乐团 交响乐团 歌舞团 京剧团
    马戏团 机场 火车站 高铁站 客运站 车站 码头 港区 口岸 大桥 特大桥 铁桥 长江大桥 隧道
    水库 水电站 核电站 电站 电厂 电网 油田 煤矿 气田 变电站 高速公路 高速铁路 城际铁路 铁路
    高铁 公路 高速 地铁 航线 风景区 风景名胜区 景区 名胜区 度假村 植物园 动物园 湿地公园
    森林公园 国家公园 公园 自然保护区 故居 遗址 古城 古镇 石窟 寺 卫星发射中心 发射场 造船厂
    发射中心 总站 中心站
"""
# What happens under a name of its own.
_EVENTS = """
    嘉年华 博览会 马拉松 运动会 亚运会 冬奥会 冬残奥会 奥运会 残奥会 全运会 青奥会 大运会
    世博会 园博会 进博会 服贸会 广交会 交易会 展览会 电影节 艺术节 音乐节 文化节 旅游节
    高峰论坛 论坛 峰会 宣言 议定书 条约 协定 公约 战役 起义 事变 大屠杀 大地震 会战 世锦赛
    锦标赛 邀请赛 公开赛
"""
# What ends the names of zones with a territory.
_ZONES = """
    高新技术产业开发区 高新技术开发区 高新技术产业园区 高新技术产业园 高新技术园区 高新产业开发区
    经济技术开发区 经济开发区 开发区 高新区 经开区 工业园区 工业园 工业区 产业园区 产业园
    科技园区 科技园 软件园 科学城 科技城 生态城 综合保税区 保税港区 保税区 保税物流园区
    出口加工区 自由贸易试验区 自贸试验区 自贸区 自由贸易港 自贸港 自由贸易区 深度合作区
    特别合作区 跨境经济合作区 边境经济合作区 经济合作区 自主创新示范区 旅游度假区 临空经济区
    空港经济区 航空港区 航空港 新片区 新区 城乡一体化示范区 综合开发试验区
"""

_TOWNS = ("街道", "民族乡", "乡", "镇", "苏木")


class TailFinder:
    """One automaton over all class nouns."""

    def __init__(self) -> None:
        bodies = (_BODIES + _EVENTS).split()
        zones = [word for word in _ZONES.split() if word not in bodies]
        self._kinds = [BODY] * len(bodies) + [ZONE] * len(zones) + [TOWN] * len(_TOWNS)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(
            [*bodies, *zones, *_TOWNS], daachorse.MATCH_KIND_LEFTMOST_LONGEST
        )

    def find(self, text: str) -> "Tails":
        """Find the class nouns of a text.

        Args:
            text: Any text.

        Returns:
            They, by start.
        """
        hits = self._automaton.find(text)
        if not hits:
            return NO_TAILS
        starts, ends, nouns = zip(*hits, strict=True)
        return Tails(starts, ends, nouns, self._kinds)


class Tails:
    """The class nouns of a text.

    Args:
        starts: Where they start, in code points, ascending.
        ends: Where they end.
        nouns: Which class nouns they are.
        kinds: For each class noun ``BODY``, ``ZONE`` or ``TOWN``.
    """

    __slots__ = ("ends", "kinds", "nouns", "starts")

    def __init__(self, starts: Sequence[int], ends: Sequence[int], nouns: Sequence[int], kinds: Sequence[int]) -> None:
        self.starts = starts
        self.ends = ends
        self.nouns = nouns
        self.kinds = kinds

    def near(self, start: int, stop: int) -> bool:
        """Tell whether any class noun starts in a stretch.

        Args:
            start: Where the stretch starts.
            stop: Where it stops, exclusive.

        Returns:
            True where one does.
        """
        at = bisect_left(self.starts, start)
        return at < len(self.starts) and self.starts[at] < stop

    def first(self, start: int, stop: int, kind: int) -> int | None:
        """Give the first class noun of a kind that starts in a stretch.

        Args:
            start: Where the stretch starts.
            stop: Where it stops, exclusive.
            kind: ``BODY``, ``ZONE`` or ``TOWN``.

        Returns:
            Its index; None where there is none.
        """
        starts = self.starts
        at = bisect_left(starts, start)
        while at < len(starts) and starts[at] < stop:
            if self.kinds[self.nouns[at]] == kind:
                return at
            at += 1
        return None


NO_TAILS = Tails((), (), (), ())
