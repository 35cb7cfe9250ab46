"""One block, or a stretch of one, through the chain into staged files: annotations, dead letters and drops."""

import secrets
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol

import msgspec

from pipeline.chain import Outcome, Pipeline
from pipeline.document import Document, Kind
from pipeline.outcome import Balance, DeadLetter, Dropped, line_of
from pipeline.report.coverage import Coverage
from pipeline.report.summary import Summary
from pipeline.run.blocks import Block, Fault, documents_of
from pipeline.run.files import FileRecord, Staged
from pipeline.run.sinks import Sink, sinks

SLOWEST = 5
"""Documents that a shard remembers for having taken longest."""


class Slow(msgspec.Struct):
    """A document that took long; the time of documents that share a batch is told apart by their length."""

    seconds: float
    id: str
    characters: int


class Shard(msgspec.Struct):
    """What became of a block: its books, its files, what was found, how long it took.

    ``digest`` names the input, ``size`` its bytes; ``files`` are those of the annotations, then dead letters and
    drops where there are any; ``seconds`` is the time in all, ``stages`` the seconds of each stage.
    """

    number: int
    digest: str
    balance: Balance
    files: dict[str, FileRecord]
    summary: Summary
    coverage: Coverage
    size: int = 0
    seconds: float = 0.0
    stages: dict[str, float] = {}
    slowest: list[Slow] = []


class StagedShard(msgspec.Struct):
    """A shard, or a stretch of one, whose files wait for their final names: kind to name in the staging folder.

    ``stored``: they are in the run folder's own store already, not on this machine.
    """

    shard: Shard
    staged: dict[str, str]
    start: int = 0
    stored: bool = False


class Beat(Protocol):
    """Who wants to know what is being worked at."""

    def batch(self, position: int, documents: int) -> None:
        """A batch begins at this position of the block."""

    def stage(self, name: str) -> None:
        """A stage begins on it."""

    def idle(self) -> None:
        """No document is at work."""


class ShardWriter:
    """Puts each outcome in its file and its column of the books.

    Args:
        staging: The folder for half-made files.
        number: The shard's number.
        format: How annotations are written.
    """

    def __init__(self, staging: Path, number: int, format: str) -> None:
        # A name of its own for each attempt: a worker that was given up may still be writing.
        self._sinks: dict[str, Sink] = sinks(staging, f"{number:05d}.{secrets.token_hex(6)}", number, format)
        self.balance = Balance()
        self.summary = Summary()
        self.coverage = Coverage()

    def take(self, outcome: Outcome) -> None:
        """Write one outcome.

        Args:
            outcome: A record, a dead letter or a drop.
        """
        if isinstance(outcome, Dropped):
            self._sinks["dropped"].write(msgspec.json.encode(outcome))
            self.balance.dropped += 1
            return
        line = line_of(outcome) if isinstance(outcome, Document) else outcome
        if isinstance(line, DeadLetter):
            self._sinks["dead"].write(msgspec.json.encode(line))
            self.balance.dead += 1
        elif isinstance(outcome, Document):
            self._sinks["part"].write(line)
            self.balance.written += 1
            self.summary.add(outcome)
            self.coverage.add(outcome)

    def close(self) -> dict[str, Staged]:
        """Bring every file to the disk.

        Returns:
            What was written, by kind of file.
        """
        return {kind: staged for sink in self._sinks.values() for kind, staged in sink.close().items()}


def annotate_block(
    pipeline: Pipeline,
    block: Block,
    staging: Path,
    text_kind: Kind,
    *,
    format: str = "jsonl",
    start: int = 0,
    stop: int | None = None,
    skip: dict[int, Fault] | None = None,
    batch: int | None = None,
    beat: Beat | None = None,
) -> StagedShard:
    """Take a block through the chain and stage its files.

    Args:
        pipeline: The chain.
        block: The input.
        staging: The folder for half-made files.
        text_kind: What a text file is.
        format: How annotations are written.
        start: Begin with the document at this position of the block.
        stop: End before this position; None for the end.
        skip: Positions of documents that are not to be tried again, and why.
        batch: Documents at a time; None for the chain's own batch size. The annotations do not depend on it.
        beat: Told of each batch and stage before it is begun.

    Returns:
        The shard, its files staged.

    Raises:
        ZhengceError: ZC901 if documents were lost.
    """
    started = time.perf_counter()
    before = dict(pipeline.seconds)
    writer = ShardWriter(staging, block.number, format)
    slowest: list[Slow] = []
    position = start
    pipeline.watch = beat.stage if beat is not None else None
    for group in _groups(documents_of(block, text_kind, start, stop, skip or {}), batch or pipeline.batch_size):
        if beat is not None:
            beat.batch(position, len(group))
        begun = time.perf_counter()
        lengths = {i.id: len(i.text) for i in group if isinstance(i, Document)}
        for outcome in pipeline.stream(group, writer.balance):
            writer.take(outcome)
        slowest = _slowest(slowest, lengths, time.perf_counter() - begun)
        position += len(group)
    if beat is not None:
        beat.idle()  # a slow disk is no document's fault
    staged = writer.close()
    writer.balance.check()
    shard = Shard(
        number=block.number,
        digest=block.digest(),
        balance=writer.balance,
        files={kind: s.record for kind, s in staged.items()},
        summary=writer.summary,
        coverage=writer.coverage,
        size=block.size(),
        seconds=time.perf_counter() - started,
        stages={k: v - before.get(k, 0.0) for k, v in pipeline.seconds.items()},
        slowest=slowest,
    )
    return StagedShard(shard, {kind: s.staged for kind, s in staged.items()}, start)


def join_stretches(stretches: list[StagedShard], staging: Path, format: str) -> StagedShard:
    """Make one shard of the stretches that a block was done in; they hold plain JSONL.

    Args:
        stretches: All stretches of the block.
        staging: Where their files are.
        format: How annotations are written.

    Returns:
        The shard, its files those that one worker would have made of the whole block.
    """
    stretches = sorted(stretches, key=lambda s: s.start)
    first = stretches[0].shard
    made: dict[str, Sink] = sinks(staging, f"{first.number:05d}.{secrets.token_hex(6)}", first.number, format)
    whole = Shard(first.number, first.digest, Balance(), {}, Summary(), Coverage(), first.size)
    for stretch in stretches:
        shard = stretch.shard
        whole.balance.add(shard.balance)
        whole.summary.merge(shard.summary)
        whole.coverage.merge(shard.coverage)
        whole.seconds += shard.seconds
        whole.stages = {k: whole.stages.get(k, 0.0) + v for k, v in shard.stages.items()}
        whole.slowest = sorted([*whole.slowest, *shard.slowest], key=lambda s: -s.seconds)[:SLOWEST]
        for kind, name in stretch.staged.items():
            with (staging / name).open("rb") as file:
                for line in file:
                    made[kind].write(line[:-1])
            (staging / name).unlink()
    staged = {kind: s for sink in made.values() for kind, s in sink.close().items()}
    whole.files = {kind: s.record for kind, s in staged.items()}
    return StagedShard(whole, {kind: s.staged for kind, s in staged.items()})


def _groups(items: Iterator[Document | DeadLetter], size: int) -> Iterator[list[Document | DeadLetter]]:
    while group := list(islice(items, size)):
        yield group


def _slowest(known: list[Slow], lengths: dict[str, int], seconds: float) -> list[Slow]:
    total = sum(lengths.values()) or 1
    new = [Slow(round(seconds * n / total, 3), id, n) for id, n in lengths.items()]
    floor = known[-1].seconds if len(known) >= SLOWEST else -1.0
    slower = [s for s in new if s.seconds > floor]
    return sorted([*known, *slower], key=lambda s: -s.seconds)[:SLOWEST] if slower else known
