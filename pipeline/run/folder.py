"""The run folder: part files of bounded size, dead letters, manifest; written beside, then renamed."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import IO, Any

import msgspec

from pipeline.errors import UsageError

PART_BYTES = 256 * 1024 * 1024
"""A part file ends after this many bytes."""

OURS = ("part-*.jsonl", "part-*.jsonl.tmp", "dead_letters.jsonl*", "dropped.jsonl*", "manifest.json*", "config.cfg")


def new_folder(path: Path, force: bool) -> None:
    """Make a folder for a run.

    Args:
        path: The folder.
        force: Remove an earlier run's files from it (and nothing else).

    Raises:
        UsageError: ZC211 if it holds files and ``force`` is not set; ZC212 if it is a file.
    """
    if path.exists() and not path.is_dir():
        raise UsageError("ZC212", f"{path} is a file; --output wants a folder")
    if path.is_dir() and any(path.iterdir()):
        if not force:
            raise UsageError("ZC211", f"{path} is not empty; give a new folder, or --force to replace an earlier run")
        for pattern in OURS:
            for file in path.glob(pattern):
                file.unlink()
        shutil.rmtree(path / "logs", ignore_errors=True)
    (path / "logs").mkdir(parents=True, exist_ok=True)


class PartWriter:
    """Lines into numbered files of bounded size; a file has its final name only when it is whole.

    Args:
        folder: Where to write.
        stem: ``part`` gives ``part-00000.jsonl``; with ``single``, the file's whole name.
        single: One file without a number.
        limit: Bytes after which a new file begins.
    """

    def __init__(self, folder: Path, stem: str, *, single: bool = False, limit: int = PART_BYTES) -> None:
        self._folder, self._stem, self._single, self._limit = folder, stem, single, limit
        self._file: IO[bytes] | None = None
        self._size = 0
        self._lines = 0
        self._digest = hashlib.sha256()
        self.files: list[dict[str, Any]] = []

    def write(self, line: bytes) -> None:
        """Write one line.

        Args:
            line: Without its line break.
        """
        if self._file is not None and not self._single and self._size >= self._limit:
            self.close()
        if self._file is None:
            self._file = self._temporary().open("wb", buffering=1 << 20)
        self._file.write(line)
        self._file.write(b"\n")
        self._digest.update(line)
        self._digest.update(b"\n")
        self._size += len(line) + 1
        self._lines += 1

    def close(self) -> None:
        """Flush the open file to the disk and give it its final name."""
        if self._file is None:
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        final = self._folder / self._name()
        self._temporary().replace(final)
        self.files.append(
            {"file": final.name, "lines": self._lines, "bytes": self._size, "sha256": self._digest.hexdigest()}
        )
        self._file, self._size, self._lines, self._digest = None, 0, 0, hashlib.sha256()

    def _name(self) -> str:
        return self._stem if self._single else f"{self._stem}-{len(self.files):05d}.jsonl"

    def _temporary(self) -> Path:
        return self._folder / (self._name() + ".tmp")


def write_json(path: Path, data: Any) -> None:
    """Write a JSON file whole or not at all.

    Args:
        path: Its final name.
        data: Plain data.
    """
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n")
    temporary.replace(path)


def file_hash(path: Path) -> str:
    """Give the SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
