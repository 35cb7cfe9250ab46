"""Records to spaCy's ``Doc`` and back, without loss."""

from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, cast

import msgspec

from pipeline.document import Document, Entity, Label, Span, Tokens, check
from pipeline.errors import RecordError, nearest
from pipeline.interop.spans import (
    GROUP,
    LABEL_GROUPS,
    Counts,
    Ents,
    add_spans,
    counts,
    entities_by_span,
    entity_of,
    new_entity,
    set_ents,
)
from pipeline.stages.entities import cut_tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan
    from spacy.vocab import Vocab

__all__ = ["Counts", "counts", "entity_of", "from_spacy", "to_spacy"]

RECORD = "zhengce"
"""The key of ``doc.user_data`` that holds the layers for which spaCy has no place, as JSON."""

UNIVERSAL = {
    "nr": "PROPN", "ns": "PROPN", "nt": "PROPN", "nz": "PROPN", "vn": "NOUN", "an": "NOUN", "vd": "ADV", "ad": "ADV",
    "n": "NOUN", "t": "NOUN", "s": "NOUN", "f": "ADP", "v": "VERB", "a": "ADJ", "b": "ADJ", "z": "ADJ", "r": "PRON",
    "m": "NUM", "q": "NOUN", "d": "ADV", "p": "ADP", "c": "CCONJ", "u": "PART", "y": "PART", "h": "PART", "k": "PART",
    "e": "INTJ", "o": "INTJ", "j": "NOUN", "w": "PUNCT",
}  # fmt: skip
"""Universal parts of speech of the PFR's, by their first two letters or else their first; the rest are X."""


def to_spacy(
    document: Document,
    vocab: "Vocab",
    *,
    ents: Ents = "longest",
    labels: Iterable[str] | None = None,
) -> "Doc":
    """Make a spaCy ``Doc`` of a record, over its own tokens (its characters, where it has none).

    ``doc.spans["zhengce"]`` holds every mention, ``doc.spans["zhengce_regions"]`` and so on those of one label:
    ``label_`` is the label, ``kb_id_`` the norm, ``id_`` the policy's id; :func:`entity_of` gives all the rest.
    ``tag_`` is the record's part of speech, ``pos_`` the universal one. A token that a mention's edge falls inside of
    is cut, so that every mention has its span; :func:`counts` says how many mentions needed that.

    Args:
        document: The record.
        vocab: The vocabulary to make it in (``nlp.vocab``).
        ents: Which of overlapping mentions goes into ``doc.ents``: the ``longest``, the ``shortest``, or ``none``.
        labels: Only mentions of these labels go into ``doc.ents``; None for all.

    Returns:
        The ``Doc``; its text is the record's. Title and date are in ``doc.user_data``.

    Raises:
        RecordError: ZC502 if the record's layers do not fit its text, ZC504 if a string holds half of a surrogate
            pair, which spaCy cannot hold.
    """
    from spacy.tokens import Doc

    check(document)
    given = document.tokens if document.tokens.text else Tokens(list(document.text), [""] * len(document.text))
    tokens = cut_tokens(given, document.entities)
    try:
        doc = Doc(
            vocab,
            words=tokens.text,
            spaces=[False] * len(tokens.text),
            tags=tokens.pos if document.tokens.text else None,
            pos=[_universal(w, t) for w, t in zip(tokens.text, tokens.pos, strict=True)] if given.pos else None,
            sent_starts=_sentence_starts(document, tokens.text),
        )
    except UnicodeEncodeError as error:
        raise RecordError("ZC504", f"a lone surrogate ({error.object[error.start]!r}) is no character") from None
    add_spans(doc, list(LABEL_GROUPS), document.entities, "drop")
    _count_cuts(doc, given, document.entities)
    set_ents(doc, ents, labels)
    doc.user_data[RECORD] = _rest(document)
    for key, value in (("title", document.title), ("date", document.date)):
        if value is not None:
            doc.user_data[key] = value
    return doc


def _universal(word: str, tag: str) -> str:
    if word.isspace():
        return "SPACE"
    return UNIVERSAL.get(tag[:2]) or UNIVERSAL.get(tag[:1], "X")


def _sentence_starts(document: Document, words: list[str]) -> list[bool | int | None] | None:
    if not document.sentences:
        return None
    starts = {s.start for s in document.sentences}
    edges = accumulate(map(len, words), initial=0)
    return [i == 0 or any(at in starts for at in range(*edge)) for i, edge in enumerate(pairwise(edges))]


def _count_cuts(doc: "Doc", tokens: Tokens, entities: list[Entity]) -> None:
    edges = set(accumulate(map(len, tokens.text), initial=0))
    tally = doc.spans[GROUP].attrs["counts"]
    for entity in entities:
        tally[entity.label][1] += not (entity.start in edges and entity.end in edges)


def _rest(document: Document) -> str:
    """The record without what the ``Doc`` itself says."""
    rest = msgspec.structs.replace(document, text="", tokens=Tokens(), entities=[])
    return msgspec.json.encode(rest).decode()


def from_spacy(doc: "Doc", *, id: str = "") -> Document:
    """Make a record of a spaCy ``Doc``: of one that :func:`to_spacy` made, or of any.

    Text, tokens and mentions (``doc.spans["zhengce"]``) are the ``Doc``'s as it is now; the other layers are those of
    the record that it was made of. A mention whose span is unchanged keeps everything; a norm that was changed
    (``kb_id_``) is taken over; a new span becomes a mention found by ``spacy``. A space after a token, which spaCy
    keeps beside it, becomes a token of its own.

    Args:
        doc: The ``Doc``.
        id: The record's id, where the ``Doc`` does not know it.

    Returns:
        The record.

    Raises:
        RecordError: ZC505 for a mention with a label that the record has not.
    """
    stored = doc.user_data.get(RECORD)
    made = msgspec.json.decode(stored, type=Document) if stored else Document(id=id, text="")
    made.text = doc.text
    made.title = doc.user_data.get("title", made.title)
    made.date = doc.user_data.get("date", made.date)
    made.tokens = _tokens(doc)
    if not stored and doc.has_annotation("SENT_START"):
        made.sentences = [Span(s.start_char, s.end_char) for s in doc.sents]
    known = entities_by_span(doc)
    made.entities = [_entity(span, known) for span in doc.spans.get(GROUP, ())]
    made.entities.sort(key=lambda e: (e.start, -e.end, e.label))
    check(made)
    return made


def _tokens(doc: "Doc") -> Tokens:
    tokens = Tokens()
    for token in doc:
        tokens.text.append(token.text)
        tokens.pos.append(token.tag_ or "x")
        if token.whitespace_:
            tokens.text.append(token.whitespace_)
            tokens.pos.append("x")
    return tokens


def _entity(span: "SpacySpan", known: dict[tuple[int, int, str], Entity]) -> Entity:
    if span.label_ not in LABEL_GROUPS:
        raise RecordError(
            "ZC505",
            f"doc.spans[{GROUP!r}]: {span.text!r} has no label of ours, {span.label_!r}; "
            + nearest(span.label_, LABEL_GROUPS),
        )
    found = known.get((span.start_char, span.end_char, span.label_))
    if found is None:
        return new_entity(span, cast("Label", span.label_))
    if (found.norm or "") != span.kb_id_:
        found.norm = span.kb_id_ or None
        found.status, found.candidates, found.name = ("resolved" if found.norm else "unresolved"), [], None
    return found
