"""The record: one article or document with its stand-off layers, as typed structs.

Offsets are Unicode code points into ``Document.text``, end exclusive. Every key is written on every line, with a
fixed type. The JSON Schema (:func:`schema`) and the decoder come from these structs; msgspec does both, in C.
"""

from typing import Any, Literal

import msgspec

from pipeline.errors import RecordError

SCHEMA_VERSION = "1.0"
NO_TOPIC = "topics.reason"
"""The key of ``meta.extra`` that says why no topic could be told: empty, short or unknown."""

Kind = Literal["article", "brief", "caption", "notice", "document", "page"]
Label = Literal["REGION", "AGENCY", "POLICY", "PERSON", "ORGANIZATION"]
RelationType = Literal["issues", "based_on", "repeals", "addressed_to"]
Status = Literal["resolved", "ambiguous", "unresolved"]


class Meta(msgspec.Struct, forbid_unknown_fields=True):
    """What the page or the document says about itself.

    ``agency`` lists the issuers in the order of the text; ``extra`` holds keys of the input that the record has no
    place for (strings as they are, anything else as its JSON text, so that the column has one type), and what
    ``zhengce duplicates`` finds of a copy: ``duplicate_of``, the id of the first record like it, and
    ``duplicate_similarity``.
    """

    column: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    subheads: list[str] = []
    source: str | None = None
    authors: list[str] = []
    continued_from: str | None = None
    continues: bool = False
    agency: list[str] = []
    doc_number: str | None = None
    url: str | None = None
    extra: dict[str, str] = {}


class Origin(msgspec.Struct, forbid_unknown_fields=True):
    """Where the document comes from.

    ``path`` is as it was given; ``index`` the position in that file, from 0; ``lines`` its first and last line there,
    from 1; ``encoding`` what the bytes were decoded as.
    """

    path: str | None = None
    index: int = 0
    lines: tuple[int, int] | None = None
    encoding: str | None = None


class Span(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A stretch of the text: ``start`` and ``end`` in code points, end exclusive."""

    start: int
    end: int


class Tokens(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """Words and their parts of speech, as parallel lists; the words joined give the text."""

    text: list[str] = []
    pos: list[str] = []


class Keyword(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A key term, its score and how often headline and text have it."""

    text: str
    score: float
    count: int


class Candidate(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """One reading of an ambiguous name."""

    norm: str
    name: str


class Entity(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A mention of a region, an agency or a policy; of a person or another organisation only where these are asked for.

    ``norm`` is the identifier (adcode, official name, full title), None where the text does not decide; ``name`` the
    full name that goes with it; ``current`` a region's code today, where it differs; ``candidates`` the readings of an
    ambiguous name; ``by`` the stage and the rule or list that found it, as ``regions:chain``. For a policy ``policy``
    is the id that all mentions of it share (its document number where there is one, else its full title), ``number``
    its document number, ``issued`` its ISO date, ``issuer`` who issued it.
    """

    start: int
    end: int
    text: str
    label: Label
    kind: str
    norm: str | None = None
    name: str | None = None
    current: str | None = None
    policy: str | None = None
    number: str | None = None
    issued: str | None = None
    issuer: str | None = None
    status: Status = "resolved"
    candidates: list[Candidate] = []
    by: str = ""


class RegionShare(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A division that the document is about, ranked.

    ``weight`` is its share of the points of its level, 0 to 1; ``why`` says what gave them: ``title``, ``dateline``,
    ``head``, ``publisher``, ``count:N`` mentions of it, ``within:N`` mentions of places in it.
    """

    code: str
    name: str
    level: str
    weight: float
    why: list[str] = []


class Relation(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A relation that the text states.

    ``issues`` leads from an agency to a policy, ``based_on`` and ``repeals`` from a policy to another,
    ``addressed_to`` from a policy to a region or an agency. ``head`` and ``tail`` are the spans of entities of the
    record; ``head`` is None where it is the document itself and its title is not in the text. ``evidence`` is the
    stretch of text that states it.
    """

    type: RelationType
    head: Span | None
    tail: Span
    evidence: Span


class Topic(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A topic and the probability that the document belongs to it."""

    code: str
    name: str
    score: float


class Provenance(msgspec.Struct, forbid_unknown_fields=True):
    """What made the annotations: the package's version, the configuration, the stages in order, the models."""

    pipeline: str = ""
    config: str = ""
    stages: list[str] = []
    models: dict[str, str] = {}


class Document(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One article or document, with everything that the stages found in it."""

    schema: str = SCHEMA_VERSION
    id: str
    kind: Kind = "document"
    title: str | None = None
    date: str | None = None
    text: str
    meta: Meta = msgspec.field(default_factory=Meta)
    origin: Origin = msgspec.field(default_factory=Origin)
    sentences: list[Span] = []
    tokens: Tokens = msgspec.field(default_factory=Tokens)
    keywords: list[Keyword] = []
    entities: list[Entity] = []
    regions: list[RegionShare] = []
    relations: list[Relation] = []
    topics: list[Topic] = []
    provenance: Provenance = msgspec.field(default_factory=Provenance)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Document)


def encode(document: Document) -> bytes:
    """Give a document's line of JSONL.

    Args:
        document: The record.

    Returns:
        UTF-8 JSON with every key in its fixed order, without the line break.

    Raises:
        RecordError: ZC502 if its layers do not fit its text (see :func:`check`), ZC504 if a string holds half of a
            surrogate pair, which is no character and has no bytes in UTF-8.
    """
    check(document)
    try:
        return _encoder.encode(document)
    except UnicodeEncodeError as error:
        raise RecordError("ZC504", f"a lone surrogate ({error.object[error.start]!r}) cannot be written") from None


def decode(line: bytes | str) -> Document:
    """Read a record from its line of JSONL.

    Args:
        line: One JSON object.

    Returns:
        The record, its types checked; offsets are checked by :func:`check`.

    Raises:
        RecordError: ZC501 if it is no JSON, lacks a key, or a value has the wrong type; the message names the path.
    """
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise RecordError("ZC501", f"not a record of schema {SCHEMA_VERSION}: {error}") from None


def check(document: Document) -> None:
    """See that every layer fits the text.

    Args:
        document: The record.

    Raises:
        RecordError: ZC502, with the path of what does not fit: tokens that do not give the text, an entity whose
            surface is not ``text[start:end]``, spans out of order or out of the text.
    """
    text = document.text
    words = document.tokens.text
    if words:
        if len(words) != len(document.tokens.pos):
            raise RecordError("ZC502", f"$.tokens: {len(words)} words but {len(document.tokens.pos)} parts of speech")
        if "".join(words) != text:
            raise RecordError("ZC502", "$.tokens.text: the words joined do not give the text")
    last = (0, -len(text))
    for i, entity in enumerate(document.entities):
        start, end = entity.start, entity.end
        if not 0 <= start < end <= len(text) or text[start:end] != entity.text:
            raise RecordError(
                "ZC502", f"$.entities[{i}]: text[{start}:{end}] is {text[start:end]!r}, not {entity.text!r}"
            )
        if (start, -end) < last:
            raise RecordError("ZC502", f"$.entities[{i}]: entities are not sorted by start, longest first")
        last = (start, -end)
    spans = {(entity.start, entity.end) for entity in document.entities} if document.relations else set()
    for i, relation in enumerate(document.relations):
        ends = [relation.tail] if relation.head is None else [relation.head, relation.tail]
        if any((end.start, end.end) not in spans for end in ends):
            raise RecordError("ZC502", f"$.relations[{i}]: no entity has the span of its head or tail")
        if not 0 <= relation.evidence.start < relation.evidence.end <= len(text):
            raise RecordError("ZC502", f"$.relations[{i}].evidence: out of the text")
    at = 0
    for i, sentence in enumerate(document.sentences):
        if not at <= sentence.start < sentence.end <= len(text):
            raise RecordError("ZC502", f"$.sentences[{i}]: out of order or out of the text")
        at = sentence.end


def schema() -> dict[str, Any]:
    """Give the JSON Schema of a line.

    Returns:
        A JSON Schema (2020-12) as plain data; every key is required.
    """
    made = msgspec.json.schema(Document)
    for definition in made["$defs"].values():
        definition["required"] = list(definition.get("properties", {}))
        definition["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "zhengce record", **made}
