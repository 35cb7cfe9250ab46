"""Who issued a document: the organs of its headline, its head or its signature, in order."""

import re
from collections.abc import Callable

from pipeline.document import Entity
from pipeline.lexicon.context import Context

# Where the issuers of a headline end: 国务院关于…, 国务院办公厅转发…, 财政部 税务总局公告.
VERB = re.compile("关于|印发|转发|批转|发布|公布|公告|通告|令第?|《|[〈〔]")
DATE = re.compile(
    "^\\s*(?:[（(][^）)\n]{0,20})?(?:\\d{4}|[一二三四五六七八九十〇○零ＯO]{4})年\\s*[\\d一二三四五六七八九十]{1,3}月\\s*[\\d一二三四五六七八九十]{1,3}日"
)
HEAD = 400
TAIL_LINES = 14
Splitter = Callable[[str, str | None], list[Entity]]


def split_issuers(context: Context, split: Splitter) -> list[Entity]:
    """List the issuers of a document.

    Args:
        context: The document.
        split: Splits a run of organs.

    Returns:
        The issuers in order, from the first of these that names any: the headline, the head, the signature.
    """
    for piece in (_before_verb(context.title or ""), _head(context.text), *_signatures(context.text)):
        if piece and (found := split(piece, context.date)):
            whole = "".join(one.text for one in found)
            if len(whole) * 2 >= len(re.sub("[\\s、，和与]", "", piece)):
                return found
    return []


def _before_verb(title: str) -> str:
    match = VERB.search(title)
    return title[: match.start()] if match else ""


def _head(text: str) -> str:
    """The first lines up to the verb of the headline, where the text opens with one."""
    match = VERB.search(text, 0, HEAD)
    return text[: match.start()].replace("\n", " ") if match and match.start() < 160 else ""


def _signatures(text: str) -> list[str]:
    """Runs of lines before a date that stands by itself, the last first."""
    lines = [line.strip() for line in text[-6000:].split("\n")]
    lines = [line for line in lines if line]
    found = []
    for i in range(len(lines) - 1, 0, -1):
        if DATE.match(lines[i]) and len(lines[i]) < 30:
            run = []
            for line in reversed(lines[max(0, i - TAIL_LINES) : i]):
                if len(line) > 40 or line[-1] in "。；：，":
                    break
                run.insert(0, line)
            if run:
                found.append("\n".join(run))
    return found[:3]
