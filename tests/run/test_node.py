"""A worker of a cluster: where its files go, what it refuses; the cluster's library is not needed for it."""

import secrets
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.chain import describe
from pipeline.config import load_config
from pipeline.ingest import expand
from pipeline.run import RunOptions, run
from pipeline.run.blocks import blocks
from pipeline.run.folder import Folder, Handover
from pipeline.run.node import Delivery, NodeWorker
from pipeline.run.state import finish_shard
from pipeline.run.stores import folder_at
from pipeline.run.worker import Setting
from support import write_jsonl

CONFIG = load_config("documents", {"pipeline.stages": ["clean"]})


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Twenty lines, one of them no document."""
    return write_jsonl(
        tmp_path / "in.jsonl", [{"id": str(i), "text": f"第{i}篇。"} if i != 5 else [i] for i in range(20)]
    )


def worker(handover: Handover, **changed: Any) -> NodeWorker:
    made = msgspec.structs.replace(describe(CONFIG), **changed)
    return NodeWorker(Setting(CONFIG, "", CONFIG.ingest.text_kind, "jsonl"), made, 60.0, handover)


def delivery(data: bytes) -> Delivery:
    return msgspec.msgpack.decode(data, type=Delivery)


def work_into(folder: Folder, handover: Handover, source: Path) -> list[Delivery]:
    """Let one worker do all blocks, and finish its shards as the run's own process does."""
    node = worker(handover)
    try:
        assert delivery(node.begin()).code == ""
        made = []
        for block in blocks(expand([str(source)]), 1 << 20, 10):
            given = delivery(node.work(msgspec.msgpack.encode(block)))
            assert given.made is not None, given
            for name, data in given.files.items():
                (folder.staging / name).write_bytes(data)
            finish_shard(folder, given.made, "jsonl")
            made.append(given)
        return made
    finally:
        node.end()


@pytest.mark.slow
@pytest.mark.parametrize("seen", [True, False])
@pytest.mark.parametrize("store", ["", "file", "s3"])
def test_files_go_where_both_see_them_else_with_the_answer(
    source: Path, tmp_path: Path, seen: bool, store: str, request: pytest.FixtureRequest
) -> None:
    if store:
        pytest.importorskip("fsspec")
    place = {"": tmp_path / "out", "file": f"file://{tmp_path}/out"}.get(store)
    run(CONFIG, expand([str(source)]), tmp_path / "expected", RunOptions(shard_documents=10))
    folder = folder_at(place or f"{request.getfixturevalue('s3')}/{secrets.token_hex(8)}")
    folder.prepare()
    with folder.locked():
        handover = folder.handover()
        made = work_into(folder, handover if seen else Handover(handover.place, "not there"), source)
        assert [bool(d.files) for d in made] == [not seen] * 2
        assert [d.made.stored for d in made if d.made] == [bool(store) and seen] * 2
        folder.tidy()
    for name in ("part-00000.jsonl", "part-00001.jsonl", "shards/00000.dead.jsonl"):
        assert folder.read(name) == (tmp_path / "expected" / name).read_bytes()
    assert folder.read(f"tmp/{handover.token}") is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"pipeline": "zhengce 0.0.1"}, "the run zhengce 0.0.1"),
        ({"models": {**describe(CONFIG).models, "regions.tsv": "sha256:0"}}, "has another regions.tsv;"),
        ({"stages": ["clean@7"]}, "clean@7"),
    ],
)
def test_a_node_with_something_else_installed_is_refused(tmp_path: Path, changed: dict[str, Any], told: str) -> None:
    answer = delivery(worker(Handover(str(tmp_path), "t"), **changed).begin())
    assert (answer.code, told in answer.reason) == ("ZC913", True)


def test_a_store_is_cleared_of_what_a_killed_run_has_left(source: Path, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    left = tmp_path / "out" / "tmp" / "00000.abc.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    assert run(CONFIG, expand([str(source)]), f"file://{tmp_path}/out").complete
    assert not left.exists()
