"""Entities on a spaCy ``Doc``: character offsets to token spans, span groups, ``doc.ents`` without overlaps.

What spaCy's spans have no place for (kind, name, status, candidates ...) is kept in the ``attrs`` of the span group,
which ``DocBin`` and ``Doc.to_bytes`` write with it: nothing global is registered, and nothing is lost on the way.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from pipeline.document import Entity, Label

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

Ents: TypeAlias = Literal["longest", "shortest", "none"]
Misaligned: TypeAlias = Literal["expand", "contract", "drop"]

GROUP = "zhengce"
"""The span group that holds every mention, nested ones too."""

LABEL_GROUPS: dict[str, str] = {
    "REGION": "zhengce_regions",
    "AGENCY": "zhengce_agencies",
    "POLICY": "zhengce_policies",
    "PERSON": "zhengce_persons",
    "ORGANIZATION": "zhengce_organizations",
}
"""One span group a label, the same spans as in :data:`GROUP`."""


class Counts(msgspec.Struct, frozen=True):
    """What became of a document's mentions on a ``Doc``.

    ``mentions`` were given; the edges of ``misaligned`` of them fall inside tokens; ``dropped`` of these have no span
    (for want of a token); ``not_in_ents`` have a span but no place in ``doc.ents``, because they overlap another.
    """

    mentions: int = 0
    misaligned: int = 0
    dropped: int = 0
    not_in_ents: int = 0


class Alignment:
    """Character offsets of a ``Doc`` to its tokens.

    Args:
        doc: The document; its tokenisation must stay as it is.
    """

    def __init__(self, doc: "Doc") -> None:
        self._starts = [token.idx for token in doc]
        self._ends = [token.idx + len(token) for token in doc]

    def fits(self, start: int, end: int) -> bool:
        """Say whether a stretch of text begins and ends where tokens do (code points, end exclusive)."""
        return self._has(self._starts, start) and self._has(self._ends, end)

    def tokens(self, start: int, end: int, misaligned: Misaligned) -> tuple[int, int] | None:
        """Give the tokens of a stretch of text.

        Args:
            start: Its first code point.
            end: The code point after its last.
            misaligned: Where an edge falls inside a token: ``expand`` takes that token whole, ``contract`` leaves it
                out, ``drop`` gives None.

        Returns:
            First token and the one after the last; None where there is none.
        """
        if misaligned == "drop" and not self.fits(start, end):
            return None
        if misaligned == "expand":
            first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        else:
            first, last = bisect_left(self._starts, start), bisect_right(self._ends, end)
        return (first, last) if first < last else None

    @staticmethod
    def _has(offsets: list[int], offset: int) -> bool:
        at = bisect_left(offsets, offset)
        return at < len(offsets) and offsets[at] == offset


def add_spans(doc: "Doc", labels: Sequence[str], entities: Iterable[Entity], misaligned: Misaligned) -> None:
    """Put mentions on a ``Doc``, in the place of the mentions of these labels that it has.

    Args:
        doc: The document to change: ``doc.spans["zhengce"]`` and the groups of the labels.
        labels: Which labels the mentions are of.
        entities: All mentions of these labels.
        misaligned: What to do where an edge falls inside a token; such mentions are counted (:func:`counts`).
    """
    from spacy.tokens import Span, SpanGroup

    alignment = Alignment(doc)
    kept = [s for s in doc.spans.get(GROUP, ()) if s.label_ not in labels]
    notes = [n for n in _noted(doc, "entities", []) if n[2]["label"] not in labels]
    tally = {k: v for k, v in _noted(doc, "counts", {}).items() if k not in labels}
    made: list[Span] = []
    for label in labels:
        tally[label] = [0, 0, 0]
    for entity in entities:
        count = tally[entity.label]
        count[0] += 1
        count[1] += not alignment.fits(entity.start, entity.end)
        at = alignment.tokens(entity.start, entity.end, misaligned)
        if at is None:
            count[2] += 1
            continue
        span = Span(doc, *at, label=entity.label, kb_id=entity.norm or "", span_id=entity.policy or "")
        made.append(span)
        notes.append([span.start_char, span.end_char, msgspec.to_builtins(entity)])
    spans = sorted([*kept, *made], key=lambda s: (s.start_char, -s.end_char, s.label_))
    doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs={"entities": notes, "counts": tally}, spans=spans)
    for label in labels:
        key = LABEL_GROUPS[label]
        doc.spans[key] = SpanGroup(doc, name=key, spans=[s for s in made if s.label_ == label])


def _noted(doc: "Doc", key: str, default: Any) -> Any:
    """What the group says of its spans; nothing where somebody else made the group, or nobody did."""
    group = doc.spans.get(GROUP)
    return default if group is None else group.attrs.get(key, default)


def set_ents(doc: "Doc", ents: Ents, labels: Iterable[str] | None = None, overwrite: bool = False) -> None:
    """Fill ``doc.ents``, where no token may belong to two mentions, out of ``doc.spans["zhengce"]``.

    Args:
        doc: The document to change.
        ents: Which of overlapping mentions stays: the ``longest`` (an agency, not the region inside), the
            ``shortest`` (the region inside); ``none`` leaves ``doc.ents`` alone. Between equals the first in the
            text, then POLICY before AGENCY before REGION.
        labels: Only mentions of these labels; None for all.
        overwrite: Whether ours take the place of entities that other components set and that overlap them; otherwise
            those stay, and ours that overlap them do not come in.
    """
    if ents == "none":
        return
    wanted = set(LABEL_GROUPS if labels is None else labels)
    ours = [s for s in doc.spans.get(GROUP, ()) if s.label_ in wanted]
    known = {(s.start, s.end, s.label_) for s in doc.spans.get(GROUP, ())}
    others = [s for s in doc.ents if (s.start, s.end, s.label_) not in known]
    sign = -1 if ents == "longest" else 1
    ours.sort(key=lambda s: (sign * (s.end - s.start), s.start, _RANK.get(s.label_, 0)))
    doc.ents = _without_overlaps([*ours, *others] if overwrite else [*others, *ours])


_RANK = {"POLICY": 0, "AGENCY": 1, "REGION": 2}


def _without_overlaps(spans: "Iterable[Span]") -> "list[Span]":
    """Keep of overlapping spans the one that comes first in the list."""
    taken: set[int] = set()
    kept = []
    for span in spans:
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(span)
    return kept


def counts(doc: "Doc") -> Counts:
    """Say what became of the mentions of a ``Doc``.

    Args:
        doc: From ``to_spacy`` or a pipeline with our components.

    Returns:
        The counts; all zero where no mention was ever put on it.
    """
    mentions, misaligned, dropped = (sum(row[i] for row in _noted(doc, "counts", {}).values()) for i in range(3))
    ents = {(s.start, s.end, s.label_) for s in doc.ents}
    out = sum((s.start, s.end, s.label_) not in ents for s in doc.spans.get(GROUP, ()))
    return Counts(mentions, misaligned, dropped, out)


def entity_of(span: "Span") -> Entity | None:
    """Give the mention that a span stands for, with everything that the record says of it.

    Args:
        span: A span of ``doc.spans["zhengce"]``, of one of the groups by label, or of ``doc.ents``.

    Returns:
        The mention, with the offsets that it was found at; None for a span that is none of ours.
    """
    return entities_by_span(span.doc).get((span.start_char, span.end_char, span.label_))


def entities_by_span(doc: "Doc") -> dict[tuple[int, int, str], Entity]:
    """Give all mentions that were put on a ``Doc``, by first and last code point of their span, and label."""
    notes = _noted(doc, "entities", [])
    return {(start, end, note["label"]): msgspec.convert(note, Entity) for start, end, note in notes}


def new_entity(span: "Span", label: Label) -> Entity:
    """Make a mention of a span that somebody else put into the group."""
    norm = span.kb_id_ or None
    return Entity(
        span.start_char,
        span.end_char,
        span.text,
        label,
        kind="",
        norm=norm,
        policy=span.id_ or None,
        status="resolved" if norm else "unresolved",
        by="spacy",
    )
