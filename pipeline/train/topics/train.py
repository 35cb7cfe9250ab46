"""Training as a whole: data in, model folder with report and card out."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import LabelSpec, Reel, TopicModel, save_model
from pipeline.lexicon.topics.stories import stories
from pipeline.lexicon.topics.taxonomy import load_taxonomy
from pipeline.train.topics.cross import crossed_decisions, hold_out, settle, truth_of
from pipeline.train.topics.data import Example, Problem, read_examples, refuse
from pipeline.train.topics.fit import Recipe, Targets, bare_model, fit
from pipeline.train.topics.group import folds_of_own, groups
from pipeline.train.topics.measure import Figures, measure
from pipeline.train.topics.more import PART, read_more
from pipeline.train.topics.report import with_facts, write_report

SHIPPED = Recipe(least=(3, 4, 5), penalty=0.03, any_penalty=0.03, mixed=0.5, own=1.5)
"""How ``default`` is fitted, of far more labels than a scheme of one's own has; chosen by cross-validation."""
JUDGED_PART = "natural"
"""Where examples name the part they were drawn in, figures are those of this one: the others were chosen as hard."""


class Trained(msgspec.Struct, frozen=True):
    """A trained model, its figures in cross-validation and what is odd about the data."""

    model: TopicModel
    figures: Figures
    warnings: list[Problem]


def labels_of(examples: Sequence[Example], names: dict[str, str], alone: str = "other") -> list[LabelSpec]:
    """List the labels of a scheme.

    Args:
        examples: Labelled documents.
        names: Names of codes; a code without one is its own name.
        alone: The code that never stands beside another.

    Returns:
        The labels in the order of ``names``, others sorted behind them.
    """
    used = {code for example in examples for code in example.topics}
    order = [code for code in names if code in used] + sorted(used - set(names))
    return [LabelSpec(code=c, name=names.get(c, c), threshold=0.5, alone=c == alone) for c in order]


def fit_examples(examples: Sequence[Example], labels: Sequence[LabelSpec], recipe: Recipe, name: str) -> TopicModel:
    """Fit a model, not yet calibrated.

    Args:
        examples: Labelled documents; of a newsreel the first story is taken, with its main topic.
        labels: The labels, in the order of the columns.
        recipe: How to fit.
        name: The model's name.

    Returns:
        The model.
    """
    documents: list[Input] = []
    told: list[Example] = []
    for example in examples:
        parts = stories(example.document)[:1] or [example.document]
        documents.append(parts[0])
        topics = example.topics if parts[0] is example.document else example.topics[:1]
        told.append(msgspec.structs.replace(example, document=parts[0], topics=topics))
    bare = bare_model(documents, labels, recipe, name)
    first, truth = truth_of(told, labels)
    main = np.zeros((len(told), len(labels)), dtype=np.float32)
    main[np.arange(len(told)), first] = 1.0
    weight = np.array([1.0 if example.part == PART else recipe.own for example in told], dtype=np.float32)
    targets = Targets(main, truth.astype(np.float32), weight * (len(weight) / weight.sum()))
    made = fit(bare, documents, targets, recipe)
    return msgspec.structs.replace(made, spec=msgspec.structs.replace(made.spec, reel=Reel()))


def train(
    data: Path,
    name: str,
    out: Path,
    taxonomy: Path | None = None,
    fold_count: int = 5,
    seed: int = 1,
    recipe: Recipe | None = None,
    labels_file: Path | None = None,
    shared: Path | None = None,
) -> Trained:
    """Train a topic model and write it with its report and card.

    Args:
        data: JSONL of labelled documents (see :func:`pipeline.train.topics.data.read_examples`).
        name: The model's name.
        out: The folder to write.
        taxonomy: TSV with the names of the codes; None where codes are their own names.
        fold_count: Of the cross-validation.
        seed: Of the dealing to folds; the same data and seed give the same bytes.
        recipe: How to fit; None for the usual way.
        labels_file: Further labels (see :func:`pipeline.train.topics.more.read_more`); they are trained on, and
            figures are of the data alone.
        shared: The folder with the corpora that the further labels speak of.

    Returns:
        The model and its figures.

    Raises:
        UsageError: ZC231 or ZC232 if the data is missing or cannot be trained on, ZC233 if further labels cannot be
            read.
    """
    recipe = recipe or Recipe()
    read = read_examples(data, fold_count)
    refuse(data, read.errors)
    examples = list(read.examples)
    own = len(examples)
    if labels_file is not None and shared is not None:
        examples += read_more(labels_file, shared)
    names = {s.code: s.name for s in load_taxonomy(taxonomy) if s.parent is None} if taxonomy else {}
    labels = labels_of(examples, names)
    grouped = groups([example.document for example in examples])
    fold = folds_of_own(grouped, own, fold_count, seed)
    judged = [i for i, e in enumerate(examples[:own]) if e.part == JUDGED_PART] or list(range(own))
    held = hold_out(
        examples, fold, judged, lambda rows: fit_examples([examples[i] for i in rows], labels, recipe, name)
    )
    model = fit_examples(examples, labels, recipe, name)
    decisions = crossed_decisions(model.spec, held, examples)
    figures = measure(decisions, [examples[i].topics for i in judged])
    spec = settle(model.spec, held, examples, np.ones(len(judged), dtype=bool))
    model = msgspec.structs.replace(model, spec=with_facts(spec, figures, own, len(examples) - own, fold_count, seed))
    save_model(model, out)
    write_report(out, model.spec, figures, [examples[i] for i in judged], decisions, read.warnings)
    return Trained(model, figures, read.warnings)


def train_shipped(shared: Path, models: Path) -> Trained:
    """Make the model ``default`` again, as it ships.

    Args:
        shared: The folder with ``topics/train.jsonl`` and the corpora that the further labels speak of.
        models: The folder of models; ``topics/default`` is written.

    Returns:
        The model and its figures.

    Raises:
        UsageError: As :func:`train`.
    """
    topics = models / "topics"
    return train(
        shared / "topics" / "train.jsonl",
        "default",
        topics / "default",
        taxonomy=topics / "taxonomy.tsv",
        recipe=SHIPPED,
        labels_file=topics / "labels.tsv",
        shared=shared,
    )
