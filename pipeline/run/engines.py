"""Who does the work: this process, processes of this machine, or a cluster. The same blocks give the same shards."""

from collections.abc import Generator, Iterator
from itertools import chain, islice

from pipeline.chain import Pipeline
from pipeline.config import Config
from pipeline.document import Provenance
from pipeline.run.blocks import Block
from pipeline.run.folder import Folder
from pipeline.run.log import Log
from pipeline.run.memory import share_of_memory
from pipeline.run.options import RunOptions
from pipeline.run.pool import Pool
from pipeline.run.shard import StagedShard, annotate_block
from pipeline.run.worker import Setting


def shards(
    config: Config,
    pipeline: Pipeline | None,
    made: Provenance,
    folder: Folder,
    how: RunOptions,
    todo: Iterator[Block],
    log: Log,
) -> Generator[StagedShard, None, None]:
    """Annotate blocks; closing the generator stops every worker.

    Args:
        config: The resolved configuration.
        pipeline: The chain, where this process does the work.
        made: What the records say of their making.
        folder: The run folder; it must be held.
        how: How to run.
        todo: The blocks to do.
        log: Told of workers that come and are lost.

    Yields:
        Shards as they are finished, in no order.

    Raises:
        ConfigError: If a lexicon or a model cannot be used, or there is no cluster.
        FatalError: ZC911 to ZC913 if workers cannot work.
    """
    if pipeline is not None:
        for block in todo:
            yield annotate_block(pipeline, block, folder.staging, config.ingest.text_kind, format=how.format)
    elif how.engine == "ray":
        yield from _over_cluster(config, made, folder, how, todo, log)
    else:
        yield from _over_processes(config, made, folder, how, todo, log)


def _over_processes(
    config: Config, made: Provenance, folder: Folder, how: RunOptions, todo: Iterator[Block], log: Log
) -> Iterator[StagedShard]:
    first = list(islice(todo, how.workers))
    if not first:  # no process is started that would have nothing to do
        return
    memory = how.memory_limit or share_of_memory(len(first))
    setting = Setting(config, str(folder.staging), config.ingest.text_kind, how.format, memory)
    pool = Pool(setting, made.stages, len(first), how.time_limit, log.write)
    try:
        yield from pool.run(chain(first, todo))
    finally:
        pool.close()


def _over_cluster(
    config: Config, made: Provenance, folder: Folder, how: RunOptions, todo: Iterator[Block], log: Log
) -> Iterator[StagedShard]:
    from pipeline.run.cluster import Cluster, RayPool

    first = list(islice(todo, 1))
    if not first:
        return
    cluster = Cluster()
    try:
        first.extend(islice(todo, (how.workers or cluster.cpus()) - 1))
        setting = Setting(config, str(folder.staging), config.ingest.text_kind, how.format, how.memory_limit)
        pool = RayPool(cluster, setting, made, len(first), how.time_limit, folder.handover(), log.write)
        try:
            yield from pool.run(chain(first, todo))
        finally:
            pool.close()
    finally:
        cluster.close()
