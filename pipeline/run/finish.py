"""The end of a run: shards added up, dead letters joined, the manifest written."""

import hashlib
import os
from collections.abc import Iterator
from itertools import chain

import msgspec

from pipeline.outcome import Balance
from pipeline.report.summary import Summary
from pipeline.run.blocks import Block
from pipeline.run.files import FileRecord
from pipeline.run.folder import MANIFEST, Folder, write_json
from pipeline.run.state import RunState, finished_shards

JOINED = {"dead": "dead_letters.jsonl", "dropped": "dropped.jsonl"}


class Totals(msgspec.Struct):
    """A run's books, summary and seconds by stage, and the names of its files of annotations."""

    balance: Balance = msgspec.field(default_factory=Balance)
    summary: Summary = msgspec.field(default_factory=Summary)
    stages: dict[str, float] = {}
    files: list[FileRecord] = []
    joined: dict[str, list[FileRecord]] = {}

    @property
    def parts(self) -> list[str]:
        """Names of the files of annotations, below the run folder."""
        return [record.file for record in self.files]


class InputHashes:
    """SHA-256 of each input's content (decompressed), taken while it passes."""

    def __init__(self) -> None:
        self.done: dict[str, str] = {}
        self._name: str | None = None
        self._digest = hashlib.sha256()

    def add(self, block: Block) -> None:
        """Take in a block; blocks must come in order.

        Args:
            block: The next block.
        """
        for piece in block.pieces:
            name = piece.path or "-"
            if name != self._name:
                self._close()
                self._name = name
            self._digest.update(piece.data)

    def _close(self) -> None:
        if self._name is not None:
            self.done[self._name] = self._digest.hexdigest()
        self._digest = hashlib.sha256()

    def all(self) -> dict[str, str]:
        """Give path to hash, after the last block."""
        self._close()
        self._name = None
        return self.done


def finish(
    folder: Folder, state: RunState, seconds: float, inputs: InputHashes, *, resumed: int, complete: bool
) -> Totals:
    """Add the shards up, join the dead letters, write the manifest.

    Args:
        folder: The run folder.
        state: What the run depends on.
        seconds: How long this attempt took.
        inputs: The inputs' hashes.
        resumed: How many shards an earlier attempt had finished.
        complete: Whether every shard is done; there is no manifest otherwise.

    Returns:
        The totals.

    Raises:
        ZhengceError: ZC901 if documents were lost.
    """
    totals = add_up(folder)
    totals.balance.check()
    joined = [record for kind, name in JOINED.items() if (record := _join(folder, totals.joined[kind], name))]
    if complete:
        hashes = inputs.all()
        manifest = {
            **msgspec.to_builtins(state),
            "inputs": {k: {"bytes": n, "sha256": hashes.get(k)} for k, n in state.inputs.items()},
            "balance": totals.balance,
            "characters": totals.summary.characters,
            "files": totals.files + joined,
        }
        write_json(folder, MANIFEST, manifest)
    write_json(folder, "logs/time.json", {"seconds": round(seconds, 3), "stages": totals.stages, "resumed": resumed})
    return totals


def add_up(folder: Folder) -> Totals:
    """Add up the finished shards.

    Args:
        folder: The run folder.

    Returns:
        Their totals.
    """
    totals = Totals(joined={kind: [] for kind in JOINED})
    for shard in finished_shards(folder):
        totals.balance.add(shard.balance)
        totals.summary.merge(shard.summary)
        for name, spent in shard.stages.items():
            totals.stages[name] = totals.stages.get(name, 0.0) + spent
        for kind, record in shard.files.items():
            (totals.joined[kind] if kind in JOINED else totals.files).append(record)
    return totals


def _join(folder: Folder, records: list[FileRecord], name: str) -> FileRecord | None:
    """Put the shards' files one after another into one; None, and no file, where there are no lines."""
    if not records:
        folder.remove(name)
        return None
    digest, staged = hashlib.sha256(), folder.staging / name
    with staged.open("wb") as file:
        for data in chain.from_iterable(_chunks(folder, record) for record in records):
            file.write(data)
            digest.update(data)
        file.flush()
        os.fsync(file.fileno())
    folder.settle(staged, name)
    lines, size = sum(r.lines for r in records), sum(r.bytes for r in records)
    return FileRecord(name, lines, size, digest.hexdigest())


def _chunks(folder: Folder, record: FileRecord) -> Iterator[bytes]:
    with folder.open(record.file) as file:
        while data := file.read(1 << 20):
            yield data
