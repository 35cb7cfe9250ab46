"""Relations that a text states between policies, agencies and regions, each with the words that state it."""

import re
from bisect import bisect_left

from pipeline.document import Entity, Relation, Span
from pipeline.lexicon.context import Context

# Between the agency and the title: 近日印发了, 联合发布《…; no other sentence, no other subject.
_ISSUES = re.compile(
    "[^。；！？\n《》]{0,16}?(?:联合|共同|日前|近日|正式|制定|研究)?(?:印发|发布|出台|制定|公布|下发|颁布|颁发|转发|批转)(?:实施|施行|出台|印发)?(?:了|的)?"
    "[^。；，！？\n《》]{0,10}[《“]?$"
)
_AGENCY_ONLY = re.compile("^(?:关于)?[《“]?$")
_BASIS = re.compile(
    "(?:根据|依据|按照|依照|遵照|为了?(?:全面|深入|认真|切实)?(?:贯彻|落实|执行)(?:落实|执行|实施)?|为了?实施)"
    "[^。；！？\n]{0,30}?[《]?$"
)
_MADE = re.compile("[^。；！？\n]{0,200}?(?:制定本|现(?:就|将|提出)|提出(?:以下|如下)|结合[^。；\n]{0,12}实际)")
_MADE_OTHER = re.compile("[^。；！？\n《]{0,80}?(?:制定|出台|印发|编制|起草|修订)(?:了|的)?《")
_OPENS = re.compile("[\\s]{0,3}(?:关于|批转|转发|印发|公布|修改)")
_REPEALED = re.compile(
    "[》”]?(?:（[^（）\n]{0,40}）)?(?:[、和及]{1,2}[^。；\n]{0,200}?)?"
    "(?:同时|相应|即行|予以|一并)?(?:废止|停止执行|失效)"
)
_REPEALS = re.compile("(?:现|特|经研究，?)?决定(?:予以|自[^。；\n《》]{1,16}起)?废止《$")
_LISTED = re.compile("[》”]?(?:（[^（）\n]{0,40}）)?[、和及与以等有关法律法规的]{0,8}《?")
_SALUTATION = re.compile("^[^\n。；]{2,400}[：:]\\s*$")
_NEAR = 60  # code points that may lie between the two ends of a statement


def find_relations(
    context: Context, regions: list[Entity], agencies: list[Entity], policies: list[Entity]
) -> list[Relation]:
    """Find the relations that a text states.

    ``issues``: an agency issues a policy. ``based_on``: a policy rests on another. ``repeals``: a policy ends
    another. ``addressed_to``: a policy goes to a region or agency. Where the document itself is the head and its
    title is not in the text, ``head`` is None.

    Args:
        context: The text and what is known about it.
        regions: Its regions, sorted by start.
        agencies: Its agencies, sorted by start.
        policies: Its policies, sorted by start, as the finder gave them.

    Returns:
        Relations sorted by the start of their evidence.
    """
    text = context.text
    documents = [one for one in policies if one.kind == "document"]
    own = next((one for one in documents if one.by == "policies:headline"), None)
    found = _issues(text, agencies, documents)
    found += _issuers_in_titles(text, agencies, documents)
    found += _bases(text, documents, own)
    found += _repeals(text, documents, own)
    if own is not None:
        found += _addressees(text, own, [*regions, *agencies], policies)
    unique = {(one.type, _key(one.head), _key(one.tail)): one for one in reversed(found)}
    return sorted(unique.values(), key=lambda one: (one.evidence.start, one.type, _key(one.head), _key(one.tail)))


def _key(span: Span | None) -> tuple[int, int]:
    return (-1, -1) if span is None else (span.start, span.end)


def _span(one: Entity) -> Span:
    return Span(one.start, one.end)


def _issues(text: str, agencies: list[Entity], documents: list[Entity]) -> list[Relation]:
    """国务院印发《X》; 财政部、税务总局联合发布《X》; 《X》由国务院公布."""
    ends = sorted((one.end, one) for one in _outermost(agencies)) if agencies else []
    positions = [end for end, _ in ends]
    found: list[Relation] = []
    for policy in documents:
        at = bisect_left(positions, policy.start + 1) - 1
        if at < 0 or policy.start - positions[at] > _NEAR:
            continue
        between = text[positions[at] : policy.start]
        if not (_ISSUES.fullmatch(between) or _AGENCY_ONLY.match(between)):
            continue
        chain = _chain(text, [one for _, one in ends[max(0, at - 12) : at + 1]])
        evidence = Span(chain[0].start, policy.end)
        found += [Relation("issues", _span(one), _span(policy), evidence) for one in chain]
    return found


def _outermost(agencies: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for one in agencies:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _chain(text: str, agencies: list[Entity]) -> list[Entity]:
    """The last agency and those coordinated with it: 财政部、税务总局和海关总署."""
    chain = [agencies[-1]]
    for one in reversed(agencies[:-1]):
        if text[one.end : chain[0].start].strip(" \u3000") not in ("", "、", "和", "与", "会同", "及"):
            break
        chain.insert(0, one)
    return chain


def _issuers_in_titles(text: str, agencies: list[Entity], documents: list[Entity]) -> list[Relation]:
    """国务院关于…的通知: the title itself opens with who issues it."""
    outer = _outermost(agencies)
    starts = {one.start: i for i, one in enumerate(outer)}
    found: list[Relation] = []
    for policy in documents:
        first = starts.get(policy.start)
        if first is None:
            continue
        chain = [outer[first]]
        for one in outer[first + 1 : first + 8]:
            if text[chain[-1].end : one.start].strip() not in ("", "、", "和"):
                break
            chain.append(one)
        if _OPENS.match(text, chain[-1].end):
            found += [Relation("issues", _span(one), _span(policy), _span(policy)) for one in chain]
    return found


def _bases(text: str, documents: list[Entity], own: Entity | None) -> list[Relation]:
    """根据《A》《B》，制定本办法."""
    found: list[Relation] = []
    starts = {one.start: one for one in documents}
    lead: tuple[int, int] | None = None  # where the statement starts, and how far its titles reach
    for policy in documents:
        if policy is own or policy.by in ("policies:line", "policies:headline"):
            continue
        match = _BASIS.search(text, max(0, policy.start - _NEAR), policy.start)
        if match is not None:
            lead = (match.start(), policy.end)
        elif lead is not None and _LISTED.fullmatch(text[lead[1] : policy.start]):
            lead = (lead[0], policy.end)
        else:
            lead = None
            continue
        made = _MADE.match(text, policy.end)
        other = _MADE_OTHER.match(text, policy.end)
        head = starts.get(other.end()) if other is not None else None
        if head is not None:
            found.append(Relation("based_on", _span(head), _span(policy), Span(lead[0], head.end)))
        elif made is not None:
            found.append(Relation("based_on", _span(own) if own else None, _span(policy), Span(lead[0], made.end())))
    return found


def _repeals(text: str, documents: list[Entity], own: Entity | None) -> list[Relation]:
    """《X》同时废止; 现决定废止《X》和《Y》."""
    found: list[Relation] = []
    head = _span(own) if own is not None else None
    lead: tuple[int, int] | None = None  # where 决定废止 starts, and how far its titles reach
    for policy in documents:
        if policy is own:
            continue
        match = _REPEALED.match(text, policy.end)
        if match is not None:
            found.append(Relation("repeals", head, _span(policy), Span(policy.start, match.end())))
            continue
        before = _REPEALS.search(text, max(0, policy.start - 30), policy.start)
        if before is not None:
            lead = (before.start(), policy.end)
        elif lead is not None and _LISTED.fullmatch(text[lead[1] : policy.start]):
            lead = (lead[0], policy.end)
        else:
            lead = None
            continue
        found.append(Relation("repeals", head, _span(policy), Span(lead[0], policy.end)))
    return found


def _addressees(text: str, own: Entity, names: list[Entity], policies: list[Entity]) -> list[Relation]:
    """The line below the headline and its number that ends in a colon."""
    at = own.end
    for one in policies:
        if one.kind == "number" and one.start >= at and not text[at : one.start].strip():
            at = one.end
    line_end = text.find("\n", at + 1)
    start = at + len(text[at : at + 20]) - len(text[at : at + 20].lstrip())
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    if line_end < 0 or not _SALUTATION.match(text[start:end]):
        return []
    evidence = Span(start, end)
    found: list[Relation] = []
    reach = start
    for one in sorted(names, key=lambda one: (one.start, -one.end)):
        if reach <= one.start and one.end <= end:  # an outer name hides the region inside it
            reach = one.end
            found.append(Relation("addressed_to", _span(own), _span(one), evidence))
    return found
