"""Runs as real processes over documents that make trouble, and what is left of them."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from support import ROOT, write_jsonl

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests" / "plugins")])}
STAGES = 'pipeline.stages=["trouble","thin"]'


def corpus(path: Path, count: int, troubles: dict[int, str] | None = None) -> Path:
    """Write documents as JSONL, the third line and every fiftieth after it no JSON object, every seventh dropped."""
    told = troubles or {}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_jsonl(
        path,
        (
            [i]
            if i % 50 == 2
            else {"id": str(i), "text": f"第{i}篇通知。" * (i % 9 + 1) + told.get(i, "DROP" if i % 7 == 0 else "")}
            for i in range(count)
        ),
    )
    return path


def command(source: Path, out: Path | str, *more: str, workers: int = 2) -> list[str]:
    """Give the command line of a run in shards of 20 documents."""
    made = [sys.executable, "-m", "pipeline", "run", "documents", "-i", str(source), "-o", str(out), "--set", STAGES]
    return [*made, "-w", str(workers), "--shard-documents", "20", *more]


def run(source: Path, out: Path | str, *more: str, workers: int = 2) -> subprocess.CompletedProcess[str]:
    """Run to the end."""
    return subprocess.run(
        command(source, out, *more, workers=workers),
        capture_output=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        timeout=300,
        check=False,
    )


@contextlib.contextmanager
def running(
    source: Path, out: Path | str, *more: str, workers: int = 2, delay: float = 0.0
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a run in a process group of its own; it is killed at the end of the body where it is still there.

    Each document takes ``delay`` seconds.
    """
    with subprocess.Popen(
        command(source, out, *more, workers=workers),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**ENVIRONMENT, "TROUBLE_DELAY": str(delay)},
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def workers_of(process: int) -> list[int]:
    """Give the process numbers of a run's workers."""
    found = []
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
    except FileNotFoundError:
        return []
    for child in children:
        with contextlib.suppress(OSError):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


def wait_for(condition: object, seconds: float = 60) -> bool:
    """Wait until a function gives something true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.01)
    return False


def results(out: Path) -> dict[str, bytes]:
    """Give every file that a finished run leaves, but logs, and markers, which tell times."""
    files = (p for p in out.rglob("*") if p.is_file())
    names = {p.relative_to(out).as_posix(): p for p in files}
    kept = (n for n in names if not (n.startswith("logs/") or (n.startswith("shards/") and n.count(".") == 1)))
    return {n: names[n].read_bytes() for n in sorted(kept)}


def dead_letters(out: Path) -> list[dict[str, object]]:
    """Read the dead letters of documents (not of lines that are no documents)."""
    lines = (out / "dead_letters.jsonl").read_text("utf-8").splitlines()
    return [d for d in map(json.loads, lines) if d["stage"] != "ingest"]
