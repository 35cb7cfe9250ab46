"""Training of the learned engine, on a corpus of a few made-up sentences."""

import gzip
from pathlib import Path

import pytest

pytest.importorskip("scipy")

from pipeline.errors import UsageError
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.words.engines import Given
from pipeline.lexicon.words.learned import LearnedEngine
from pipeline.train.segmenter import train as training
from pipeline.train.segmenter.data import read_tagged
from pipeline.train.segmenter.strings import Entry, count_plain
from pipeline.train.segmenter.train import measure, train_segmenter

LINES = [
    "我们/r 计划/v 修路/v 。/w",
    "这/r 份/q 计划/n 很/d 好/a 。/w",
    "他们/r 计划/v 植树/v ，/w 每人/r １２/m 棵/q 。/w",
    "那/r 份/q 计划/n 很/d 长/a 。/w",
    "我们/r 修路/v ，/w 他们/r 植树/v 。/w",
]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("segmenter")
    data = folder / "tagged.txt"
    data.write_text("\n".join(LINES * 6) + "\n", encoding="utf-8")
    lexicon = {"水库": Entry("o", ("o", 2, 3))}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "read_lexicons", lambda _: lexicon)
        for name in ("one", "two"):
            train_segmenter(data, folder / name, models_folder(), texts=["我们修路。他们修路。"], rounds=12)
    return folder


def test_what_was_trained_cuts_and_tags_in_context(trained: Path) -> None:
    engine = LearnedEngine(trained / "one")
    words, tags, _ = engine.cut_around([Given("他们计划修路。这份计划很长。", [], {})])[0]
    assert words == ["他们", "计划", "修路", "。", "这", "份", "计划", "很", "长", "。"]
    assert (tags[1], tags[6]) == ("v", "n")
    assert engine.cut("每人34棵") == ["每人", "34", "棵"]


def test_the_same_data_give_the_same_bytes(trained: Path) -> None:
    one, two = ((trained / name / "model.npz").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_model_is_measured_on_tagged_text(trained: Path) -> None:
    path = trained / "held.txt.gz"
    path.write_bytes(gzip.compress("\n".join(LINES[:2]).encode()))
    measured = measure(trained / "one", path)
    assert (measured.f1, measured.tags, measured.words) == (1, 1, 10)
    assert measured.text() == "F1 1.0000  POS 1.0000 of the rightly cut  (10 words)"


def test_a_word_without_a_tag_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "tagged.txt"
    path.write_text("甲/n\n乙\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"ZC222 .*tagged\.txt:2: '乙' is not word/TAG"):
        read_tagged(path)


@pytest.mark.parametrize("name", ["none.txt", "none.txt.gz"])
def test_a_corpus_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=rf"ZC221 .*{name}"):
        read_tagged(tmp_path / name)


def test_strings_with_varied_neighbours_are_found_in_plain_text() -> None:
    fillers = "天地日月山川河海风云"
    texts = ["".join(f"{a}碳汇{b}" for a in fillers for b in fillers)]
    plain = count_plain(texts)
    assert "碳汇" in plain.variety
    assert "汇天" not in plain.variety
    assert plain.cohesion["碳汇"] > plain.cohesion["汇天"]
    assert count_plain([]).variety == {}
