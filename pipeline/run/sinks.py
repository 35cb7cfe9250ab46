"""Where a shard's lines go: one sink for each kind of file, by the format of the run."""

from pathlib import Path
from typing import Protocol, cast

from pipeline.document import Document
from pipeline.run.files import LineFile, Packing, Staged
from pipeline.run.folder import shard_names

FORMATS = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet", "tables")
"""How annotations can be written."""


class Sink(Protocol):
    """Takes records in order and gives files."""

    def write(self, document: Document | None, line: bytes) -> None:
        """Take a record; ``document`` is what ``line`` says, None where only the line is at hand."""

    def close(self) -> dict[str, Staged]:
        """Bring the files to the disk; kind of file to what was written."""


class LineSink:
    """One file of lines.

    Args:
        kind: What its file is called in a shard.
        file: The file.
    """

    def __init__(self, kind: str, file: LineFile) -> None:
        self._kind, self._file = kind, file

    def write(self, document: Document | None, line: bytes) -> None:  # noqa: ARG002 (one signature for all sinks)
        """Write the line."""
        self._file.write(line)

    def close(self) -> dict[str, Staged]:
        """Bring the file to the disk."""
        staged = self._file.close()
        return {self._kind: staged} if staged else {}


def sinks(staging: Path, token: str, number: int, format: str) -> dict[str, Sink]:
    """Make the sinks of a shard.

    Args:
        staging: The folder for half-made files.
        token: What their names there start with.
        number: The shard's number.
        format: One of :data:`FORMATS`.

    Returns:
        ``part`` (annotations, whatever their format), ``dead`` and ``dropped``.
    """
    names = shard_names(number, format)
    lines: dict[str, Sink] = {
        kind: LineSink(kind, LineFile(staging / f"{token}.{kind}", names[kind])) for kind in ("dead", "dropped")
    }
    if format in ("parquet", "tables"):
        from pipeline.export.parquet import ParquetSink

        return {"part": ParquetSink(staging, token, {k: n for k, n in names.items() if k not in lines}), **lines}
    packing = cast(Packing, format.removeprefix("jsonl").removeprefix("."))
    part = LineFile(staging / f"{token}.part", names["part"], packing)
    part.open()  # an empty shard has an empty part: no number is missing
    return {"part": LineSink("part", part), **lines}
