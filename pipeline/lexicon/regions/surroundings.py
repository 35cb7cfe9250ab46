"""What stands around a name and makes it part of something else: a company, a school, a person, a street.

Each rule looks at a bounded stretch right after (or before) a name, so that its cost goes with the names, not with the
text, and no input makes it slow.
"""

import re

from pipeline.lexicon.regions.tails import BODY, Tails

REACH = 22  # code points after a name in which the class noun of a longer name is looked for

# What ends the hope of one long name: the stretch up to the class noun is a clause then.
_STOP = re.compile(
    "[的在和与及或对为了是将被把从向到由等让使给就都也又还已而且但若如其这那该某各每本此间月年曾会要无不没"
    "两几多余约近所些个家位名0-9，。、；：！？“”‘’《》（）()\\[\\]【】—…\\s,.;:!?\"'-]|有(?!限)|时(?!报)|(?<!智)能(?!源)|(?<!第)[一二三四五六七八九十百千万亿]"
)
_CLAUSE = re.compile(
    "地区|省委|市委|政府|人民|全国|全省|全市|全区|全县|当地|境内|部分|数家|众多|主要|重点|相关|举行|举办|召开|"
    "支持|推动|推进|加快|开展|实施|要求|鼓励|加强|完善|促进|提升|打造|建成|建立|成立|设立|发布|出台|组织|引进|拥有|新增|新建|公立|公办|民办|库区|主流媒体|构建|依托|"
    "通过|利用|深化|优化|改革|监管|落实|帮助|企业|居民|农民|群众|市民|村民|城乡|城镇|农村|基层|地方|国有|民营|"
    "工信|税务|海关|公安|法院|检察|人大|政协|发改|财政局|教育局|前往|进入|来到|参加|出席|访问|考察|调研|"
    "分别|建造|修建|包括|出战|地处|持续|主题教育|探索|动员|智库|省级|市级|县级|国家级|主持|国王|总统|总理|首相|大臣|外长|部长|警方|封锁|签署|声称|退出|乃至|参观|振兴|重建|建设铁路|发动|开建|开行|升级|改造|连接|亮相|"
    "调度|迈入|首条|首趟|首座|首列|首班|最长|最高|第一条|第一座|国内|沿海|海上(?!丝)|往返|A级|"
    "关于|指导|抢险|救援|紧急|赶赴|通往|乡镇|查看|请求|审批|批准|申办|承办|成功|尽快|同意|决定|提出|会见|会谈|抵达|离开|返回|开通|投资|启动|完成|实现|达到|累计|共同|联合(?!大学|国|会|社)|首个|首家|首批|最大|"
    "全球|世界(?!博|贸)|正式|开始|继续|进行|开幕|闭幕|期间|各地|以上|以下|左右|之后|之前"
)
# Where the class noun stands right after the place, these are part of a longer word and say nothing.
_NOT_TAIL = re.compile(
    "公司(?:治理|制|债|法)|集团(?:军|化)|厂(?:商|房|区|家)|高速(?:发展|增长|公路网|铁路网)|铁路(?:局|部门|沿线|网)|公路(?:局|部门|网|沿线)|"
    "基金(?:会)?(?:管理)?(?:监管)|银行(?:业|保险)|保险(?:业|监管)|证券(?:业|监管|监督)|机场(?:海关|边检|出入境)|口岸(?:办|海关|城市|委)|"
    "寺庙|公园(?:城市)|[中小]学(?:[校生]|新生|阶段|教[育师])|大学生(?![物命态产活])|(?<=[建办设])厂|(?<=中)小学|(?<=失业|养老|医疗|工伤|大病|生育|社会|护理)保险"
)
# Right after a name: what makes it a street, a natural feature, a line or a newspaper.
_AFTER = re.compile(
    "(?:东|西|南|北|中)?(?:大街(?!小巷)|大道|街(?!道|区|镇|坊|头|面|景|巷|办|舞)|路(?!径|线|子|上|途|桥|网|况|面|段|易|障|演))|"
    "(?:东|西|南|北)?站(?!点|位|台|岗|队|起|在|稳|出|住|前列)|"
    "会议(?=会址|旧址|纪念|精神|以来|前后)|(?:红船)?精神(?!文明|卫生|病|状态|生活)|"
    "(?<=[江湖河])(?:[上中下]游|水[位势面]|[左右东西南北两]岸|流域|干流|支流)|"
    "舰(?!队|艇|载)|港(?!澳|口|区|股|资|商|人|台|元|币|务|湾|铁|府|珠|深|独|城)"
)
_FEATURE = re.compile(
    "山脉|[山江河湖岛湾峰峡海溪泉](?![区村东西南北省市县州乡镇地脉川水上流道阳陵畔关港长外洋塘])|湖(?=[区水畔])|[江河湖](?=流域)"
)
_COAST = re.compile("[岛湾](?!区|民|屿)")
_VILLAGE = re.compile(
    "里(?=社区|小区)|社区(?![卫服工治矫医养居里])|村(?![镇民级委庄]|落|寨|务|居|屯|集体|规划|改|史|口|支|干|医|卫|内|里|里的|两)"
)
_SETTLED = re.compile("[村镇乡]|路(?![过径演局网])|街")


_GROUP = re.compile("[（(]?(?:集团|股份)")  # 青石|高速|集团: a company all the same
# Right after a place these are common nouns: 安徽省|公路.
_COMMON = frozenset(("公路", "高速公路", "高速", "铁路", "高铁", "景区", "工厂", "合作社", "航线", "隧道"))


def longer_name(text: str, end: int, limit: int, tails: Tails) -> int | None:
    """Find where a longer name ends that a place begins and that is no region: 天津|第一机床总厂.

    Args:
        text: The text.
        end: Where the place ends, in code points.
        limit: Where the next place starts: its class noun is that place's own.
        tails: The class nouns of the text.

    Returns:
        The end of the longer name; None where there is none within reach.
    """
    reach = min(end + REACH, limit)
    at = tails.first(end, reach, BODY)
    while at is not None and _NOT_TAIL.match(text, tails.starts[at]):
        at = tails.first(tails.ends[at], reach, BODY)
    if at is None:
        return None
    start = tails.starts[at]
    stop = tails.ends[at]
    if start == end and text[start:stop] in _COMMON and not _GROUP.match(text, stop):
        return None
    if start - 1 > end and text[start - 1] in "（(" and text[stop : stop + 1] in ("）", ")"):
        start, stop = start - 1, stop + 1  # 青石化工（集团）有限公司
    if _STOP.search(text, end, start) or _CLAUSE.search(text, end, start):
        return None
    # A longer class noun may follow at once: 大学|附属医院, 集团|公司.
    while (more := tails.first(stop, stop + 1, BODY)) is not None:
        stop = tails.ends[more]
    # 西方寺|村 is a village and 学院|路 a street, whatever they are called after.
    return None if _SETTLED.match(text, stop) else stop


def after_name(text: str, end: int, large: bool) -> int | None:
    """Find where a street, a natural feature, a station or a port ends that a place begins: 南京|路, 天津|港.

    Args:
        text: The text.
        end: Where the place ends, in code points.
        large: Whether it is a prefecture or more: only coasts and islands are called by these.

    Returns:
        The end of the longer name; None where there is none.
    """
    found = _AFTER.match(text, end) or (_COAST if large else _FEATURE).match(text, end)
    return found.end() if found else None


_GIVEN = (
    "扎西",
    "次仁",
    "才仁",
    "多吉",
    "旺堆",
    "卓玛",
    "平措",
    "顿珠",
    "央金",
    "仁增",
    "桑珠",
    "罗布",
    "次旦",
    "丹增",
    "欧珠",
    "坚赞",
    "曲珍",
    "拉姆",
)
_BETWEEN = ("两国", "双边", "友谊", "友好", "建交", "双方", "关系", "全天候")


_BODY_OF_STATES = ("秘书长", "峰会", "首脑", "外长", "成员国", "理事会", "特使", "总部", "驻")


def no_place(text: str, end: int) -> bool:
    """Tell whether what follows a short name shows that it is none: 巴中|友谊 (two countries), 阿盟|秘书长 (a league).

    Args:
        text: The text.
        end: Where the name ends, in code points.

    Returns:
        True where, behind 中, what only two countries have follows, or behind 盟 what only states found.
    """
    last = text[end - 1]
    return (last == "中" and text.startswith(_BETWEEN, end)) or (last == "盟" and text.startswith(_BODY_OF_STATES, end))


def given_name(text: str, end: int) -> bool:
    """Tell whether a Tibetan given name follows: 尼玛|扎西 is a person.

    Args:
        text: The text.
        end: Where the name ends, in code points.

    Returns:
        True where one follows.
    """
    return text.startswith(_GIVEN, end)


_ROUTE = re.compile("(?:高速|快速|城际|铁路|公路|高铁|航线|段|的)")


def route_end(text: str, start: int, end: int) -> bool:
    """Tell whether a place is the end of a route, which counts although a road follows: 六枝至|安龙|高速公路.

    Args:
        text: The text.
        start: Where the place starts, in code points.
        end: Where it ends.

    Returns:
        True where a mark of the way stands before it and the road after it.
    """
    return start > 0 and text[start - 1] in "至到—-－~～" and _ROUTE.match(text, end) is not None


def village(text: str, end: int, large: bool) -> bool:
    """Tell whether a short name is that of a village: 北戴河|村.

    Args:
        text: The text.
        end: Where the name ends, in code points.
        large: Whether it is a province or the capital of one: a 社区 of 北京 is any.

    Returns:
        True where 村 or 社区 follows as a class noun.
    """
    return _VILLAGE.match(text, end) is not None and not (large and text[end] == "社")


_COMPANY = re.compile("[）)](?:有限|股份|科技|投资|集团|控股|实业|国际(?!化))")
_CONSULATE = re.compile("(?:总)?领事馆|代表处|办事处|商会")
_FOREIGN_TAIL = re.compile(
    "州(?!长|政|府|议|立|际|内|级|法)|省(?!长|会|级|内|政|份|委)|市(?!长|民|场|区|政|内|中|值|郊|集|面|议|府)|邦(?!政|首|国)|大区|地区(?!性|[经安]|冲|局|形|热)"
)


def foreign_end(text: str, end: int) -> int:
    """Give where a place abroad ends with its class noun: 顿涅茨克|地区.

    Args:
        text: The text.
        end: Where the name ends, in code points.

    Returns:
        The end of the class noun; the end of the name where none follows.
    """
    tail = _FOREIGN_TAIL.match(text, end)
    return tail.end() if tail else end


def part_of_other(text: str, start: int, end: int) -> bool:
    """Tell whether a name in brackets is a company's, or one behind 驻 a consulate's: 驻|济州|总领事馆.

    Args:
        text: The text.
        start: Where the name starts, in code points.
        end: Where it ends.

    Returns:
        True where it is.
    """
    before = text[start - 1 : start]
    if before in {"（", "("} and _COMPANY.match(text, end):
        return True
    return before == "驻" and _CONSULATE.match(text, end) is not None
