"""Blocks to worker processes and shards back; a document that hangs or kills its worker is found and left out."""

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import msgspec

from pipeline.config import Config
from pipeline.errors import FatalError
from pipeline.run.blocks import Block
from pipeline.run.shard import Shard
from pipeline.run.worker import Order, work

POLL = 0.25
"""Seconds between looks at the workers' clocks."""
ATTEMPTS = 50
"""How often a block is tried before the run gives up: there is room for some twenty bad documents in one."""


class _Worker:
    """One process, the order it is at, and how it is reached."""

    def __init__(self, context: Any, config: Config, folder: Path) -> None:
        self.clock = context.Array("d", 2, lock=False)
        mine, theirs = context.Pipe()
        self.connection: Connection = mine
        arguments = (theirs, self.clock, config, str(folder), config.ingest.text_kind)
        self.process = context.Process(target=work, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.order: Order | None = None

    def give(self, order: Order) -> None:
        self.order = order
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has died: the sentinel tells
            self.connection.send_bytes(msgspec.msgpack.encode(order))

    def overdue(self, limit: float | None) -> bool:
        begun = self.clock[1]
        return limit is not None and self.order is not None and begun > 0 and time.monotonic() - begun > limit

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class Pool:
    """A fixed number of workers, each replaced when it dies.

    Args:
        config: The resolved configuration; each worker makes its chain from it, once.
        folder: The run folder.
        workers: How many processes.
        time_limit: Seconds a document may take; None for no limit. A batch that takes longer is gone through again
            document by document.
    """

    def __init__(self, config: Config, folder: Path, workers: int, time_limit: float | None) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._config, self._folder, self._limit = config, folder, time_limit
        self._workers = [self._new() for _ in range(workers)]
        self._again: deque[Order] = deque()

    def _new(self) -> _Worker:
        return _Worker(self._context, self._config, self._folder)

    def run(self, blocks: Iterator[Block]) -> Iterator[Shard]:
        """Annotate blocks.

        Args:
            blocks: The blocks to do; no more are taken than there are idle workers.

        Yields:
            Shards as they are finished, in no order.

        Raises:
            FatalError: ZC911 if a worker cannot work at all (a model that cannot be loaded, a full disk).
        """
        source: Iterator[Block] | None = blocks
        while True:
            for worker in self._workers:
                if worker.order is None:
                    order = self._again.popleft() if self._again else None
                    if order is None and source is not None:
                        block = next(source, None)
                        order = Order(block) if block is not None else None
                        source = source if order else None
                    if order is not None:
                        worker.give(order)
            busy = [w for w in self._workers if w.order is not None]
            if not busy:
                return
            wait([x for w in busy for x in (w.connection, w.process.sentinel)], timeout=POLL)
            for i, worker in enumerate(self._workers):
                if worker.order is not None and (shard := self._look(i, worker)) is not None:
                    yield shard

    def _look(self, i: int, worker: _Worker) -> Shard | None:
        """See what has become of a worker's order."""
        try:
            if worker.connection.poll():
                answer = worker.connection.recv_bytes()
                worker.order = None
                if answer[:1] == b"-":
                    raise FatalError("ZC911", f"a worker cannot go on:\n{answer[1:].decode()}")
                return msgspec.msgpack.decode(answer[1:], type=Shard)
        except (EOFError, ConnectionResetError):
            pass
        if worker.overdue(self._limit):
            self._replace(i, worker, "ZC411", f"took longer than the time limit of {self._limit:g} s")
        elif not worker.process.is_alive():
            self._replace(i, worker, "ZC412", f"killed its worker ({_death(worker.process.exitcode)})")
        return None

    def _replace(self, i: int, worker: _Worker, code: str, reason: str) -> None:
        """Put a new worker in place; the block is done again, document by document where that is not yet so."""
        order = worker.order
        assert order is not None
        position = int(worker.clock[0]) if worker.clock[1] > 0 else None
        worker.stop()
        if order.attempts >= ATTEMPTS:
            raise FatalError("ZC911", f"shard {order.block.number} failed {ATTEMPTS} times; the last document {reason}")
        self._workers[i] = self._new()
        self._again.append(order.after(position, code, reason))

    def close(self) -> None:
        """Stop every worker at once; half-written files keep their temporary names."""
        for worker in self._workers:
            worker.stop()


def _death(status: int | None) -> str:
    if status is not None and status < 0:
        return f"signal {signal.Signals(-status).name}"
    return f"exit status {status}"
