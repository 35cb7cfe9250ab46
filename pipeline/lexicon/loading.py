"""Loading of large tables."""

import contextlib
import gc
from collections.abc import Iterator


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
