"""Coded errors: one class for each thing that the runner does about it.

Every message starts with its code (``ZC101``), so that it can be searched for and tested, and says what was
wrong, where, and what to do.
"""

import difflib
from collections.abc import Iterable


class ZhengceError(Exception):
    """Base of all errors that this package raises on purpose.

    Args:
        code: The stable code, ``ZC`` and three digits.
        message: What was wrong, where, and what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type["ZhengceError"], tuple[str, str]]:
        # Two constructor arguments, one of them formatted: workers must be able to send it back whole.
        return type(self), (self.code, self.message)


class ConfigError(ZhengceError):
    """The configuration, a lexicon or a model is wrong: nothing starts, exit status 2 (ZC1xx)."""


class UsageError(ZhengceError):
    """The command was given something it cannot work with: nothing starts, exit status 2 (ZC2xx)."""


class InputError(ZhengceError):
    """One piece of input cannot be read: it becomes a dead letter, the rest goes on (ZC3xx).

    Args:
        code: The stable code.
        message: What was wrong, where, and what to do.
        path: The file that holds it.
        line: Its line in that file, from 1; None where the file as a whole is meant.
    """

    def __init__(self, code: str, message: str, path: str = "", line: int | None = None) -> None:
        super().__init__(code, message)
        self.path = path
        self.line = line

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str, str, int | None]]:  # type: ignore[override]
        return type(self), (self.code, self.message, self.path, self.line)


class StageError(ZhengceError):
    """A stage cannot handle one document: it becomes a dead letter, the rest goes on (ZC4xx)."""


class FatalError(ZhengceError):
    """The run cannot go on: a worker cannot work, the disk is full; what is done is kept, exit status 1 (ZC9xx)."""


class RecordError(ZhengceError):
    """A record breaks the schema or its own offsets: it is refused, with its line and path (ZC5xx)."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Word the end of an error about an unknown name.

    Args:
        word: What was given.
        known: What there is.

    Returns:
        The known names, and the nearest one where one is near.
    """
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    return f"known: {', '.join(names) or 'none'}" + (f"; nearest: {close[0]}" if close else "")
