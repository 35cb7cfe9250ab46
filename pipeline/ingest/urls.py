"""Inputs that are not on a local disk, through fsspec (``s3://``, ``oss://``, ``hdfs://`` ...)."""

from collections.abc import Callable
from typing import IO, Any, cast

import msgspec

from pipeline.errors import UsageError


class RemoteFile(msgspec.Struct, frozen=True):
    """A file by its URL; ``path`` is without the protocol, ``root`` the folder that was given, ``size`` in bytes."""

    url: str
    path: str
    root: str
    size: int


def file_system(url: str) -> tuple[Any, str]:
    """Open the store of a URL.

    Args:
        url: ``protocol://...``; addresses and keys come from the store's own settings (environment, its own files).

    Returns:
        The fsspec file system, and the path in it.

    Raises:
        UsageError: ZC227 if fsspec, or its package for that protocol, is not installed; ZC228 if there is none.
    """
    try:
        import fsspec
    except ImportError:
        raise UsageError("ZC227", f"{url}: URLs need the package fsspec: pip install 'zhengce[stores]'") from None
    try:
        fs, path = fsspec.core.url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        raise UsageError("ZC227", f"{url}: {error}") from None
    except ValueError as error:
        raise UsageError("ZC228", f"{url}: {error}") from None
    return fs, path.rstrip("/")


def url_files(url: str, known: Callable[[str], bool]) -> list[RemoteFile]:
    """Find the input files that a URL means.

    Args:
        url: A file, a folder (searched below, in the order of the names) or a glob.
        known: Tells whether a name's format is known; of a folder the others are left out.

    Returns:
        The files.

    Raises:
        UsageError: ZC201 if nothing is there, ZC203 if a folder holds no file of a known format.
    """
    fs, path = file_system(url)
    if fs.isfile(path):
        return [_remote(fs, path, path.rpartition("/")[0])]
    if fs.isdir(path):
        found = [_remote(fs, p, path) for p in sorted(fs.find(path)) if known(p)]
        if not found:
            raise UsageError("ZC203", f"{url}: no file with a known ending in this folder")
        return found
    matches = [p for p in sorted(fs.glob(path)) if fs.isfile(p)] if "*" in path else []
    if not matches:
        raise UsageError("ZC201", f"{url}: no such file or folder")
    return [_remote(fs, p, p.rpartition("/")[0]) for p in matches]


def open_url(url: str) -> IO[bytes]:
    """Open a file for reading bytes.

    Args:
        url: Its URL.

    Returns:
        The open file; it can seek.
    """
    fs, path = file_system(url)
    return cast(IO[bytes], fs.open(path, "rb"))


def _remote(fs: Any, path: str, root: str) -> RemoteFile:
    return RemoteFile(fs.unstrip_protocol(path), path, root or "/", int(fs.info(path)["size"] or 0))
