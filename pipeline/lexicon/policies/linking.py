"""Linking: short references to the titles they stand for, mentions of one policy to one identity."""

import re
from itertools import pairwise

from pipeline.document import Entity
from pipeline.lexicon.context import Context
from pipeline.lexicon.policies.kinds import class_noun, is_short, type_of
from pipeline.lexicon.policies.register import Policy, Register
from pipeline.lexicon.policies.text import key, squeeze

# Between a title and the number that belongs to it.
_NUMBER_BRACKET = re.compile(r"[》”]?\s*[（(【]?\s*$")
_INNER = re.compile("[《〈<]([^《》〈〉<>]{2,120})[》〉>]")
_MARKED = re.compile("《([^《》]{2,160})》")
_HEAD_VERB = re.compile("^[^，。：《“]{2,20}?(?:印发|发布|出台|公布|下发|颁布)(?!会)")
_ISSUED = re.compile("(?:印发|转发|批转|发布|公布)(?:《|〈)?(.{4,100}?)(?:》|〉)?的?(?:通知|公告|函|决定|命令)$")
_NOTES = re.compile(r"(?:[（(][^（()）]{1,40}[）)]){1,3}$")
RECURRING = frozenset({"政府工作报告"})
REACH = 60  # titles back that a short reference may mean
_ISSUED_MARKED = re.compile(
    "(?:印发|转发|批转|发布|公布)((?:[《〈<][^《》〈〉<>]{2,120}[》〉>](?:（[^（）]{1,20}）)?[、和及]{0,2}){1,8})的?(?:通知|公告|函|决定|命令)"
)
_PLAN_NUMBER = re.compile(
    "[一二三四五六七八九十]五”?规划(?:纲要|建议)?$"
)  # 《“十五五”规划纲要》 names a document by itself
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
    for left, right in pairwise(found):
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
    given: list[str] = []
    named: dict[str, str] = {}
    before: Entity | None = None  # the last full title
    issuers = {one.end: one for one in agencies}
    answers: dict[tuple[str, str | None], str | None] = {}  # since the last new title
    headline = re.sub(r"<br\s*/?>|\s+", "", context.title or "") or None
    for one in found:
        if one.by != "policies:reference":
            if one.kind == "document" and one.norm:
                before = one
                given = [title for title in given[1 - REACH :] if title != one.norm]
                given.append(one.norm)
                answers.clear()
            continue
        short = squeeze(one.text)
        if (
            before is not None
            and one.start - before.end < 90
            and _SHORT_NAMED.search(text, max(0, one.start - 14), one.start)
        ):
            named[short] = agreeing(before.norm or "", short) or before.norm or ""
        full = named.get(short)
        if full is None:
            issuer = issuers.get(one.start - 1)
            asked = (short, issuer.text if issuer is not None else None)
            if asked not in answers:
                answers[asked] = _introduced(short, given, issuer) or _fits(short, headline)
            full = answers[asked]
            if full is None and _PLAN_NUMBER.search(short):
                full = short
                given.append(short)
                answers.clear()
        if full:
            one.norm = one.name = full
            one.status = "resolved"


def _introduced(short: str, given: list[str], issuer: Entity | None) -> str | None:
    """The last title before that the short reference agrees with; one of the named issuer first."""
    fallback: str | None = None
    for loosely in (False, True):
        for title in reversed(given):
            whole = agreeing(title, short, loosely)
            if whole is None:
                continue
            if issuer is None or issuer.text in title or (issuer.norm or "?") in title:
                return whole
            fallback = fallback or whole
        if fallback is not None:
            return fallback
    return None


def agreeing(title: str, short: str, loosely: bool = True) -> str | None:
    """Tell what a short reference means, if it means a title or the plan that the title issues.

    Args:
        title: A full title.
        short: A short reference (意见, 实施方案).
        loosely: Whether the last class noun is enough: 意见 in both, where the short name says 实施意见.

    Returns:
        The title; the plan inside it where 关于印发…方案的通知 is meant by 方案; None where they do not agree.
    """
    stem = _NOTES.sub("", title)
    if key(stem).endswith(key(short)):
        return title
    inner = _INNER.findall(title) or issued_by(title)
    noun = class_noun(short)
    for name in inner:
        bare = _NOTES.sub("", name)
        if key(bare).endswith(key(short)) or (loosely and bare.endswith(noun)):
            return str(name)
    return title if loosely and stem.endswith(noun) else None


def _fits(short: str, headline: str | None) -> str | None:
    if headline is None:
        return None
    for name in (*_MARKED.findall(headline), *_INNER.findall(headline)):
        whole = agreeing(name, short) if not is_short(name) else None
        if whole is not None:
            return whole
    # 某部发布某某指引: what stands behind the verb; a report of what somebody says names no title.
    title = headline if "关于" in headline else _HEAD_VERB.sub("", headline)
    return agreeing(title, short) if "：" not in title and type_of(title) is not None else None


def _identities(context: Context, found: list[Entity], agencies: list[Entity], register: Register) -> None:
    """One identity a title, whichever of its mentions carries the number or the issuer."""
    ends = {one.end: one for one in agencies}
    numbers: dict[str, str] = {}
    issuers: dict[str, str | None] = {}
    titles: dict[str, str] = {}
    for one in found:
        if one.kind != "document" or not one.norm:
            continue
        issuer = ends.get(one.start - 1) or ends.get(one.start)
        if issuer is not None:
            issuers.setdefault(one.norm, issuer.norm)
        if one.number:
            titles.setdefault(one.number, one.norm)
            for title in (one.norm, *issued_by(one.norm)):
                numbers.setdefault(title, one.number)
    named = frozenset(one.norm for one in agencies if one.norm)
    known: dict[tuple[str, str | None], Policy | None] = {}
    for one in found:
        norm = one.norm
        if norm is None or one.kind == "initiative":
            one.policy = norm
            continue
        number = one.number = norm if one.kind == "number" else one.number or numbers.get(norm)
        asked = (norm, number)
        if asked not in known:
            by_number = register.by_number(norm, context.date) if one.kind == "number" else None
            full = titles.get(norm) if one.kind == "number" else norm
            by_title = register.by_title(full, context.date, issuers.get(full), number) if full else None
            known[asked] = by_number or by_title
        _identify(one, known[asked], titles.get(norm))
        if one.issuer is None:
            one.issuer = register.issuer_of(number, named) if number else None
            one.issuer = one.issuer or issuers.get(norm)


def _identify(one: Entity, row: Policy | None, title: str | None) -> None:
    if row is None:
        # Each year and each place has its own report of this title: it names no one document.
        # 2020年第26号 names its document beside its title only: many offices have one.
        number = one.number if one.number and not one.number[0].isdigit() else title
        one.policy = number or (one.norm if one.norm not in RECURRING else None)
        one.name = title or one.norm
        return
    one.policy, one.name = row.id, row.title
    one.number = row.number or one.number
    one.issued = row.date or None
    one.issuer = row.issuer or None
    if row.type == "法律":
        one.norm = row.title


def issued_by(title: str) -> list[str]:
    """Give the documents that a title issues: the plan in 关于印发《…规划》的通知.

    Args:
        title: A full title.

    Returns:
        Their titles, in the order of the words.
    """
    issued = _ISSUED.search(_NOTES.sub("", title))
    if issued is None:
        return []
    marked = _ISSUED_MARKED.match(title, issued.start())
    if marked is not None:
        return [str(name) for name in _INNER.findall(marked[1])]
    # 关于印发贯彻落实《…》措施的通知 issues measures, not what stands in the marks.
    return [] if any(mark in issued[1] for mark in "《〈<") else [issued[1]]
