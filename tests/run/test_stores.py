"""Run folders and inputs in stores that fsspec knows: the bytes of a local run, resumed like one."""

import os
import signal
import uuid
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import load_config
from pipeline.errors import FatalError, UsageError
from pipeline.ingest import expand
from pipeline.run import RunOptions, RunResult, run
from pipeline.run.inspect import inspect
from pipeline.run.remote import RemoteFolder
from support import ROOT, write_jsonl
from troubled import ENVIRONMENT, corpus, results, running, wait_for, workers_of
from troubled import run as run_process

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Ninety lines, two of them no documents."""
    return write_jsonl(
        tmp_path / "in.jsonl", [{"id": str(i), "text": f"第{i}篇。"} if i % 40 != 25 else [i] for i in range(90)]
    )


@pytest.fixture(params=["memory", "file", pytest.param("s3", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place in each kind of store."""
    if request.param == "s3":
        return f"{request.getfixturevalue('s3')}/{uuid.uuid4().hex}"
    return f"memory://{uuid.uuid4().hex}" if request.param == "memory" else f"file://{tmp_path}/store"


def start(source: str, out: Path | str, **options: Any) -> RunResult:
    config = load_config("documents", {"pipeline.stages": ["clean"]})
    return run(config, expand([source]), out, RunOptions(**{"shard_documents": 10, **options}))


def local_copy(url: str, folder: Path) -> dict[str, bytes]:
    fs, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
    for path in fs.find(root):
        name = folder / path[len(root) + 1 :]
        name.parent.mkdir(parents=True, exist_ok=True)
        name.write_bytes(fs.cat_file(path))
    return results(folder)


@pytest.mark.parametrize("format", ["jsonl", "jsonl.gz"])
def test_a_run_in_a_store_is_that_on_a_disk(source: Path, store: str, tmp_path: Path, format: str) -> None:
    result = start(str(source), f"{store}/run", format=format)
    start(str(source), tmp_path / "disk", format=format)
    expected = results(tmp_path / "disk")
    assert local_copy(f"{store}/run", tmp_path / "copy") == expected
    assert result.parts[0] == f"{store}/run/part-00000.{format}"
    assert inspect(f"{store}/run").balance.written == 88


def test_a_stopped_run_in_a_store_goes_on(source: Path, store: str, tmp_path: Path) -> None:
    out = f"{store}/run"
    assert not start(str(source), out, max_failed=1).complete
    assert inspect(out).state == "stopped"
    with pytest.raises(UsageError, match="ZC213"):
        start(str(source), out, limit=30)
    assert start(str(source), out).resumed == 7
    with pytest.raises(UsageError, match="ZC211"):
        start(str(source), out)
    start(str(source), tmp_path / "disk")
    assert local_copy(out, tmp_path / "copy") == results(tmp_path / "disk")
    assert start(str(source), out, retry_failed=True).resumed == 7
    assert start(str(source), out, force=True, limit=10).balance.inputs == 10
    assert [n for n in local_copy(out, tmp_path / "forced") if n.startswith("part")] == ["part-00000.jsonl"]


def test_an_upload_that_fails_leaves_no_half_shard(source: Path, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = f"{store}/run"
    settle = RemoteFolder.settle

    def fails(self: RemoteFolder, staged: Path, name: str) -> None:
        if name == "part-00003.jsonl":
            raise OSError("the connection is gone")
        settle(self, staged, name)

    with monkeypatch.context() as patch:
        patch.setattr(RemoteFolder, "settle", fails)
        with pytest.raises(FatalError, match="ZC912 .*the connection is gone"):
            start(str(source), out)
    assert start(str(source), out).resumed == 3


@pytest.mark.slow
def test_workers_stage_locally_for_a_store(source: Path, store: str, tmp_path: Path) -> None:
    start(str(source), f"{store}/run", workers=2)
    start(str(source), tmp_path / "disk")
    assert local_copy(f"{store}/run", tmp_path / "copy") == results(tmp_path / "disk")


@pytest.mark.slow
def test_a_run_in_a_store_that_is_killed_goes_on(s3: str, tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 120, {33: "RAISE"})
    run_process(source, tmp_path / "disk")
    url, done = f"{s3}/{uuid.uuid4().hex}", 0
    fs = fsspec.filesystem("s3", use_listings_cache=False)
    environment = {k: v for k, v in os.environ.items() if k.startswith("AWS_")}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setitem(ENVIRONMENT, name, value)
        for victim in ("worker", "run", "run"):
            with running(source, url, delay=0.02) as process:
                assert wait_for(lambda before=done: len(fs.glob(f"{url}/shards/?????.json")) > before)
                os.kill(workers_of(process.pid)[0] if victim == "worker" else process.pid, signal.SIGKILL)
                if victim == "worker":
                    assert wait_for(lambda before=done: len(fs.glob(f"{url}/shards/?????.json")) > before + 1)
                    process.kill()
                process.wait()
            done = len(fs.glob(f"{url}/shards/?????.json"))
        assert "resumed" in run_process(source, url).stderr
    assert local_copy(url, tmp_path / "copy") == results(tmp_path / "disk")


def test_inputs_are_read_from_a_store(source: Path, store: str, tmp_path: Path) -> None:
    fs, root = fsspec.core.url_to_fs(store)
    fs.makedirs(f"{root}/in/2021", exist_ok=True)
    fs.pipe_file(f"{root}/in/2021/a.jsonl", source.read_bytes())
    fs.pipe_file(f"{root}/in/2021/b.txt", "通知。".encode())
    fs.pipe_file(f"{root}/in/2021/c.pdf", b"%PDF")
    inputs = expand([f"{store}/in"])
    assert [(i.name, i.format) for i in inputs] == [("2021/a", ".jsonl"), ("2021/b", ".txt")]
    assert start(f"{store}/in", tmp_path / "out").balance.text() == "91 in = 89 out + 0 dropped + 2 dead letters"
    assert f'"path":"{inputs[0].url}"'.encode() in (tmp_path / "out" / "part-00000.jsonl").read_bytes()
    assert [i.name for i in expand([f"{store}/in/2021/*.txt"])] == ["b"]
    assert [i.name for i in expand([f"{store}/in/2021/a.jsonl"])] == ["a"]
    with pytest.raises(UsageError, match="ZC201"):
        expand([f"{store}/none"])
    with pytest.raises(UsageError, match="ZC202"):
        expand([f"{store}/in/2021/c.pdf"])


def test_an_unknown_store_is_refused() -> None:
    with pytest.raises(UsageError, match="ZC228"):
        expand(["nothing://bucket/in"])
    with pytest.raises(UsageError, match="ZC228"):
        start(str(ROOT / "corpus" / "sample"), "nothing://bucket/out")
