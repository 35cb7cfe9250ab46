"""Scores of entities: spans by label, and over the hits the shares of right kinds and right identifiers."""

import re
from pathlib import Path
from typing import Any

import msgspec

from pipeline.document import Label
from pipeline.errors import UsageError
from pipeline.evaluate.common import Counts, one_line, read_jsonl

LABELS: tuple[Label, ...] = ("REGION", "AGENCY", "POLICY")
AROUND = 12
"""Code points of context shown on each side of an error."""

_CLASS_NOUN = re.compile("(?:倡议|战略|工程|计划|行动)$")


class Mention(msgspec.Struct):
    """An entity, gold or predicted; ``norm`` None where the text does not decide."""

    start: int
    end: int
    label: str
    kind: str | None = None
    norm: str | None = None


class Annotated(msgspec.Struct):
    """A document with entities; ``ignore`` (gold only) lists spans where predictions without a match do not count."""

    id: str
    text: str
    entities: list[Mention] = []
    ignore: list[tuple[int, int]] = []


class LabelScore(Counts):
    """Counts of one label; ``norms`` are the hits whose gold has an identifier."""

    kinds_right: int = 0
    norms: int = 0
    norms_right: int = 0

    def figures(self) -> dict[str, float]:
        """Give precision, recall, F1, shares of right kinds and identifiers, and the number of gold mentions."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "kind": self.kinds_right / max(1, self.hits),
            "norm": self.norms_right / max(1, self.norms),
            "gold": self.hits + self.missed,
        }


class EntityScores(msgspec.Struct):
    """The scores of each label, and the errors in the order of the gold."""

    labels: dict[str, LabelScore]
    errors: list[str]

    def figures(self) -> dict[str, Any]:
        """Give the figures of each label."""
        return {label: score.figures() for label, score in self.labels.items()}

    def text(self) -> str:
        """Word the figures, one line a label."""
        return "\n".join(
            f"{label:7} P {f['precision']:.3f}  R {f['recall']:.3f}  F1 {f['f1']:.3f}  kind {f['kind']:.3f}"
            f"  norm {f['norm']:.3f}  ({f['gold']} gold)"
            for label, f in self.figures().items()
        )


def score_entities(gold: Path, pred: Path) -> EntityScores:
    """Score predicted entities against gold.

    A hit has the gold's label, start and end. Kinds and identifiers are compared over the hits; an initiative's
    identifier without its class noun (乡村振兴战略, 乡村振兴).

    Args:
        gold: JSONL of documents with ``id``, ``text``, ``entities`` and optionally ``ignore``.
        pred: JSONL of the same documents as annotated; further documents are passed over. Of documents with the
            same id the last counts.

    Returns:
        The scores.

    Raises:
        UsageError: ZC221 or ZC222 if a file cannot be read; ZC223 if a gold document is missing in the predictions,
            ZC224 if its text differs.
    """
    predicted = {d.id: d for d in read_jsonl(pred, Annotated)}
    scores = EntityScores({label: LabelScore() for label in LABELS}, [])
    for document in {d.id: d for d in read_jsonl(gold, Annotated)}.values():
        made = predicted.get(document.id)
        if made is None:
            raise UsageError("ZC223", f"{pred}: document {document.id!r} of {gold} is missing")
        if made.text != document.text:
            raise UsageError(
                "ZC224", f"{pred}: the text of {document.id!r} is not that of {gold}: {_parting(made, document)}"
            )
        for label in LABELS:
            _score_label(document, made, label, scores)
    return scores


def _parting(made: Annotated, document: Annotated) -> str:
    pairs = enumerate(zip(made.text, document.text, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(made.text), len(document.text)))
    have, want = (one_line(d.text[at : at + AROUND]) for d in (made, document))
    return f"from code point {at}, {have!r} for {want!r}"


def _score_label(document: Annotated, made: Annotated, label: str, scores: EntityScores) -> None:
    wanted = {(e.start, e.end): e for e in document.entities if e.label == label}
    found = {(e.start, e.end): e for e in made.entities if e.label == label}
    score, text = scores.labels[label], document.text

    def note(what: str, span: tuple[int, int], detail: str) -> None:
        scores.errors.append(one_line("  ".join((document.id, what, label, text[slice(*span)], detail))))

    def around(span: tuple[int, int]) -> str:
        return text[max(0, span[0] - AROUND) : span[1] + AROUND]

    for span, entity in wanted.items():
        mention = found.get(span)
        if mention is None:
            score.missed += 1
            note("missed", span, around(span))
            continue
        score.hits += 1
        if mention.kind == entity.kind:
            score.kinds_right += 1
        else:
            note("kind", span, f"{entity.kind} expected, got {mention.kind}")
        if entity.norm is not None:
            score.norms += 1
            if _same_norm(entity, mention.norm):
                score.norms_right += 1
            else:
                note("norm", span, f"{entity.norm} expected, got {mention.norm}")
    for span in found:
        if span not in wanted and not any(s < span[1] and span[0] < e for s, e in document.ignore):
            score.extra += 1
            note("extra", span, around(span))


def _same_norm(entity: Mention, norm: str | None) -> bool:
    if entity.kind == "initiative":
        return _CLASS_NOUN.sub("", norm or "") == _CLASS_NOUN.sub("", entity.norm or "")
    return norm == entity.norm
