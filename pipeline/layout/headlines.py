"""Headlines: which of the lines above an item is its column, kicker, headline and sub-headline."""

import re

import msgspec

from pipeline.layout.lines import Line
from pipeline.layout.names import is_name
from pipeline.layout.official import is_title

_COLUMN_END = re.compile(
    r"(?:(?:图片|深度|系列|追踪|跟踪|特别|专题|连续|现场|独家|调查)报道|新闻|要闻|法规|解读|观察|视点|视角|视野|聚焦|论坛|速递|快递|快讯|简讯|短讯|速览|速读|速报|之窗|之声|天地|前沿|动态|资讯|信息|在线|评论|时评|短评|专栏|专题|专版"
    r"|访谈|对话|连线|关注|故事|人物|风采|风貌|广角|扫描|链接|声音|调查|一线|经纬|纵横|热点|焦点|点击|直击|直通车|头条|纪事|巡礼|笔谈|随笔|漫谈|茶座|瞭望|瞭望哨"
    r"|看台|窗口|集锦|集纳|简报|播报|快报|微闻|见闻|手记|札记|编者按|编后|编余|链接|背景|进行时|问答|服务台|公告栏|启事栏|图片|影像|镜头|特写|专访|综述|述评|社论|短论|摘编|文摘|摘登|选登|说法|释法|杂谈|漫笔|评论|来论|来信|回音)$"
)
_COLUMN_WORDS = frozenset(
    [
        "要闻",
        "综合",
        "经济",
        "社会",
        "国际",
        "国内",
        "时政",
        "民生",
        "教育",
        "科技",
        "文化",
        "体育",
        "财经",
        "产业",
        "区域",
        "地方",
        "理论",
        "副刊",
        "评论",
        "本地",
        "城事",
        "政法",
        "法治",
        "农业",
        "三农",
        "健康",
        "生态",
        "县域",
        "基层",
        "党建",
        "两会",
        "本报评论员文章",
        "社论",
        "短评",
        "今日谈",
        "编者按",
        "编后",
        "记者手记",
        "采访手记",
        "新闻链接",
        "相关链接",
        "延伸阅读",
        "新闻背景",
        "名词解释",
        "一句话新闻",
        "国际时讯",
    ]
)
_BRIEFS = re.compile(
    r"简讯|短讯|快讯|速递|速览|速读|速报|一句话|简报|微闻|集纳|集锦|要闻回顾|点击|短波|时讯|快递|播报|集装箱|拼盘|荟萃"
)
_PICTURES = re.compile(r"图片|影像|镜头|光影|摄影")
_ASIDE = re.compile(
    r"(?:【?(?:编者按|编者的话|编后|记者手记|采访手记|新闻链接|相关链接|延伸阅读|新闻背景|背景链接|背景资料|相关背景|名词解释|知识链接|新闻点评|专家点评|短评|点评|新闻多一点|数读|数说|数据说话|小资料|资料链接|新闻资料|背景介绍|新闻助读|政策链接|法条链接|数据链接|数字链接|小知识|知识点|人物名片|人物简介|嘉宾简介|名片|简介|编辑点评|专家解读|法官说法|律师说法|法官提醒|声音|链接|记者观察|小贴士|提示|注|注释|(?:主要)?参考文献)】?)"
)
_NOTICE = re.compile(
    r"(?:[\u4e00-\u9fff（）()“”\d\s·]{0,36}(?:声明|启事|公告|通告|公示|更正|致歉|招聘|招租|招标|拍卖|遗失|注销|减资|讣告|停[水电气热]通知|通知书|征集令|征稿)(?:公告|启事|声明|信息|公示)?(?:栏)?(?:（[^）]{1,20}）)?)"
)
_ORDERED = re.compile(r"的(?:公告|通告|公示)(?:（[^）]{1,20}）)?$")
_NEWSY = re.compile(r"发布|印发|出台|公布|发表|就|回应|：|！|通过")
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,4}[章节条]|（[一二三四五六七八九十]{1,3}）|\(?\d{1,2}(?:[)、．]|\.(?!\d))|之[一二三四五六七八九十]$|[①-⑳])"
)
_LINK_END = re.compile(r"[的和与及在为对将把向从以于由让使是等而《“（、—-]$|关于$|推动$|促进$|推进$|加强$")
_LINK_START = re.compile(r"[\d.,]+[%\u4e00-\u9fff]{0,4}$|[的了和与及》”）、等]|之(?!一|二|三)|也")
# 某部门就某事: what it does about it stands on the next line.
_ABOUT = re.compile(
    r"(?:[部委局办会院]|政府)就(?![业医地近读餐要是能诊绪此])[^，：]{2,16}(?<![征发答回作举开进提表][求布问应出行展言])$"
)
_HELD = re.compile("(?:召开|举行|开幕|闭幕|开班|启动)$")
_ATTENDED = re.compile("(?:出席|主持|讲话|致辞|致词|批示|宣布开幕)$")
_SAYING = re.compile(r"(?:强调|指出|要求|表示|主持|讲话|指示|批示|提出|会议|召开|审议|出席|举行)$|[：:…]$")
_TIME = (
    r"(?:日前|近日|近期|昨日|昨天|今日|今天|昨晚|今晨|最近|连日来|本月|今年|去年|上半年|下半年|前三季度|[一二三四]季度|入(?:春|夏|秋|冬)以来"
    r"|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|份)|\d{1,2}日)"
)
_LEDE = re.compile(
    rf"[“《]?(?:[\u4e00-\u9fff]{{2,10}}?)?{_TIME}|记者(?:从|在|近|昨|今|获|了解|采访|走)|《[^》]{{2,40}}》"
)
_WHEN_WHERE = re.compile(r"^(?:我|全)?[省市县区州]$|季度|[年月日]|^[今昨明]|[省市县区镇乡村港]$|口岸$")
_OFFICE = re.compile(
    r"(?:教授|研究员|院士|博士|主任|代表|委员|书记|校长|院长|所长|局长|厅长|部长|主席|总裁|经理|工程师|学家|律师|会长|理事长)$"
)
_RANKS = {"**": 7, "【": 8}


class Heading(msgspec.Struct):
    """What stands above an item; ``rank`` is how much its headline stands out: 1 for ``#``, 9 for a plain line;
    ``mark`` is the mark of the headline's line."""

    title: str | None = None
    column: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    rank: int = 9
    mark: str = ""


def rank(line: Line) -> int:
    """Give how much a line stands out: 1 to 6 for ``#`` to ``######``, 7 bold, 8 boxed or bulleted, 9 plain."""
    if line.mark[:1] == "#":
        return len(line.mark)
    return _RANKS.get(line.mark, 8 if line.mark else 9)


def is_column(text: str) -> bool:
    """Tell whether a phrase is the head of a column by its words (政策解读, 要闻)."""
    series, dot, _ = text.partition("·")
    if dot and len(text) <= 16 and len(series) >= 2:
        text = series  # 系列评论·三论作风建设年
    ends = _COLUMN_END.search(text) or _BRIEFS.search(text[-3:]) or text.startswith("一句话")
    return text in _COLUMN_WORDS or (2 <= len(text) <= 8 and bool(ends))


def is_picture_column(text: str | None) -> bool:
    """Tell whether a column holds pictures (图片新闻): what stands in it is a caption."""
    return text is not None and len(text) <= 8 and _PICTURES.search(text) is not None


def is_briefs_column(text: str) -> bool:
    """Tell whether a column holds briefs, one a paragraph (简讯, 速览)."""
    return len(text) <= 10 and _BRIEFS.search(text) is not None


def is_aside(text: str) -> bool:
    """Tell whether a phrase heads a part that belongs to the item above (编者按, 新闻链接)."""
    return _ASIDE.fullmatch(text) is not None


def is_notice(text: str) -> bool:
    """Tell whether a headline is that of a notice (遗失声明, 招标公告), not of news about one."""
    if len(text) <= 40 and _NOTICE.fullmatch(text) is not None and not _NEWSY.search(text):
        return True
    # 某局关于公布…的公告: what stands behind 关于 may be news.
    return _ORDERED.search(text) is not None and is_title(text) and not _NEWSY.search(text.partition("关于")[0])


def is_ordinal(text: str) -> bool:
    """Tell whether a heading is numbered (一、…): it divides a text and never begins one."""
    return _ORDINAL.match(text) is not None


def is_lede(paragraph: str) -> bool:
    """Tell whether a paragraph begins as news does, with a time or a source."""
    return _LEDE.match(paragraph[:50]) is not None


def is_linked(first: str, second: str) -> bool:
    """Tell whether two lines are one phrase that the line end broke."""
    if _LINK_END.search(first) or _LINK_START.match(second) or _ABOUT.search(first):
        return True
    return any(first.count(a) > first.count(b) for a, b in ("《》", "“”", "（）"))


def is_parallel(first: str, second: str) -> bool:
    """Tell whether two lines are the halves of one headline: as long as each other."""
    return (
        len(first) >= 6
        and len(second) >= 6
        and abs(len(first) - len(second)) <= max(2, min(len(first), len(second)) // 5)
    )


def may_be_column(line: Line, following: Line) -> bool:
    """Tell whether a line is so much shorter than the heading line below it that it can be the head of a column."""
    text = line.text
    return len(text) <= 6 and len(following.text) >= 2 * len(text) and not _WHEN_WHERE.search(text)


def read_heading(group: list[Line], *, columns: bool = False) -> Heading:
    """Read the lines above an item.

    Args:
        group: The heading lines in order, at least one; marked ones and plain ones.
        columns: The page has several such short lines above headlines: they are columns, not kickers.

    Returns:
        Its parts. The most prominent line is the headline, what stands before it the kicker, what stands behind it the
        sub-headline; among lines that look alike their length and their joint tell.
    """
    lines = list(group)
    heading = Heading(rank=min(map(rank, lines)))
    if len(lines) >= 2 and _is_column_line(lines[0], lines[1:], columns):
        heading.column = lines.pop(0).text
    heading.mark = min(lines, key=rank).mark
    texts = [line.text for line in lines]
    if is_title("".join(texts)):
        heading.title = "".join(texts)
        return heading
    if len(texts) >= 3 and texts[-2].startswith("——") and rank(lines[-1]) == rank(lines[-2]) == 9:
        texts[-2:] = [texts[-2] + texts[-1]]  # the column broke the sub-headline
        lines.pop()
    while len(texts) >= 2 and texts[-1].startswith(("——", "--", "—")):
        heading.subtitle = _more(texts.pop(), heading.subtitle)
        lines.pop()
    while len(texts) >= 2 and len(texts[-1]) <= 40 and texts[-1][0] in "（(" and texts[-1][-1] in "）)":
        heading.subtitle = _more(texts.pop(), heading.subtitle)
        lines.pop()
    best = min(map(rank, lines))
    top = [i for i, line in enumerate(lines) if rank(line) == best]
    if len(top) < len(lines) and top[-1] - top[0] + 1 == len(top):
        before, title, after = texts[: top[0]], texts[top[0] : top[-1] + 1], texts[top[-1] + 1 :]
        if len(title) > 1:
            inner = _alike(title)
            before += inner[0]
            title, after = inner[1], inner[2] + after
    else:
        before, title, after = _alike(texts)
    heading.title = _titled(title)
    if before:
        heading.kicker = " ".join(before)
    if after:
        heading.subtitle = _more(" ".join(after), heading.subtitle)
    return heading


def _more(text: str, rest: str | None) -> str:
    return f"{text} {rest}" if rest else text


def _titled(lines: list[str]) -> str:
    made = lines[0]
    for line in lines[1:]:
        made += ("" if is_linked(made, line) else " ") + line
    return made


def _is_column_line(line: Line, rest: list[Line], columns: bool) -> bool:
    text = line.text
    following = rest[0]
    if len(text) > 14 or text[-1] in "：:？！":
        return False
    marked = rank(line) < 9
    above = rank(following) < rank(line)
    bulleted = marked and line.mark[0] not in "#*" and len(text) <= 10 and following.mark != line.mark
    if line.mark == "【" or bulleted or (line.mark == "**" and above):
        return True
    if line.mark[:1] == "#" and above:
        return is_column(text) and len(text) <= 10  # a heading of a lower rank over the headline is its kicker
    if may_be_column(line, max(rest, key=lambda other: len(other.text))) and (columns or len(text) <= 4):
        return True
    if "·" in text and is_column(text):
        return True
    return is_column(text) and len(text) <= 10 and len(following.text) > len(text)


def _alike(texts: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Part lines that look alike into kicker, headline, sub-headline."""
    if len(texts) == 1:
        return [], texts, []
    if len(texts) == 2:
        return _two(*texts)
    first, second, third = texts[:3]
    if len(texts) == 3 and len(third) <= min(10, 0.7 * len(second)) and len(first) > len(third):
        return [first], [second, third], []  # no sub-headline is so short: the column broke the headline
    if is_linked(second, third) or (is_parallel(second, third) and not is_parallel(first, second)):
        return [first], [second, third], texts[3:]
    cut = len(second) <= 6 < len(first) and len(third) > len(second)
    if cut or is_linked(first, second) or is_parallel(first, second):
        return [], [first, second], texts[2:]
    return [first], [second], texts[2:]


def is_speaker(text: str) -> bool:
    """Tell whether a line is a person's office and name: whom the headline quotes, or who wrote what stands below."""
    office, _, name = text.rpartition(" ")
    return _OFFICE.search(office) is not None and is_name(name)


def _two(first: str, second: str) -> tuple[list[str], list[str], list[str]]:
    if is_linked(first, second):
        return [], [first, second], []
    attended = _HELD.search(first) and _ATTENDED.search(second)
    said = not attended and (_SAYING.search(first) or is_speaker(first))
    if said:
        return [first], [second], []
    if attended or (len(second) > len(first) >= 9 and "，" in second and "，" not in first):
        return [], [first], [second]
    if is_parallel(first, second) or (len(second) <= 6 <= len(first) and first[-1] not in "：—"):
        return [], [first, second], []
    if len(first) <= 6 or len(second) <= 0.6 * len(first):
        return [first], [second], []
    # Nothing but its length tells a sub-headline without a dash from the second line of a headline.
    return ([], [first], [second]) if len(second) >= 2 * len(first) and len(first) >= 9 else ([], [first, second], [])
