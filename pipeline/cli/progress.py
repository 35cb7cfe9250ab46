"""A progress bar on standard error: share done, documents, rate, time left."""

import contextlib
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn


@contextlib.contextmanager
def bar(total: int) -> Iterator[Callable[[int, int], object]]:
    """Show a bar while the body runs.

    Args:
        total: Bytes of input; 0 where unknown (the bar then only moves).

    Yields:
        A function of (bytes read, documents written).
    """
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[documents]:,} documents"),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4) as progress:
        task = progress.add_task("", total=total or None, documents=0, rate=0.0)

        def update(done: int, documents: int) -> None:
            elapsed = progress.tasks[0].elapsed or 0
            progress.update(task, completed=done, documents=documents, rate=documents / elapsed if elapsed else 0.0)

        yield update
