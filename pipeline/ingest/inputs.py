"""Which files a list of paths, folders and globs means, in what order, under which names."""

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from pipeline.errors import UsageError, nearest
from pipeline.ingest.formats import FORMATS


class Input(msgspec.Struct, frozen=True):
    """One input file.

    Args:
        path: Where it is; None for standard input.
        name: What its documents' ids start with: the path below the folder that was given, without its suffix.
        format: A key of :data:`pipeline.ingest.formats.FORMATS`.
        size: Bytes; 0 where unknown.
    """

    path: Path | None
    name: str
    format: str
    size: int = 0


def expand(paths: Iterable[str]) -> list[Input]:
    """Find the input files.

    Args:
        paths: Files, folders (searched below, in the order of their names), globs, or ``-`` for standard input.

    Returns:
        The inputs in the order given; a file that is named twice is read once.

    Raises:
        UsageError: ZC201 if a path matches nothing, ZC202 if a file's format is unknown, ZC203 if a folder holds no
            file of a known format.
    """
    found: dict[Path | None, Input] = {}
    names: set[str] = set()
    for given in paths:
        for path, root in _files(given):
            if path in found:
                continue
            made = _input(path, root, names)
            names.add(made.name)
            found[path] = made
    return list(found.values())


def _files(given: str) -> Iterator[tuple[Path | None, Path | None]]:
    path = Path(given)
    if given == "-":
        yield None, None
    elif path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in FORMATS and p.is_file())
        if not files:
            raise UsageError("ZC203", f"{given}: no file with a known ending in this folder ({', '.join(FORMATS)})")
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
        return Input(None, "stdin", "-")
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UsageError("ZC202", f"{path}: unknown format {suffix or '(no ending)'!r}; {nearest(suffix, FORMATS)}")
    name = path.relative_to(root).with_suffix("").as_posix()
    if name in names:  # page.txt beside page.md: ids must differ
        name = path.relative_to(root).as_posix()
    return Input(path, name, suffix, path.stat().st_size)
