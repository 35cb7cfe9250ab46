"""What a run would cost, told before it."""

import gzip
import json
from pathlib import Path

import pytest

from pipeline.config import Config, load_config
from pipeline.ingest import expand
from pipeline.run import RunOptions, run
from pipeline.run.plan import plan, size_text, time_text
from support import write_jsonl, zhengce


@pytest.fixture
def config() -> Config:
    """A cheap configuration."""
    return load_config("documents", {"pipeline.stages": ["clean"]})


def corpus(folder: Path, count: int = 6000) -> Path:
    return write_jsonl(
        folder / "in.jsonl", [{"id": f"{i:06}", "text": f"第{i:06}篇。" + "通知。" * (i % 40)} for i in range(count)]
    )


@pytest.mark.parametrize("form", ["plain", "gz", "files"])
def test_the_estimate_is_near_what_the_run_then_is(config: Config, tmp_path: Path, form: str) -> None:
    source = corpus(tmp_path, 300 if form == "files" else 6000)
    if form == "gz":
        (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(source.read_bytes()))
        source = tmp_path / "in.jsonl.gz"
    elif form == "files":
        pages = tmp_path / "pages"
        pages.mkdir()
        for line in source.read_text("utf-8").splitlines():
            (pages / f"{json.loads(line)['id']}.txt").write_text(json.loads(line)["text"], encoding="utf-8")
        source = pages
    inputs = expand([str(source)])
    told = plan(config, inputs, workers=2)
    result = run(config, inputs, tmp_path / "out", RunOptions())
    written = sum(Path(p).stat().st_size for p in result.parts)
    assert told.documents == pytest.approx(result.balance.inputs, rel=0.15)
    assert told.characters == pytest.approx(result.summary.characters, rel=0.15)
    assert told.output_bytes == pytest.approx(written, rel=0.15)
    assert told.seconds > 0
    assert told.memory > 0
    assert 30 <= told.sampled <= 2000


def test_a_limit_makes_it_cheaper(config: Config, tmp_path: Path) -> None:
    inputs = expand([str(corpus(tmp_path))])
    whole, half = plan(config, inputs, workers=1), plan(config, inputs, workers=1, limit=3000)
    assert half.documents == 3000
    assert half.characters == pytest.approx(whole.characters / 2, rel=0.15)


def test_failures_in_the_sample_are_told(config: Config, tmp_path: Path) -> None:
    inputs = expand([str(write_jsonl(tmp_path / "in.jsonl", [{"text": "通知。"}, {"txt": "通知。"}]))])
    told = plan(config, inputs, workers=1)
    assert (told.documents, told.sampled, told.failed) == (2, 2, 1)


@pytest.mark.slow
def test_a_dry_run_needs_no_output_and_leaves_none(tmp_path: Path) -> None:
    source = corpus(tmp_path, 20)
    done = zhengce(
        "run", "documents", "-i", source, "--set", 'pipeline.stages=["clean"]', "--dry-run", "-w", "4", cwd=tmp_path
    )
    assert done.returncode == 0
    assert "documents   about 20" in done.stdout.decode()
    assert "with 4 workers" in done.stdout.decode()
    assert [p.name for p in tmp_path.iterdir()] == ["in.jsonl"]


def test_sizes_and_times_are_worded() -> None:
    assert [size_text(n) for n in (999, 1500, 2_500_000, 3e9, 4e12)] == [
        "999 bytes",
        "1.5 kB",
        "2.5 MB",
        "3.0 GB",
        "4.0 TB",
    ]
    assert [time_text(n) for n in (5, 600, 9000, 300_000)] == ["5 s", "10 minutes", "2.5 hours", "3.5 days"]
