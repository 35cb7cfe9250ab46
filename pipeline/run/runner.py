"""The main job: a corpus through the chain into a run folder, shard by shard, resumable at any moment."""

import contextlib
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from pipeline.chain import build
from pipeline.config import Config
from pipeline.errors import UsageError
from pipeline.ingest.inputs import Input
from pipeline.outcome import Balance
from pipeline.report.summary import Summary
from pipeline.run.blocks import Block, blocks
from pipeline.run.folder import FileRecord, join_files, remove_temporaries, write_json
from pipeline.run.lock import locked
from pipeline.run.pool import Pool
from pipeline.run.shard import Shard, annotate_block
from pipeline.run.state import RunState, begin, finished_shards, mark, state_of, unmark_failed

SHARD_BYTES = 8 << 20
SHARD_DOCUMENTS = 2000


class RunOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to run; none of it changes the annotations.

    ``workers``: processes; 0 works in this process, without protection from documents that hang or kill.
    ``force``: replace an earlier run. ``limit``: stop after this many input documents. ``retry_failed``: do the
    shards with dead letters again. ``max_failed``: stop once there are more dead letters. ``time_limit``: seconds a
    document. ``shard_bytes``, ``shard_documents``: the size of a shard, by its input.
    """

    workers: int = 0
    force: bool = False
    limit: int | None = None
    retry_failed: bool = False
    max_failed: int | None = None
    time_limit: float | None = 60.0
    shard_bytes: int = SHARD_BYTES
    shard_documents: int = SHARD_DOCUMENTS


class RunResult(msgspec.Struct, frozen=True):
    """What a run did: its books, its summary, seconds (here and by stage over all workers), part files.

    ``resumed`` counts the shards that an earlier attempt had finished; ``complete`` is False where ``max_failed``
    stopped it.
    """

    balance: Balance
    summary: Summary
    seconds: float
    stages: dict[str, float]
    parts: list[Path]
    resumed: int = 0
    complete: bool = True


def run(
    config: Config,
    inputs: Sequence[Input],
    output: Path,
    options: RunOptions | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> RunResult:
    """Annotate a corpus, or go on with what an interrupted run has left.

    Args:
        config: The resolved configuration.
        inputs: What :func:`pipeline.ingest.expand` found.
        output: The run folder: new, or that of an unfinished run of the same.
        options: How to run.
        progress: Called with (bytes read, documents written) after each shard.

    Returns:
        What was done; memory does not grow with the corpus.

    Raises:
        ConfigError: If the chain cannot be built; nothing is written then.
        UsageError: ZC211 to ZC215 if the folder or the input is not that of the run to resume.
        ZhengceError: ZC901 if documents were lost.
        FatalError: ZC911 if a worker cannot work at all.
    """
    how = options or RunOptions()
    started = time.perf_counter()
    pipeline = build(config)
    limits = {"bytes": how.shard_bytes, "documents": how.shard_documents, "limit": how.limit}
    state = state_of(config, pipeline, inputs, limits)
    if how.retry_failed:
        unmark_failed(output)
    done = begin(output, state, config, force=how.force)
    with locked(output):
        remove_temporaries(output)
        tally = _Tally(done, progress)
        todo = _todo(blocks(inputs, how.shard_bytes, how.shard_documents, how.limit), tally)
        with contextlib.closing(_shards(config, output, how, todo)) as shards:
            for shard in shards:
                mark(output, shard)
                tally.add(shard)
                if how.max_failed is not None and tally.dead > how.max_failed:
                    break
        complete = tally.todo_done
        return _finish(output, state, time.perf_counter() - started, resumed=len(done), complete=complete)


class _Tally:
    """What has been read and written so far, told to who watches."""

    def __init__(self, done: dict[int, Shard], progress: Callable[[int, int], object] | None) -> None:
        self.done = done
        self.dead = sum(s.balance.dead for s in done.values())
        self.todo_done = False
        self._written = sum(s.balance.written for s in done.values())
        self._read = 0
        self._progress = progress

    def read(self, block: Block) -> None:
        self._read += block.size()

    def add(self, shard: Shard) -> None:
        self.dead += shard.balance.dead
        self._written += shard.balance.written
        if self._progress is not None:
            self._progress(self._read, self._written)


def _todo(cut: Iterator[Block], tally: _Tally) -> Iterator[Block]:
    """Leave out the blocks that are done, having seen that their input is still the same."""
    for block in cut:
        tally.read(block)
        known = tally.done.get(block.number)
        if known is None:
            yield block
        elif known.digest != block.digest():
            names = ", ".join(dict.fromkeys(p.path or p.name for p in block.pieces))
            raise UsageError(
                "ZC215",
                f"the input has changed since shard {block.number} was written: {names[:300]}; "
                f"put it back to resume, or --force to begin anew",
            )
    tally.todo_done = True


def _shards(config: Config, output: Path, how: RunOptions, todo: Iterator[Block]) -> Generator[Shard, None, None]:
    if how.workers < 1:
        pipeline = build(config)
        for block in todo:
            yield annotate_block(pipeline, block, output, config.ingest.text_kind)
        return
    first = next(todo, None)
    if first is not None:  # no process is started where nothing is left to do
        pool = Pool(config, output, how.workers, how.time_limit)
        try:
            yield from pool.run(chain((first,), todo))
        finally:
            pool.close()


def _finish(output: Path, state: RunState, seconds: float, *, resumed: int, complete: bool) -> RunResult:
    """Add the shards up, join the dead letters, write the manifest."""
    balance, summary = Balance(), Summary()
    stages: dict[str, float] = {}
    files: dict[str, list[FileRecord]] = {"part": [], "dead": [], "dropped": []}
    for shard in finished_shards(output).values():
        balance.add(shard.balance)
        summary.merge(shard.summary)
        for name, spent in shard.stages.items():
            stages[name] = stages.get(name, 0.0) + spent
        for kind, record in shard.files.items():
            files[kind].append(record)
    joined = [
        join_files(output, files[kind], output / name)
        for kind, name in (("dead", "dead_letters.jsonl"), ("dropped", "dropped.jsonl"))
    ]
    balance.check()
    if complete:
        manifest = {
            **msgspec.to_builtins(state),
            "balance": balance,
            "characters": summary.characters,
            "files": files["part"] + [record for record in joined if record],
        }
        write_json(output / "manifest.json", manifest)
    write_json(output / "logs" / "time.json", {"seconds": round(seconds, 3), "stages": stages, "resumed": resumed})
    parts = [output / record.file for record in files["part"]]
    return RunResult(balance, summary, seconds, stages, parts, resumed, complete)
