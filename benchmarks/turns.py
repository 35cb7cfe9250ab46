"""What measures in turns: the peer that everything stands beside, and the best time of each piece of work."""

import time
from collections.abc import Callable
from typing import Any

PIECES = 20
"""The text is cut into so many pieces, and all that is compared takes turns on each."""


def peer() -> Any:
    """Start a jieba of its own, its dictionary loaded."""
    import jieba

    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


class Best:
    """The best time of each piece, by what took it: whatever else the machine does can only add to a time."""

    def __init__(self) -> None:
        self._best: dict[str, list[float]] = {}

    def note(self, name: str, piece: int, seconds: float) -> None:
        """Note a time.

        Args:
            name: What took it.
            piece: The piece's number, under :data:`PIECES`.
            seconds: The time.
        """
        row = self._best.setdefault(name, [float("inf")] * PIECES)
        row[piece] = min(row[piece], seconds)

    def time(self, name: str, piece: int, work: Callable[[], object]) -> None:
        """Do some work and note its time."""
        started = time.perf_counter()
        work()
        self.note(name, piece, time.perf_counter() - started)

    def totals(self) -> dict[str, float]:
        """Give the seconds of all pieces together, by what took them, in the order in which they were first noted."""
        return {name: sum(row) for name, row in self._best.items()}
