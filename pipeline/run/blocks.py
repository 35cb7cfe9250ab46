"""The input cut into blocks of bounded size, in order: what a worker gets, and what one shard is made of."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from pipeline.document import Document, Kind
from pipeline.ingest.formats import read_piece
from pipeline.ingest.inputs import Input
from pipeline.ingest.pieces import Piece, pieces
from pipeline.outcome import DeadLetter


class Block(msgspec.Struct, frozen=True):
    """What one worker takes at a time; ``number`` counts from 0."""

    number: int
    pieces: list[Piece]
    documents: int

    def digest(self) -> str:
        """Name the block by its content, so that a changed input is noticed when a run is resumed."""
        made = hashlib.sha256()
        for p in self.pieces:
            made.update(f"{p.name}\0{p.line}\0{p.index}\0{len(p.data)}\0{p.fault}\0".encode())
            made.update(p.data)
        return made.hexdigest()

    def size(self) -> int:
        """Give the bytes of input in it."""
        return sum(len(p.data) for p in self.pieces)


class Fault(msgspec.Struct, frozen=True):
    """Why a document is not tried again: the stage that it failed in, the code, and what happened."""

    stage: str
    code: str
    reason: str


def blocks(
    inputs: Iterable[Input], limit_bytes: int, limit_documents: int, limit: int | None = None
) -> Iterator[Block]:
    """Cut inputs into blocks without reading more than a block ahead.

    Args:
        inputs: Files, in order.
        limit_bytes: A block ends before it holds more bytes than this; a larger text file is a block of its own, and
            the last line of a block of lines may go beyond.
        limit_documents: A block ends before it holds more documents than this.
        limit: Stop after this many documents; None for all.

    Yields:
        Blocks; the same inputs and limits give the same blocks.
    """
    number = documents = size = 0
    held: list[Piece] = []
    cut = pieces(inputs, limit_bytes=limit_bytes, limit_documents=limit_documents, limit=limit)
    for piece in cut:
        if held and (documents + piece.documents > limit_documents or size + len(piece.data) > limit_bytes):
            yield Block(number, held, documents)
            number, held, documents, size = number + 1, [], 0, 0
        held.append(piece)
        documents += piece.documents
        size += len(piece.data)
    if held:
        yield Block(number, held, documents)


def documents_of(
    block: Block, text_kind: Kind, start: int = 0, stop: int | None = None, skip: dict[int, Fault] | None = None
) -> Iterator[Document | DeadLetter]:
    """Read the documents of a block.

    Args:
        block: The block.
        text_kind: What a text file is.
        start: Begin at this position in the block, from 0.
        stop: End before this position; None for the end.
        skip: Positions in the block that must not be tried again, and why.

    Yields:
        Documents and dead letters, in order, ``block.documents`` of them where nothing is left out; a skipped one is a
        dead letter.
    """
    items = (item for piece in block.pieces for item in read_piece(piece, text_kind))
    for position, item in enumerate(islice(items, start, stop), start):
        fault = skip.get(position) if skip else None
        if fault is not None and isinstance(item, Document):
            yield DeadLetter.of(item, fault.stage, fault.code, fault.reason)
        else:
            yield item
