"""Blocks to the nodes of a Ray cluster and shards back: the run's own process cuts the input and finishes the shards.

Ray brings the workers up, carries bytes, and tells when a node is gone; what a document does is found by the node
itself (:mod:`pipeline.run.node`), so that nothing here depends on it.
"""

import contextlib
import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline.document import Provenance
from pipeline.errors import ConfigError, FatalError
from pipeline.run.blocks import Block
from pipeline.run.folder import Handover
from pipeline.run.node import Delivery, NodeWorker
from pipeline.run.pool import Ahead
from pipeline.run.shard import StagedShard
from pipeline.run.worker import Setting

POLL = 1.0
"""Seconds after which to look at the input again while no shard comes."""
DEPTH = 2
"""Blocks that a worker has at a time, so that the next one is there when it has done one."""
LOSSES = 5
"""A shard whose workers were lost so often ends the run: something there is wrong that is no document's doing."""


class Cluster:
    """A connection to Ray: that of ``RAY_ADDRESS``, else one that runs on this machine, else one started for the run.

    Raises:
        ConfigError: ZC134 if ray is not installed, ZC135 if the cluster cannot be reached.
    """

    def __init__(self) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is told of a run
        try:
            import ray
        except ImportError:
            raise ConfigError("ZC134", "--engine ray needs the package ray: pip install 'zhengce[ray]'") from None
        self.ray: Any = ray
        self._ours = not ray.is_initialized()
        if self._ours:
            with _handlers_kept():
                try:
                    ray.init(log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
                except Exception as error:  # Ray raises this and that, plain Exception too
                    where = os.environ.get("RAY_ADDRESS", "this machine")
                    raise ConfigError("ZC135", f"no Ray cluster at {where}: {error}") from error

    def cpus(self) -> int:
        """Give the number of CPUs that the cluster has now."""
        return max(1, int(self.ray.cluster_resources().get("CPU", 0)))

    def close(self) -> None:
        """Leave the cluster, if the connection was made here."""
        if self._ours:
            self.ray.shutdown()


class _Worker:
    """One actor, what it was given, and whether it has begun."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.beginning: Any = handle.begin.remote()
        self.out: dict[Any, Block] = {}

    def refs(self) -> list[Any]:
        return [self.beginning] if self.beginning is not None else list(self.out)


class RayPool:
    """A fixed number of workers in a cluster, each replaced when it is lost.

    Args:
        cluster: The cluster.
        setting: What a worker makes its chain from, once.
        made: What this process would make of the configuration.
        workers: How many; those that the cluster has no room for wait.
        time_limit: Seconds a document may take; None for no limit.
        handover: Where nodes that see it leave their files.
        log: Called with a line on each worker that comes or is lost.
    """

    def __init__(
        self,
        cluster: Cluster,
        setting: Setting,
        made: Provenance,
        workers: int,
        time_limit: float | None,
        handover: Handover,
        log: Callable[[str], object] = lambda _: None,
    ) -> None:
        self._ray, self._log = cluster.ray, log
        self._staging = Path(setting.staging)
        # A worker is restarted here, with its blocks, not by Ray. One CPU each: its second process only waits.
        kind = self._ray.remote(NodeWorker).options(num_cpus=1, max_restarts=0, max_task_retries=0)
        self._new: Callable[[], _Worker] = lambda: _Worker(kind.remote(setting, made, time_limit, handover))
        self._again: deque[Block] = deque()
        self._losses: dict[int, int] = {}
        self._lost_in_a_row = 0
        self._workers = [self._new() for _ in range(workers)]
        if (cpus := cluster.cpus()) < workers:
            log(f"{workers} workers were asked for, the cluster has {cpus} CPUs; the rest begin when it has more")

    def run(self, blocks: Iterator[Block]) -> Iterator[StagedShard]:
        """Annotate blocks.

        Args:
            blocks: The blocks to do; few more are read than the workers are at.

        Yields:
            Shards as they are finished, in no order, their files staged here or in the run folder's store.

        Raises:
            FatalError: ZC911 if workers are lost again and again, ZC912 if one cannot write, ZC913 if a node has
                another version, lexicon or model.
            ConfigError: If a lexicon or a model cannot be used.
        """
        source = Ahead(blocks)
        made: StagedShard | None = None
        while True:
            self._give(source)
            if made is not None:
                yield made  # what is done with it takes time, in which the workers are busy
                made = None
            source.fetch()
            if source.block is None and not self._again and not any(w.out for w in self._workers):
                return
            done, _ = self._ray.wait([r for w in self._workers for r in w.refs()], num_returns=1, timeout=POLL)
            if done:
                made = self._look(next(w for w in self._workers if done[0] in w.refs()), done[0])

    def _give(self, source: Ahead) -> None:
        """Fill the workers up, each one's first block before anyone's second."""
        for depth in range(DEPTH):
            for worker in self._workers:
                if worker.beginning is None and len(worker.out) <= depth:
                    block = self._again.popleft() if self._again else source.take()
                    if block is None:
                        return
                    worker.out[worker.handle.work.remote(msgspec.msgpack.encode(block))] = block

    def _look(self, worker: _Worker, ref: Any) -> StagedShard | None:
        """Take what a worker has to give; where it is lost put another in its place."""
        try:
            answer = msgspec.msgpack.decode(self._ray.get(ref), type=Delivery)
        except self._ray.exceptions.RayTaskError as error:
            raise FatalError("ZC911", f"a worker cannot go on: {error}") from None
        except self._ray.exceptions.RayError as error:
            self._lost(worker, str(error))
            return None
        if answer.code:
            kind = ConfigError if answer.code.startswith("ZC1") else FatalError
            raise kind(answer.code, answer.reason)
        self._lost_in_a_row = 0
        for line in answer.log:
            self._log(line)
        if ref == worker.beginning:
            worker.beginning = None
        else:
            del worker.out[ref]
        return self._received(answer)

    def _received(self, answer: Delivery) -> StagedShard | None:
        for name, data in answer.files.items():
            with (self._staging / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        return answer.made

    def _lost(self, worker: _Worker, reason: str) -> None:
        numbers = [block.number for block in worker.out.values()]
        first = next((line.strip() for line in reason.splitlines() if line.strip()), "no reason")
        self._log(f"lost a worker: shards {numbers or 'none'}; {first[:200]}")
        self._lost_in_a_row += 1
        for number in numbers[:1]:  # the rest had not begun
            self._losses[number] = self._losses.get(number, 0) + 1
            if self._losses[number] >= LOSSES:
                raise FatalError("ZC911", f"shard {number} has lost {LOSSES} workers; the last: {first[:300]}")
        if self._lost_in_a_row >= max(2 * LOSSES, 2 * len(self._workers)):
            raise FatalError("ZC911", f"{self._lost_in_a_row} workers in a row were lost; the last: {first[:300]}")
        self._again.extend(worker.out.values())
        with contextlib.suppress(self._ray.exceptions.RayError):
            self._ray.kill(worker.handle)  # it may be alive behind a broken connection
        self._workers[self._workers.index(worker)] = self._new()

    def close(self) -> None:
        """Stop every worker; what they have staged is left."""
        begun = [w for w in self._workers if w.beginning is None and not w.out]
        with contextlib.suppress(self._ray.exceptions.RayError):
            self._ray.wait([w.handle.end.remote() for w in begun], num_returns=len(begun), timeout=5) if begun else None
        for worker in self._workers:
            with contextlib.suppress(self._ray.exceptions.RayError):
                self._ray.kill(worker.handle)


@contextlib.contextmanager
def _handlers_kept() -> Iterator[None]:
    """Keep what this process does when told to stop: Ray would exit at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
