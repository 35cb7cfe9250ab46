"""The model of a second level: the subjects below some of the first level's topics, and how well it tells them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from pipeline.lexicon.topics.finer import LEAST, Finer, parent_of
from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import TopicModel, save_model
from pipeline.lexicon.topics.score import Decision, Scored
from pipeline.lexicon.topics.taxonomy import Subject, load_taxonomy
from pipeline.train.topics.data import Example
from pipeline.train.topics.fit import Recipe
from pipeline.train.topics.group import folds, groups
from pipeline.train.topics.more import corpus, read_more
from pipeline.train.topics.train import fit_examples, labels_of

_FOLDS = 5
_OFFICIAL = "topics/govcn.jsonl"


class SecondFigures(msgspec.Struct, frozen=True):
    """How well the subjects below one topic are told, where the topic is known to be right.

    ``told`` is how many of the documents got a subject, ``right`` the share of these that is right, ``forced`` the
    share right were every document given its best one, ``commonest`` the share of the commonest subject.
    """

    documents: int
    subjects: int
    told: int
    right: float
    forced: float
    commonest: float


def figures_of(gold: Sequence[str], told: Sequence[str | None], forced: Sequence[str]) -> SecondFigures:
    """Compare subjects with labels.

    Args:
        gold: The right code of each document.
        told: The code given, None for none.
        forced: The best code, however unlikely.

    Returns:
        The figures.
    """
    counts = Counter(gold)
    hits = sum(t == g for t, g in zip(told, gold, strict=True))
    given = sum(t is not None for t in told)
    best = sum(f == g for f, g in zip(forced, gold, strict=True))
    size = max(1, len(gold))
    return SecondFigures(
        documents=len(gold),
        subjects=len(counts),
        told=given,
        right=hits / max(1, given),
        forced=best / size,
        commonest=max(counts.values(), default=0) / size,
    )


def tell(model: TopicModel, documents: Sequence[Input], parents: Sequence[str]) -> tuple[list[str | None], list[str]]:
    """Tell the subjects of documents whose main topic is known.

    Args:
        model: Of the second level.
        documents: Any documents.
        parents: The main topic of each.

    Returns:
        The code given to each, None for none, and the best code.
    """
    known = [Decision([Scored(parent, 1.0)]) for parent in parents]
    best = Finer(model).below(documents, known, least=0.0)
    codes = [scored.code if scored else "" for scored in best]
    return [s.code if s is not None and s.score >= LEAST else None for s in best], codes


def train_second(shared: Path, models: Path, seed: int = 1) -> dict[str, SecondFigures]:
    """Make the model ``second`` again, as it ships, with its card.

    Args:
        shared: The folder with the texts that the labels speak of, and ``topics/govcn.jsonl``.
        models: The folder of models; ``topics/second.tsv`` is read, ``topics/second`` written.
        seed: Of the dealing to folds.

    Returns:
        Figures by parent, in grouped cross-validation; those against the labels of the publishers' filing under the
        parent's code with ``official`` behind it.

    Raises:
        UsageError: ZC233 if labels or texts are missing.
    """
    topics = models / "topics"
    scheme = load_taxonomy(topics / "taxonomy.tsv")
    examples = _enough(read_more(topics / "second.tsv", shared))
    labels = labels_of(examples, {s.code: s.name for s in scheme}, alone="")
    recipe = Recipe()
    fold = folds(groups([e.document for e in examples]), _FOLDS, seed)
    told: list[str | None] = [None] * len(examples)
    best = [""] * len(examples)
    for k in range(_FOLDS):
        rest = [e for e, f in zip(examples, fold, strict=True) if f != k]
        held = np.flatnonzero(fold == k).tolist()
        model = fit_examples(rest, labels, recipe, "second")
        made = tell(model, [examples[i].document for i in held], [parent_of(examples[i].topics[0]) for i in held])
        for i, given, top in zip(held, *made, strict=True):
            told[i], best[i] = given, top
    gold = [e.topics[0] for e in examples]
    parents = list(dict.fromkeys(parent_of(label.code) for label in labels))
    figures = {
        parent: figures_of(*([column[i] for i in rows] for column in (gold, told, best)))  # type: ignore[arg-type]
        for parent in parents
        for rows in [[i for i, code in enumerate(gold) if parent_of(code) == parent]]
    }
    model = fit_examples(examples, labels, recipe, "second")
    figures |= _official(model, shared / _OFFICIAL, scheme, parents)
    facts = {"examples": len(examples), "folds": _FOLDS, "seed": seed}
    model = msgspec.structs.replace(model, spec=msgspec.structs.replace(model.spec, facts=facts))
    save_model(model, topics / "second")
    (topics / "second" / "README.md").write_text(_card(model, figures), encoding="utf-8", newline="\n")
    return figures


def _enough(examples: Sequence[Example]) -> list[Example]:
    counts = Counter(e.topics[0] for e in examples)
    return [e for e in examples if counts[e.topics[0]] >= _FOLDS]


def _official(
    model: TopicModel, path: Path, scheme: Sequence[Subject], parents: Sequence[str]
) -> dict[str, SecondFigures]:
    """Compare with what documents were filed under; of the paragraphs of one document the first that says enough."""
    names = {s.code: s.name for s in scheme if s.parent is None}
    codes = {(names[s.parent], s.name): s.code for s in scheme if s.parent in parents and s.parent in names}
    known = set(model.codes)
    found: dict[str, tuple[Input, str]] = {}
    for row in corpus(path):
        for label in row["official"]:
            code = codes.get(tuple(label.split("\\")))  # type: ignore[arg-type]
            document = row["id"].partition("#")[0]
            if code in known and len(row["text"]) >= 20 and document not in found:
                found[document] = (Input(row["title"], row["text"]), code)
    made: dict[str, SecondFigures] = {}
    for parent in parents:
        own = [pair for pair in found.values() if parent_of(pair[1]) == parent]
        told, best = tell(model, [document for document, _ in own], [parent] * len(own))
        made[f"{parent} official"] = figures_of([code for _, code in own], told, best)
    return made


def _card(model: TopicModel, figures: dict[str, SecondFigures]) -> str:
    lines = [
        "# Topic model `second`",
        "",
        "The subjects below five topics of the first level, asked only where the main topic is their parent; off",
        "unless a configuration says `finer = second`. Linear weights as those of `default`. Trained on",
        f"{model.spec.facts['examples']} labels of `../second.tsv`; made by `make train`.",
        "",
        "Cross-validation in 5 folds, near-duplicates kept together, the parent taken as known; a subject is told",
        f"where its probability among its sisters is at least {LEAST}. `official`: against what gov.cn and a",
        "provincial portal filed documents under (mostly single paragraphs, many not decidable; the filers use 其他",
        "far more than the labels here do).",
        "",
        "| below | documents | subjects | told | of these right | right if all were told | commonest subject |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {name} | {f.documents} | {f.subjects} | {f.told} | {f.right:.2f} | {f.forced:.2f} | {f.commonest:.2f} |"
        for name, f in figures.items()
    ]
    lines += ["", "Subjects: " + ", ".join(f"{label.code} {label.name}" for label in model.spec.labels) + "."]
    return "\n".join(lines) + "\n"
