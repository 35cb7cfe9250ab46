"""Loading of large tables."""

import contextlib
import gc
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """Something that is made in a thread of its own, while other tables are read.

    It pays for what native code makes without Python's lock: automata, arrays, checksums.

    Args:
        make: What makes it.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._made: list[T] = []
        self._error: BaseException | None = None
        self._thread: threading.Thread | None = threading.Thread(target=self._run, args=(make,))
        self._thread.start()

    def _run(self, make: Callable[[], T]) -> None:
        try:
            self._made.append(make())
        except BaseException as error:  # it belongs to who asks for what was to be made
            self._error = error

    def get(self) -> T:
        """Wait for it.

        Returns:
            What was made, the same each time.

        Raises:
            Exception: What the making raised.
        """
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._error is not None:
            raise self._error
        return self._made[0]


@contextlib.contextmanager
def collection_paused() -> Iterator[None]:
    """Pause Python's cyclic garbage collector while the body runs.

    Tables are hundreds of thousands of objects that all stay: looking for cycles among them again and again takes a
    third of the loading time and finds none.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
