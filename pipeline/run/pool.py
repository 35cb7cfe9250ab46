"""Blocks to worker processes and shards back; a document that hangs or kills its worker is found and left out."""

import contextlib
import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import ConfigError, FatalError
from pipeline.run.blocks import Block, Fault
from pipeline.run.orders import Order, after_loss, order_of
from pipeline.run.shard import StagedShard, join_stretches
from pipeline.run.worker import OUT_OF_MEMORY, Answer, Clock, Setting, work

POLL = 0.25
"""Seconds between looks at the workers' clocks."""
STOPPED = 2.0
"""A look that comes so many seconds late means that this process was stopped, and the workers with it."""
IDLE_LOSSES = 10
"""So many workers in a row that are lost before they begin mean that none can work."""


class _Worker:
    """One process, the order it is at, and how it is reached."""

    def __init__(self, context: Any, setting: Setting, stages: list[str]) -> None:
        cells = context.Array("d", 4, lock=False)
        self.clock = Clock(cells, stages)
        mine, theirs = context.Pipe()
        self.connection: Connection = mine
        self.process = context.Process(target=work, args=(theirs, cells, setting), daemon=True)
        with _no_interrupt():
            self.process.start()
        theirs.close()
        self.ready = False
        self.order: Order | None = None

    def give(self, order: Order) -> None:
        self.order = order
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has died: the sentinel tells
            self.connection.send_bytes(msgspec.msgpack.encode(order))

    def answer(self) -> Answer | None:
        try:
            if self.connection.poll():
                return msgspec.msgpack.decode(self.connection.recv_bytes(), type=Answer)
        except (EOFError, ConnectionResetError):
            pass
        return None

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Job:
    """A block at work: how many orders of it are out, and the stretches that are done."""

    def __init__(self) -> None:
        self.open = 1
        self.done: list[StagedShard] = []


class Ahead:
    """Blocks, one of which is read ahead while the workers are busy.

    Args:
        blocks: The blocks.
    """

    def __init__(self, blocks: Iterator[Block]) -> None:
        self._blocks = blocks
        self.block: Block | None = None

    def fetch(self) -> None:
        """Have the next block at hand; ``block`` is None where there is none."""
        if self.block is None:
            self.block = next(self._blocks, None)

    def take(self) -> Block | None:
        """Give the next block, while there is one."""
        self.fetch()
        block, self.block = self.block, None
        return block


class Pool:
    """A fixed number of workers, each replaced when it dies.

    Args:
        setting: What a worker makes its chain from, once.
        stages: The names of the chain's stages.
        workers: How many processes.
        time_limit: Seconds a document may take; None for no limit. A batch that takes longer is gone through again
            document by document.
        log: Called with a line on each worker that is lost.
    """

    def __init__(
        self,
        setting: Setting,
        stages: list[str],
        workers: int,
        time_limit: float | None,
        log: Callable[[str], object] = lambda _: None,
    ) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._setting, self._stages, self._limit, self._log = setting, stages, time_limit, log
        self._idle_losses = 0
        self._again: deque[Order] = deque()
        self._jobs: dict[int, _Job] = {}
        self._workers: list[_Worker] = []
        for _ in range(workers):
            self._workers.append(self._new())

    def _new(self) -> _Worker:
        return _Worker(self._context, self._setting, self._stages)

    def run(self, blocks: Iterator[Block]) -> Iterator[StagedShard]:
        """Annotate blocks.

        Args:
            blocks: The blocks to do; one more is read than the workers are at.

        Yields:
            Shards as they are finished, in no order.

        Raises:
            ConfigError: If a lexicon or a model cannot be used.
            FatalError: ZC911 if a worker cannot work at all (a model that cannot be loaded), ZC912 if one cannot write.
        """
        source = Ahead(blocks)
        made: list[StagedShard] = []
        while True:
            for worker in self._workers:
                if worker.ready and worker.order is None and (order := self._next(source)) is not None:
                    worker.give(order)
            yield from made  # what is done with them takes time, in which the workers are busy
            source.fetch()
            if source.block is None and not self._jobs:
                return
            self._wait()
            looks = [self._look(i, worker) for i, worker in enumerate(self._workers)]
            made = [shard for shard in looks if shard is not None]

    def _wait(self) -> None:
        """Wait for an answer, a death, or the time to look at the clocks."""
        begun = time.monotonic()
        wait([x for w in self._workers for x in (w.connection, w.process.sentinel)], timeout=POLL)
        late = time.monotonic() - begun - POLL
        if late > STOPPED:
            for worker in self._workers:
                worker.clock.pardon(late)

    def _next(self, source: Ahead) -> Order | None:
        """Give the next order, while there is one."""
        if self._again:
            return self._again.popleft()
        block = source.take()
        if block is None:
            return None
        self._jobs[block.number] = _Job()
        return order_of(block)

    def _look(self, i: int, worker: _Worker) -> StagedShard | None:
        """See what has become of a worker; give a shard that it has made whole."""
        answer = worker.answer()
        if answer is not None:
            self._idle_losses = 0
            if answer.what == "fatal":  # ZC1xx: a lexicon or a model that cannot be used
                kind = ConfigError if answer.code.startswith("ZC1") else FatalError
                raise kind(answer.code, answer.reason)
            worker.ready = True
            done, worker.order = worker.order, None
            return self._made(done, answer.made) if done is not None and answer.made is not None else None
        if worker.order is not None and worker.clock.overdue(self._limit):
            self._lost(i, worker, f"took longer than the time limit of {self._limit:g} s", certain=True)
        elif not worker.process.is_alive():
            self._lost(i, worker, f"killed its worker ({_death(worker.process.exitcode)})", certain=False)
        return None

    def _made(self, order: Order, made: StagedShard) -> StagedShard | None:
        job = self._jobs[order.block.number]
        job.done.append(made)
        job.open -= 1
        if job.open:
            return None
        del self._jobs[order.block.number]
        if order.whole:
            return made
        return join_stretches(job.done, Path(self._setting.staging), self._setting.format)

    def _lost(self, i: int, worker: _Worker, reason: str, *, certain: bool) -> None:
        """Put a new worker in place of one, and give out again what it had to do."""
        at, stage, order = worker.clock.at(), worker.clock.at_stage(), worker.order
        worker.stop()
        if order is None or at is None:
            self._idle_losses += 1
            if max(self._idle_losses, order.idle if order else 0) >= IDLE_LOSSES:
                raise FatalError("ZC911", f"{IDLE_LOSSES} workers in a row died before they began; the last {reason}")
        if order is not None:
            fault = Fault(stage, "ZC411" if certain else "ZC412", reason)
            orders = after_loss(order, at, fault, certain=certain)
            self._jobs[order.block.number].open += len(orders) - 1
            self._again.extend(orders)
            place = f" at document {at[0]} and {at[1] - 1} more" if at else ""
            self._log(f"lost a worker: shard {order.block.number}{place}, stage {stage}: {reason}")
        self._workers[i] = self._new()

    def close(self) -> None:
        """Stop every worker at once; what they have staged is left."""
        for worker in self._workers:
            worker.stop()


def _death(status: int | None) -> str:
    if status == OUT_OF_MEMORY:
        return "out of memory"
    if status is not None and status < 0:
        return f"signal {signal.Signals(-status).name}"
    return f"exit status {status}"


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """Start a process in which Ctrl-C has no effect from the first moment; here it comes a little later."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
