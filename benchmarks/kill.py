"""``make kill``: a run is killed at random moments, its workers too, until it is done; its bytes must be those of an
undisturbed run. ``python -m benchmarks.kill --kills 50``; real stages unless ``--stages`` names others.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import lines
from benchmarks.workers import command as run_command


def command(source: Path, out: Path, stages: str, workers: int) -> list[str]:
    """Give the command line of a run in small shards."""
    made = run_command(source, out, workers)
    return [*made, "--set", f"pipeline.stages={stages}", "--shard-documents", "20"]


def results(out: Path) -> dict[str, bytes]:
    """Give every file but logs and markers, which tell times."""
    named = {p.relative_to(out).as_posix(): p for p in out.rglob("*") if p.is_file()}
    kept = (n for n in named if not n.startswith("logs/") and not (n.startswith("shards/") and n.count(".") == 1))
    return {n: named[n].read_bytes() for n in sorted(kept)}


def workers_of(process: int) -> list[int]:
    """Give the process numbers of a run's workers (Linux)."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


def kill_until_done(call: list[str], wanted: int, chance: random.Random, longest: float) -> tuple[int, int, int]:
    """Run again and again; each run is killed, or one of its workers is, at a random moment.

    Returns:
        Kills of the parent, kills of workers, runs.
    """
    parents = workers = runs = 0
    status: int | None = None
    while status is None or status < 0:
        runs += 1
        process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and parents + workers < wanted:
            time.sleep(chance.random() * longest)
            if process.poll() is not None:
                break
            if chance.random() < 0.5 and (known := workers_of(process.pid)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(chance.choice(known), signal.SIGKILL)
                    workers += 1
            else:
                process.kill()
                parents += 1
        status = process.wait()
    if status not in (0, 1):
        raise SystemExit(f"the run ended with status {status}")
    return parents, workers, runs


def main() -> None:
    """Kill, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--size", type=int, default=3_000_000, help="UTF-8 bytes of text a round (default %(default)s)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--longest", type=float, default=4.0, help="seconds between kills, at most")
    parser.add_argument("--stages", default='["head","segment","keywords","regions","agencies","policies","topics"]')
    given = parser.parse_args()
    chance = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        source.write_bytes(b"".join(lines(given.size)) + b'{"no": "text"}\n')
        undisturbed = Path(folder) / "undisturbed"
        subprocess.run(command(source, undisturbed, given.stages, given.workers), check=False, capture_output=True)
        expected = results(undisturbed)
        print(f"{json.loads(expected['manifest.json'])['balance']}, {sum(map(len, expected.values())):,} bytes")
        total = rounds = 0
        while total < given.kills:
            out = Path(folder) / "killed"
            call = command(source, out, given.stages, given.workers)
            parents, workers, runs = kill_until_done(call, given.kills - total, chance, given.longest)
            if results(out) != expected:
                raise SystemExit("the bytes differ from those of the undisturbed run")
            total, rounds = total + parents + workers, rounds + 1
            print(f"round {rounds}: {parents} kills of the run, {workers} of workers, {runs} runs: the same bytes")
            shutil.rmtree(out)
    print(f"{total} kills passed")


if __name__ == "__main__":
    main()
