"""What a run folder remembers, so that the same command goes on where it stopped and another one is refused."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from pipeline.config import Config, show_config
from pipeline.document import Provenance
from pipeline.errors import UsageError
from pipeline.ingest.inputs import Input
from pipeline.outcome import Balance
from pipeline.provenance import fingerprint
from pipeline.run.folder import BEGINNINGS, MANIFEST, OURS, STATE, Folder, marker_name, shard_names, write_json
from pipeline.run.shard import Shard, StagedShard

T = TypeVar("T")


class RunState(msgspec.Struct):
    """``run.json``: everything that the annotations of a run depend on, but the bytes of the input.

    (Those are told by each shard's digest, since the input is read only once.)
    """

    pipeline: str
    config: str
    stages: list[str]
    models: dict[str, str]
    inputs: dict[str, int]
    limits: dict[str, int | None]
    format: str = "jsonl"


class Done(msgspec.Struct, frozen=True):
    """What resuming needs to know of a finished shard: its input's digest and its books."""

    digest: str
    balance: Balance


def state_of(
    config: Config, made: Provenance, inputs: Sequence[Input], limits: dict[str, int | None], format: str = "jsonl"
) -> RunState:
    """Say what a run depends on.

    Args:
        config: The resolved configuration.
        made: What its records say of their making.
        inputs: The input files.
        limits: How the input is cut.
        format: How annotations are written.

    Returns:
        The state to keep and to compare.
    """
    return RunState(
        pipeline=made.pipeline,
        config=f"{config.pipeline.name}:{fingerprint(config)}",
        stages=made.stages,
        models=made.models,
        inputs={i.place or "-": i.size for i in inputs},
        limits=limits,
        format=format,
    )


def refuse_foreign(folder: Folder) -> None:
    """See that a folder is new, or a run's.

    Args:
        folder: The folder.

    Raises:
        UsageError: ZC211 if it holds other files.
    """
    entries = folder.entries()
    if STATE not in entries and (foreign := sorted(entries - BEGINNINGS)):
        raise UsageError(
            "ZC211", f"{folder.location('')} is not empty ({foreign[0]}) and holds no run; give a new folder"
        )


def refuse_own_files(folder: Folder, inputs: Sequence[Input]) -> None:
    """See that no input is a file of the run folder, which the run would write over.

    Args:
        folder: The folder.
        inputs: The input files.

    Raises:
        UsageError: ZC216, naming the input.
    """
    for given in inputs:
        if given.path is None or given.url or not given.path.name.startswith(("part-", "dead_letters", "dropped")):
            continue  # resolving a million names would take long
        if (name := folder.name_of(given.path)) and OURS.fullmatch(name):
            raise UsageError("ZC216", f"the input {given.path} is in the output folder; give another folder")


def begin(
    folder: Folder, state: RunState, config: Config, *, force: bool = False, retry_failed: bool = False
) -> dict[int, Done]:
    """Open a run folder: new, or that of an unfinished run of the same. Its lock must be held.

    Args:
        folder: The run folder.
        state: What this run depends on.
        config: The resolved configuration.
        force: Remove an earlier run and begin anew.
        retry_failed: Forget the shards that have dead letters, so that they are done again.

    Returns:
        The shards that are finished already, by number.

    Raises:
        UsageError: ZC211 if the folder holds a finished run; ZC213 if its run was another, naming what changed; ZC217
            if there is no run to retry.
    """
    if force:
        folder.clear()
        folder.prepare()
    known = None if force else _decoded(folder.read(STATE), RunState)
    if known is not None and not retry_failed and not folder.markers() and folder.size(MANIFEST) is None:
        known = None  # nothing is done yet: nothing could be mixed up
    if known is None:
        if retry_failed:
            raise UsageError("ZC217", f"{folder.location('')} holds no run whose failed documents could be retried")
        folder.write("config.cfg", show_config(config).encode())
        write_json(folder, STATE, state)
        return {}
    if changed := _changes(known, state):
        raise UsageError(
            "ZC213",
            f"{folder.location('')} holds a run of something else: {'; '.join(changed)}; put it back to resume, give "
            f"a new folder, or --force to begin anew",
        )
    if retry_failed:
        _forget_failed(folder)
    elif folder.size(MANIFEST) is not None:
        raise UsageError(
            "ZC211", f"{folder.location('')} is finished; give a new folder, --force to replace it, or --retry-failed"
        )
    return {shard.number: done for shard in finished_shards(folder) if (done := _done(folder, shard)) is not None}


def finished_shards(folder: Folder) -> Iterator[Shard]:
    """Read the markers of the finished shards, one at a time.

    Args:
        folder: The run folder.

    Yields:
        The shards, by number.
    """
    for name in folder.markers():
        shard = _decoded(folder.read(name), Shard)
        if shard is not None:
            yield shard


def finish_shard(folder: Folder, made: StagedShard, format: str) -> None:
    """Give a shard's files their final names, then mark it as finished.

    Args:
        folder: The run folder.
        made: The shard, its files staged.
        format: How annotations are written.
    """
    shard = made.shard
    for kind, name in shard_names(shard.number, format).items():
        if kind in made.staged and made.stored:
            folder.adopt(made.staged[kind], name, shard.files[kind].bytes)
        elif kind in made.staged:
            folder.settle(folder.staging / made.staged[kind], name)
        else:
            folder.remove(name)  # of an earlier attempt
    folder.write(marker_name(shard.number), msgspec.json.encode(shard) + b"\n")


def _done(folder: Folder, shard: Shard) -> Done | None:
    """Give a finished shard, unless one of its files is gone or cut short: it is done again then."""
    for record in shard.files.values():
        if folder.size(record.file) != record.bytes:
            folder.remove(marker_name(shard.number))
            return None
    return Done(shard.digest, shard.balance)


def _forget_failed(folder: Folder) -> None:
    failed = [shard.number for shard in finished_shards(folder) if shard.balance.dead]
    if failed:
        folder.remove(MANIFEST)
    for number in failed:
        folder.remove(marker_name(number))


def _changes(known: RunState, now: RunState) -> list[str]:
    changed: list[str] = []
    for field in ("pipeline", "config", "stages", "limits", "format"):
        then, this = getattr(known, field), getattr(now, field)
        if then != this:
            changed.append(f"{field} was {then}, is {this}")
    for field, word in (("models", "model"), ("inputs", "input")):
        old, new = getattr(known, field), getattr(now, field)
        names = sorted(k for k in old.keys() | new.keys() if old.get(k) != new.get(k))
        changed.extend(f"{word} {name} {_how(name, old, new)}" for name in names[:3])
        if len(names) > 3:
            changed.append(f"{len(names) - 3} more {field}")
    return changed


def _how(name: str, old: dict[str, object], new: dict[str, object]) -> str:
    if name not in old:
        return "is new"
    return "is gone" if name not in new else "changed"


def _decoded(data: bytes | None, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(data, type=kind) if data is not None else None
    except msgspec.DecodeError:
        return None
