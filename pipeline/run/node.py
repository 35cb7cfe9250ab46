"""A worker of a cluster: on its node it runs a local pool of one process, so that everything a document can do there is
found and told as by a local run. It knows nothing of the cluster's library: it takes bytes and gives bytes.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from pipeline.chain import describe
from pipeline.document import Provenance
from pipeline.errors import ZhengceError
from pipeline.ingest.urls import file_system
from pipeline.run.blocks import Block
from pipeline.run.folder import Handover
from pipeline.run.memory import share_of_memory
from pipeline.run.pool import Pool
from pipeline.run.shard import StagedShard
from pipeline.run.worker import Setting

STALE = 24 * 3600
"""Seconds after which the folder of a worker that was killed is taken away by another."""


class Delivery(msgspec.Struct):
    """What a worker gives: a shard, its files where nobody else can see them, lines for the log; or why it cannot."""

    made: StagedShard | None = None
    files: dict[str, bytes] = {}
    log: list[str] = []
    code: str = ""
    reason: str = ""


class NodeWorker:
    """Serves one order after another.

    Args:
        setting: What its process makes the chain from; staging and memory are the node's own.
        made: What the run's own process would make of the configuration: this node must make the same.
        time_limit: Seconds a document may take; None for no limit.
        handover: Where files can be left for the run's own process, where this node sees that place.
    """

    def __init__(self, setting: Setting, made: Provenance, time_limit: float | None, handover: Handover) -> None:
        self._setting, self._made, self._limit, self._handover = setting, made, time_limit, handover
        self._log: list[str] = []
        self._pool: Pool | None = None
        self._store = False

    def begin(self) -> bytes:
        """Start the process.

        Returns:
            A delivery without a shard, as msgpack.
        """
        try:
            self._begin()
        except ZhengceError as error:
            return _packed(Delivery(code=error.code, reason=f"{_here()}: {error.message}"))
        except OSError as error:
            return _packed(Delivery(code="ZC912", reason=f"{_here()}: {error}"))
        return _packed(Delivery(log=[f"worker ready: {_here()}"]))

    def work(self, order: bytes) -> bytes:
        """Do a block.

        Args:
            order: The block, as msgpack.

        Returns:
            The delivery, as msgpack.
        """
        assert self._pool is not None
        try:
            [made] = self._pool.run(iter([msgspec.msgpack.decode(order, type=Block)]))
            files = self._hand_over(made)
        except ZhengceError as error:
            return _packed(Delivery(code=error.code, reason=f"{_here()}: {error.message}"))
        except OSError as error:
            return _packed(Delivery(code="ZC912", reason=f"{_here()}: {error}"))
        log, self._log[:] = list(self._log), []
        return _packed(Delivery(made, files, log))

    def end(self) -> None:
        """Stop the process and take away what it has staged."""
        if self._pool is not None:
            self._pool.close()
        if self._staging != Path(self._handover.place):
            shutil.rmtree(self._staging, ignore_errors=True)

    def _begin(self) -> None:
        known = describe(self._setting.config)
        if (known.pipeline, known.stages, known.models) != (self._made.pipeline, self._made.stages, self._made.models):
            raise ZhengceError("ZC913", f"has {_differences(known, self._made)}; install the same on every node")
        self._staging = self._shared() or _own_staging()
        memory = self._setting.memory or share_of_memory(os.cpu_count() or 1)
        setting = msgspec.structs.replace(self._setting, staging=str(self._staging), memory=memory)
        _lean_children()
        self._pool = Pool(setting, known.stages, 1, self._limit, self._log.append)

    def _shared(self) -> Path | None:
        """Give the run's staging folder where this node sees it, and note whether it is in a store."""
        place, token = self._handover.place, self._handover.token
        if "://" not in place:
            return Path(place) if (Path(place) / token).exists() else None
        fs, root = file_system(place)
        self._store = bool(fs.exists(f"{root}/{token}"))
        return None

    def _hand_over(self, made: StagedShard) -> dict[str, bytes]:
        """Bring the files to where the run's own process sees them; else give their bytes."""
        if self._staging == Path(self._handover.place):
            return {}
        files: dict[str, bytes] = {}
        for name in made.staged.values():
            file = self._staging / name
            if self._store:
                fs, root = file_system(self._handover.place)
                fs.put_file(str(file), f"{root}/{name}")
            else:
                files[name] = file.read_bytes()
            file.unlink()
        made.stored = self._store
        return files


def _packed(delivery: Delivery) -> bytes:
    return msgspec.msgpack.encode(delivery)


def _here() -> str:
    return f"process {os.getpid()} on {os.uname().nodename}" if hasattr(os, "uname") else f"process {os.getpid()}"


def _differences(here: Provenance, there: Provenance) -> str:
    if here.pipeline != there.pipeline:
        return f"{here.pipeline}, the run {there.pipeline}"
    if here.stages != there.stages:
        return f"the stages {here.stages}, the run {there.stages}"
    names = sorted(n for n in here.models.keys() | there.models.keys() if here.models.get(n) != there.models.get(n))
    return f"another {', '.join(names)}"


def _own_staging() -> Path:
    """Make a folder of this process's own, and take away those that killed ones have left."""
    base = Path(tempfile.gettempdir())
    for left in base.glob("zhengce-node-*"):
        if time.time() - left.stat().st_mtime > STALE and not Path(f"/proc/{left.name.rpartition('-')[2]}").exists():
            shutil.rmtree(left, ignore_errors=True)
    made = base / f"zhengce-node-{os.getpid()}"
    made.mkdir(exist_ok=True)
    return made


def _lean_children() -> None:
    """Keep processes that are started here from importing what this one was started with: the cluster's library."""
    main = vars(sys.modules["__main__"])
    if str(main.get("__file__", "")).endswith("default_worker.py"):
        del main["__file__"]
