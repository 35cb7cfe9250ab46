"""A stream of documents out of the inputs."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from pipeline.document import Document, Kind
from pipeline.errors import InputError
from pipeline.ingest.formats import FORMATS, dead_letter, read_any
from pipeline.ingest.inputs import Input
from pipeline.outcome import DeadLetter


def read(
    inputs: Iterable[Input],
    text_kind: Kind = "document",
    *,
    limit: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Document | DeadLetter]:
    """Read documents from files, one after another, in constant memory for JSONL.

    Args:
        inputs: What :func:`pipeline.ingest.expand` found.
        text_kind: What a text file is: ``page`` or ``document``.
        limit: Stop after this many documents and dead letters; None for all.
        progress: Called with the bytes read so far after each document.

    Yields:
        Documents in the order of the inputs; a dead letter for each that cannot be read.
    """
    count, before = 0, 0
    for source in inputs:
        try:
            with _opened(source) as file:
                for item in _items(file, source, text_kind):
                    if limit is not None and count >= limit:
                        return
                    count += 1
                    if progress is not None:
                        progress(before + (file.tell() if source.path else 0))
                    yield item
        except OSError as error:
            path = str(source.path) if source.path else None
            count += 1
            yield dead_letter(InputError("ZC306", f"cannot be read: {error.strerror}"), source.name, path, "")
        before += source.size
        if progress is not None:
            progress(before)


def _opened(source: Input) -> IO[bytes]:
    if source.path is None:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    return source.path.open("rb")


def _items(file: IO[bytes], source: Input, text_kind: Kind) -> Iterator[Document | DeadLetter]:
    path = str(source.path) if source.path else None
    reader = read_any if source.path is None else FORMATS[source.format]
    return reader(file, source.name, path, text_kind)
