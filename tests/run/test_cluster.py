"""A run over a cluster of two nodes leaves the bytes of a local one, whatever becomes of nodes and of the run."""

import importlib.util
import os
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import load_config
from pipeline.errors import ConfigError
from pipeline.ingest import expand
from pipeline.run import RunOptions
from pipeline.run import run as run_corpus
from support import write_jsonl
from troubled import ENVIRONMENT, corpus, results, run, running, wait_for

needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="zhengce[ray] is not installed")
TROUBLES = {33: "RAISE", 120: "SEGV", 150: "HANG"}
LIMIT = ("--time-limit", "5")
RAY = ("--engine", "ray", *LIMIT)


class TwoNodes:
    """A head and a second node, each with one CPU."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        self._cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        self.address = str(self._cluster.address)
        self.second: Any = None
        self.add()

    def add(self) -> None:
        self.second = self._cluster.add_node(num_cpus=1)

    def kill_second(self) -> None:
        self._cluster.remove_node(self.second, allow_graceful=False)

    def close(self) -> None:
        self._cluster.shutdown()


@pytest.fixture(scope="module")
def cluster() -> Iterator[TwoNodes]:
    """A cluster of this module's own: with a token, files in a short place (its sockets need that), time to start."""
    folder = tempfile.mkdtemp(prefix="zr")
    settings = {
        "RAY_TMPDIR": folder,
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_raylet_start_wait_time_s": "120",
        "PYTHONPATH": ENVIRONMENT["PYTHONPATH"],
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
            patch.setitem(ENVIRONMENT, name, value)
        patch.setenv("TROUBLE_DELAY", "0.03")
        made = TwoNodes()
        patch.setitem(ENVIRONMENT, "RAY_ADDRESS", made.address)
        yield made
        made.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A corpus, and what a local run over it leaves."""
    folder = tmp_path_factory.mktemp("undisturbed")
    source = corpus(folder / "in.jsonl", 400, TROUBLES)
    assert run(source, folder / "out", *LIMIT).returncode == 1
    return source, results(folder / "out")


@needs_ray
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_node_that_is_killed_costs_nothing(
    cluster: TwoNodes, undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    source, expected = undisturbed
    log = tmp_path / "out" / "logs" / "run.log"
    with running(source, tmp_path / "out", *RAY) as process:
        assert wait_for(lambda: log.exists() and log.read_text("utf-8").count("worker ready") == 2, 240)
        assert wait_for(lambda: "\nshard" in log.read_text("utf-8").replace("Z shard", "\nshard"), 60)
        cluster.kill_second()
        _, errors = process.communicate(timeout=240)
        assert process.returncode == 1, errors.decode()
    assert results(tmp_path / "out") == expected
    told = log.read_text("utf-8")
    assert "lost a worker: shards [" in told
    assert "signal SIGSEGV" in told
    assert not (tmp_path / "out" / "tmp").exists()


@needs_ray
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_run_that_is_stopped_or_killed_goes_on_over_the_cluster_or_without(
    cluster: TwoNodes,  # noqa: ARG001
    undisturbed: tuple[Path, dict[str, bytes]],
    tmp_path: Path,
) -> None:
    source, expected = undisturbed
    out, done = tmp_path / "out", 0
    for told, status in ((signal.SIGKILL, -9), (signal.SIGINT, 130), (signal.SIGTERM, 143)):
        with running(source, out, *RAY, workers=1) as process:
            assert wait_for(lambda before=done: len(list((out / "shards").glob("?????.json"))) > before, 240)
            os.killpg(process.pid, told)
            _, errors = process.communicate(timeout=60)
            assert process.returncode == status, errors.decode()
        done = len(list((out / "shards").glob("?????.json")))
    assert errors.decode().splitlines() == [f"zhengce: stopped; the same command goes on where it was, in {out}"]
    assert not (out / "tmp").exists()
    assert f"resumed     {done} shards" in run(source, out, *LIMIT).stderr
    assert results(out) == expected


def test_without_ray_it_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    source = write_jsonl(tmp_path / "in.jsonl", [{"id": "1", "text": "通知。"}])
    config = load_config("documents", {"pipeline.stages": ["clean"]})
    with pytest.raises(ConfigError, match=r"ZC134 .*zhengce\[ray\]"):
        run_corpus(config, expand([str(source)]), tmp_path / "out", RunOptions(engine="ray"))
