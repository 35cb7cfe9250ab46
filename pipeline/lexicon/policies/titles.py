"""Titles in 《》: which of them are policies, and how far the title goes."""

import re

from pipeline.document import Entity
from pipeline.lexicon.policies.kinds import is_report, is_short, trim, type_of
from pipeline.lexicon.policies.marks import pairs
from pipeline.lexicon.policies.register import Register
from pipeline.lexicon.policies.text import Taken, entity, squeeze

# Right before 《 or right behind 》: what stands in the marks is a work, a paper, a programme, a contract.
_WORK_BEFORE = re.compile(
    "(?:电影|影片|大片|纪录片|专题片|宣传片|故事片|动画片|电视剧|剧集|网剧|话剧|歌剧|舞剧|京剧|豫剧|越剧|戏剧|音乐剧|歌曲|歌舞|歌|舞蹈|小说|长篇小说|"
    "诗歌|诗集|散文|散文集|一书|图书|新书|专著|著作|书籍|文集|画册|漫画|连环画|节目|栏目|专栏|综艺|频道|杂志|期刊|报纸|日报|晚报|论文|学报|"
    "报刊|署名文章|文章|社论|评论|评论员文章|特稿|长篇通讯|通讯|报道|题为|主题为|作品|油画|国画|书法|雕塑|游戏|手游|软件|应用程序|课程|教材|"
    "课本|歌词|相声|小品|曲目|乐曲|交响曲|协奏曲|组歌|组曲|合唱|纪实|丛书|绘本|剧本|短片|微电影|短视频|直播|签订|签署|签署了|签订了|签|订立|"
    "快板|诗|词|史诗|长诗|美国|国际期刊|刊物|报告文学)$"
)
_WORK_AFTER = re.compile(
    "(?:一书|一文|杂志|记者|报道|栏目|节目|专栏|专版|读者|编辑部|主编|编委|系列报道|系列丛书|丛书|等歌曲|等影片|等剧目|等图书|首映|上映|热映|开播|播出|票房|"
    "剧组|导演|主演|演唱|首演|公映|出版发行|全球首发|手稿|绘画|画展|摄影|演奏|的歌声|剧照|小说|期刊|周刊|日报)"
)
_POLICY_AFTER = re.compile(
    r"\s*(?:[（(](?:[^（()）《》]{2,24}[〔\[（(﹝【]\s*\d{4}\s*[〕\]）)﹞】]|[^（()）]{2,20}令)|等(?:法律|法规|政策|文件|规章|制度)|[（(](?:GB|DB|HJ|NY|JT|YY|WS|JR|JGJ)[\s/TZ\d]|第[一二三四五六七八九十百零\d]+条|的规定|规定|废止|印发)"
)
_WRAP_BEFORE = re.compile(
    "(?:关于)?(?:做好|组织|认真)?(?:贯彻落实|贯彻执行|贯彻|落实|实施|印发|转发|发布|公布|修改|修订|废止|印送|执行|施行|学习宣传|学习|颁布|颁发|下发|批转|同意|批准|调整|补充|申报|增加|适用|审议|试行|推进|延长|开展|落实)(?:[^。；：，\n《》]{0,16})$"
)
_WRAP_AFTER = re.compile(
    r"》(?:（[^（）\n]{1,16}）)?(?:[、和及]{1,2}《[^》\n]{2,80}》)*(?:[^。；：，！？\n《》]{0,24}?)的?(通知|决定|批复|公告|通告|意见|函|复函|命令|决议|办法|请示)"
    r"(?!建议|书|单|箱|见|反馈|[\u3400-\u9fff]?稿)"
)
_OFFICIAL = ("关于", "国务院", "中共中央")
_VAGUE = ("行动", "布局", "制度", "大纲", "举措", "议案", "建议", "解释")  # last words of books and films too
# Lists of the United Nations and others are no policy of the state: 世界遗产名录.
_NEVER = re.compile(
    "^(?:今日说法|新闻联播|焦点访谈)|[？?！!]$|的故事$|之歌$|^(?:世界|全球|人类|联合国|国际).{2,24}名录$|红色名录$"
)


def find_titles(
    text: str, register: Register, initiatives: frozenset[str], issuers: dict[int, int], taken: Taken
) -> list[Entity]:
    """Find the policies in title marks.

    Args:
        text: The text.
        register: Known titles are policies whatever their last word.
        initiatives: Names of initiatives; in marks they are titles of documents (《中国制造2025》).
        issuers: Agencies of the text: where each ends, and where it starts.
        taken: Spans of other mentions; what is found is added.

    Returns:
        Mentions, in the order of the text: titles with their norm; short references (《意见》) without, by
        ``policies:reference``.
    """
    found: list[Entity] = []
    reach = 0
    for start, end, _ in pairs(text):
        if start < reach:
            continue
        inside = text[start:end]
        if "。" in inside or "\n\n" in inside:
            continue
        title = trim(squeeze(inside))
        if not title:
            continue
        wrapped = _wrapped(text, start, end, issuers)
        if wrapped is not None and taken.free(*wrapped):
            left, right = wrapped
            taken.take(left, right)
            found.append(entity(text, left, right, "document", squeeze(text[left:right]), "title"))
            reach = right
            continue
        by = _judge(text, start, end, title, register, initiatives)
        if by is None:
            if title in initiatives and _work(text, start, end) and taken.free(start, end):
                taken.take(start, end)  # 专题片《法治中国》: the title of a work is no initiative either
            continue
        left = start + len(inside) - len(inside.lstrip())
        right = left + len(trim(inside.strip()))
        if right <= left or not taken.free(left, right):
            continue
        taken.take(left, right)
        found.append(entity(text, left, right, "document", title if by == "title" else None, by))
        reach = end
    return found


def _judge(text: str, start: int, end: int, title: str, register: Register, initiatives: frozenset[str]) -> str | None:
    if is_short(title):
        return None if _WORK_BEFORE.search(text, max(0, start - 8), start - 1) else "reference"
    if _NEVER.search(title) or len(title) < 2 or is_report(title):
        return None
    kind = type_of(title)
    known = register.knows(title)
    work = _work(text, start, end)
    if kind is None and title not in initiatives and not known:
        # Only what stands beside it can make a policy of it: its number, 第三条, 等文件.
        told = len(title) >= 6 and _POLICY_AFTER.match(text, end + 1) is not None and not work
        return "title" if told and (title.startswith(_OFFICIAL) or text[end + 1 : end + 2] in ("（", "(")) else None
    vague = kind in _VAGUE and len(title) < 8
    sure = kind is not None and (len(title) > 12 or known)
    return None if vague or (work and not sure) else "title"


def _work(text: str, start: int, end: int) -> bool:
    return (
        _WORK_BEFORE.search(text, max(0, start - 8), start - 1) is not None
        or _WORK_AFTER.match(text, end + 1) is not None
    )


def _wrapped(text: str, start: int, end: int, issuers: dict[int, int]) -> tuple[int, int] | None:
    """关于印发《X》的通知 without marks of its own is one title, its issuers included."""
    before = _WRAP_BEFORE.search(text, max(0, start - 32), start - 1)
    if before is None:
        return None
    at = text.rfind("关于", max(0, start - 32), start - 1)
    if at < 0 or "\n\n" in text[at:start] or not re.fullmatch(r"[^。；：，！？《》]{2,30}", text[at : start - 1]):
        return None
    after = _WRAP_AFTER.match(text, end, end + 200)
    if after is None:
        return None
    return with_issuers(text, at, issuers), after.end()


def with_issuers(text: str, start: int, issuers: dict[int, int]) -> int:
    """Take the issuers that stand right before a title into it.

    Args:
        text: The text.
        start: Where the title starts, at 关于.
        issuers: Agencies of the text: where each ends, and where it starts.

    Returns:
        Where the title with its issuers starts.
    """
    for _ in range(6):
        edge = start
        while edge and start - edge < 3 and text[edge - 1] in " \u3000\n、":
            edge -= 1
        if edge not in issuers:
            break
        start = issuers[edge]
    return start
