"""The main job: inputs through the chain into a run folder, streaming."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from pipeline.chain import Outcome, Pipeline, build, fingerprint
from pipeline.config import Config, show_config
from pipeline.document import Document
from pipeline.ingest import Input, read
from pipeline.outcome import Balance, DeadLetter, Dropped, line_of
from pipeline.report.summary import Summary
from pipeline.run.folder import PartWriter, file_hash, new_folder, write_json


class RunResult(msgspec.Struct, frozen=True):
    """What a run did: its balance, its summary, the seconds it took, the files of annotations."""

    balance: Balance
    summary: Summary
    seconds: float
    parts: list[Path]


def run(
    config: Config,
    inputs: Sequence[Input],
    output: Path,
    *,
    force: bool = False,
    limit: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> RunResult:
    """Annotate a corpus.

    Args:
        config: The resolved configuration.
        inputs: What :func:`pipeline.ingest.expand` found.
        output: The run folder: new, or of an earlier run with ``force``.
        force: Replace an earlier run's files.
        limit: Stop after this many input documents; None for all.
        progress: Called with (bytes read, documents written) as documents are written.

    Returns:
        What was done; memory does not grow with the corpus.

    Raises:
        ConfigError: If the chain cannot be built; nothing is written then.
        UsageError: If the folder holds something already (ZC211, ZC212).
        ZhengceError: ZC901 if documents were lost.
    """
    started = time.perf_counter()
    pipeline = build(config)
    new_folder(output, force)
    (output / "config.cfg").write_text(show_config(config), encoding="utf-8")
    writer = _Writer(output)
    done = 0

    def at(position: int) -> None:
        nonlocal done
        done = position

    items = read(inputs, config.ingest.text_kind, limit=limit, progress=at)
    for outcome in pipeline.stream(items, writer.balance):
        writer.take(outcome)
        if progress is not None:
            progress(done, writer.balance.written)
    writer.close()
    seconds = time.perf_counter() - started
    write_json(output / "manifest.json", _manifest(config, pipeline, inputs, writer))
    write_json(output / "logs" / "time.json", {"seconds": round(seconds, 3), "characters": writer.summary.characters})
    writer.balance.check()
    return RunResult(writer.balance, writer.summary, seconds, [output / f["file"] for f in writer.parts.files])


class _Writer:
    """Puts each outcome in its file and its column of the balance."""

    def __init__(self, folder: Path) -> None:
        self.parts = PartWriter(folder, "part")
        self.dead = PartWriter(folder, "dead_letters.jsonl", single=True)
        self.dropped = PartWriter(folder, "dropped.jsonl", single=True)
        self.balance = Balance()
        self.summary = Summary()

    def take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Dropped):
            self.dropped.write(msgspec.json.encode(outcome))
            self.balance.dropped += 1
            return
        line = line_of(outcome) if isinstance(outcome, Document) else outcome
        if isinstance(line, DeadLetter):
            self.dead.write(msgspec.json.encode(line))
            self.balance.dead += 1
        elif isinstance(outcome, Document):
            self.parts.write(line)
            self.balance.written += 1
            self.summary.add(outcome)

    def close(self) -> None:
        for writer in (self.parts, self.dead, self.dropped):
            writer.close()


def _manifest(config: Config, pipeline: Pipeline, inputs: Sequence[Input], writer: _Writer) -> dict[str, Any]:
    return {
        "pipeline": pipeline.provenance.pipeline,
        "config": {"name": config.pipeline.name, "fingerprint": fingerprint(config)},
        "stages": pipeline.provenance.stages,
        "models": pipeline.provenance.models,
        "balance": msgspec.to_builtins(writer.balance),
        "characters": writer.summary.characters,
        "files": writer.parts.files + writer.dead.files + writer.dropped.files,
        "inputs": [
            {"path": str(i.path), "bytes": i.size, "sha256": file_hash(i.path)} for i in inputs if i.path is not None
        ],
    }
