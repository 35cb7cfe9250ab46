"""Who issued a document: the organs of its headline, its head or its signature, in order."""

import re
from collections.abc import Callable, Sequence

from pipeline.document import Entity
from pipeline.lexicon.context import Context

# Where the issuers of a headline end: 国务院关于…, 国务院办公厅转发…, 财政部 税务总局公告.
VERB = re.compile("关于|印发|转发|批转|发布|公布|公告|通告|令|《|〈|[〔\\[]")
LEAD = re.compile(
    "^(?:[\\[（(][\u4e00-\u9fff]{2,4}[\\]）)])?(?:[^《\\s]{0,16}[〔\\[（(]\\d{4}[〕\\]）)]\\s{0,2}\\d{1,5}\\s{0,2}号\\s{0,4})?[《\\s]{0,8}"
)
# A form at the head of some pages says who issued it.
FIELD = re.compile("(?:发布机构|发文机关|发文单位|制定机关|印发机关)[:：]\\s{0,4}([^\\s]{2,40})")
AND_OTHERS = re.compile(
    "等[\\d一二三四五六七八九十百]{0,4}个?(?:省级|市级|有关)?(?:部门|单位|部委|机关)?(?:[（(][^）)]{0,20}[）)])?$"
)
DAY = re.compile(
    "(?:\\d{4}|[一二三四五六七八九十〇○零ＯOОΟ0]{4})\\s*年\\s*[\\d一二三四五六七八九十]{1,3}\\s*月\\s*[\\d一二三四五六七八九十]{1,3}\\s*日"
)
GAP = re.compile("[\\s、，和与—－\\-（）()　]*")
HEAD, TAIL, SIGNATURE = 160, 3000, 300
# 省财政厅, 市政府办公厅: a division without a name, whose name the document gives elsewhere.
UNNAMED = re.compile("(?:(?<=[局厅委办会府、，\\s])|^)(自治区|省|市|县|区|州)(?=[\u4e00-\u9fff]{2})")
CLASSES = {"省": "省", "自治区": "自治区", "市": "市", "县": "县", "区": "区", "州": "州"}
Splitter = Callable[[str, str | None], list[Entity]]
Divisions = Callable[[], Sequence[str]]


def split_issuers(context: Context, split: Splitter, places: Divisions) -> list[str]:
    """List the issuers of a document.

    Args:
        context: The document.
        split: Splits a run of organs.
        places: Gives the full names of the divisions that the document speaks of, in order; asked only where an organ
            leaves its place out, for it reads the whole text.

    Returns:
        Official names in order, from the first of these that names any: the headline, the head of the text, the
        signature; empty where none does.
    """
    field = FIELD.search(context.text, 0, 600)
    if field and (found := _lead(field[1], context.date, split, places)):
        return found
    for piece in (context.title or "", context.text[:HEAD].replace("\n", " ")):
        if found := _lead(_before_verb(piece), context.date, split, places):
            return found
    for piece in _signatures(context.text):
        if found := _last(piece, context.date, split, places):
            return found
    return []


def _before_verb(piece: str) -> str:
    lead = LEAD.match(piece)
    piece = piece[lead.end() :] if lead else piece
    match = VERB.search(piece)
    return piece[: match.start()] if match else ""


def _lead(piece: str, date: str | None, split: Splitter, places: Divisions) -> list[str]:
    """The organs that fill a piece from its beginning to its end."""
    piece = _named(piece, places)
    if not piece:
        return []
    at = 0
    found: list[str] = []
    for one in split(piece, date):
        gap = GAP.match(piece, at)
        if gap is None or one.start > gap.end():
            break
        found.append(one.norm or one.text)
        at = one.end
    rest = GAP.sub("", AND_OTHERS.sub("", piece[at:]))
    return found if len(rest) <= min(8, at) else []


def _last(piece: str, date: str | None, split: Splitter, places: Divisions) -> list[str]:
    """The organs at the end of a piece, with nothing but blanks and marks between and after them."""
    piece = _named(piece, places)
    at = len(piece)
    found: list[str] = []
    for one in reversed(split(piece, date)):
        gap = GAP.match(piece, one.end)
        if gap is None or gap.end() < at:
            break
        found.insert(0, one.norm or one.text)
        at = one.start
    return found


def _signatures(text: str) -> list[str]:
    """What stands before a date in the last part of a text, the last first."""
    tail = text[-TAIL:]
    found = []
    for day in reversed(list(DAY.finditer(tail))):
        piece = tail[max(0, day.start() - SIGNATURE) : day.start()]
        found.append(re.split("[。；：！]", piece)[-1])
    return found[:6]


def _named(piece: str, places: Divisions) -> str:
    """Write the document's place for a division without a name."""

    def place(match: re.Match[str]) -> str:
        suffix = CLASSES[match[1]]
        return next((one for one in places() if one.endswith(suffix)), match[0])

    return UNNAMED.sub(place, piece)
