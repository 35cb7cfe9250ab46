"""The log of a run: one line with a time for each thing that happened, over all attempts."""

import datetime
from typing import IO

from pipeline.run.folder import Folder

LOG = "logs/run.log"


class Log:
    """Appends to ``logs/run.log``; where files cannot grow (an object store) it is written at the end.

    Args:
        folder: The run folder; it must be there.
        first: The first line.
    """

    def __init__(self, folder: Folder, first: str) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = folder.append(LOG)
        self._held: list[bytes] = []
        self.write(first)

    def __enter__(self) -> "Log":
        """Give the log itself."""
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """End the log, with what has stopped the run where something has."""
        self.close("end" if error is None else f"stopped: {type(error).__name__} {error}")

    def write(self, line: str) -> None:
        """Write a line.

        Args:
            line: What happened.
        """
        now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        made = f"{now} {' '.join(line.split())}\n".encode("utf-8", "backslashreplace")
        if self._file is not None:
            self._file.write(made)
        else:
            self._held.append(made)

    def close(self, last: str) -> None:
        """End the log.

        Args:
            last: The last line.
        """
        self.write(last)
        if self._file is not None:
            self._file.close()
        else:
            self._folder.write(LOG, (self._folder.read(LOG) or b"") + b"".join(self._held))
