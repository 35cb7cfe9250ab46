"""One run at a time in a folder."""

import sys
from typing import IO

from pipeline.errors import UsageError


def hold(file: IO[bytes], shown: str) -> None:
    """Lock an open file until it is closed.

    Args:
        file: The file.
        shown: What to call the folder.

    Raises:
        UsageError: ZC214 if another process holds it.
    """
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise UsageError("ZC214", f"another run is at work in {shown}; wait for it, or stop it") from None
