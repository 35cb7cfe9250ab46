"""Which files a list of paths, folders and globs means, in what order, under which names."""

import glob
import os
from collections.abc import Iterable, Iterator
from itertools import chain, count
from pathlib import Path

import msgspec

from pipeline.errors import UsageError, nearest
from pipeline.ingest.urls import RemoteFile, url_files

TEXT = (".txt", ".md")
"""Endings of files that hold one text each."""
LINES = (".jsonl",)
"""Endings of files that hold one document a line."""
ROWS = (".parquet",)
"""Endings of files that hold one document a row."""
PACKED = (".gz", ".zst")
"""Endings that may follow: the file is decompressed while it is read."""
KNOWN = (*TEXT, *LINES, *ROWS)
SNIFF = "-"
"""The format of standard input: told by its first character."""


class Input(msgspec.Struct, frozen=True):
    """One input file.

    ``path`` is None for standard input; ``url`` is set where the file is not on a local disk (``path`` is then the
    part of it after the protocol); ``name`` what its documents' ids start with, the path below the folder that
    was given without its ending; ``format`` a file ending that :mod:`pipeline.ingest.formats` reads; ``size`` in
    bytes, 0 where unknown.
    """

    path: Path | None
    name: str
    format: str
    size: int = 0
    url: str | None = None

    @property
    def place(self) -> str | None:
        """Where it is, as text: what records say of their origin; None for standard input."""
        return self.url or (shown(self.path) if self.path else None)


def expand(paths: Iterable[str]) -> list[Input]:
    """Find the input files.

    Args:
        paths: Files, folders (searched below, in the order of their names), globs, URLs of these that fsspec knows
            (``s3://bucket/pages``), or ``-`` for standard input.

    Returns:
        The inputs in the order given; a file that is named twice is read once.

    Raises:
        UsageError: ZC201 if a path matches nothing, ZC202 if a file's format is unknown, ZC203 if a folder holds no
            file of a known format.
    """
    found: dict[Path | str | None, Input] = {}
    names: set[str] = set()
    for given in paths:
        if "://" in given:
            for remote in url_files(given, lambda name: format_of(Path(name)) is not None):
                if remote.url not in found:
                    found[remote.url] = made = _remote(remote, names)
                    names.add(made.name)
            continue
        for path, root in _files(given):
            if path not in found:
                found[path] = made = _input(path, root, names)
                names.add(made.name)
    return list(found.values())


def format_of(path: Path) -> str | None:
    """Tell a file's format by its ending.

    Args:
        path: The file.

    Returns:
        One of ``KNOWN``; None where the ending is unknown.
    """
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] in PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in KNOWN else None


def _files(given: str) -> Iterator[tuple[Path | None, Path | None]]:
    path = Path(given)
    if given == "-":
        yield None, None
    elif path.is_dir():
        files = sorted(p for p in path.rglob("*") if format_of(p) and p.is_file())
        if not files:
            known = ", ".join(KNOWN)
            raise UsageError(
                "ZC203", f"{given}: no file with a known ending in this folder ({known}, or these with .gz or .zst)"
            )
        yield from ((p, path) for p in files)
    elif path.exists():
        yield path, path.parent
    else:
        matches = sorted(p for p in map(Path, glob.glob(given, recursive=True)) if p.is_file())
        if not matches:
            raise UsageError("ZC201", f"{given}: no such file or folder")
        yield from ((p, p.parent) for p in matches)


def _input(path: Path | None, root: Path | None, names: set[str]) -> Input:
    if path is None or root is None:
        return Input(None, "stdin", SNIFF)
    form = format_of(path)
    if form is None:
        raise UsageError("ZC202", f"{path}: unknown format {path.suffix!r}; {nearest(path.suffix, KNOWN)}")
    return Input(path, _unused_name(path, root, form, names), form, path.stat().st_size)


def _remote(remote: RemoteFile, names: set[str]) -> Input:
    path, root = Path(remote.path), Path(remote.root)
    form = format_of(path)
    if form is None:
        raise UsageError("ZC202", f"{remote.url}: unknown format {path.suffix!r}; {nearest(path.suffix, KNOWN)}")
    return Input(path, _unused_name(path, root, form, names), form, remote.size, remote.url)


def _unused_name(path: Path, root: Path, form: str, names: set[str]) -> str:
    """Name a file so that ids differ: page.txt beside page.md, or 2021/page.md and 2022/page.md each by itself."""
    whole = shown(path.relative_to(root))
    name = whole[: whole.lower().rindex(form)]
    numbered = (f"{shown(path)}#{n}" for n in count(2))
    return next(n for n in chain((name, whole, shown(path)), numbered) if n not in names)


def shown(path: Path) -> str:
    """Write a path as text, with ``/`` between its parts.

    Args:
        path: Any path.

    Returns:
        The path; bytes of a name that is no UTF-8 (one in GBK) as ``\\xNN``, since a record could not hold them.
    """
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
