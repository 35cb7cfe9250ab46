"""How to run."""

from typing import Literal

import msgspec

SHARD_BYTES = 4 << 20
SHARD_DOCUMENTS = 1000


class RunOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to run; only ``format`` and the size of shards change what is written, and none of it the annotations.

    ``engine``: ``local``, or ``ray`` for a cluster. ``workers``: processes; 0 works in this process, without protection
    from documents that hang or kill (of a cluster it means every CPU). ``force``: replace an earlier run. ``limit``:
    stop after this many input documents. ``retry_failed``: do the shards with dead letters again. ``max_failed``: stop
    once there are more dead letters. ``time_limit``: seconds a document. ``memory_limit``: bytes of data a worker may
    have; None for its share of four fifths of its machine's. ``shard_bytes``, ``shard_documents``: the size of a shard,
    by its input. ``format``: ``jsonl``, ``jsonl.gz``, ``jsonl.zst``, ``parquet`` or ``tables``.
    """

    engine: Literal["local", "ray"] = "local"
    workers: int = 0
    force: bool = False
    limit: int | None = None
    retry_failed: bool = False
    max_failed: int | None = None
    time_limit: float | None = 60.0
    memory_limit: int | None = None
    shard_bytes: int = SHARD_BYTES
    shard_documents: int = SHARD_DOCUMENTS
    format: str = "jsonl"

    @property
    def here(self) -> bool:
        """Whether this process does the work itself."""
        return self.engine == "local" and self.workers < 1
