"""What a training leaves beside the model: ``report.json`` and the card ``README.md``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from pipeline.lexicon.topics.model import ModelSpec
from pipeline.lexicon.topics.score import Decision
from pipeline.train.topics.data import Example, Problem
from pipeline.train.topics.measure import Figures, measure, upper_level

SHOWN_UNCERTAIN = 50
SHOWN_SUSPECTS = 50
_SHOWN_CONFUSIONS = 20
_SURE = 0.9
_HEAD = (
    "| main topic right | main among the labels | micro-F1 | macro-F1 | calibration error |",
    "| --- | --- | --- | --- | --- |",
)


class Doubt(msgspec.Struct, frozen=True):
    """A held-out example to look at: its labels, what the model said and how sure it was."""

    id: str
    labels: list[str]
    given: list[str]
    score: float


class Report(msgspec.Struct, frozen=True):
    """Everything that cross-validation tells.

    ``uncertain`` are the examples with the lowest scores, least sure first; ``suspects`` those that a model
    which had not seen them puts under a topic they do not have, with a score of at least 0.9, surest first: look
    whether the label is right. ``upper`` are the figures of the first level where codes have two (``a/b``), else None.
    """

    figures: Figures
    upper: Figures | None
    uncertain: list[Doubt]
    suspects: list[Doubt]
    warnings: list[str]


def with_facts(spec: ModelSpec, figures: Figures, own: int, further: int, folds: int, seed: int) -> ModelSpec:
    """Write into a model's description what it was made from and how well it does.

    Args:
        spec: The description.
        figures: Of the cross-validation.
        own: The number of labelled documents.
        further: The number of further labelled documents.
        folds: Of the cross-validation.
        seed: Of the dealing to folds.

    Returns:
        The new description.
    """
    facts: dict[str, Any] = {
        "examples": own,
        "further_examples": further,
        "folds": folds,
        "seed": seed,
        "judged": figures.documents,
        "main": round(figures.main, 4),
        "micro_f1": round(figures.micro_f1, 4),
        "macro_f1": round(figures.macro_f1, 4),
        "calibration_error": round(figures.calibration_error, 4),
    }
    return msgspec.structs.replace(spec, facts=facts)


def make_report(
    figures: Figures, examples: Sequence[Example], decisions: Sequence[Decision], warnings: Sequence[Problem]
) -> Report:
    """Collect what cross-validation tells.

    Args:
        figures: The figures.
        examples: The judged examples.
        decisions: On each, by models that had not seen it.
        warnings: What is odd about the data.

    Returns:
        The report.
    """
    doubts = [
        Doubt(e.id, list(e.topics), [t.code for t in d.topics], d.topics[0].score)
        for e, d in zip(examples, decisions, strict=True)
        if d.topics
    ]
    uncertain = sorted(doubts, key=lambda d: (d.score, d.id))[:SHOWN_UNCERTAIN]
    wrong = [d for d in doubts if d.given[0] not in d.labels and d.score >= _SURE]
    suspects = sorted(wrong, key=lambda d: (-d.score, d.id))[:SHOWN_SUSPECTS]
    cut = upper_level(decisions, [e.topics for e in examples])
    return Report(figures, measure(*cut) if cut else None, uncertain, suspects, [w.text() for w in warnings])


def write_report(
    folder: Path,
    spec: ModelSpec,
    figures: Figures,
    examples: Sequence[Example],
    decisions: Sequence[Decision],
    warnings: Sequence[Problem],
) -> None:
    """Write ``report.json`` and ``README.md``; notes that a person wrote under ``## Notes`` of the card are kept.

    Args:
        folder: The model's folder.
        spec: The model's description.
        figures: Of the cross-validation.
        examples: The judged examples.
        decisions: On each, by models that had not seen it.
        warnings: What is odd about the data.
    """
    report = make_report(figures, examples, decisions, warnings)
    (folder / "report.json").write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")
    card = folder / "README.md"
    old = card.read_text(encoding="utf-8") if card.is_file() else ""
    _, mark, notes = old.partition("\n## Notes\n")
    card.write_text(card_text(spec, report) + (mark + notes if mark else ""), encoding="utf-8", newline="\n")


def card_text(spec: ModelSpec, report: Report) -> str:
    """Word the card of a model.

    Args:
        spec: The model's description.
        report: Of its cross-validation.

    Returns:
        Markdown, without the notes.
    """
    facts, figures = spec.facts, report.figures
    names = {label.code: label for label in spec.labels}
    lines = [
        f"# Topic model `{spec.name}`",
        "",
        "Linear weights over character n-grams of the title and of the beginning of the text, two for each topic:",
        "is it the main one, does it belong at all. Plain data: `model.json`, `grams.tsv`, `weights.npz`;",
        "`report.json` has the cross-validation in full. Made by `zhengce train topics`; the same data and seed give",
        "the same bytes.",
        "",
        f"Trained on {facts['examples']} labelled documents and {facts['further_examples']} further ones.",
        f"Cross-validation in {facts['folds']} folds, near-duplicates kept together, seed {facts['seed']}, "
        f"{figures.documents} documents judged:",
        "",
        *_HEAD,
        _row(figures),
        *(
            ["", "The same by the first level of the codes alone:", "", *_HEAD, _row(report.upper)]
            if report.upper
            else []
        ),
        "",
        "| code | topic | precision | recall | F1 | gold | threshold beside the main topic |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for code, topic in figures.topics.items():
        label = names[code]
        lines.append(
            f"| {code} | {label.name} | {topic.precision:.2f} | {topic.recall:.2f} | {topic.f1:.2f} "
            f"| {topic.gold} | {label.threshold} |"
        )
    lines += ["", "| score of the main topic | documents | mean score | share right |", "| --- | --- | --- | --- |"]
    for tenth, found in enumerate(figures.bins):
        if found.count:
            lines.append(f"| {tenth / 10:.1f} | {found.count} | {found.score:.2f} | {found.right:.2f} |")
    lines += ["", "Main topics most often confused (right, given, documents): "]
    lines.append(", ".join(f"{a} {b} {n}" for a, b, n in figures.confusions[:_SHOWN_CONFUSIONS]) + ".")
    if report.warnings:
        lines += ["", "Odd about the data:", "", *(f"- {warning}" for warning in report.warnings[:20])]
    return "\n".join(lines) + "\n"


def _row(figures: Figures) -> str:
    return (
        f"| {figures.main:.3f} | {figures.main_in_gold:.3f} | {figures.micro_f1:.3f} | {figures.macro_f1:.3f} "
        f"| {figures.calibration_error:.3f} |"
    )
