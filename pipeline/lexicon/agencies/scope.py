"""Whether a text speaks for the nation or for a place, so that a bare name (发改委) can be told."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from pipeline.document import Entity
from pipeline.lexicon.agencies.local import FOREIGN_KINDS, full_name
from pipeline.lexicon.agencies.mention import Mention
from pipeline.lexicon.context import Context

LOCAL_MARKS = re.compile(
    "[我全][省市区县州盟旗镇乡](?![域长])|[省市区县](?:委|政府|人民政府|直)(?=[、，。省市区县各办])|(?<![\u4e00-\u9fff])市(?:发|财|教)"
)
NATIONAL_MARKS = re.compile("国务院|党中央|中共中央|全国|国家|我国|中央")
NATIONAL_NUMBER = re.compile("国[发办函令]|中[发办]|发改|财[税政预库建]|国家|[部署]令")
READ = 4000


class Scope(NamedTuple):
    """What a text speaks for, and the place it speaks for where it is local."""

    level: Literal["national", "local", "unknown"]
    place: str | None = None


def judge(context: Context, regions: Sequence[Entity], mentions: Sequence[Mention]) -> Scope:
    """Tell what a text speaks for.

    Args:
        context: The text and its record.
        regions: The regions of the text.
        mentions: The organs already found in it.

    Returns:
        ``local`` with the place where an issuer, the headline or the wording is local; ``national`` where they are
        central; ``unknown`` where nothing tells.
    """
    head = _issuer(context, mentions)
    text = context.text[:READ]
    place = _place(regions, head)
    if head is not None:
        return Scope("national") if head.kind == "central" else Scope("local", place)
    if context.doc_number and NATIONAL_NUMBER.match(context.doc_number):
        return Scope("national")
    local = len(LOCAL_MARKS.findall(text)) + sum(2 for one in mentions if one.kind == "local" and one.start < READ)
    central = len(NATIONAL_MARKS.findall(text))
    if local > central:
        return Scope("local", place)
    return Scope("national") if central or any(one.kind == "central" for one in mentions) else Scope("unknown")


def _issuer(context: Context, mentions: Sequence[Mention]) -> Mention | None:
    """The organ whose document this is: it opens the text, or the headline opens with its name."""
    for one in mentions[:3]:
        surface = context.text[one.start : one.end]
        if one.start == 0 or (context.title and context.title.startswith(surface)) or surface in context.agency:
            return one
    return None


def _place(regions: Sequence[Entity], head: Mention | None) -> str | None:
    """The place of the issuer, else the first division of the text."""
    inside = [one for one in regions if head and head.start <= one.start and one.end <= head.end]
    for one in (*inside, *regions):
        if one.kind not in FOREIGN_KINDS and one.kind not in {"macro", "zone"}:
            return full_name(one)
    return None
