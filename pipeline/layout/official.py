"""The words of official documents: titles, issuers, numbers, addressees.

The forms follow GB/T 9704-2012 (党政机关公文格式): 发文机关标志, 发文字号, 签发人, 标题, 主送机关, 正文,
附件说明, 发文机关署名, 成文日期, 附注.
"""

import re

_KIND = (
    r"命令|令|决定|公告|通告|通知|通报|议案|报告|请示|批复|意见|函|纪要|决议|公报|答复|规定|办法|条例|细则|规则|方案|规划|计划|要点|纲要|解释|准则|指南"
    r"|目录|清单|措施|标准|公示|批示|建议|预案|章程|制度|复函|复文"
)
_BODY = (
    r"国务院|政府|办公厅|办公室|党委|委员会|党组|常委会|常务委员会|人民法院|法院|检察院|总局|署|厅|局|部|院|办|委|会|处|司|所|站|中心|银行|总行|分行|海关"
    r"|管委会|指挥部|领导小组|组|总队|支队|大队|公司|集团|学院|大学|协会|联合会|工会|妇联|残联|街道|镇|乡|村|军区|警备区|集团公司"
)
_ORGAN = rf"[\u4e00-\u9fff（）·]{{0,40}}?(?:{_BODY})(?:（[\u4e00-\u9fff]{{2,20}}）)?"
_YEAR = r"[〔\[［(（【﹝{]\s?(?:19|20)\d{2}\s?年?\s?[〕\]］)）】﹞}]"
_NUMBER = rf"[\u4e00-\u9fff]{{1,16}}(?:\s?[\u4e00-\u9fff]{{1,4}})?\s?{_YEAR}\s?第?\s?\d{{1,5}}(?:[-—]\d{{1,3}})?\s?号"
_ORDER = (
    r"(?:[\u4e00-\u9fff（）、\s]{0,40}(?:令|公告|通告))?"
    r"\s?(?:(?:19|20)\d{2}\s?年\s?)?第\s?[\d〇一二三四五六七八九十百零]{1,6}\s?号"
)
_LABEL = r"(?:发文字号|发文文号|公文文号|文件编号|文号|字号|文件号)\s?[：:]\s?"
_NUMBER_LINE = re.compile(
    rf"[（(]?\s?(?:{_LABEL})?(?P<number>{_NUMBER})(?:公告|令)?\s?[）)]?(?:\s+签发人[：:].{{0,20}})?"
)
_ORDER_LINE = re.compile(rf"[（(]?\s?(?:{_LABEL})?(?P<number>{_ORDER})\s?[）)]?")
_IN_TITLE = re.compile(rf"[（(]\s?(?P<number>{_NUMBER}(?:公告)?)\s?[）)]$")
_FLAT_NUMBER = re.compile(rf"(?:{_LABEL})?(?P<number>{_NUMBER})(?=[\u4e00-\u9fff])")
_TITLE_NUMBER = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{2,20}(?:公告|通告|令)\s?(?:(?:19|20)\d{2}\s?年\s?)?第\s?\d{1,4}\s?号)(?:[（(].*)?"
)
_ABOUT = re.compile(r"关于|印发|转发|批转|发布|公布")
_SURE_END = re.compile(rf"的[\u4e00-\u9fff]{{0,6}}(?:{_KIND})$")
_SPOKEN = re.compile(r"(?:表示|强调|指出|说|称|介绍|认为|要求|报道|记者[^：]{0,12})[：:]$")
_LETTERHEAD = re.compile(rf"(?P<organ>{_ORGAN}(?:[\s、]{_ORGAN}){{0,5}})\s?(?:文\s?件|（通知）|（函）)")
_TITLE = re.compile(
    rf"(?:(?P<organ>.{{0,80}}?)(?P<about>关于|印发|转发|批转|发布|公布)).{{2,160}}?(?:的)?(?P<kind>{_KIND})(?:[（(【].{{1,30}}[）)】])?"
)
_ORDER_TITLE = re.compile(r"(?P<organ>[\u4e00-\u9fff、（）]{0,40}?)(?:[\u4e00-\u9fff]{0,3}命令|令|公告|通告|公报)")
_LAW_TITLE = re.compile(rf"(?P<organ>[\u4e00-\u9fff]{{2,40}}?(?:{_BODY}))(?P<kind>令|公告|通告|公报|决议|决定)")
_ADDRESSEE = re.compile(
    r"(?:各|本|市|县|区|省|州|全|有关|国务院|中共|机关|你|[\u4e00-\u9fff]{1,20}(?:政府|委员会|局|厅|部|院|办|公司|中心"
    r"|委|会|处|镇|乡|街道|单位|机构|企业|学校|同志|先生|女士|集团|部门))"
    r"[^。！？；：]{0,400}："
)
_SPLIT = re.compile(r"[、\s]+|(?<=[局厅部委会院府办])和(?=[\u4e00-\u9fff]{2,30}$)")
_ORGAN_FULL = re.compile(_ORGAN)
_VAGUE = re.compile(
    r"(?:省|市|县|区|州|旗|盟|镇|乡)(?:人民)?(?:政府|委|[\u4e00-\u9fff]{1,8}(?:厅|局|委|办|办公室|办公厅)|委办公室|委办公厅)?"
)


def normal_number(number: str) -> str:
    """Give a document number its standard form: 〔〕 around the year, no spaces, no 第 before the figure.

    Args:
        number: As it stands in the text (国发 [2021] 第5号).

    Returns:
        国发〔2021〕5号; numbers without a bracketed year (2021年第35号) only lose their spaces.
    """
    number = re.sub(r"\s+", "", number)
    found = re.search(r"[〔\[［(（【﹝{]((?:19|20)\d{2})年?[〕\]］)）】﹞}]第?(?=\d)", number)
    return f"{number[: found.start()]}〔{found.group(1)}〕{number[found.end() :]}" if found else number


def own_number(line: str) -> str | None:
    """Read a line that is nothing but a document's number.

    Args:
        line: The line, stripped.

    Returns:
        The number in its standard form; None if the line is anything else.
    """
    if len(line) > 60 or (line[-1:] not in "号）)" and "签发人" not in line):
        return None
    found = _NUMBER_LINE.fullmatch(line) or _ORDER_LINE.fullmatch(line)
    return normal_number(found.group("number")) if found else None


def is_letterhead(line: str) -> bool:
    """Tell whether a line is a red letterhead (××省人民政府办公厅文件)."""
    return 5 <= len(line) <= 80 and line[-1] in "件）" and _LETTERHEAD.fullmatch(line) is not None


def read_letterhead(line: str) -> list[str]:
    """Give the issuers of a letterhead, in order."""
    found = _LETTERHEAD.fullmatch(line)
    return split_agencies(found.group("organ")) if found else []


def split_agencies(text: str) -> list[str]:
    """Split joint issuers at 、 and spaces.

    Args:
        text: The issuers as they stand.

    Returns:
        The names in order, each once.
    """
    return list(dict.fromkeys(part for part in _SPLIT.split(text.strip()) if len(part) >= 2))


def is_title(text: str) -> bool:
    """Tell whether a string is the title of an official document (…关于…的通知)."""
    return 8 <= len(text) <= 200 and "。" not in text and _TITLE.fullmatch(text) is not None


def title_agencies(title: str, spaced: str | None = None) -> list[str]:
    """Give the issuers that a title begins with.

    Args:
        title: The title, on one line.
        spaced: The same with its spaces, where the record has it so.

    Returns:
        The names in order; empty where the title begins with 关于 or with anything but organs.
    """
    found = _TITLE.fullmatch(title) or _LAW_TITLE.fullmatch(title)
    if not found:
        return []
    organ = found.group("organ")
    # Joint issuers may be set apart by a space that the title on one line has lost.
    names = split_agencies(_ABOUT.split(spaced, maxsplit=1)[0] if spaced and _ABOUT.search(spaced) else organ)
    if re.sub(r"[\s、]", "", "".join(names)) not in (re.sub(r"[\s、]", "", organ), organ.replace("和", "")):
        names = split_agencies(organ)
    return names if names and all(_ORGAN_FULL.fullmatch(name) for name in names) else []


def is_addressee(line: str) -> bool:
    """Tell whether a line names those to whom a document goes (各市、县人民政府：)."""
    return (
        line[-1:] in "：:"
        and len(line) <= 400
        and not _SPOKEN.search(line[-20:])
        and _ADDRESSEE.fullmatch(line.replace(":", "：")) is not None
    )


def is_organs(line: str) -> bool:
    """Tell whether a line is made of the names of organs and nothing else, as a letterhead without 文件."""
    names = split_agencies(line) if len(line) <= 120 and not _ABOUT.search(line) else []
    return bool(names) and all(_ORGAN_FULL.fullmatch(name) for name in names)


def order_of(line: str) -> list[str] | None:
    """Give the issuers of an order or announcement that has no other title (××市人民政府令).

    Args:
        line: The line.

    Returns:
        The issuers, empty where it names none (命令); None if the line is no such title.
    """
    flat = re.sub(r"\s+", "", line)
    found = _ORDER_TITLE.fullmatch(flat)
    if not found:
        return None
    organ = found.group("organ")
    return split_agencies(organ) if organ and is_organs(organ) else []


def surely_ends_title(line: str) -> bool:
    """Tell whether a title ends with a line: 的通知 ends one; 制度 or 规划 may be where it was broken."""
    return _SURE_END.search(line) is not None


def numbered_title(title: str) -> tuple[str | None, str | None]:
    """Part a title from the number that stands in it.

    Args:
        title: The title without spaces.

    Returns:
        The title without the number behind it in brackets (None where nothing is left), and the number in its
        standard form (…的通报（清政发〔2021〕5号）, 海关总署公告2014年第30号（…）); None without one.
    """
    found = _IN_TITLE.search(title)
    if found:
        return title[: found.start()] or None, normal_number(found.group("number"))
    named = _TITLE_NUMBER.fullmatch(title)
    return title, normal_number(named.group("number")) if named else None


def flat_number(line: str, title: str | None) -> str | None:
    """Find the number in a text that lost its line breaks: at its very beginning, or right behind its title.

    Args:
        line: The first line.
        title: The title without spaces, None where unknown.

    Returns:
        The number in its standard form, None without one.
    """
    first = re.sub(r"\s+", "", line[:400])
    if title and first.startswith(title):
        first = first[len(title) :]
    found = _FLAT_NUMBER.match(first)
    if found and not re.search(r"根据|按照|依据|贯彻|关于|《", found.group("number")):
        return normal_number(found.group("number"))
    return None


def prefer_issuers(title: list[str], signed: list[str], letterhead: list[str]) -> list[str]:
    """Choose the issuers: the title's, unless they only say by level what signature or letterhead say by name.

    Args:
        title: The issuers that the title begins with.
        signed: Those that sign.
        letterhead: Those of the letterhead or the card.

    Returns:
        The first list whose names are not all like 市水务局; else the first that is not empty.
    """
    for names in (title, signed, letterhead):
        if names and not all(_VAGUE.fullmatch(name) for name in names):
            return names
    return title or signed or letterhead
