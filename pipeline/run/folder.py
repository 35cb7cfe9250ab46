"""The run folder on disk: names, files that are whole or not there, and what may be removed."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import IO, Any

import msgspec

from pipeline.errors import UsageError

OURS = (
    "part-*.jsonl",
    "*.tmp",
    "dead_letters.jsonl",
    "dropped.jsonl",
    "manifest.json",
    "run.json",
    "run.lock",
    "config.cfg",
)
"""Files of a run; with the folders ``shards`` and ``logs`` all that ``--force`` removes."""


class FileRecord(msgspec.Struct):
    """A file that was written: its name below the run folder, lines, bytes and SHA-256."""

    file: str
    lines: int
    bytes: int
    sha256: str


def shard_names(number: int) -> dict[str, str]:
    """Name the files of a shard, below the run folder.

    Args:
        number: The shard's number.

    Returns:
        ``part``, ``dead`` and ``dropped`` to a file name.
    """
    return {
        "part": f"part-{number:05d}.jsonl",
        "dead": f"shards/{number:05d}.dead.jsonl",
        "dropped": f"shards/{number:05d}.dropped.jsonl",
    }


def make_folder(path: Path) -> None:
    """Make the run folder and its subfolders where they are missing.

    Args:
        path: The run folder.

    Raises:
        UsageError: ZC212 if it is a file.
    """
    if path.exists() and not path.is_dir():
        raise UsageError("ZC212", f"{path} is a file; --output wants a folder")
    for folder in (path / "shards", path / "logs"):
        folder.mkdir(parents=True, exist_ok=True)


def clear_folder(path: Path) -> None:
    """Remove an earlier run's files and nothing else.

    Args:
        path: The run folder.
    """
    for pattern in OURS:
        for file in path.glob(pattern):
            file.unlink()
    for folder in ("shards", "logs"):
        shutil.rmtree(path / folder, ignore_errors=True)


class LineFile:
    """A file of lines, written under a temporary name; a file without lines is never made unless it is opened.

    Args:
        path: Its final name; the folder must be there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self._digest = hashlib.sha256()
        self._lines = self._bytes = 0

    def open(self) -> None:
        """Make the temporary file."""
        self._file = temporary(self._path).open("wb", buffering=1 << 20)

    def write(self, line: bytes) -> None:
        """Write one line.

        Args:
            line: Without its line break.
        """
        if self._file is None:
            self.open()
        assert self._file is not None
        whole = line + b"\n"
        self._file.write(whole)
        self._digest.update(whole)
        self._lines += 1
        self._bytes += len(whole)

    def close(self) -> FileRecord | None:
        """Bring the file to the disk and give it its final name.

        Returns:
            What was written; None where nothing was.
        """
        if self._file is None:
            # The leavings of an earlier attempt at the same shard.
            self._path.unlink(missing_ok=True)
            return None
        settle(self._file, self._path)
        self._file = None
        name = self._path.name if self._path.parent.name != "shards" else f"shards/{self._path.name}"
        return FileRecord(name, self._lines, self._bytes, self._digest.hexdigest())


def temporary(path: Path) -> Path:
    """Name the file that is written before it is renamed to its final name; no two processes share one."""
    return path.with_name(f"{path.name}.{os.getpid()}.tmp")


def remove_temporaries(folder: Path) -> None:
    """Remove what an interrupted run left half written.

    Args:
        folder: The run folder.
    """
    for pattern in ("*.tmp", "shards/*.tmp"):
        for file in folder.glob(pattern):
            file.unlink(missing_ok=True)


def settle(file: IO[bytes], path: Path) -> None:
    """Flush an open temporary file to the disk, close it, and rename it.

    Args:
        file: The open file :func:`temporary` of ``path``.
        path: Its final name.
    """
    file.flush()
    os.fsync(file.fileno())
    file.close()
    temporary(path).replace(path)


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file whole or not at all.

    Args:
        path: Its final name.
        data: Its bytes.
    """
    file = temporary(path).open("wb")
    file.write(data)
    settle(file, path)


def write_json(path: Path, data: Any) -> None:
    """Write a JSON file whole or not at all.

    Args:
        path: Its final name.
        data: Plain data or structs.
    """
    write_whole(path, msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n")


def join_files(folder: Path, records: list[FileRecord], path: Path) -> FileRecord | None:
    """Put files one after another into one.

    Args:
        folder: The run folder, where the files are.
        records: The files, in order.
        path: The file to make.

    Returns:
        What was written; None, and no file, where there were no lines.
    """
    if not records:
        path.unlink(missing_ok=True)
        return None
    digest = hashlib.sha256()
    with temporary(path).open("wb") as file:
        for record in records:
            with (folder / record.file).open("rb") as piece:
                while data := piece.read(1 << 20):
                    file.write(data)
                    digest.update(data)
        settle(file, path)
    lines, size = sum(r.lines for r in records), sum(r.bytes for r in records)
    return FileRecord(path.name, lines, size, digest.hexdigest())
