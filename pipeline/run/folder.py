"""The run folder on a local disk: names, files that are whole or not there, one run at a time."""

import contextlib
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Protocol

import msgspec

from pipeline.errors import UsageError
from pipeline.run.lock import hold

STATE, MANIFEST, LOCK = "run.json", "manifest.json", "run.lock"
TABLES = ("documents", "entities", "keywords", "relations", "topics")
SUBFOLDERS = ("shards", "logs", *TABLES)
BEGINNINGS = frozenset((LOCK, "config.cfg", "shards", "logs", "tmp"))
"""What is there before a run's state is: a folder of nothing else is a new one."""
OURS = re.compile(
    r"(part-\d{5,}\.(jsonl(\.gz|\.zst)?|parquet)|(documents|entities|keywords|relations|topics)/part-\d{5,}\.parquet"
    r"|shards/\d{5,}(\.dead|\.dropped)?\.jsonl?|logs/(run\.log|time\.json)|dead_letters\.jsonl|dropped\.jsonl"
    r"|config\.cfg|manifest\.json)"
)
"""The files, but for the state, that a run makes, and ``--force`` removes."""


class Handover(msgspec.Struct, frozen=True):
    """Where another machine may leave staged files, a path or URL; it sees the place if the file ``token`` is there."""

    place: str
    token: str


class Folder(Protocol):
    """A run folder, wherever it is. Names are below it, with ``/``.

    Workers write into ``staging``, a local folder; only the process that holds the lock gives files their final
    names, so that a worker that outlives its run can spoil nothing.
    """

    staging: Path

    def location(self, name: str) -> str:
        """Say where a file is, for people and for other programs."""

    def name_of(self, path: Path) -> str | None:
        """Give the name of a local file that is in the folder; None where it is not."""

    def prepare(self) -> None:
        """Make the folder, and an empty staging folder.

        Raises:
            UsageError: ZC212 if it is a file.
        """

    def tidy(self) -> None:
        """Remove what is staged."""

    def locked(self) -> contextlib.AbstractContextManager[None]:
        """Hold the folder while the body runs.

        Raises:
            UsageError: ZC214 if another process holds it.
        """

    def busy(self) -> bool:
        """Tell whether a process holds it."""

    def entries(self) -> set[str]:
        """Give the names of files and folders directly in it; none where it is not there."""

    def markers(self) -> list[str]:
        """Give the names of the shards' markers, in order."""

    def read(self, name: str) -> bytes | None:
        """Give a file's bytes; None where it is not there."""

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""

    def size(self, name: str) -> int | None:
        """Give a file's bytes; None where it is not there."""

    def settle(self, staged: Path, name: str) -> None:
        """Give a whole staged file its final name, at once and for good."""

    def handover(self) -> Handover:
        """Make a place where workers on other machines leave their files."""

    def adopt(self, staged: str, name: str, size: int) -> None:
        """Give a file that such a worker has left, of so many bytes, its final name."""

    def write(self, name: str, data: bytes) -> None:
        """Write a small file whole or not at all."""

    def append(self, name: str) -> IO[bytes] | None:
        """Open a file to add lines to, each at once; None where the store cannot."""

    def remove(self, name: str) -> None:
        """Remove a file, where it is there."""

    def clear(self) -> None:
        """Remove an earlier run's files but its state, and nothing else."""


def shard_names(number: int, format: str) -> dict[str, str]:
    """Name the files that a shard may have, below the run folder.

    Args:
        number: The shard's number.
        format: ``jsonl``, ``jsonl.gz``, ``jsonl.zst``, ``parquet`` or ``tables``.

    Returns:
        Kind of file to name; ``dead`` and ``dropped`` are there for every format.
    """
    part = f"part-{number:05d}"
    parts = {t: f"{t}/{part}.parquet" for t in TABLES} if format == "tables" else {"part": f"{part}.{format}"}
    return {**parts, "dead": f"shards/{number:05d}.dead.jsonl", "dropped": f"shards/{number:05d}.dropped.jsonl"}


def marker_name(number: int) -> str:
    """Name the file that says that a shard is done."""
    return f"shards/{number:05d}.json"


def write_json(folder: Folder, name: str, data: Any) -> None:
    """Write a JSON file whole or not at all.

    Args:
        folder: The run folder.
        name: Its name there.
        data: Plain data or structs.
    """
    folder.write(name, msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n")


class LocalFolder:
    """A run folder on a local disk: files are fsynced, renamed within one file system, and the folder fsynced.

    Args:
        path: The folder; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.staging = path / "tmp"

    def location(self, name: str) -> str:
        """Say where a file is."""
        return str(self.path / name)

    def name_of(self, path: Path) -> str | None:
        """Give the name of a file that is in the folder."""
        here, file = self.path.resolve(), path.resolve()
        return file.relative_to(here).as_posix() if file.is_relative_to(here) else None

    def prepare(self) -> None:
        """Make the folder and its subfolders."""
        if self.path.exists() and not self.path.is_dir():
            raise UsageError("ZC212", f"{self.path} is a file; --output wants a folder")
        for folder in ("shards", "logs", "tmp"):
            (self.path / folder).mkdir(parents=True, exist_ok=True)

    def tidy(self) -> None:
        """Remove what is staged."""
        shutil.rmtree(self.staging, ignore_errors=True)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder; the system gives the lock back when the process dies."""
        lock = self.path / LOCK
        while True:
            with lock.open("wb") as file:
                hold(file, str(self.path))
                if not _is(file, lock):  # the run before has just ended, and taken its file away
                    continue
                try:
                    yield
                finally:
                    lock.unlink(missing_ok=True)
                return

    def busy(self) -> bool:
        """Tell whether a process holds it."""
        try:
            with (self.path / LOCK).open("rb") as file:
                hold(file, str(self.path))
        except UsageError:
            return True
        except FileNotFoundError:
            pass
        return False

    def entries(self) -> set[str]:
        """Give what is directly in it."""
        return {p.name for p in self.path.iterdir()} if self.path.is_dir() else set()

    def markers(self) -> list[str]:
        """Give the names of the shards' markers, in order."""
        found = (p for p in (self.path / "shards").glob("*.json") if p.stem.isdigit())
        return [f"shards/{p.name}" for p in sorted(found, key=lambda p: int(p.stem))]

    def read(self, name: str) -> bytes | None:
        """Give a file's bytes."""
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""
        return (self.path / name).open("rb")

    def size(self, name: str) -> int | None:
        """Give a file's size."""
        try:
            return (self.path / name).stat().st_size
        except FileNotFoundError:
            return None

    def settle(self, staged: Path, name: str) -> None:
        """Rename a staged file that has been fsynced."""
        final = self.path / name
        final.parent.mkdir(exist_ok=True)
        staged.replace(final)
        _fsync_folder(final.parent)

    def handover(self) -> Handover:
        """Give the staging folder itself: others may see it through a shared file system."""
        token = f"seen-{secrets.token_hex(8)}"
        (self.staging / token).touch()
        return Handover(str(self.staging.resolve()), token)

    def adopt(self, staged: str, name: str, size: int) -> None:  # noqa: ARG002 (the file system knows it)
        """Rename a staged file."""
        self.settle(self.staging / staged, name)

    def write(self, name: str, data: bytes) -> None:
        """Write a small file."""
        staged = self.staging / f"{Path(name).name}.new"
        with staged.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self.settle(staged, name)

    def append(self, name: str) -> IO[bytes]:
        """Open a file to add lines to."""
        return (self.path / name).open("ab", buffering=0)

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self.path / name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove an earlier run, the markers first, so that none outlives its part."""
        self.remove(MANIFEST)
        for name in self.markers():
            self.remove(name)
        for folder in (self.path, *(self.path / name for name in SUBFOLDERS)):
            for file in folder.iterdir() if folder.is_dir() else ():
                if file.is_file() and OURS.fullmatch(file.relative_to(self.path).as_posix()):
                    file.unlink()
            if folder != self.path:
                with contextlib.suppress(OSError):  # somebody's own file is in it
                    folder.rmdir()
        self.tidy()


def _is(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _fsync_folder(path: Path) -> None:
    """Make renames last through a power cut (Windows cannot, and need not)."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
