"""What a run folder remembers, so that the same command goes on where it stopped and another one is refused."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.chain import Pipeline, fingerprint
from pipeline.config import Config, show_config
from pipeline.errors import UsageError
from pipeline.ingest.inputs import Input, shown
from pipeline.run.folder import clear_folder, make_folder, write_json, write_whole
from pipeline.run.shard import Shard

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


def state_of(config: Config, pipeline: Pipeline, inputs: Sequence[Input], limits: dict[str, int | None]) -> RunState:
    """Say what a run depends on.

    Args:
        config: The resolved configuration.
        pipeline: The chain made from it.
        inputs: The input files.
        limits: How the input is cut.

    Returns:
        The state to keep and to compare.
    """
    return RunState(
        pipeline=pipeline.provenance.pipeline,
        config=f"{config.pipeline.name}:{fingerprint(config)}",
        stages=pipeline.provenance.stages,
        models=pipeline.provenance.models,
        inputs={shown(i.path) if i.path else "-": i.size for i in inputs},
        limits=limits,
    )


def begin(folder: Path, state: RunState, config: Config, *, force: bool) -> dict[int, Shard]:
    """Open a run folder: new, or that of an unfinished run of the same.

    Args:
        folder: The run folder.
        state: What this run depends on.
        config: The resolved configuration.
        force: Remove an earlier run and begin anew.

    Returns:
        The shards that are finished already, by number.

    Raises:
        UsageError: ZC211 if the folder holds a finished run or other files; ZC212 if it is a file; ZC213 if its run
            was another, naming what changed.
    """
    if force and folder.is_dir():
        clear_folder(folder)
    known = _load(folder / "run.json", RunState)
    if known is None:
        if folder.is_dir() and any(folder.iterdir()):
            raise UsageError("ZC211", f"{folder} is not empty; give a new folder, or --force to replace an earlier run")
        make_folder(folder)
        write_whole(folder / "config.cfg", show_config(config).encode())
        write_json(folder / "run.json", state)
        return {}
    if changed := _changes(known, state):
        raise UsageError(
            "ZC213",
            f"{folder} holds a run of something else: {'; '.join(changed)}; put it back to resume, give a new "
            f"folder, or --force to begin anew",
        )
    if (folder / "manifest.json").exists():
        raise UsageError("ZC211", f"{folder} is finished; give a new folder, --force to replace it, or --retry-failed")
    make_folder(folder)
    return finished_shards(folder)


def finished_shards(folder: Path) -> dict[int, Shard]:
    """Read the markers of the finished shards.

    Args:
        folder: The run folder.

    Returns:
        Number to shard, in order.
    """
    found: dict[int, Shard] = {}
    for path in sorted((folder / "shards").glob("*.json")):
        shard = _load(path, Shard)
        if shard is not None:
            found[shard.number] = shard
    return found


def mark(folder: Path, shard: Shard) -> None:
    """Mark a shard as finished; its files must have their final names.

    Args:
        folder: The run folder.
        shard: The shard.
    """
    write_whole(folder / "shards" / f"{shard.number:05d}.json", msgspec.json.encode(shard) + b"\n")


def unmark_failed(folder: Path) -> int:
    """Make a run with dead letters unfinished again: the shards that have any are to be done anew.

    Args:
        folder: The run folder.

    Returns:
        How many shards will be done again.
    """
    failed = [s for s in finished_shards(folder).values() if s.balance.dead]
    if failed:
        (folder / "manifest.json").unlink(missing_ok=True)
    for shard in failed:
        (folder / "shards" / f"{shard.number:05d}.json").unlink()
    return len(failed)


def _changes(known: RunState, now: RunState) -> list[str]:
    changed: list[str] = []
    for field in ("pipeline", "config", "stages", "limits"):
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


def _load(path: Path, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None
