"""The inputs as pieces of bytes: a whole text file, or some lines of a JSONL file; read once, in order."""

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, cast

import msgspec

from pipeline.ingest.extras import UnreadableError, row_lines, zstd_file
from pipeline.ingest.inputs import LINES, ROWS, SNIFF, TEXT, Input
from pipeline.ingest.urls import open_url


class Piece(msgspec.Struct, frozen=True):
    """A whole text file, or consecutive lines of a JSONL file.

    ``line`` and ``index`` say how many lines and documents of that file come before; ``documents`` how many are in
    it; ``fault`` is why the file could not be read.
    """

    path: str | None
    name: str
    format: str
    data: bytes
    documents: int = 1
    line: int = 0
    index: int = 0
    fault: str | None = None


def pieces(
    inputs: Iterable[Input], *, limit_bytes: int = 1 << 20, limit_documents: int = 1000, limit: int | None = None
) -> Iterator[Piece]:
    """Cut inputs into pieces, without reading more than a piece ahead.

    Args:
        inputs: Files, in order.
        limit_bytes: Lines are collected up to this many bytes.
        limit_documents: Lines are collected up to this many documents.
        limit: Stop after this many documents; None for all.

    Yields:
        Pieces with at least one document each. A file that cannot be read is one piece with a fault.
    """
    left = limit
    for source in inputs:
        if left == 0:
            return
        path = source.place
        try:
            for piece in _cut(source, path, limit_bytes, limit_documents, left):
                left = None if left is None else left - piece.documents
                yield piece
        except (OSError, EOFError, zlib.error, UnreadableError) as error:
            left = None if left is None else max(0, left - 1)
            reason = getattr(error, "strerror", None) or str(error)
            yield Piece(path, source.name, source.format, b"", fault=reason)


def _cut(source: Input, path: str | None, limit_bytes: int, limit_documents: int, left: int | None) -> Iterator[Piece]:
    with opened(source) as file:
        form, lines = _sniffed(file) if source.format == SNIFF else (source.format, _lines(source, file))
        if form not in (*LINES, *ROWS):
            data = b"".join(lines) if source.format == SNIFF else file.read()
            if data.strip() or source.format != SNIFF:
                yield Piece(path, source.name, form, data)
            return
        held: list[bytes] = []
        line = index = size = count = 0
        for raw in lines:
            held.append(raw)
            size += len(raw)
            count += not raw.isspace()
            if size >= limit_bytes or count >= limit_documents or count == left:
                if count:
                    yield Piece(path, source.name, form, b"".join(held), count, line, index)
                line, index = line + len(held), index + count
                left = None if left is None else left - count
                held, size, count = [], 0, 0
                if left == 0:
                    return
        if count:
            yield Piece(path, source.name, form, b"".join(held), count, line, index)


def _sniffed(file: IO[bytes]) -> tuple[str, Iterable[bytes]]:
    """Tell JSONL from text on standard input by the first character that is no space."""
    head: list[bytes] = []
    for line in file:
        head.append(line)
        if line.strip():
            break
    first = head[-1].removeprefix(b"\xef\xbb\xbf").lstrip() if head else b""
    return (LINES[0] if first.startswith(b"{") else TEXT[0]), chain(head, file)


def opened(source: Input) -> IO[bytes]:
    """Open an input for reading bytes, decompressed.

    Args:
        source: The input.

    Returns:
        The open file; standard input stays open when it is closed.
    """
    if source.path is None:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    packing = source.path.suffix.lower()
    if packing == ".gz":
        return cast(IO[bytes], gzip.open(source.path if source.url is None else stored(source), "rb"))
    return zstd_file(stored(source)) if packing == ".zst" else stored(source)


def stored(source: Input) -> IO[bytes]:
    """Open an input that is a file for reading bytes, as they are stored.

    Args:
        source: The input.

    Returns:
        The open file; it can seek.
    """
    assert source.path is not None
    return source.path.open("rb") if source.url is None else open_url(source.url)


def _lines(source: Input, file: IO[bytes]) -> Iterable[bytes]:
    return row_lines(file) if source.format in ROWS else file
