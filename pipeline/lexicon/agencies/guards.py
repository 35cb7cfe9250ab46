"""What may not stand beside a name: where the letters are an organ's but the word is not."""

import re
from bisect import bisect_left
from collections.abc import Sequence

# A name that goes on (财政部门, 公安部队, 公安局部), unless a verb begins there (监管总局|部署, 卫健委|派出).
AFTER_BUREAU = "面(?![向对临])|势(?!必)|部(?!署)|限(?![期时令])|域|促(?![进使成])"
AFTER_COMMITTEE = "员(?!工)|托|派(?![出驻遣专])|任(?!命)|屈"
CONTINUES = {
    "部": re.compile("门|署(?!名)|队|分(?![别析配三两四赴])|位(?!于)|落(?!实|地)|件"),
    "局": re.compile(AFTER_BUREAU),
    "委": re.compile(AFTER_COMMITTEE),
    "法": re.compile("[律定规案院]"),
    "检": re.compile("[测查验疫]"),
}
# The organ's name inside the name of a meeting (GUIDELINES: ignored).
ORDINAL = "一二三四五六七八九十百零〇0-9"
MEETING = re.compile(
    rf"\n?(?:第?[{ORDINAL}]{{1,5}}届)?(?:常委会|常务委员会)?第?[{ORDINAL}]{{1,5}}次[\u4e00-\u9fff（）]{{0,12}}?(?:会议|全会|学习|座谈会|大会)"
    r"|(?:常委|常务|全体|专题|廉政工作|党组|常委会|常务委员会|主席|主席团|委员长|扩大|办公厅)?会议(?!厅|室|中心|纪要|工作规则|议事规则|规则|制度)"
    r"|常务会|全会|政策例行吹风会|双周协商座谈会|委员会全体会议"
)
TERM = re.compile(rf"第?[{ORDINAL}]{{1,5}}届$")

# A newspaper named after an organ: 人民政协报, 人民法院报; not 国务院报告.
PAPER = re.compile(r"报(?![告送请道表名批经备到])|杂志|出版社|大学|学院|干部学院|招待所|宾馆")

# One-character forms of foreign states right before an organ's name.
FOREIGN = "美俄英韩乌澳越"
LOCAL_WORD = re.compile(r"(?:[省市县区州盟旗镇乡]|兵团|各级|地方|各地|当地|基层|本级|直辖|单列|各|[委会] ?|政府)$")
# What may stand right before a bare name (由发改委); after any other letter a short one is the end of a longer name.
BARE_AFTER = "由经据和与及同从向请对报让按为是以在原被给至到把将受发转年月日照示"
# A list that began with a division without a name: 省财政厅、医保局; 各省、自治区、直辖市发展改革委、能源局.
LOCAL_LIST = re.compile(
    r"(?:^|[^\u4e00-\u9fff])(?:各?[省市县区]|各|自治[区州]|直辖市|计划单列市|有关|当地|地方)[\u4e00-\u9fff（）、和]{0,60}[、和]$"
)
JOINT = re.compile(r"(?:[、和与及]|会同|[ \u3000\n]{1,2})$")
JOINT_START = re.compile(r"[、和与及]|会同|[ \u3000\n]{1,2}")
OPTION = re.compile(r"[（(][局厅委办]")
# Aliases of two characters, or words of daily use, stand only after what cannot begin a longer word.
SENTENCE_REACH = 80
OPENERS = "由据经与及以在从向让对，。、；：（）“”《》〈〉 　\n\t()—…"
STRICT = {"中办", "国办", "央行", "央视", "总台"}
# Departments of firms and schools carry these names too: they count only while the organ was there.
WEAK = {"人事部", "商业部", "电子部", "机械部", "电力部", "劳动部", "物资部", "建设部", "交通部", "化工部",
    "总参谋部", "总政治部", "总后勤部", "总装备部", "能源部", "内务部", "粮食部", "地质部", "农林部", "石油部",
    "外贸部", "高教部", "农垦部", "重工业部", "石油工业部", "高等教育部"}  # fmt: skip
# Ministries whose old names are still said for their successors, beside other organs (公安部、交通部).
STILL_SAID = {"交通部", "建设部"}
ORGAN_BEFORE = re.compile("[部委局署院][、和]$")
ORDER = re.compile("令(?:第?[0-9]|[〔（(])")
# Ministries that foreign states have too: after a foreign state in the same sentence they are its own.
SHARED = {
    "外交部", "国防部", "财政部", "商务部", "教育部", "卫生部", "农业部", "司法部", "交通部", "文化部", "水利部",
    "国家安全部", "能源部", "内务部", "农林部", "商业部", "建设部",
}  # fmt: skip
DOUBTFUL = STRICT | WEAK | SHARED
# States together, right before a ministry or a court: 上海合作组织成员国|国防部长会议, 金砖国家|卫生部长.
STATES = re.compile(
    "(?:[各两三四多外该员]国|集团|合作组织|北约|[欧东非阿]盟|独联体|(?:金砖|盟|[洲欧亚非美]|语|阿拉伯|沿线|成员)国家)$"
)
HOME = re.compile("中国|我国|中方|中央|全国|国务|我驻|习近平|李强|李克强|王毅|新华社")
SENTENCE = re.compile("[。！？；\n]")
DOC_NUMBER = re.compile(r"[发函电秘令]{0,2}[明传电]{0,2}[〔\[【﹝（(]\d{2,4}[〕\]】﹞）)]")
# Short names that open the codes of their document numbers: 工信部联企业〔2011〕300号, 人社部发〔2020〕13号.
IN_CODES = {"工信部", "工信厅", "人社部", "人社厅"}
CODE_REST = re.compile(r"[\u4e00-\u9fff]{1,5}[〔\[【﹝（(]\s?(?:19|20)\d\d\s?[〕\]】﹞）)]")
MINISTER = re.compile("(?:副|原)?部长")
HANZI = re.compile(r"[\u4e00-\u9fff]")


def goes_on(text: str, end: int) -> bool:
    """Tell whether the name at ``end`` is only the beginning of another word."""
    if end >= len(text):
        return False
    going_on = CONTINUES.get(text[end - 1])
    return (going_on is not None and going_on.match(text, end) is not None) or PAPER.match(text, end) is not None


def is_meeting(text: str, end: int) -> bool:
    """Tell whether the name at ``end`` goes on into the name of a meeting."""
    return MEETING.match(text, end) is not None


def weak_stands(text: str, start: int, end: int) -> bool:
    """Tell whether a ministry of a common name is meant although it was gone by then (原建设部, 建设部令第166号)."""
    return text.endswith("原", 0, start) or ORDER.match(text, end) is not None


def still_said(text: str, start: int, end: int) -> bool:
    """Tell whether an old name stands for the ministry of today, in a list of organs."""
    return text[start:end] in STILL_SAID and ORGAN_BEFORE.search(text, max(0, start - 2), start) is not None


def of_states(text: str, start: int) -> bool:
    """Tell whether several states stand right before ``start``."""
    return STATES.search(text, max(0, start - 5), start) is not None


def of_stranger(text: str, start: int, end: int, foreign: Sequence[int]) -> bool:
    """Tell whether a ministry of a common name belongs to the foreign state that the sentence spoke of before.

    Args:
        text: The text.
        start: Where the name begins.
        end: Where it ends.
        foreign: Where the names of foreign states and places begin, in order.
    """
    at = bisect_left(foreign, start) - 1
    if at < 0 or start - foreign[at] > SENTENCE_REACH or text[start:end] not in SHARED:
        return False
    if text.startswith("发言人", end) and text[start - 1] in "，, ":
        return False  # 针对美国的做法，外交部发言人表示
    between = text[foreign[at] : start]
    low = max(0, start - 3 * SENTENCE_REACH)
    begin = max(low, *(text.rfind(mark, low, start) for mark in "。！？\n"))
    return not (SENTENCE.search(between) or HOME.search(text, begin, start))


def of_series(text: str, start: int, end: int) -> bool:
    """Tell whether the tax bureaux of all divisions are meant (各省财政厅、国家税务局、地方税务局)."""
    if text[start:end] != "国家税务局":
        return False
    return text.startswith("地方税务局", end + 1) or LOCAL_LIST.search(text, max(0, start - 70), start) is not None


def of_division(text: str, start: int, end: int) -> bool:
    """Tell whether a bureau's name follows a division without a name (省质量技监局)."""
    return text[end - 1] in "局委办" and start > 0 and text[start - 1] in "省市县区州盟旗"


def strict_start(text: str, start: int) -> bool:
    """Tell whether a short alias may begin at ``start``."""
    return start == 0 or text[start - 1] in OPENERS or not HANZI.match(text[start - 1])


def bare_stands(text: str, start: int, end: int) -> bool:
    """Tell whether a bare name is a name by itself here, and of no division that the text leaves unnamed."""
    if end - start < 4 and start and HANZI.match(text[start - 1]) and text[start - 1] not in BARE_AFTER:
        return False
    if text[start - 1 : start] == "和" and text[start : start + 2] in {"旅游", "草原"}:
        return False
    if LOCAL_WORD.search(text, max(0, start - 2), start) or text.endswith("的", 0, start):
        return False
    return not (OPTION.match(text, end) or LOCAL_LIST.search(text, max(0, start - 70), start))


def joined_left(text: str, start: int) -> int:
    """Where the item before ``start`` in a list ends; -1 where ``start`` begins no further item."""
    match = JOINT.search(text, max(0, start - 3), start)
    return match.start() if match else -1


def joined_right(text: str, end: int) -> int:
    """Where the item after ``end`` in a list begins; -1 where ``end`` is the end of the list."""
    match = JOINT_START.match(text, end)
    return match.end() if match else -1


def of_congress(text: str, start: int) -> bool:
    """Tell whether the committee at ``start`` belongs to a congress named right before it (县人民代表大会…委员会)."""
    return text.endswith(("大会", "常务委员会", "人大"), 0, start)
