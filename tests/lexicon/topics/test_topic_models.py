"""Models are plain data: they load anywhere and give the same scores, and what is damaged says so."""

import json
import shutil
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import TopicModel, load_model, save_model
from pipeline.lexicon.topics.score import classify
from pipeline.lexicon.topics.taxonomy import load_taxonomy

TINY = Path(__file__).parent.parent.parent / "data" / "topics_tiny"


def test_a_stored_model_gives_the_stored_scores(tiny: TopicModel) -> None:
    for case in json.loads((TINY / "predictions.json").read_text("utf-8")):
        decision = classify(tiny, [Input(case["title"], case["text"])])[0]
        assert [t.code for t in decision.topics] == [code for code, _ in case["topics"]]
        assert [t.score for t in decision.topics] == pytest.approx([score for _, score in case["topics"]], abs=2e-4)


def test_a_model_survives_writing_and_reading(tiny: TopicModel, tmp_path: Path) -> None:
    save_model(tiny, tmp_path / "a")
    again = load_model(tmp_path / "a")
    save_model(again, tmp_path / "b")
    for file in ("model.json", "grams.tsv", "weights.npz"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


@pytest.mark.parametrize("file", ["model.json", "grams.tsv", "weights.npz"])
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    folder = shutil.copytree(TINY, tmp_path / "m")
    (folder / file).unlink()
    with pytest.raises(ConfigError, match=f"ZC141 .*{file} is missing"):
        load_model(folder)


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("model.json", b"{", "ZC142 .*model.json: not the description"),
        ("model.json", b'{"format": "other"}', "ZC142 .*model.json"),
        ("grams.tsv", b"field\tgram\nbody", "ZC142 .*grams.tsv: .*cut off"),
        ("grams.tsv", b"field\tgram\nfoot\t\xe5\x86\x9c\n", "ZC142 .*grams.tsv, line 2"),
        ("grams.tsv", b"field\tgram\nbody\t\xe5\x86\x9c\n", "ZC142 .*weights.npz: rarity should have the shape"),
        ("grams.tsv", b"\xff\xfe", "ZC142 .*grams.tsv: not UTF-8"),
        ("weights.npz", b"PK", "ZC142 .*weights.npz: its checksum"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, file: str, content: bytes, message: str) -> None:
    folder = shutil.copytree(TINY, tmp_path / "m")
    (folder / file).write_bytes(content)
    with pytest.raises(ConfigError, match=message):
        load_model(folder)


def test_another_format_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(TINY, tmp_path / "m")
    spec = json.loads((folder / "model.json").read_text("utf-8")) | {"format": "zhengce-topics/9"}
    (folder / "model.json").write_text(json.dumps(spec), encoding="utf-8")
    with pytest.raises(ConfigError, match="ZC142 .*format 'zhengce-topics/9', this version reads"):
        load_model(folder)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\n", "header"),
        ("code\tname\tparent\na\tA\tb\n", "line 2: no subject 'b'"),
        ("code\tname\tparent\na\n", "line 2"),
    ],
)
def test_a_wrong_scheme_names_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "scheme.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=f"ZC142 .*{message}"):
        load_taxonomy(path)
