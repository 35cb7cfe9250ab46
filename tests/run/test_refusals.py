"""What a run folder refuses: another configuration, another input, a run that is finished; and what it does again."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.config import load_config
from pipeline.errors import FatalError, UsageError
from pipeline.ingest import expand
from pipeline.run import RunOptions, RunResult, run
from support import write_jsonl
from troubled import results


class Corpus:
    """Ninety lines, the 25th and 65th no documents, in shards of ten."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "in.jsonl"
        self.out = folder / "out"
        write_jsonl(self.source, [{"id": str(i), "text": f"第{i}篇。"} if i % 40 != 25 else [i] for i in range(90)])

    def run(self, out: Path | None = None, batch: int = 64, **options: Any) -> RunResult:
        """Run, unless told otherwise the same."""
        config = load_config("documents", {"pipeline.stages": ["clean"], "pipeline.batch_size": batch})
        how = RunOptions(**{"shard_documents": 10, **options})
        return run(config, expand([str(self.source)]), out or self.out, how)

    def refused(self, **options: Any) -> str:
        """Run, see that it is refused and nothing is changed, and give the reason."""
        before = results(self.out)
        with pytest.raises(UsageError) as caught:
            self.run(**options)
        assert results(self.out) == before
        return str(caught.value)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """A corpus, not yet run."""
    return Corpus(tmp_path)


@pytest.fixture
def halfway(corpus: Corpus) -> Corpus:
    """A corpus whose run has stopped at the seventh of nine shards."""
    result = corpus.run(max_failed=1)
    assert (result.complete, len(result.parts)) == (False, 7)
    return corpus


def test_an_unfinished_run_goes_on_to_the_bytes_of_one_that_was_not_stopped(halfway: Corpus, tmp_path: Path) -> None:
    result = halfway.run()
    assert (result.complete, result.resumed) == (True, 7)
    halfway.run(tmp_path / "anew")
    assert results(halfway.out) == results(tmp_path / "anew")


def test_a_run_that_has_failed_too_often_stays_stopped(halfway: Corpus) -> None:
    assert not halfway.run(max_failed=1).complete
    assert not (halfway.out / "manifest.json").exists()
    assert halfway.run(max_failed=2).complete


def test_there_is_no_manifest_before_all_is_done(halfway: Corpus) -> None:
    assert not (halfway.out / "manifest.json").exists()
    assert (halfway.out / "dead_letters.jsonl").read_bytes().count(b"\n") == 2


def test_another_configuration_is_refused_and_named(halfway: Corpus) -> None:
    assert "ZC213" in (told := halfway.refused(batch=2))
    assert "config was documents:" in told
    assert "limits was" in halfway.refused(shard_documents=11)
    assert "limits was" in halfway.refused(limit=3)
    assert "format was jsonl, is jsonl.gz" in halfway.refused(format="jsonl.gz")


def test_asking_for_failed_documents_forgets_nothing_where_it_is_refused(halfway: Corpus) -> None:
    assert "ZC213" in halfway.refused(batch=2, retry_failed=True)
    assert halfway.run().resumed == 7


def test_another_model_is_refused_and_named(halfway: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import chain

    hashes = chain.model_hashes
    monkeypatch.setattr(chain, "model_hashes", lambda *given: hashes(*given) | {"lexicons": "0", "mine": "1"})
    assert "model lexicons changed" in (told := halfway.refused())
    assert "model mine is new" in told


def test_another_input_is_refused_and_named(halfway: Corpus, tmp_path: Path) -> None:
    text = halfway.source.read_text("utf-8")
    halfway.source.write_text(text + "\n", encoding="utf-8")
    assert f"ZC213 {halfway.out}" in (told := halfway.refused())
    assert f"input {halfway.source} changed" in told
    halfway.source.write_text(text.replace("第1篇", "第0篇", 1), encoding="utf-8")
    assert f"ZC215 the input has changed since shard 0 was written: {halfway.source}" in halfway.refused()
    halfway.source.write_text(text, encoding="utf-8")
    more = write_jsonl(tmp_path / "more.jsonl", [])
    config = load_config("documents", {"pipeline.stages": ["clean"]})
    inputs = expand([str(halfway.source), str(more)])
    with pytest.raises(UsageError, match=f"input {more} is new"):
        run(config, inputs, halfway.out, RunOptions(shard_documents=10))
    assert halfway.run().complete


def test_a_shard_whose_file_is_gone_or_cut_is_done_again(halfway: Corpus, tmp_path: Path) -> None:
    (halfway.out / "part-00000.jsonl").unlink()
    part = halfway.out / "part-00001.jsonl"
    part.write_bytes(part.read_bytes()[:-5])
    (halfway.out / "shards" / "00002.json").write_bytes(b'{"numb')
    assert halfway.run().resumed == 4
    halfway.run(tmp_path / "anew")
    assert results(halfway.out) == results(tmp_path / "anew")


def test_only_shards_with_dead_letters_are_tried_again(corpus: Corpus) -> None:
    corpus.run()
    before = results(corpus.out)
    assert corpus.run(retry_failed=True).resumed == 7
    assert results(corpus.out) == before


def test_a_run_without_failures_has_nothing_to_try_again(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    corpus.run(limit=20)
    before = results(corpus.out)
    assert corpus.run(limit=20, retry_failed=True).resumed == 2
    assert results(corpus.out) == before


def test_where_there_is_no_run_none_can_be_tried_again(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="ZC217"):
        corpus.run(retry_failed=True)


def test_a_folder_that_was_only_begun_is_a_new_one(corpus: Corpus) -> None:
    for name in ("shards", "logs", "tmp"):
        (corpus.out / name).mkdir(parents=True)
    (corpus.out / "tmp" / "config.cfg.new").write_text("half", encoding="utf-8")
    (corpus.out / "run.lock").touch()
    assert corpus.run().complete


def test_a_full_disk_is_told_in_one_line(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.run.folder import LocalFolder

    settle = LocalFolder.settle

    def full(self: LocalFolder, staged: Path, name: str) -> None:
        if name == "part-00003.jsonl":
            raise OSError(28, "No space left on device", str(staged))
        settle(self, staged, name)

    with monkeypatch.context() as patch:
        patch.setattr(LocalFolder, "settle", full)
        with pytest.raises(FatalError, match=r"ZC912 cannot write .*No space left on device; the same command goes on"):
            corpus.run()
    assert not list(corpus.out.glob("tmp"))
    assert corpus.run().resumed == 3


def test_a_run_that_has_done_nothing_yet_may_change(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.run import runner

    def fails(*_: object) -> None:
        raise FatalError("ZC911", "a worker cannot work")

    with monkeypatch.context() as patch:
        patch.setattr(runner, "_finish_all", fails)
        with pytest.raises(FatalError):
            corpus.run()
    assert (corpus.out / "run.json").exists()
    assert corpus.run(batch=2).complete
