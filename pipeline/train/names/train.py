"""From the corpora to a model of names: seeded, resumable after every epoch, with progress."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from pipeline.errors import UsageError
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.names.model import NameModel
from pipeline.train.names.data import SOURCES
from pipeline.train.names.fit import Fitter, write_model
from pipeline.train.names.sample import Sample, cut, without_overlaps
from pipeline.train.names.silver import silver
from pipeline.train.names.swap import Swapper

CORPORA = {"news": 900_000, "policy": 500_000}
"""Corpus to the code points of silver sentences taken from it."""

THRESHOLD = 0.3
"""Features whose weights are all below it are left out of the model: it is smaller, and better on unseen text."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How to train.

    Args:
        seed: Of every choice.
        first: Epochs on the labelled corpora alone; the model then marks persons and other organisations in the
            silver sentences.
        then: Epochs on everything.
        share: Of the samples that are used, 0 to 1 (less for a trial).
    """

    seed: int = 1
    first: int = 2
    then: int = 3
    share: float = 1.0


Say = Callable[[str], None]


def train(
    shared: Path,
    out: Path,
    work: Path,
    plan: Plan | None = None,
    say: Say = lambda _: None,
    knowledge: Knowledge | None = None,
    held: Callable[[str], bool] = lambda _: False,
) -> dict[str, int]:
    """Train the model of names.

    Args:
        shared: Holds ``gold/ner`` and ``corpus``.
        out: The model's folder.
        work: Where samples and the state after each epoch are kept; a second call with the same plan goes on there.
        plan: How to train.
        say: Called with lines of progress.
        knowledge: The lexicons; None for the shipped ones.
        held: Says which names must not appear in training (they are replaced), for leave-list-out.

    Returns:
        Source to the number of its samples.

    Raises:
        UsageError: ZC231 if ``work`` holds the state of another plan.
    """
    plan, knowledge = plan or Plan(), knowledge or Knowledge()
    work.mkdir(parents=True, exist_ok=True)
    _check_plan(work / "plan.json", plan)
    samples = _samples(shared, work, plan, knowledge, say)
    labelled = [s for s in samples if not s.open]
    swap = Swapper(knowledge.models, plan.seed, held)
    fitter = Fitter(plan.seed)
    state = work / "state.npz"
    if state.is_file():
        fitter.load(state)
        say(f"going on after epoch {fitter.epoch} of {plan.first + plan.then}")
    else:
        say(f"counting features of {len(samples):,} samples")
        fitter.count([*samples, *map(swap, samples)])
    while fitter.epoch < plan.first + plan.then:
        if fitter.epoch == plan.first:
            samples = _filled(samples, fitter, work, say)
        swap = Swapper(knowledge.models, plan.seed + 1000 * (fitter.epoch + 1), held)
        fitter.run([swap(s) for s in (labelled if fitter.epoch < plan.first else samples)], say)
        fitter.save(state)
        rows = write_model(fitter, out, THRESHOLD)
        say(f"epoch {fitter.epoch} of {plan.first + plan.then}: {rows:,} features kept")
    counted: dict[str, int] = {}
    for sample in samples:
        counted[sample.source] = counted.get(sample.source, 0) + 1
    return counted


def _check_plan(path: Path, plan: Plan) -> None:
    if path.is_file() and msgspec.json.decode(path.read_bytes(), type=Plan) != plan:
        raise UsageError("ZC231", f"{path} is of another plan: empty that folder, or name another one with --work")
    path.write_bytes(msgspec.json.encode(plan))


def _samples(shared: Path, work: Path, plan: Plan, knowledge: Knowledge, say: Say) -> list[Sample]:
    path = work / "samples.msgpack"
    if path.is_file():
        return msgspec.msgpack.decode(path.read_bytes(), type=list[Sample])
    samples: list[Sample] = []
    for name, read in SOURCES.items():
        started = time.monotonic()
        made = [piece for sample in read(shared / "gold" / "ner" / name, knowledge) for piece in cut(sample)]
        samples += made[: int(len(made) * plan.share)]
        say(f"{name}: {len(made):,} samples in {time.monotonic() - started:.0f} s")
    for name, size in CORPORA.items():
        started = time.monotonic()
        path_in = shared / "corpus" / f"{name}.jsonl.gz"
        drawn = list(silver(path_in, knowledge, int(size * plan.share), plan.seed, name))
        samples += drawn
        say(f"{name}: {len(drawn):,} sentences in {time.monotonic() - started:.0f} s")
    samples = [s for s in samples if s.text]
    path.write_bytes(msgspec.msgpack.encode(samples))
    return samples


def _filled(samples: Sequence[Sample], fitter: Fitter, work: Path, say: Say) -> list[Sample]:
    """Mark persons, other organisations and other places in the silver sentences, where they overlap no mark."""
    write_model(fitter, work / "first", THRESHOLD)
    model = NameModel(work / "first")
    wanting = [s for s in samples if s.open]
    say(f"marking persons and organisations in {len(wanting):,} sentences")
    made = [s for s in samples if not s.open]
    for at in range(0, len(wanting), 500):
        some = wanting[at : at + 500]
        for sample, found in zip(some, model.find([s.text for s in some]), strict=True):
            bodies = [(f.start, f.end, f.label) for f in found["bodies"] if f.label in ("ORG", "PERSON")]
            places = [(f.start, f.end, f.label) for f in found["places"] if f.label == "PLACE"]
            free = [m for m in bodies if all(m[1] <= s or e <= m[0] for s, e, _ in sample.bodies)]
            more = [m for m in places if all(m[1] <= s or e <= m[0] for s, e, _ in sample.places)]
            made.append(
                Sample(
                    sample.text,
                    without_overlaps([*sample.places, *more]),
                    without_overlaps([*sample.bodies, *free]),
                    sample.source,
                )
            )
    return made
