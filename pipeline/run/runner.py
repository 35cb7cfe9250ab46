"""The main job: a corpus through the chain into a run folder, shard by shard, resumable at any moment."""

import contextlib
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import msgspec

from pipeline.chain import build, describe
from pipeline.config import Config
from pipeline.errors import FatalError, UsageError
from pipeline.ingest.inputs import Input
from pipeline.outcome import Balance
from pipeline.report.summary import Summary
from pipeline.run.blocks import Block, blocks
from pipeline.run.engines import shards
from pipeline.run.finish import InputHashes, finish
from pipeline.run.folder import Folder
from pipeline.run.log import Log
from pipeline.run.options import RunOptions
from pipeline.run.shard import StagedShard
from pipeline.run.state import Done, begin, finish_shard, refuse_foreign, refuse_own_files, state_of
from pipeline.run.stores import folder_at
from pipeline.run.worker import warm


class RunResult(msgspec.Struct, frozen=True):
    """What a run did: its books, its summary, seconds (here and by stage over all workers), files of annotations
    (paths, or URLs where the run folder is one).

    ``resumed`` counts the shards that an earlier attempt had finished; ``complete`` is False where ``max_failed``
    stopped it.
    """

    balance: Balance
    summary: Summary
    seconds: float
    stages: dict[str, float]
    parts: list[Path | str]
    resumed: int = 0
    complete: bool = True


def run(
    config: Config,
    inputs: Sequence[Input],
    output: Path | str,
    options: RunOptions | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> RunResult:
    """Annotate a corpus, or go on with what an interrupted run has left.

    Args:
        config: The resolved configuration.
        inputs: What :func:`pipeline.ingest.expand` found.
        output: The run folder: new, or that of an unfinished run of the same; a path, or a URL for fsspec.
        options: How to run.
        progress: Called with (bytes read, documents written) after each shard.

    Returns:
        What was done; memory does not grow with the corpus.

    Raises:
        ConfigError: If the chain cannot be built; nothing is written then.
        UsageError: ZC211 to ZC217 if the folder or the input is not that of the run to resume.
        ZhengceError: ZC901 if documents were lost.
        FatalError: ZC911 if a worker cannot work at all, ZC912 if the output cannot be written.
    """
    how = options or RunOptions()
    started = time.perf_counter()
    # Workers load lexicons and models; this process only where there are none.
    pipeline = build(config) if how.here else None
    made = pipeline.provenance if pipeline is not None else describe(config)
    limits = {"bytes": how.shard_bytes, "documents": how.shard_documents, "limit": how.limit}
    state = state_of(config, made, inputs, limits, how.format)
    folder = folder_at(output)
    refuse_foreign(folder)
    refuse_own_files(folder, inputs)
    if pipeline is not None:
        warm(pipeline)
    with _disk(folder):
        folder.prepare()
        with folder.locked():
            try:
                done = begin(folder, state, config, force=how.force, retry_failed=how.retry_failed)
                with Log(folder, f"begin: {how.workers} workers, {len(done)} shards done already") as log:
                    tally = _Tally(done, progress)
                    todo = _todo(blocks(inputs, how.shard_bytes, how.shard_documents, how.limit), tally)
                    if not tally.over(how.max_failed):
                        _finish_all(shards(config, pipeline, made, folder, how, todo, log), folder, how, tally, log)
                    seconds = time.perf_counter() - started
                    totals = finish(folder, state, seconds, tally.inputs, resumed=len(done), complete=tally.complete)
            finally:
                folder.tidy()
    parts = [place if "://" in (place := folder.location(name)) else Path(place) for name in totals.parts]
    return RunResult(totals.balance, totals.summary, seconds, totals.stages, parts, len(done), tally.complete)


@contextlib.contextmanager
def _disk(folder: Folder) -> Iterator[None]:
    """Tell a full disk in one line; what is done is kept."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        where = error.filename or folder.location("")
        raise FatalError("ZC912", f"cannot write {where}: {reason}; the same command goes on where it was") from error


def _finish_all(
    shards: Generator[StagedShard, None, None], folder: Folder, how: RunOptions, tally: "_Tally", log: Log
) -> None:
    """Give the shards their names as they come, until there are too many dead letters."""
    with contextlib.closing(shards):
        for made in shards:
            finish_shard(folder, made, how.format)
            tally.add(made)
            log.write(f"shard {made.shard.number}: {made.shard.balance.text()}, {made.shard.seconds:.2f} s")
            if tally.over(how.max_failed):
                log.write("too many dead letters")
                return


class _Tally:
    """What has been read and written so far, told to who watches."""

    def __init__(self, done: dict[int, Done], progress: Callable[[int, int], object] | None) -> None:
        self.done = done
        self.inputs = InputHashes()
        self.blocks: int | None = None
        self._finished = len(done)
        self._dead = sum(s.balance.dead for s in done.values())
        self._written = sum(s.balance.written for s in done.values())
        self._read = 0
        self._progress = progress

    @property
    def complete(self) -> bool:
        """Whether the input was read to its end, and every block of it is done."""
        return self.blocks == self._finished

    def over(self, most: int | None) -> bool:
        """Tell whether there are too many dead letters."""
        return most is not None and self._dead > most

    def read(self, block: Block) -> None:
        """Count a block that was read."""
        self._read += block.size()
        self.inputs.add(block)

    def add(self, made: StagedShard) -> None:
        """Count a shard that was finished."""
        self._finished += 1
        self._dead += made.shard.balance.dead
        self._written += made.shard.balance.written
        if self._progress is not None:
            self._progress(self._read, self._written)


def _todo(cut: Iterator[Block], tally: _Tally) -> Iterator[Block]:
    """Leave out the blocks that are done, having seen that their input is still the same."""
    number = -1
    for number, block in enumerate(cut):
        tally.read(block)
        known = tally.done.get(number)
        if known is None:
            yield block
        elif known.digest != block.digest():
            names = ", ".join(dict.fromkeys(p.path or p.name for p in block.pieces))
            raise _changed(number, names[:300])
    if beyond := [n for n in tally.done if n > number]:
        raise _changed(beyond[0], "it ends before that shard")
    tally.blocks = number + 1


def _changed(number: int, what: str) -> UsageError:
    return UsageError(
        "ZC215",
        f"the input has changed since shard {number} was written: {what}; put it back to resume, or --force to "
        f"begin anew",
    )
