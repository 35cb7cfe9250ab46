"""A run that is killed, stopped or starved goes on by the same command, to the bytes of an undisturbed one."""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from troubled import corpus, results, run, running, wait_for, workers_of

TROUBLES = {33: "RAISE", 120: "SEGV"}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A corpus, and what a run over it leaves."""
    folder = tmp_path_factory.mktemp("undisturbed")
    source = corpus(folder / "in.jsonl", 200, TROUBLES)
    assert run(source, folder / "out").returncode == 1
    return source, results(folder / "out")


@pytest.mark.slow
def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 100, {33: "RAISE"})
    run(source, tmp_path / "two", workers=2)
    for workers in (0, 1, 3):
        run(source, tmp_path / str(workers), workers=workers)
        assert results(tmp_path / str(workers)) == results(tmp_path / "two")


@pytest.mark.slow
def test_a_killed_run_is_resumed_to_the_same_bytes(undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    source, expected = undisturbed
    out, chance = tmp_path / "out", random.Random(1)
    kills = 0
    for _ in range(4):
        with running(source, out, delay=0.02) as process:
            wait_for(lambda: (out / "run.json").exists() or process.poll() is not None)
            time.sleep(chance.random() * 1.5)
            kills += process.poll() is None
            process.kill()
    assert kills
    run(source, out)
    assert results(out) == expected


@pytest.mark.slow
def test_killed_workers_cost_nothing(undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    source, expected = undisturbed
    chance = random.Random(2)
    kills = 0
    with running(source, tmp_path / "out", delay=0.02) as process:
        while process.poll() is None:
            time.sleep(0.2 + chance.random() * 0.3)
            if (known := workers_of(process.pid)) and kills < 8:
                os.kill(chance.choice(known), signal.SIGKILL)
                kills += 1
        assert process.returncode == 1
    assert kills >= 3
    assert results(tmp_path / "out") == expected


@pytest.mark.slow
def test_workers_end_with_their_parent_even_in_a_document_that_hangs(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 20, {1: "HANG"})
    with running(source, tmp_path / "out", "--time-limit", "0", workers=1) as process:
        assert wait_for(lambda: workers_of(process.pid))
        [worker] = workers_of(process.pid)
        process.kill()
        process.wait()
        assert wait_for(lambda: not Path(f"/proc/{worker}/cmdline").exists() or not _alive(worker), 20)


def _alive(process: int) -> bool:
    return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.slow
@pytest.mark.parametrize(("told", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_told_to_stop_ends_cleanly(
    undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path, told: signal.Signals, status: int
) -> None:
    source, expected = undisturbed
    out = tmp_path / "out"
    with running(source, out, delay=0.05) as process:
        assert wait_for(lambda: any((out / "shards").glob("*.json")))
        os.killpg(process.pid, told)  # as a terminal does: to the workers, too
        _, errors = process.communicate(timeout=60)
        assert process.returncode == status
    assert errors.decode().splitlines() == [f"zhengce: stopped; the same command goes on where it was, in {out}"]
    assert not [p for p in out.rglob("*") if p.name == "run.lock" or p.parent.name == "tmp"]
    assert "resumed" in run(source, out).stderr
    assert results(out) == expected


@pytest.mark.slow
def test_one_run_at_a_time(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 60)
    out = tmp_path / "out"
    with running(source, out, delay=0.2) as process:
        assert wait_for((out / "run.json").exists)
        second = run(source, out)
        assert (second.returncode, "ZC214 another run is at work" in second.stderr) == (2, True)
        third = run(source, out, "--force")
        assert (third.returncode, "ZC214" in third.stderr) == (2, True)
        assert process.poll() is None


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small file system")
def test_a_full_disk_stops_the_run_in_one_line_and_loses_nothing(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 200)
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("tmpfs cannot be mounted here")
    try:
        full = run(source, disk / "out")
        assert full.returncode == 1
        [line] = full.stderr.splitlines()
        assert line.startswith("zhengce: ZC912 cannot write")
        assert "No space left on device" in line
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        assert "resumed" in run(source, disk / "out").stderr
        run(source, tmp_path / "anew")
        assert results(disk / "out") == results(tmp_path / "anew")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_manifest_counts_are_whole(undisturbed: tuple[Path, dict[str, bytes]]) -> None:
    manifest = json.loads(undisturbed[1]["manifest.json"])
    balance = manifest["balance"]
    assert balance["inputs"] == 200 == balance["written"] + balance["dropped"] + balance["dead"]
