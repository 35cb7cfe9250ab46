"""Files of lines as a worker makes them: half-made ones are staged, and get their final name elsewhere."""

import hashlib
import os
import zlib
from pathlib import Path
from typing import IO, Literal, Protocol, TypeAlias

import msgspec

from pipeline.errors import ConfigError

Packing: TypeAlias = Literal["", "gz", "zst"]

CHUNK = 1 << 20
"""Bytes that are handed on at once, so that what a compressor gives does not depend on the lines' lengths."""


class FileRecord(msgspec.Struct):
    """A file that was written: its name below the run folder, lines (documents, rows), bytes and SHA-256."""

    file: str
    lines: int
    bytes: int
    sha256: str


class Staged(msgspec.Struct):
    """A whole file that waits in the staging folder (``staged`` is its name there) for its final name."""

    record: FileRecord
    staged: str


class Compressor(Protocol):
    """What zlib and zstandard have in common."""

    def compress(self, data: bytes, /) -> bytes:
        """Take bytes in."""

    def flush(self) -> bytes:
        """Give what is left."""


def compressor(packing: Packing) -> Compressor | None:
    """Make a compressor whose bytes depend on the content alone (gzip without a time).

    Args:
        packing: ``gz``, ``zst``, or nothing.

    Returns:
        The compressor; None for nothing.

    Raises:
        ConfigError: ZC131 if zstandard is not installed.
    """
    if packing == "gz":
        return zlib.compressobj(6, zlib.DEFLATED, 31)
    if packing == "zst":
        try:
            import zstandard
        except ImportError:
            raise ConfigError("ZC131", ".zst needs the package zstandard: pip install 'zhengce[zstd]'") from None
        made: Compressor = zstandard.ZstdCompressor(level=3, write_checksum=True).compressobj()
        return made
    return None


class LineFile:
    """A file of lines in the staging folder; without a line it is not made unless it is opened.

    Args:
        staged: Where it is written.
        name: The final name, below the run folder.
        packing: How it is compressed.
    """

    def __init__(self, staged: Path, name: str, packing: Packing = "") -> None:
        self._staged, self._name = staged, name
        self._file: IO[bytes] | None = None
        self._compressor = compressor(packing)
        self._digest = hashlib.sha256()
        self._held = bytearray()
        self._lines = self._bytes = 0

    def open(self) -> None:
        """Make the file."""
        self._file = self._staged.open("wb", buffering=0)

    def write(self, line: bytes) -> None:
        """Write one line.

        Args:
            line: Without its line break.
        """
        self._held += line
        self._held += b"\n"
        self._lines += 1
        while len(self._held) >= CHUNK:
            self._put(bytes(self._held[:CHUNK]))
            del self._held[:CHUNK]

    def _put(self, data: bytes) -> None:
        if self._compressor is not None:
            data = self._compressor.compress(data)
        self._raw(data)

    def _raw(self, data: bytes) -> None:
        if self._file is None:
            self.open()
        assert self._file is not None
        rest = memoryview(data)
        while rest:  # an unbuffered file may take less than it is given
            rest = rest[self._file.write(rest) :]
        self._digest.update(data)
        self._bytes += len(data)

    def close(self) -> Staged | None:
        """Bring the file to the disk.

        Returns:
            What was written; None where nothing was.
        """
        if self._file is None and not self._lines:
            return None
        if self._held:
            self._put(bytes(self._held))
            self._held.clear()
        if self._compressor is not None:
            self._raw(self._compressor.flush())
        assert self._file is not None
        os.fsync(self._file.fileno())
        self._file.close()
        self._file = None
        record = FileRecord(self._name, self._lines, self._bytes, self._digest.hexdigest())
        return Staged(record, self._staged.name)


def staged(path: Path, name: str, lines: int) -> Staged:
    """Bring a file that somebody else has written to the disk, and tell of it.

    Args:
        path: The file in the staging folder.
        name: Its final name, below the run folder.
        lines: How many lines or rows it has.

    Returns:
        The file, with bytes and SHA-256.
    """
    digest, size = hashlib.sha256(), 0
    with path.open("r+b") as file:
        while data := file.read(CHUNK):
            digest.update(data)
            size += len(data)
        os.fsync(file.fileno())
    return Staged(FileRecord(name, lines, size, digest.hexdigest()), path.name)
