"""Documents that a command reads for itself, what cannot be read being told on standard error."""

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.outcome import DeadLetter


class Reading:
    """The documents of files, folders and globs, or of standard input; it may be gone through again.

    Args:
        files: What the user named; empty or None for standard input.
        limit: Stop after this many documents and dead letters; None for all.
    """

    def __init__(self, files: list[str] | None, limit: int | None = None) -> None:
        from pipeline.ingest import expand

        self._inputs = expand(files or ["-"])
        self._limit = limit
        self._told = False
        self.dead = 0

    def __iter__(self) -> Iterator["Document"]:
        """Read the documents in order; dead letters are counted and told, the first time only."""
        from pipeline.document import Document
        from pipeline.ingest import read

        told, self._told = self._told, True
        for item in read(self._inputs, limit=self._limit):
            if isinstance(item, Document):
                yield item
            elif not told:
                self.dead += 1
                tell(item)

    def end(self) -> None:
        """End the command with exit status 1 where some documents could not be read."""
        if self.dead:
            sys.stdout.flush()
            raise typer.Exit(1)


def tell(letter: "DeadLetter") -> None:
    """Tell of a dead letter on standard error, in one line.

    Args:
        letter: What could not be read or annotated.
    """
    where = ":".join(str(part) for part in (letter.path, letter.line) if part is not None)
    typer.echo(f"zhengce: {letter.code} {where or letter.id}: {letter.stage}: {letter.message}", err=True)


@contextlib.contextmanager
def kept(files: list[str] | None) -> Iterator[list[str]]:
    """Keep standard input in a temporary file while the body runs, so that it can be read twice.

    Args:
        files: What the user named; empty or None for standard input.

    Yields:
        The same, with that file in place of ``-``.
    """
    given = files or ["-"]
    if "-" not in given:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        first = sys.stdin.buffer.read(1)
        path = Path(folder) / f"stdin{'.jsonl' if first == b'{' else '.txt'}"
        with path.open("wb") as file:
            file.write(first)
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield [str(path) if name == "-" else name for name in given]
