"""How a run scales: one worker and two in turn, beside what the machine itself can do with two processes."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.corpus import lines


def command(source: Path, out: Path, workers: int) -> list[str]:
    """Give the command line of a run."""
    return [sys.executable, "-m", "pipeline", "run", "documents", "-i", str(source), "-o", str(out), "-w", str(workers)]


def together(calls: list[list[str]]) -> float:
    """Run commands side by side.

    Args:
        calls: Their command lines.

    Returns:
        Seconds until the last has ended.
    """
    started = time.perf_counter()
    running = [subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for call in calls]
    statuses = [process.wait() for process in running]
    if any(statuses):
        raise SystemExit(f"a run failed: {calls[0]} ended with {statuses}")
    return time.perf_counter() - started


def compare(size: int, rounds: int) -> list[str]:
    """Measure runs from start to end, the loading of lexicons and models included.

    Args:
        size: UTF-8 bytes of text.
        rounds: How often each is run; all take turns.

    Returns:
        Lines to print: the best and the middle time of each, and how they compare. The last way, two runs of half
        the text each that know nothing of each other, shows what is lacking to 2 because of the machine.
    """
    text = lines(size)
    folder = Path(tempfile.mkdtemp(prefix="zhengce-workers-"))
    try:
        sources = {"all": text, "first": text[: len(text) // 2], "second": text[len(text) // 2 :]}
        paths = {name: folder / f"{name}.jsonl" for name in sources}
        for name, some in sources.items():
            paths[name].write_bytes(b"".join(some))
        out = folder / "out"
        ways: dict[str, Callable[[], float]] = {
            "one worker": lambda: together([command(paths["all"], out, 1)]),
            "two workers": lambda: together([command(paths["all"], out, 2)]),
            "two runs of half": lambda: together([command(paths[n], out / n, 1) for n in ("first", "second")]),
        }
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, way in ways.items():
                seconds[name].append(way())
                shutil.rmtree(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    one = seconds["one worker"]
    characters = sum(len(json.loads(line)["text"]) for line in text)
    made = [f"workers, {len(text):,} articles, {characters:,} characters, {rounds} rounds in turn"]
    for name, times in seconds.items():
        made.append(
            f"{name:24} best {min(times):6.1f} s, middle {median(times):6.1f} s: "
            f"{min(one) / min(times):.2f} and {median(one) / median(times):.2f} times one worker"
        )
    return made
