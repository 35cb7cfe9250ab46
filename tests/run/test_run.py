"""A corpus into a run folder: streaming, balanced, never over somebody's files."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.chain import Pipeline
from pipeline.config import Config, load_config
from pipeline.document import Document, Provenance, decode
from pipeline.errors import UsageError
from pipeline.ingest import expand
from pipeline.run import RunOptions, RunResult, run, runner
from support import ROOT, Step, read_jsonl, step, write_jsonl

CHEAP = {"pipeline.stages": ["clean"]}


@pytest.fixture
def config() -> Config:
    """A configuration whose only stage costs next to nothing."""
    return load_config("documents", CHEAP)


@pytest.fixture
def chain_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let runs in this process use stages of the test's own."""

    def use(*stages: Step) -> None:
        def build(_: Config) -> Pipeline:
            return Pipeline(list(stages), Provenance("zhengce test", "c:0", [f"{s.name}@1" for s in stages], {}), 4)

        monkeypatch.setattr(runner, "build", build)

    return use


def corpus(folder: Path, count: int = 25) -> Path:
    return write_jsonl(folder / "in.jsonl", [{"id": str(i), "text": f"第{i}篇。"} for i in range(count)])


def start(config: Config, source: Path, output: Path, **options: Any) -> RunResult:
    return run(config, expand([str(source)]), output, RunOptions(**{"shard_documents": 10, **options}))


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_annotations_come_in_input_order_over_the_part_files(config: Config, tmp_path: Path) -> None:
    result = start(config, corpus(tmp_path), tmp_path / "out")
    assert [p.name for p in result.parts] == ["part-00000.jsonl", "part-00001.jsonl", "part-00002.jsonl"]
    made = [decode(line) for p in result.parts for line in p.read_bytes().splitlines()]
    assert [d.id for d in made] == [str(i) for i in range(25)]
    assert result.balance.text() == "25 in = 25 out + 0 dropped + 0 dead letters"
    assert (result.summary.documents, result.summary.characters) == (25, sum(len(d.text) for d in made))


def test_the_manifest_tells_the_truth(config: Config, tmp_path: Path) -> None:
    write_jsonl(
        tmp_path / "in.jsonl", [{"id": str(i), "text": f"第{i}篇。"} if i % 7 else {"no": i} for i in range(25)]
    )
    result = start(config, tmp_path / "in.jsonl", tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert manifest["balance"] == {"inputs": 25, "split": 0, "written": 21, "dropped": 0, "dead": 4}
    assert manifest["characters"] == result.summary.characters
    assert manifest["stages"] == ["clean@1"]
    assert [f["file"] for f in manifest["files"]] == [
        "part-00000.jsonl",
        "part-00001.jsonl",
        "part-00002.jsonl",
        "dead_letters.jsonl",
    ]
    for entry in manifest["files"]:
        data = (tmp_path / "out" / entry["file"]).read_bytes()
        assert entry["bytes"] == len(data)
        assert entry["lines"] == data.count(b"\n")
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()


def test_the_folder_holds_what_it_should_and_nothing_half_written(config: Config, tmp_path: Path) -> None:
    start(config, corpus(tmp_path), tmp_path / "out")
    made = names(tmp_path / "out")
    assert {"config.cfg", "manifest.json", "part-00000.jsonl"} <= set(made)
    assert not [n for n in made if n.endswith(".tmp")]
    assert load_config(tmp_path / "out" / "config.cfg") == config
    assert (tmp_path / "out" / "logs").is_dir()


def test_failures_and_drops_are_filed_with_their_reasons(
    config: Config, tmp_path: Path, chain_of: Callable[..., None]
) -> None:
    def fails(d: Document) -> None:
        if "3" in d.text:
            raise ValueError("no threes")

    def drops(d: Document) -> list[Document]:
        return [] if "4" in d.text else [d]

    chain_of(step("fails", fails), step("drops", drops, assigns=("text",), splits=True))
    result = start(config, corpus(tmp_path, 20), tmp_path / "out")
    assert result.balance.text() == "20 in = 16 out + 2 dropped + 2 dead letters"
    dead = read_jsonl(tmp_path / "out" / "dead_letters.jsonl")
    assert [(d["id"], d["line"], d["stage"], d["message"]) for d in dead] == [
        ("3", 4, "fails@1", "ValueError: no threes"),
        ("13", 14, "fails@1", "ValueError: no threes"),
    ]
    assert all(d["path"] == str(tmp_path / "in.jsonl") and d["input"] and d["traceback"] for d in dead)
    dropped = read_jsonl(tmp_path / "out" / "dropped.jsonl")
    assert [d["id"] for d in dropped] == ["4", "14"]
    assert {(d["stage"], d["reason"]) for d in dropped} == {("drops", "no text")}


def test_a_split_page_is_counted(config: Config, tmp_path: Path, chain_of: Callable[..., None]) -> None:
    def halves(d: Document) -> list[Document]:
        return [Document(id=f"{d.id}/{i}", text=d.text) for i in (1, 2)]

    chain_of(step("halves", halves, assigns=("text",), splits=True))
    result = start(config, corpus(tmp_path, 6), tmp_path / "out")
    assert result.balance.text() == "6 in + 6 made by splitting = 12 out + 0 dropped + 0 dead letters"


def test_the_limit_counts_input_documents(config: Config, tmp_path: Path) -> None:
    assert start(config, corpus(tmp_path), tmp_path / "out", limit=12).balance.inputs == 12
    assert start(config, corpus(tmp_path), tmp_path / "none", limit=0).balance.inputs == 0


def test_nothing_is_written_over(config: Config, tmp_path: Path) -> None:
    out = tmp_path / "out"
    source = corpus(tmp_path)
    start(config, source, out)
    before = {n: (out / n).read_bytes() for n in names(out)}
    with pytest.raises(UsageError, match=r"ZC211 .*--force"):
        start(config, source, out)
    assert {n: (out / n).read_bytes() for n in names(out)} == before
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="ZC211"):
        start(config, source, mine)
    assert names(mine) == ["notes.txt"]
    with pytest.raises(UsageError, match="ZC212"):
        start(config, source, mine / "notes.txt")


def test_force_replaces_a_run_and_touches_nothing_else(config: Config, tmp_path: Path) -> None:
    out = tmp_path / "out"
    start(config, corpus(tmp_path), out)
    mine = ["notes.txt", "notes.tmp", "part-a.txt", "sub/part-00000.jsonl", "logs/mine.txt", "shards/mine.txt"]
    for name in mine:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("mine", encoding="utf-8")
    start(config, corpus(tmp_path, 5), out, force=True)
    assert [(out / name).read_text("utf-8") for name in mine] == ["mine"] * len(mine)
    assert "part-00001.jsonl" not in names(out)
    assert len(read_jsonl(out / "part-00000.jsonl")) == 5


def test_force_does_not_clear_a_folder_that_is_no_run(config: Config, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    for name in ("config.cfg", "part-00000.jsonl", "manifest.json"):
        (mine / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="ZC211 .*no run"):
        start(config, corpus(tmp_path), mine, force=True)
    assert len(names(mine)) == 3


def test_force_does_not_remove_its_own_input(config: Config, tmp_path: Path) -> None:
    out = tmp_path / "out"
    start(config, corpus(tmp_path), out)
    with pytest.raises(UsageError, match="ZC216 .*part-00000.jsonl"):
        start(config, out / "part-00000.jsonl", out, force=True)
    assert len(read_jsonl(out / "part-00000.jsonl")) == 10


def test_a_wrong_configuration_leaves_no_folder(tmp_path: Path) -> None:
    from pipeline.errors import ConfigError

    wrong = load_config("documents", {"pipeline.stages": ["keywords"]})
    with pytest.raises(ConfigError):
        start(wrong, corpus(tmp_path), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_input_that_has_gone_is_a_dead_letter(config: Config, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    inputs = expand([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    (tmp_path / "a.txt").unlink()
    result = run(config, inputs, tmp_path / "out")
    assert result.balance.text() == "2 in = 1 out + 0 dropped + 1 dead letters"


def test_progress_is_told_in_bytes_and_documents(config: Config, tmp_path: Path) -> None:
    source = corpus(tmp_path)
    seen: list[tuple[int, int]] = []
    run(
        config,
        expand([str(source)]),
        tmp_path / "out",
        RunOptions(shard_documents=10),
        progress=lambda *at: seen.append(at),
    )
    assert seen == sorted(seen)
    assert seen[-1] == (source.stat().st_size, 25)


def test_the_same_input_gives_the_same_bytes(config: Config, tmp_path: Path) -> None:
    for name in ("one", "two"):
        start(config, corpus(tmp_path), tmp_path / name)
    parts = ["part-00000.jsonl", "part-00002.jsonl", "config.cfg", "manifest.json"]
    assert [(tmp_path / "one" / p).read_bytes() for p in parts] == [(tmp_path / "two" / p).read_bytes() for p in parts]


MEASURE = """
import resource, sys
from pathlib import Path
from pipeline.config import load_config
from pipeline.ingest import expand
from pipeline.run import run

config = load_config("documents", {"pipeline.stages": ["clean"]})
run(config, expand([sys.argv[1]]), Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        source = tmp_path / f"{count}.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for i in range(count):
                file.write(
                    json.dumps({"id": str(i), "text": f"第{i}篇。" + "各地区要认真落实。" * 100}, ensure_ascii=False)
                    + "\n"
                )
        out = tmp_path / f"out{count}"
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(source), str(out)],
            capture_output=True,
            cwd=ROOT,
            check=True,
            encoding="utf-8",
        )
        assert sum(len(p.read_bytes().splitlines()) for p in out.glob("part-*.jsonl")) == count
        return int(done.stdout)

    assert peak(20_000) < 1.25 * peak(4_000)
