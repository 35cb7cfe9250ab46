"""Where a shard's lines go: one sink for each kind of file, by the format of the run."""

from pathlib import Path
from typing import Protocol, cast

from pipeline.run.files import LineFile, Packing, Staged, staged
from pipeline.run.folder import shard_names

FORMATS = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet", "tables")
"""How annotations can be written."""


class Sink(Protocol):
    """Takes records in order and gives files."""

    def write(self, line: bytes) -> None:
        """Take a record's line."""

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

    def write(self, line: bytes) -> None:
        """Write the line."""
        self._file.write(line)

    def close(self) -> dict[str, Staged]:
        """Bring the file to the disk."""
        staged = self._file.close()
        return {self._kind: staged} if staged else {}


class ParquetSink:
    """Parquet files, nested or flat tables.

    Args:
        staging: The folder for half-made files.
        token: What their names there start with.
        names: Kind of file to final name.
    """

    def __init__(self, staging: Path, token: str, names: dict[str, str]) -> None:
        from pipeline.export.parquet import ParquetTables

        self._names = names
        self._paths = {kind: staging / f"{token}.{kind}" for kind in names}
        self._tables = ParquetTables(self._paths)

    def write(self, line: bytes) -> None:
        """Write the record."""
        self._tables.write(line)

    def close(self) -> dict[str, Staged]:
        """Bring the files to the disk."""
        counts = self._tables.close()
        return {kind: staged(path, self._names[kind], counts[kind]) for kind, path in self._paths.items()}


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
        return {"part": ParquetSink(staging, token, {k: n for k, n in names.items() if k not in lines}), **lines}
    packing = cast(Packing, format.removeprefix("jsonl").removeprefix("."))
    part = LineFile(staging / f"{token}.part", names["part"], packing)
    part.open()  # an empty shard has an empty part: no number is missing
    return {"part": LineSink("part", part), **lines}
