"""A stream of documents out of the inputs."""

from collections.abc import Callable, Iterable, Iterator

from pipeline.document import Document, Kind
from pipeline.ingest.formats import read_piece
from pipeline.ingest.inputs import Input
from pipeline.ingest.pieces import pieces
from pipeline.outcome import DeadLetter


def read(
    inputs: Iterable[Input],
    text_kind: Kind = "document",
    *,
    limit: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Document | DeadLetter]:
    """Read documents from files, one after another; memory does not grow with a JSONL file.

    Args:
        inputs: What :func:`pipeline.ingest.expand` found.
        text_kind: What a text file is: ``page`` or ``document``.
        limit: Stop after this many documents and dead letters; None for all.
        progress: Called with the decompressed bytes read so far after each piece.

    Yields:
        Documents in the order of the inputs; a dead letter for each that cannot be read.
    """
    done = 0
    for piece in pieces(inputs, limit=limit):
        yield from read_piece(piece, text_kind)
        done += len(piece.data)
        if progress is not None:
            progress(done)
