"""What a run folder tells, while it is at work and after."""

import json
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.document import Meta
from pipeline.errors import UsageError
from pipeline.ingest import expand
from pipeline.report.coverage import Coverage
from pipeline.run import RunOptions, run
from pipeline.run.inspect import inspect, inspection_text
from support import document, write_jsonl, zhengce
from troubled import corpus, running, wait_for


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    """A finished run of 30 documents, of which two failed."""
    objects = [{"id": str(i), "date": f"2021-03-{i % 30 + 1:02}", "text": "通知。" * (i + 1)} for i in range(28)]
    source = write_jsonl(tmp_path / "in.jsonl", [*objects, {"no": "text"}, [1]])
    config = load_config("documents", {"pipeline.stages": ["clean"]})
    run(config, expand([str(source)]), tmp_path / "out", RunOptions(shard_documents=10))
    return tmp_path / "out"


def test_a_finished_run_is_told(finished: Path) -> None:
    found = inspect(finished)
    assert (found.state, found.share, found.shards, found.balance.written) == ("finished", 1.0, 3, 28)
    assert found.characters == 3 * sum(range(1, 29))
    assert [(f.stage, f.code, f.count) for f in found.failures] == [("ingest", "ZC303", 1), ("ingest", "ZC305", 1)]
    assert f"{finished.parent / 'in.jsonl'}:30:" in found.failures[0].example
    assert len(found.slowest) == 10
    text = inspection_text(found)
    assert "run         finished, 100% of the input" in text
    assert "no source: 28 documents, 2021-03-01 to 2021-03-28" in text


def test_the_command_words_it_or_gives_it_as_json(finished: Path) -> None:
    assert b"finished" in zhengce("inspect", finished).stdout
    assert json.loads(zhengce("inspect", finished, "--json").stdout)["balance"]["written"] == 28


@pytest.mark.slow
def test_a_run_at_work_is_told_without_disturbing_it(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 200)
    out = tmp_path / "out"
    with running(source, out, delay=0.05) as process:
        assert wait_for(lambda: any((out / "shards").glob("*.json")))
        found = inspect(out)
        assert found.state == "running"
        assert 0 < (found.share or 0) < 1
        assert process.poll() is None
        process.kill()
        process.wait()
    found = inspect(out)
    assert found.state == "stopped"
    assert "run         stopped" in inspection_text(found)


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ZC218"):
        inspect(tmp_path)


def covered(*dates: str) -> Coverage:
    made = Coverage()
    for date in dates:
        made.add(document(date=date or None, meta=Meta(source="报")))
    return made


def test_a_daily_source_lacks_days() -> None:
    days = [f"2021-02-{d:02}" for d in range(20, 29)] + ["2021-03-03", "2021-03-04", "2021-03-06"]
    assert covered(*days).gaps("报") == ["2021-03-01 to 2021-03-02", "2021-03-05"]


def test_another_source_lacks_months() -> None:
    assert covered("2020-11-05", "2021-02", "2021-03-31", "2021-05-01").gaps("报") == ["2020-12 to 2021-01", "2021-04"]


def test_dates_that_say_little_make_no_gaps() -> None:
    assert covered("", "2021", "2023").gaps("报") == []
    assert covered("2021-03-05").gaps("报") == []
    assert Coverage().gaps("报") == []


def test_coverages_add_up() -> None:
    one, two = covered("2021-03-05", ""), covered("2021-03-05", "2021-03-06")
    one.merge(two)
    assert one.counts == {"报": {"2021-03-05": 2, "no date": 1, "2021-03-06": 1}}
