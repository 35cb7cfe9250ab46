"""A worker process: it makes the chain once, then takes stretches of blocks and stages shards until told to stop."""

import os
import signal
import sys
import time
import traceback
from collections.abc import MutableSequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

import msgspec

from pipeline.chain import Pipeline, build
from pipeline.config import Config
from pipeline.document import Document, Kind
from pipeline.errors import ConfigError, ZhengceError
from pipeline.registry import STAGES
from pipeline.run.memory import limit_memory
from pipeline.run.orders import Order
from pipeline.run.shard import StagedShard, annotate_block

OUT_OF_MEMORY = 70
"""Exit status of a worker that has no memory left outside of a stage."""


class Setting(msgspec.Struct, frozen=True):
    """What a worker needs to know once; ``memory`` in bytes, None for no limit."""

    config: Config
    staging: str
    text_kind: Kind
    format: str
    memory: int | None = None


class Answer(msgspec.Struct):
    """What a worker says: that it is ready, what it made, or why nothing can be made."""

    what: Literal["ready", "made", "fatal"]
    made: StagedShard | None = None
    code: str = ""
    reason: str = ""


class Clock:
    """Told through shared memory what a worker is at: this is how its parent knows a document that hangs or kills.

    Args:
        cells: Four shared numbers: position of the batch in the block, its documents, the number of the stage, when
            the batch was begun (``time.monotonic``; 0 while idle).
        stages: The names of the stages.
    """

    def __init__(self, cells: MutableSequence[float], stages: list[str]) -> None:
        self._cells, self._stages = cells, stages
        self._numbers = {name.partition("@")[0]: float(i) for i, name in enumerate(stages)}
        self._parent = os.getppid()
        self._pardoned = (0.0, 0.0)

    def batch(self, position: int, documents: int) -> None:
        """A batch begins."""
        if os.getppid() != self._parent:  # the parent was killed: nobody waits for this shard any more
            os._exit(1)
        self._cells[3] = time.monotonic()  # first: a new position with an old time would look overdue
        self._cells[0], self._cells[1], self._cells[2] = float(position), float(documents), 0.0

    def stage(self, name: str) -> None:
        """A stage begins."""
        self._cells[2] = self._numbers[name]

    def idle(self) -> None:
        """Nothing is at work."""
        self._cells[3] = 0.0

    def at(self) -> tuple[int, int] | None:
        """Give position and number of the documents at work; None while idle."""
        return (int(self._cells[0]), int(self._cells[1])) if self._cells[3] > 0 else None

    def at_stage(self) -> str:
        """Give the name of the stage at work."""
        return self._stages[int(self._cells[2])] if self._stages else "run"

    def pardon(self, seconds: float) -> None:
        """Leave a time in which nobody could work out of account: the machine slept, or the run was stopped."""
        begun, before = self._cells[3], self._pardoned
        self._pardoned = (begun, seconds + (before[1] if before[0] == begun else 0.0))

    def overdue(self, limit: float | None) -> bool:
        """Tell whether the batch has taken longer than a limit, in seconds."""
        begun = self._cells[3]
        if limit is None or begun <= 0:
            return False
        return time.monotonic() - begun - (self._pardoned[1] if self._pardoned[0] == begun else 0.0) > limit


def work(connection: Connection, cells: MutableSequence[float], setting: Setting) -> None:
    """Serve orders until the other end closes.

    Args:
        connection: Orders come in and answers go out, as msgpack.
        cells: Shared with the parent, see :class:`Clock`.
        setting: The rest.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's: it stops the workers
    _die_with_parent()
    try:
        pipeline = build(setting.config)
        warm(pipeline)
        limit_memory(setting.memory)
    except ZhengceError as error:
        _say(connection, Answer("fatal", code=error.code, reason=error.message))
        return
    clock = Clock(cells, pipeline.provenance.stages)
    decoder = msgspec.msgpack.Decoder(Order)
    _say(connection, Answer("ready"))
    while True:
        try:
            order = decoder.decode(connection.recv_bytes())
        except EOFError:
            return
        answer = _serve(pipeline, order, setting, clock)
        clock.idle()
        _say(connection, answer)


def _serve(pipeline: Pipeline, order: Order, setting: Setting, clock: Clock) -> Answer:
    skip = dict.fromkeys(range(order.start, order.stop), order.skip) if order.skip else None
    try:
        made = annotate_block(
            pipeline,
            order.block,
            Path(setting.staging),
            setting.text_kind,
            format=setting.format if order.whole else "jsonl",  # stretches are joined first
            start=order.start,
            stop=order.stop,
            skip=skip,
            batch=1 if order.alone else None,
            beat=clock,
        )
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OSError as error:
        return Answer("fatal", code="ZC912", reason=f"cannot write: {error}")
    except ZhengceError as error:
        return Answer("fatal", code=error.code, reason=error.message)
    except Exception:
        return Answer("fatal", code="ZC911", reason=f"a worker cannot go on:\n{traceback.format_exc()}")
    return Answer("made", made)


def _say(connection: Connection, answer: Answer) -> None:
    connection.send_bytes(msgspec.msgpack.encode(answer))


def warm(pipeline: Pipeline) -> None:
    """Load what our own stages load on first use, so that no document's time limit pays for it.

    Args:
        pipeline: The chain.

    Raises:
        ConfigError: If a lexicon or a model cannot be used: every document would be a dead letter.
    """
    documents = [Document(id="", text="国务院印发通知。")]
    for stage in pipeline.stages:
        if f"{stage.name}@{stage.version}" in STAGES:
            try:
                documents = stage(documents)
            except ConfigError:
                raise
            except Exception:  # it will be told of the first real document
                return


def _die_with_parent() -> None:
    """Let the system end this process with its parent, even in the midst of a document that hangs."""
    if sys.platform == "linux":
        import ctypes

        parent = os.getppid()
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
