"""A run folder in a store that fsspec knows: files are made whole on the local disk, then put there.

What is atomic: in an object store (S3, OSS, COS, GCS, Azure) an object is there as a whole once its upload ends, and
there is no rename, so files are put under their final names. Elsewhere (HDFS, SFTP, SMB) a file grows in sight: it is
put under a temporary name and moved, which these stores do at once. No lock reaches over machines: two runs into one
folder are kept apart on one machine only.
"""

import contextlib
import hashlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from pipeline.errors import UsageError
from pipeline.ingest.urls import file_system
from pipeline.run.folder import MANIFEST, OURS, Handover
from pipeline.run.lock import hold

WHOLE = frozenset(("s3", "s3a", "oss", "cos", "obs", "gs", "gcs", "az", "abfs", "abfss", "adl", "memory"))
"""Protocols whose files are there as a whole or not at all."""


class RemoteFolder:
    """A run folder by its URL.

    Args:
        url: The folder; it need not be there.
    """

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._fs, self._root = file_system(self._url)
        protocol = self._url.partition("://")[0].rpartition("::")[2]
        self._whole = protocol in WHOLE
        name = f"zhengce-{hashlib.sha256(self._url.encode()).hexdigest()[:16]}"
        self.staging = Path(tempfile.gettempdir()) / name
        self._lock = self.staging.with_suffix(".lock")
        self._sizes: dict[str, int] | None = None
        self._handed = False

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"

    def location(self, name: str) -> str:
        """Say where a file is."""
        return f"{self._url}/{name}"

    def name_of(self, path: Path) -> str | None:  # noqa: ARG002 (no local file is in it)
        """Give None."""
        return None

    def prepare(self) -> None:
        """Make the folder, where the store has such, and an empty staging folder."""
        if self._fs.isfile(self._root):
            raise UsageError("ZC212", f"{self._url} is a file; --output wants a folder")
        self._fs.makedirs(f"{self._root}/shards", exist_ok=True)
        self._fs.makedirs(f"{self._root}/logs", exist_ok=True)
        self.staging.mkdir(exist_ok=True)

    def tidy(self) -> None:
        """Remove what is staged, here and in the store."""
        shutil.rmtree(self.staging, ignore_errors=True)
        if self._handed:
            with contextlib.suppress(FileNotFoundError):
                self._fs.rm(self._at("tmp"), recursive=True)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder against other runs on this machine; the file stays, since others may be waiting for it."""
        with self._lock.open("wb") as file:
            hold(file, self._url)
            for left in self.staging.iterdir():
                left.unlink()
            self._sizes = None
            self._handed = any(name.startswith("tmp/") for name in self._listed())  # left by a run that was killed
            yield

    def busy(self) -> bool:
        """Tell whether a process of this machine holds it."""
        try:
            with self._lock.open("rb") as file:
                hold(file, self._url)
        except UsageError:
            return True
        except FileNotFoundError:
            pass
        return False

    def entries(self) -> set[str]:
        """Give what is directly in it."""
        return {name.partition("/")[0] for name in self._listed()}

    def markers(self) -> list[str]:
        """Give the names of the shards' markers, in order."""
        stems = {n: Path(n).stem for n in self._listed() if n.startswith("shards/") and n.endswith(".json")}
        return sorted((n for n, stem in stems.items() if stem.isdigit()), key=lambda n: int(stems[n]))

    def _listed(self) -> dict[str, int]:
        """List every file once; later changes are this process's own."""
        if self._sizes is None:
            try:
                found = self._fs.find(self._root, detail=True)
            except FileNotFoundError:
                found = {}
            start = len(self._root) + 1
            self._sizes = {path[start:]: int(info["size"] or 0) for path, info in found.items()}
        return self._sizes

    def read(self, name: str) -> bytes | None:
        """Give a file's bytes."""
        try:
            return bytes(self._fs.cat_file(self._at(name)))
        except FileNotFoundError:
            return None

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""
        return cast(IO[bytes], self._fs.open(self._at(name), "rb"))

    def size(self, name: str) -> int | None:
        """Give a file's size."""
        return self._listed().get(name)

    def settle(self, staged: Path, name: str) -> None:
        """Put a staged file in its place."""
        size = staged.stat().st_size
        if self._whole:
            self._fs.put_file(str(staged), self._at(name))
        else:
            self._fs.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)
            half = f"{self._at(name)}.half"
            self._fs.put_file(str(staged), half)
            self.remove(
                name
            )  # not every store moves onto a file; should this process end here, the shard is done again
            self._fs.mv(half, self._at(name))
        self._listed()[name] = size
        staged.unlink()

    def handover(self) -> Handover:
        """Make a place in the store."""
        self._handed = True
        token = f"seen-{secrets.token_hex(8)}"
        self._fs.makedirs(self._at("tmp"), exist_ok=True)
        self._fs.pipe_file(self._at(f"tmp/{token}"), b"seen")
        return Handover(f"{self._url}/tmp", token)

    def adopt(self, staged: str, name: str, size: int) -> None:
        """Move a file within the store; an object store copies it, which is as whole as an upload."""
        half = self._at(f"tmp/{staged}")
        if int(self._fs.info(half)["size"] or 0) != size:
            raise OSError(f"{self._url}/tmp/{staged} is not whole")
        if self._whole:
            self._fs.cp_file(half, self._at(name))
            self._fs.rm_file(half)
        else:
            self._fs.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)
            self.remove(name)
            self._fs.mv(half, self._at(name))
        self._listed()[name] = size

    def write(self, name: str, data: bytes) -> None:
        """Write a small file."""
        staged = self.staging / f"{Path(name).name}.new"
        staged.write_bytes(data)
        self.settle(staged, name)

    def append(self, name: str) -> None:  # noqa: ARG002 (no file can grow)
        """Give None."""
        return

    def remove(self, name: str) -> None:
        """Remove a file."""
        if self._listed().pop(name, None) is not None:
            self._fs.rm_file(self._at(name))

    def clear(self) -> None:
        """Remove an earlier run, the markers first, so that none outlives its part."""
        self.remove(MANIFEST)
        for name in [*self.markers(), *sorted(self._listed())]:
            if OURS.fullmatch(name.removesuffix(".half")):
                self.remove(name)
