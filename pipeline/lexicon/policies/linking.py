"""Linking: short references to the titles they stand for, mentions of one policy to one identity."""

import re

from pipeline.document import Entity
from pipeline.lexicon.context import Context
from pipeline.lexicon.policies.kinds import class_noun, type_of
from pipeline.lexicon.policies.register import Register
from pipeline.lexicon.policies.text import key, squeeze

# Between 》 and the number or the short name that belongs to it.
_BRACKET = re.compile(
    r"[》”]?\s*[（(【]\s*(?:[^（()）《》。\n]{0,30}?[，,、；;]\s*)?(?:以下|下称|下面|下文)?(?:统称|简称|称)?(?:为)?\s*[：:“]?《?$"
)
_NUMBER_BRACKET = re.compile(r"[》”]?\s*[（(【]?\s*$")
_INNER = re.compile("[《〈<]([^《》〈〉<>]{2,120})[》〉>]")
_ISSUED = re.compile("(?:印发|转发|批转|发布|公布)(?:《|〈)?(.{4,100}?)(?:》|〉)?的?(?:通知|公告|函|决定|命令)$")
_SHORT_NAMED = re.compile(r"(?:以下|下|文中|本文|并)\s*(?:统称|简称|称)(?:为)?\s*[：:]?\s*[“\"]?《$")


def link(context: Context, found: list[Entity], agencies: list[Entity], register: Register) -> None:
    """Give each mention the policy it means.

    Short references take the title introduced before them, else the headline; a number in brackets behind a title
    belongs to that title; titles and numbers that the register knows take its identity, number and date.

    Args:
        context: The text and what is known about it.
        found: The mentions, sorted by start; changed in place.
        agencies: The agencies of the text, sorted by start.
        register: The register.
    """
    _numbers(context.text, found)
    _references(context, found, agencies)
    _identities(context, found, agencies, register)


def _numbers(text: str, found: list[Entity]) -> None:
    """Title （number）: one policy; also the number below the headline."""
    for left, right in zip(found, found[1:], strict=False):
        if left.kind != "document" or right.kind != "number" or right.start - left.end > 8:
            continue
        gap = text[left.end : right.start]
        if _NUMBER_BRACKET.fullmatch(gap) or (left.by == "policies:headline" and not gap.strip()):
            left.number = right.norm
    head = next((one for one in found if one.by == "policies:headline"), None)
    if head is not None and head.number is None:
        before = [
            one
            for one in found
            if one.kind == "number" and one.end <= head.start and not text[one.end : head.start].strip(" \n\u3000》《")
        ]
        if before:
            head.number = before[-1].norm


def _references(context: Context, found: list[Entity], agencies: list[Entity]) -> None:
    text = context.text
    given: list[tuple[str, Entity | None]] = []
    named: dict[str, str] = {}
    agency_ends = {one.end: one for one in agencies}
    headline = _headline(context)
    for i, one in enumerate(found):
        if one.kind == "initiative" and type_of(one.norm or "") is None:
            continue
        if one.by != "policies:reference":
            if one.kind == "document" and one.norm:
                given.append((one.norm, one))
            continue
        short = squeeze(one.text)
        if _SHORT_NAMED.search(text, max(0, one.start - 14), one.start):
            target = next(
                (p for p in reversed(found[:i]) if p.kind == "document" and p.by != "policies:reference"), None
            )
            if target is not None and target.norm and one.start - target.end < 90:
                named[short] = _part(target.norm, short) or target.norm
        full = named.get(short) or _introduced(short, given, agency_ends.get(one.start - 1)) or _fits(short, headline)
        if (
            full is None
            and headline is None
            and len(given) == 1
            and one.start - (given[0][1].end if given[0][1] else 0) < 0
        ):
            full = given[0][0]
        if full is not None:
            one.norm = one.name = full
            one.status = "resolved"


def _headline(context: Context) -> str | None:
    title = re.sub(r"<br\s*/?>|\s+", "", context.title or "")
    return title or None


def _introduced(short: str, given: list[tuple[str, Entity | None]], agency: Entity | None) -> str | None:
    """The last title before that the short reference agrees with; one of the named issuer first."""
    fallback: str | None = None
    for title, _ in reversed(given[-60:]):
        part = _part(title, short)
        if part is None:
            continue
        if agency is None or agency.text in title or (agency.norm or "?") in title:
            return part
        fallback = fallback or part
    return fallback


def _part(title: str, short: str) -> str | None:
    """The title, or the plan that it issues, if the short name agrees with its end."""
    stem = re.sub(r"(?:[（(][^（()）]{1,40}[）)])+$", "", title)
    whole = key(stem)
    if whole.endswith(key(short)):
        return title
    inner = _INNER.findall(title)
    issued = _ISSUED.search(stem)
    if issued is not None:
        inner.append(issued[1])
    noun = class_noun(short)
    for name in inner:
        bare = re.sub(r"(?:[（(][^（()）]{1,40}[）)])+$", "", name)
        if key(bare).endswith(key(short)) or (bare.endswith(noun) and len(short) <= 4):
            return str(name)
    if len(short) <= 6 and stem.endswith(noun):
        return title
    return None


def _fits(short: str, headline: str | None) -> str | None:
    if headline is None:
        return None
    for name in _INNER.findall(headline):
        if _part(name, short):
            return str(name)
    return _part(headline, short) if type_of(headline) is not None else None


def _identities(context: Context, found: list[Entity], agencies: list[Entity], register: Register) -> None:
    ends = {one.end: one for one in agencies}
    numbers = {key(one.norm): one.number for one in found if one.kind == "document" and one.norm and one.number}
    titles = {number: title for title, number in numbers.items()}
    for one in found:
        if one.norm is None:
            continue
        if one.kind == "initiative":
            one.policy = one.norm
            continue
        if one.kind == "number":
            row = register.by_number(one.norm, context.date)
            one.number = one.norm
            if row is None and one.norm in titles:
                title = next(p for p in found if p.kind == "document" and p.norm and key(p.norm) == titles[one.norm])
                one.name, one.policy = title.norm, one.norm
                continue
        else:
            one.number = one.number or numbers.get(key(one.norm))
            issuer = ends.get(one.start) or ends.get(one.start - 1)
            row = register.by_title(one.norm, context.date, issuer.norm if issuer else None, one.number)
        if row is None:
            one.policy = one.number or one.norm
            continue
        one.policy = row.id
        one.name = row.title
        one.number = row.number or one.number
        one.issued = row.date or None
        if row.type == "法律":
            one.norm = row.title
