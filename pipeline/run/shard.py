"""One block through the chain into its shard: annotations, dead letters and drops, each file whole or not there."""

import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from pipeline.chain import Outcome, Pipeline
from pipeline.document import Document, Kind
from pipeline.outcome import Balance, DeadLetter, Dropped, line_of
from pipeline.report.summary import Summary
from pipeline.run.blocks import Block, documents_of
from pipeline.run.folder import FileRecord, LineFile, shard_names


class Shard(msgspec.Struct):
    """What became of a block: its books, its files, what was found, how long it took.

    ``digest`` names the input; ``files`` are the part file, then the dead letters and drops where there are any;
    ``seconds`` is the time in all, ``stages`` the seconds of each stage.
    """

    number: int
    digest: str
    balance: Balance
    files: dict[str, FileRecord]
    summary: Summary
    seconds: float = 0.0
    stages: dict[str, float] = {}


class ShardWriter:
    """Puts each outcome in its file and its column of the books.

    Args:
        folder: The run folder.
        number: The shard's number.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self._files = {kind: LineFile(folder / name) for kind, name in shard_names(number).items()}
        self._files["part"].open()  # an empty shard has an empty part: no number is missing
        self.balance = Balance()
        self.summary = Summary()

    def take(self, outcome: Outcome) -> None:
        """Write one outcome.

        Args:
            outcome: A record, a dead letter or a drop.
        """
        if isinstance(outcome, Dropped):
            self._files["dropped"].write(msgspec.json.encode(outcome))
            self.balance.dropped += 1
            return
        line = line_of(outcome) if isinstance(outcome, Document) else outcome
        if isinstance(line, DeadLetter):
            self._files["dead"].write(msgspec.json.encode(line))
            self.balance.dead += 1
        elif isinstance(outcome, Document):
            self._files["part"].write(line)
            self.balance.written += 1
            self.summary.add(outcome)

    def close(self) -> dict[str, FileRecord]:
        """Give every file its final name.

        Returns:
            What was written, by kind of file.
        """
        return {kind: record for kind, file in self._files.items() if (record := file.close()) is not None}


def annotate_block(
    pipeline: Pipeline,
    block: Block,
    folder: Path,
    text_kind: Kind,
    *,
    skip: dict[int, tuple[str, str]] | None = None,
    batch: int | None = None,
    beat: Callable[[int], object] | None = None,
) -> Shard:
    """Take a block through the chain and write its shard.

    Args:
        pipeline: The chain.
        block: The input.
        folder: The run folder.
        text_kind: What a text file is.
        skip: Positions of documents that are not to be tried, with code and reason.
        batch: Documents at a time; None for the chain's own batch size. The annotations do not depend on it.
        beat: Called with the position of the first document of each batch before it is begun.

    Returns:
        The shard; its files have their final names.

    Raises:
        ZhengceError: ZC901 if documents were lost.
    """
    started = time.perf_counter()
    before = dict(pipeline.seconds)
    writer = ShardWriter(folder, block.number)
    items = documents_of(block, text_kind, skip or {})
    position = 0
    for group in _groups(items, batch or pipeline.batch_size):
        if beat is not None:
            beat(position)
        for outcome in pipeline.stream(group, writer.balance):
            writer.take(outcome)
        position += len(group)
    files = writer.close()
    writer.balance.check()
    return Shard(
        number=block.number,
        digest=block.digest(),
        balance=writer.balance,
        files=files,
        summary=writer.summary,
        seconds=time.perf_counter() - started,
        stages={k: v - before.get(k, 0.0) for k, v in pipeline.seconds.items()},
    )


def _groups(items: Iterator[Document | DeadLetter], size: int) -> Iterator[list[Document | DeadLetter]]:
    while group := list(islice(items, size)):
        yield group
