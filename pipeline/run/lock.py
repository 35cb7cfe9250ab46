"""One run at a time in a folder."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UsageError


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock while the body runs; the system gives it back when the process dies.

    Args:
        folder: The run folder.

    Raises:
        UsageError: ZC214 if another process holds it.
    """
    with (folder / "run.lock").open("wb") as file:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise UsageError("ZC214", f"another run is at work in {folder}; wait for it, or stop it") from None
        yield
    (folder / "run.lock").unlink(missing_ok=True)
