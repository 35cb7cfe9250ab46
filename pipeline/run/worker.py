"""A worker process: it makes the chain once, then takes blocks and writes shards until told to stop."""

import os
import signal
import time
import traceback
from collections.abc import MutableSequence
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from pipeline.chain import build
from pipeline.config import Config
from pipeline.document import Kind
from pipeline.run.blocks import Block
from pipeline.run.shard import annotate_block


class Order(msgspec.Struct):
    """What a worker is told to do: a block, what to leave out of it, and whether to go document by document.

    ``suspect`` is the document at which an earlier worker ended; ``attempts`` counts the workers lost so far.
    """

    block: Block
    skip: dict[int, tuple[str, str]] = {}
    careful: bool = False
    suspect: int | None = None
    attempts: int = 0

    def after(self, position: int | None, code: str, reason: str) -> "Order":
        """Say what to do after a worker was lost at this order.

        Args:
            position: The document or the batch that it was at; None if it had not begun.
            code: What to call the failure.
            reason: What happened.

        Returns:
            The next order: document by document; a document is left out when a second worker has ended at it, since
            the first may have been killed by somebody else.
        """
        guilty = self.careful and position is not None and position == self.suspect
        skip = {**self.skip, position: (code, reason)} if guilty and position is not None else self.skip
        suspect = position if self.careful and not guilty else None
        return Order(self.block, skip, careful=True, suspect=suspect, attempts=self.attempts + 1)


def work(
    connection: Connection,
    clock: MutableSequence[float],
    config: Config,
    folder: str,
    text_kind: Kind,
) -> None:
    """Serve orders until the other end closes.

    Args:
        connection: Orders come in and shards go out, as msgpack.
        clock: Shared with the parent: the position in the block of the batch at work, and when it was begun
            (``time.monotonic``; 0 while idle). This is how the parent knows a document that hangs or kills.
        config: The resolved configuration.
        folder: The run folder.
        text_kind: What a text file is.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's: it stops the workers
    pipeline = build(config)
    decoder = msgspec.msgpack.Decoder(Order)

    parent = os.getppid()

    def beat(position: int) -> None:
        if os.getppid() != parent:  # the parent was killed: nobody waits for this shard any more
            os._exit(1)
        clock[0] = float(position)
        clock[1] = time.monotonic()

    while True:
        try:
            order = decoder.decode(connection.recv_bytes())
        except EOFError:
            return
        try:
            shard = annotate_block(
                pipeline,
                order.block,
                Path(folder),
                text_kind,
                skip=order.skip,
                batch=1 if order.careful else None,
                beat=beat,
            )
            answer = b"+" + msgspec.msgpack.encode(shard)
        except Exception:  # a full disk, a lost balance: the run must stop, and say why
            answer = b"-" + traceback.format_exc().encode()
        clock[1] = 0.0
        connection.send_bytes(answer)
