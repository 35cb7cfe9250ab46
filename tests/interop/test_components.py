"""Our stages in a plain spaCy pipeline."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigError
from support import HOSTILE, ROOT

spacy = pytest.importorskip("spacy")

from pipeline.interop import components  # noqa: E402, F401 (registers, as the entry points do)
from pipeline.interop.convert import counts, entity_of, from_spacy  # noqa: E402

TEXT = "12月3日，国务院办公厅印发《数字乡村发展规划》，吉林省、长春市朝阳区政府要落实乡村振兴战略。"
NAMES = ("zhengce_regions", "zhengce_agencies", "zhengce_policies")


@pytest.fixture(scope="module")
def nlp() -> Any:
    """A plain pipeline with the three components."""
    made = spacy.blank("zh")
    for name in NAMES:
        made.add_pipe(name)
    return made


def test_they_find_names_in_a_plain_pipeline(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert [(s.text, s.label_) for s in doc.spans["zhengce"]] == [
        ("国务院办公厅", "AGENCY"),
        ("数字乡村发展规划", "POLICY"),
        ("吉林省", "REGION"),
        ("长春市朝阳区政府", "AGENCY"),
        ("长春市朝阳区", "REGION"),
        ("乡村振兴战略", "POLICY"),
    ]
    assert [e.text for e in doc.ents] == [
        "国务院办公厅", "数字乡村发展规划", "吉林省", "长春市朝阳区政府", "乡村振兴战略",
    ]  # fmt: skip
    assert [s.kb_id_ for s in doc.spans["zhengce_regions"]] == ["220000", "220104"]
    assert counts(doc).misaligned == 0
    assert counts(doc).not_in_ents == 1
    agency = entity_of(doc.ents[0])
    assert agency is not None
    assert agency.norm == "国务院办公厅"


def test_they_share_one_set_of_lexicons(nlp: Any) -> None:
    assert len({id(component.knowledge) for _, component in nlp.components}) == 1


def test_a_stream_a_doc_bin_and_the_record(nlp: Any) -> None:
    docs = list(nlp.pipe([TEXT, "", "没有名字。"]))
    stored = spacy.tokens.DocBin(docs=docs, store_user_data=True).to_bytes()
    back = list(spacy.tokens.DocBin().from_bytes(stored).get_docs(spacy.blank("zh").vocab))
    assert [d.text for d in back] == [TEXT, "", "没有名字。"]
    for doc, other in zip(docs, back, strict=True):
        assert from_spacy(doc) == from_spacy(other)
    assert [len(from_spacy(d).entities) for d in back] == [6, 0, 0]


def test_displacy_draws_ents_and_nested_spans(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert "吉林省" in spacy.displacy.render(doc, style="ent")
    assert "AGENCY" in spacy.displacy.render(doc, style="span", options={"spans_key": "zhengce"})


def test_names_resolve_at_the_documents_date(nlp: Any) -> None:
    def norm(date: str) -> str:
        doc = nlp.make_doc("工信部中小企业局与国家计委、银监会联合发文。")
        doc.user_data["date"] = date
        return next(s.kb_id_ for s in nlp(doc).spans["zhengce_agencies"] if s.text == "银监会")

    assert norm("2010-01-01") == "中国银行业监督管理委员会"


def test_hostile_texts_do_no_harm(nlp: Any) -> None:
    for doc in nlp.pipe([t for t in HOSTILE if t]):
        assert counts(doc).dropped == 0
        from_spacy(doc)


def test_words_that_cut_names_are_counted(nlp: Any) -> None:
    doc = spacy.tokens.Doc(nlp.vocab, words=["在吉", "林", "省长春", "市"], spaces=[False] * 4)
    for _, component in nlp.components:
        doc = component(doc)
    assert counts(doc).misaligned == 1
    assert [s.text for s in doc.spans["zhengce_regions"]] == ["在吉林省长春市"]


def test_a_pipeline_on_disk_is_the_same_pipeline(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert from_spacy(again(TEXT)) == from_spacy(nlp(TEXT))


@pytest.mark.parametrize(("key", "value"), [("ents", "longst"), ("misaligned", "cut")])
def test_a_wrong_setting_is_refused_with_the_known_ones(key: str, value: str) -> None:
    with pytest.raises(ConfigError, match="ZC114"):
        spacy.blank("zh").add_pipe("zhengce_regions", config={key: value})


@pytest.mark.slow
def test_the_entry_points_are_enough(tmp_path: Path) -> None:
    """As an installed package, in a process that imports nothing of ours; with workers."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    info = tmp_path / "zhengce_points-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: zhengce-points\nVersion: 1\n")
    lines = "".join(f"{name} = {value}\n" for name, value in points["spacy_factories"].items())
    (info / "entry_points.txt").write_text(f"[spacy_factories]\n{lines}")
    code = (
        "import spacy\n"
        "if __name__ == '__main__':\n"
        "    nlp = spacy.blank('zh')\n"
        f"    for name in {NAMES!r}: nlp.add_pipe(name)\n"
        "    docs = list(nlp.pipe(['国务院印发通知。', '长春市'] * 2, n_process=2, batch_size=1))\n"
        "    print(*[e.text for d in docs for e in d.ents])\n"
    )
    script = tmp_path / "use.py"
    script.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", str(script)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["国务院", "长春市"] * 2
