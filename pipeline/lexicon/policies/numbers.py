"""Document numbers: 国发〔2021〕5号, 财税[2019]13号公告, （2021）第3号公告, 国务院令第752号.

The form is set by 《党政机关公文格式》 (GB/T 9704-2012, 7.2.5): issuer's code, year in 〔〕, serial number; what people
write departs from it in brackets, spaces and line breaks.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

_YEAR = re.compile(
    r"[〔\[﹝【（(［〖﹙<〈{]\s*((?:19|20)\s?\d\s?\d)\s*年?\s*[〕\]﹞】）)］〗﹚>〉}]\s*(?:第\s*)?"
    r"(\d{1,5}(?:\s?[-—、]\s?\d{1,5})?|[A-Z]?\d{1,5})\s*(号公告|号令|号通告|号)"
)
_ORDER = re.compile(
    r"(令|公告|通告)\s*[（(]?\s*(?:第?((?:19|20)\d\d)\s*年\s*|[（(〔\[]((?:19|20)\d\d)[）)〕\]]\s*)?"
    r"第?\s*([〇○零一二三四五六七八九十百\d]{1,7})\s*号"
)
# …的公告》（2020年第26号）: the number stands alone behind the title.
_BEHIND_TITLE = re.compile(r"(?<=(?:公告|通告)》[（(])((?:19|20)\d\d)年第\d{1,4}号(?=[）)，、])")
# An older form: 〔94〕财税字第089号, the year first; （2003）民一终字第5号 is a case in court.
_YEAR_FIRST = re.compile(
    r"[〔\[（(［]((?:１９|２０|19|20)?[\d]{2})[〕\]）)］]([\u3400-\u9fff]{2,8}(?<![初终再执申监审破赔刑])字)第?(\d{1,4})号"
)
_PLAIN_YEAR = re.compile(r"(?<![年月\d])((?:19|20)\d\d)\s*年\s*第?\s*(\d{1,4})\s*号\s*(公告|令|通告)")
# What may stand in a code: Chinese characters and Latin letters. Looked at backwards, so bounded.
_CODE = re.compile(r"[A-Za-z\u3400-\u9fff]{1,24}[ \u3000]?$")
_LEAD = re.compile(
    "^(?:根据|按照|依据|遵照|参照|落实|贯彻|执行|详见|参见|下发的?|印发的?|发布的?|出台的?|转发的?|颁布的?|制定的?|印发|"
    "文号为?|文号是|发文字号|文件编号|编号|索引号|字号|文件|等部门|等部委|等\\S{0,4}部门|以及|现将|将|以|和|及|与|或|见|按|由|的|在|据|对|为|是|经|"
    "至|从|即|原|附|关于|同时|废止|其中|上述|号)+"
)
_STOP = re.compile("通知|文件|公告|通告|意见|决定|办法|批复|报告|的函|[的据照见由以将至按是或等了于]")
# Short names of ministries that open their codes: 工信部规〔2016〕, not 财政部财税〔2016〕.
_OWN_CODES = ("工信部", "工信厅", "人社部", "人社厅")
# A class noun of an organ that no table knows, before the code: 保障厅|鄂财综发.
_ORGAN = re.compile("[厅局署府](?=[\u3400-\u9fff]{3,8}$)")
_BODY = re.compile(
    r"(?:中华人民共和国)?(?:国务院|中央军委|中央军事委员会|全国人民代表大会常务委员会|全国人大常委会|国家主席|主席|国"
    r"|[\u3400-\u9fff、 ]{2,24}?(?:人民政府|政府|委员会|委|会|部|总局|局|署|厅|办公室|银行|人民代表大会常务委员会"
    r"|人大常委会|法院|检察院|市|省)|[\u3400-\u9fff]府)$"  # 粤府令第139号: a province by its one character
)
# 国务院第754号令, 市人民政府第17号令: the serial number first.
_SERIAL_FIRST = re.compile("第([〇○零一二三四五六七八九十百\\d]{1,5})号令")
_SPACE = re.compile(r"\s+")
_YEAR_BRACKETS = re.compile(r"^[(\[〔](\d+)[)\]〕]")


class Number(msgspec.Struct, frozen=True):
    """A document number in a text.

    ``code`` is what stands before the year (国办发), ``year`` None where the form has none (国务院令第752号),
    ``norm`` the number in one form.
    """

    start: int
    end: int
    code: str
    year: int | None
    norm: str


def find_numbers(text: str, codes: frozenset[str], ends: dict[int, int], edges: Sequence[int] = ()) -> list[Number]:
    """Find the document numbers of a text.

    Args:
        text: The text.
        codes: Known codes (国办发), which decide where a code starts in running text.
        ends: Agencies of the text: where each ends, and where it starts; they name who signs a 令 or 公告.
        edges: Ends of titles already found, sorted: no code reaches across one.

    Returns:
        The numbers, sorted by start, none overlapping.
    """
    found: list[Number] = []
    if "号" not in text:
        return found
    for match in _YEAR.finditer(text):
        number = _with_year(text, match, codes, ends, edges)
        if number is not None:
            found.append(number)
    signed = [word for word in ("令", "公告", "通告") if word in text]
    for match in _ORDER.finditer(text) if signed else ():
        number = _order(text, match, ends)
        if number is not None:
            found.append(number)
    for match in _PLAIN_YEAR.finditer(text) if any("号" + word in text for word in signed) else ():
        start = _issuer_start(text, match.start(), ends)
        surface = text[start : match.end()]
        found.append(Number(start, match.end(), "", int(match[1]), _SPACE.sub("", surface)))
    for match in _SERIAL_FIRST.finditer(text) if "号令" in text else ():
        start = _issuer_start(text, match.start(), ends)
        if start < match.start():
            found.append(Number(start, match.end(), "", None, _SPACE.sub("", text[start : match.end()])))
    for match in _YEAR_FIRST.finditer(text) if "字" in text else ():
        surface = _one_form(_SPACE.sub("", unicodedata.normalize("NFKC", match.group())))
        found.append(
            Number(match.start(), match.end(), match[2], int(match[1]), _YEAR_BRACKETS.sub(r"〔\1〕", surface))
        )
    for match in _BEHIND_TITLE.finditer(text) if signed else ():
        found.append(Number(match.start(), match.end(), "", int(match[1]), match.group()))
    found.sort(key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _with_year(
    text: str, match: re.Match[str], codes: frozenset[str], ends: dict[int, int], edges: Sequence[int]
) -> Number | None:
    year = _SPACE.sub("", match[1])
    serial, close = _SPACE.sub("", match[2]), match[3]
    end = match.end()
    if close == "号":
        tail = re.compile(r"\s?(公告|通告|令)(?![\u3400-\u9fff])").match(text, end)
        if tail is not None:
            close, end = "号" + tail[1], tail.end()
    at = bisect_right(edges, match.start())
    before = _CODE.search(text, max(0, match.start() - 26, edges[at - 1] if at else 0), match.start())
    if before is None:
        if close == "号":  # a bare (2021)5号 is a list number or a case
            return None
        start = _issuer_start(text, match.start(), ends)
        ordinal = "第" if "第" in match.group() else ""
        return Number(
            start,
            end,
            "",
            int(year),
            f"{_SPACE.sub('', text[start : match.start()])}〔{year}〕{ordinal}{serial}{close}",
        )
    start, code = _code(text, before, codes, ends)
    if not code:
        return None
    ordinal = "第" if code.endswith(("公告", "令", "通告")) and "第" in match.group() else ""
    return Number(start, end, code, int(year), f"{code}〔{year}〕{ordinal}{serial}{close}")


def _code(text: str, before: re.Match[str], codes: frozenset[str], ends: dict[int, int]) -> tuple[int, str]:
    """Where the issuer's code starts in the run of characters before the year."""
    start, run = before.start(), before.group().rstrip()
    if run.endswith(("公告", "通告", "令")):
        cut = len(run) - (1 if run.endswith("令") else 2)
        start = _issuer_start(text, before.start() + cut, ends)
        return start, text[start : before.start() + len(run)].replace("\n", "")
    if run in codes:
        return start, run
    return _cut(start, run, codes, ends)


def _cut(start: int, run: str, codes: frozenset[str], ends: dict[int, int]) -> tuple[int, str]:
    """Cut off the words of the sentence before a code that is not in the table."""
    for length in range(len(run) - 2, 1, -1):  # 省财政厅鲁财综〔2020〕5号: the code starts behind the agency
        cut = start + len(run) - length
        if cut in ends:
            start, run = cut, run[-length:]
            break
    for own in _OWN_CODES:  # 财政部工信部联企业: but the ministry's short name is part of its own codes
        if (at := run.find(own)) >= 0:
            return start + at, run[at:]
    lead = _LEAD.match(run)
    if lead is not None and lead.end() < len(run):
        start, run = start + lead.end(), run[lead.end() :]
    at = _behind_stops(run, codes)
    return start + at, run[at:]


def _behind_stops(run: str, codes: frozenset[str]) -> int:
    """Give where the code starts in a run; its length where nothing can be one (房间号是(2021)5号)."""
    size = len(run)
    stop = max((match.end() for match in _STOP.finditer(run)), default=0)
    if stop == size or (stop == 0 and size <= 8):
        return stop
    if 0 < stop < size - 1 and size - stop <= 8:
        return stop
    known = (size - length for length in range(min(12, size - 1), 1, -1) if run[-length:] in codes)
    if (at := next(known, 0)) or (at := stop):
        return at
    if organ := _ORGAN.search(run, 2):
        return organ.end()
    return 0 if size <= 12 else size - 6


def _order(text: str, match: re.Match[str], ends: dict[int, int]) -> Number | None:
    at = match.start()
    start = _issuer_start(text, at, ends)
    if start == at and not (match[1] == "公告" and (match[2] or match[3])):
        return None
    end = match.end()
    if text[end : end + 1] in "）)" and re.search("[（(]\\s*第?[^（）()]*$", match.group()):
        end += 1  # 国务院令（第639号）
    surface = _SPACE.sub("", text[start:end])
    year = match[2] or match[3]
    return Number(start, end, surface[: at - start + len(match[1])], int(year) if year else None, _one_form(surface))


def _issuer_start(text: str, at: int, ends: dict[int, int]) -> int:
    """Where the names of those who sign start, going left from a 令 or 公告."""
    start = at
    for _ in range(8):
        edge = start
        while edge and text[edge - 1] in " \u3000\n、" and start - edge < 3:
            edge -= 1
        if edge not in ends:
            break
        start = ends[edge]
    if start < at:
        return start
    body = _BODY.search(text, max(0, at - 26), at)
    if body is None:
        return at
    lead = _LEAD.match(body.group())
    shift = lead.end() if lead is not None and lead.end() < len(body.group()) else 0
    found = body.start() + shift
    if text[found] in "年月日" and text[found - 1 : found].isdigit():
        found += 1  # 2008年|市人民政府令
    for stop in _STOP.finditer(text, found, at):
        found = stop.end()
    return found if found < at else at


def _one_form(surface: str) -> str:
    surface = re.sub(r"[（(](第?[〇○零一二三四五六七八九十百\d]{1,7}号)[）)]$", r"\1", surface)
    return re.sub(r"[（(\[]((?:19|20)\d\d)[）)\]]", r"〔\1〕", surface)
