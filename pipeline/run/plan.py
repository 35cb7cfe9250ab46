"""What a run would cost, told from a sample: nothing is written where the run would write."""

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from pipeline.chain import build
from pipeline.config import Config
from pipeline.ingest.inputs import LINES, ROWS, TEXT, Input
from pipeline.ingest.pieces import Piece, opened, pieces, stored
from pipeline.run.blocks import Block
from pipeline.run.shard import Shard, annotate_block
from pipeline.run.worker import warm

FILES = 40
"""Input files that are looked into, evenly spaced."""
WINDOWS, WINDOW = 4, 48 << 10
"""Places of a file of lines that are looked at, and bytes at each."""
PARENT_MEMORY = 100 << 20
"""Bytes that the process takes which hands out the work, about."""


class Plan(msgspec.Struct, frozen=True):
    """An estimate: documents, characters, bytes of output, seconds and bytes of memory at so many workers.

    ``sampled`` documents were annotated for it, ``failed`` of them became dead letters, at ``rate`` characters a
    second and worker.
    """

    files: int
    input_bytes: int
    documents: int
    characters: int
    output_bytes: int
    workers: int
    seconds: float
    memory: int
    sampled: int
    failed: int
    rate: float

    def text(self) -> str:
        """Word the estimate, a line for each figure."""
        return "\n".join(
            (
                f"input       {self.files:,} files, {size_text(self.input_bytes)}",
                f"documents   about {self.documents:,}, {self.characters:,} characters",
                f"time        about {time_text(self.seconds)} with {self.workers} workers that have a core each",
                f"memory      about {size_text(self.memory)} in all",
                f"output      about {size_text(self.output_bytes)}",
                f"sample      {self.sampled:,} documents, {self.failed:,} of them failed, "
                f"{self.rate:,.0f} characters a second and worker",
            )
        )


def plan(
    config: Config, inputs: Sequence[Input], *, workers: int, format: str = "jsonl", limit: int | None = None
) -> Plan:
    """Estimate a run.

    Args:
        config: The resolved configuration.
        inputs: The input files; standard input cannot be looked into.
        workers: How many processes the run would have.
        format: How annotations would be written.
        limit: The run would stop after this many input documents; None for all.

    Returns:
        The estimate; it is as good as the sample is like the rest.

    Raises:
        ConfigError: If the chain cannot be built.
    """
    pipeline = build(config)
    warm(pipeline)
    groups = [_Group([i for i in inputs if i.format in kinds]) for kinds in (TEXT, (*LINES, *ROWS))]
    sample = [piece for group in groups for piece in group.sample()]
    block = Block(0, sample, sum(p.documents for p in sample))
    with tempfile.TemporaryDirectory() as folder:
        shard = annotate_block(pipeline, block, Path(folder), config.ingest.text_kind, format=format).shard
    documents = sum(group.documents() for group in groups)
    kept = min(1.0, limit / documents) if limit is not None and documents else 1.0
    grown = sum(group.expanded() for group in groups) / max(1, block.size()) * kept
    return _scaled(shard, inputs, round(documents * kept), grown, max(1, workers))


def _scaled(shard: Shard, inputs: Sequence[Input], documents: int, factor: float, workers: int) -> Plan:
    characters = shard.summary.characters * factor
    rate = shard.summary.characters / shard.seconds if shard.seconds else 0.0
    return Plan(
        files=len(inputs),
        input_bytes=sum(i.size for i in inputs),
        documents=documents,
        characters=round(characters),
        output_bytes=round(sum(f.bytes for f in shard.files.values()) * factor),
        workers=workers,
        seconds=shard.seconds * factor / workers,
        memory=workers * _memory() + PARENT_MEMORY,
        sampled=shard.balance.inputs,
        failed=shard.balance.dead,
        rate=rate,
    )


class _Group:
    """Inputs of one kind, some of which are looked into."""

    def __init__(self, inputs: list[Input]) -> None:
        self._inputs = inputs
        self._size = sum(i.size for i in inputs)
        self._seen = _Seen()

    def sample(self) -> list[Piece]:
        """Look into some files."""
        made: list[Piece] = []
        for source in _spaced(self._inputs, FILES):
            try:
                made.extend(self._seen.take(piece, share) for piece, share in _look(source))
            except OSError:  # the run will tell
                continue
        return made

    def documents(self) -> int:
        """Estimate the documents of all."""
        if all(i.format in TEXT for i in self._inputs):
            return len(self._inputs)
        return round(self._size * self._seen.documents / self._seen.stored) if self._seen.stored else 0

    def expanded(self) -> float:
        """Estimate the bytes of all, decompressed."""
        return self._size * self._seen.bytes / self._seen.stored if self._seen.stored else 0.0


class _Seen:
    """What a group's sample holds: documents, their bytes, and the bytes of the files that they took."""

    def __init__(self) -> None:
        self.documents = self.bytes = 0
        self.stored = 0.0

    def take(self, piece: Piece, stored: float) -> Piece:
        self.documents += piece.documents
        self.bytes += len(piece.data)
        self.stored += stored
        return piece


def _look(source: Input) -> Iterator[tuple[Piece, float]]:
    """Give pieces of a file, and how many of its bytes each stands for."""
    plain = source.path is not None and source.path.suffix.lower() in LINES
    if plain and source.size > WINDOWS * WINDOW * 2:
        yield from _windows(source)
        return
    for piece in islice(pieces([source], limit_bytes=WINDOW * WINDOWS, limit_documents=200), 1):
        whole = source.format in TEXT or (piece.documents < 200 and len(piece.data) < WINDOW * WINDOWS)
        yield piece, float(source.size) if whole else len(piece.data) * _packing(source)


def _windows(source: Input) -> Iterator[tuple[Piece, float]]:
    with stored(source) as file:
        for at in range(WINDOWS):
            file.seek(source.size * at // WINDOWS)
            if at:
                file.readline()
            lines = file.readlines(WINDOW)
            data = b"".join(lines)
            count = sum(not line.isspace() for line in lines)
            if count:
                yield Piece(source.place, f"{source.name}#{at}", source.format, data, count), float(len(data))


def _packing(source: Input) -> float:
    """Give the bytes on disk for each byte that is read from a file of lines."""
    if source.path is None:
        return 1.0
    if source.format in ROWS:
        return source.size / max(1, _line_bytes(source))
    with opened(source) as file:
        data = file.read(8 << 20)  # so that what is read ahead counts little
        raw = getattr(file, "fileobj", None) or getattr(file, "raw", None)
        used = raw.tell() if raw is not None and hasattr(raw, "tell") and source.path.suffix != ".jsonl" else len(data)
    return min(used, source.size) / max(1, len(data))


def _line_bytes(source: Input) -> int:
    import pyarrow.parquet as pq

    with stored(source) as file, pq.ParquetFile(file) as table:
        total = table.metadata.num_rows
    first = next(pieces([source], limit_documents=200), None)
    return round(len(first.data) / first.documents * total) if first else 0


def _spaced(inputs: Sequence[Input], most: int) -> Iterable[Input]:
    step = max(1, len(inputs) // most)
    return inputs[step // 2 :: step] or inputs


def _memory() -> int:
    """Give the most memory that this process has had, in bytes."""
    if sys.platform == "win32":
        return 400 << 20
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def size_text(size: float) -> str:
    """Word a number of bytes."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:,.0f} {unit}" if unit == "bytes" else f"{size:,.1f} {unit}"
        size /= 1000
    return f"{size:,.1f} TB"


def time_text(seconds: float) -> str:
    """Word a time."""
    if seconds < 120:
        return f"{seconds:,.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:,.0f} minutes"
    return f"{seconds / 3600:,.1f} hours" if seconds < 48 * 3600 else f"{seconds / 86400:,.1f} days"
