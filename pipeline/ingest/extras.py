"""Inputs that need an optional package: Zstandard files and Parquet tables."""

import contextlib
import io
from collections.abc import Iterator
from typing import IO, Any, cast

import msgspec

from pipeline.errors import UsageError

BATCH = 256
"""Rows that are read at a time."""


class UnreadableError(Exception):
    """A file is not what its ending says, or is broken."""


class _Frames(io.RawIOBase):
    """Decompresses frame after frame, and tells of one that is cut short (zstandard's own readers do not)."""

    def __init__(self, file: IO[bytes], zstandard: Any) -> None:
        self._file, self._zstandard = file, zstandard
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._begun = False
        self._given = self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held and (self._given or (given := self._file.read(1 << 17))):
            self._given = self._given or given
            self._decompress()
        if not self._held and self._begun:
            raise UnreadableError("the file ends in the midst of a Zstandard frame")
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        self._held = self._held[size:]
        return size

    def _decompress(self) -> None:
        try:
            self._held = self._frame.decompress(self._given)
        except self._zstandard.ZstdError as error:
            raise UnreadableError(f"no Zstandard file: {error}") from None
        self._begun, self._given = not self._frame.eof, b""
        if self._frame.eof:
            self._given = self._frame.unused_data
            self._frame = self._zstandard.ZstdDecompressor().decompressobj()

    def close(self) -> None:
        self._file.close()
        super().close()


def zstd_file(file: IO[bytes]) -> IO[bytes]:
    """Decompress an open file while it is read.

    Args:
        file: The file; it is closed with what is returned.

    Returns:
        The decompressed bytes.

    Raises:
        UsageError: ZC208 if zstandard is not installed.
        UnreadableError: While it is read, if it is no Zstandard file.
    """
    try:
        import zstandard
    except ImportError:
        file.close()
        raise UsageError("ZC208", ".zst needs the package zstandard: pip install 'zhengce[zstd]'") from None
    return cast(IO[bytes], io.BufferedReader(_Frames(file, zstandard), 1 << 17))


def row_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Read a Parquet table as lines of JSONL, so that a row is what a line is.

    Args:
        file: The open file; it must be seekable.

    Yields:
        One JSON object a row, with its line break; a nested table of ours gives back its records.

    Raises:
        UsageError: ZC208 if pyarrow is not installed.
        UnreadableError: If it is no Parquet file.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise UsageError("ZC208", ".parquet needs the package pyarrow: pip install 'zhengce[parquet]'") from None
    encoder = msgspec.json.Encoder(enc_hook=str)
    try:
        with contextlib.closing(pq.ParquetFile(file)) as table:
            for batch in table.iter_batches(batch_size=BATCH):
                for row in batch.to_pylist(maps_as_pydicts="strict"):
                    yield encoder.encode(row) + b"\n"
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(str(error)) from None
