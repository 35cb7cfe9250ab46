"""Scores of entities."""

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.evaluate.entities import score_entities
from support import write_jsonl

TEXT = "江苏省人民政府印发《数字乡村行动方案》，苏州、无锡先行，接着推进乡村振兴战略。"


def entity(text: str, label: str, kind: str, norm: str | None = None) -> dict[str, object]:
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text, "label": label, "kind": kind, "norm": norm}


GOLD = [
    entity("江苏省", "REGION", "province", "320000"),
    entity("苏州", "REGION", "prefecture", "320500"),
    entity("无锡", "REGION", "prefecture"),
    entity("江苏省人民政府", "AGENCY", "local", "江苏省人民政府"),
    entity("乡村振兴战略", "POLICY", "initiative", "乡村振兴战略"),
    entity("《数字乡村行动方案》", "POLICY", "title", "数字乡村行动方案"),
]


def score(tmp_path: Path, pred: list[dict[str, object]], ignore: list[list[int]] | None = None, text: str = TEXT):  # type: ignore[no-untyped-def]
    gold = write_jsonl(
        tmp_path / "gold.jsonl", [{"id": "a", "text": TEXT, "entities": GOLD, "ignore": ignore or [], "other": 1}]
    )
    made = write_jsonl(
        tmp_path / "pred.jsonl",
        [{"id": "b", "text": ""}, {"id": "a", "text": text, "entities": pred, "kind": "document"}],
    )
    return score_entities(gold, made)


def test_gold_against_itself_is_perfect(tmp_path: Path) -> None:
    scores = score(tmp_path, GOLD)
    assert scores.errors == []
    for label, gold in (("REGION", 3), ("AGENCY", 1), ("POLICY", 2)):
        assert scores.figures()[label] == {"precision": 1, "recall": 1, "f1": 1, "kind": 1, "norm": 1, "gold": gold}


def test_misses_extras_kinds_and_norms_are_counted_by_label(tmp_path: Path) -> None:
    pred = [
        entity("江苏省", "REGION", "province", "330000"),  # wrong identifier
        entity("苏州", "REGION", "county", "320500"),  # wrong kind
        entity("先行", "REGION", "county", "1"),  # extra; 无锡 is missed
        entity("江苏省人民政府", "POLICY", "title", "江苏省人民政府"),  # extra there, and a miss of AGENCY
    ]
    scores = score(tmp_path, pred)
    region = scores.figures()["REGION"]
    assert region["precision"] == pytest.approx(2 / 3)
    assert region["recall"] == pytest.approx(2 / 3)
    assert region["f1"] == pytest.approx(2 / 3)
    assert (region["kind"], region["norm"], region["gold"]) == (0.5, 0.5, 3)
    assert scores.figures()["AGENCY"] == {"precision": 0, "recall": 0, "f1": 0, "kind": 0, "norm": 0, "gold": 1}
    assert scores.figures()["POLICY"]["gold"] == 2
    what = [line.split("  ")[1:4] for line in scores.errors]
    assert what == [
        ["norm", "REGION", "江苏省"],
        ["kind", "REGION", "苏州"],
        ["missed", "REGION", "无锡"],
        ["extra", "REGION", "先行"],
        ["missed", "AGENCY", "江苏省人民政府"],
        ["missed", "POLICY", "乡村振兴战略"],
        ["missed", "POLICY", "《数字乡村行动方案》"],
        ["extra", "POLICY", "江苏省人民政府"],
    ]
    assert "接着推进" in scores.errors[5]


def test_a_norm_is_asked_only_where_gold_has_one(tmp_path: Path) -> None:
    pred = [entity("无锡", "REGION", "prefecture", "320200")]
    assert score(tmp_path, pred).figures()["REGION"]["norm"] == 0
    assert score(tmp_path, pred).labels["REGION"].norms == 0


def test_the_class_noun_of_an_initiative_does_not_count(tmp_path: Path) -> None:
    pred = [
        entity("乡村振兴战略", "POLICY", "initiative", "乡村振兴"),
        entity("《数字乡村行动方案》", "POLICY", "title", "数字乡村"),
    ]
    scores = score(tmp_path, pred)
    assert scores.labels["POLICY"].norms_right == 1


def test_extras_in_ignored_spans_are_passed_over_but_hits_count(tmp_path: Path) -> None:
    at = TEXT.index("先行")
    pred = [entity("先行", "REGION", "county"), entity("苏州", "REGION", "prefecture", "320500")]
    scores = score(tmp_path, pred, ignore=[[at + 1, at + 9], [0, len(TEXT) - 30]])
    assert (scores.labels["REGION"].hits, scores.labels["REGION"].extra) == (1, 0)


def test_the_text_form_has_one_line_a_label(tmp_path: Path) -> None:
    assert score(tmp_path, GOLD).text().splitlines()[0] == (
        "REGION  P 1.000  R 1.000  F1 1.000  kind 1.000  norm 1.000  (3 gold)"
    )


def test_another_text_is_refused_and_the_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ZC224 .*'a'.*code point 4, '大印"):
        score(tmp_path, GOLD, text=TEXT.replace("人民政府", "人大", 1))


def test_a_missing_document_is_refused(tmp_path: Path) -> None:
    gold = write_jsonl(tmp_path / "gold.jsonl", [{"id": "甲", "text": "x", "entities": []}])
    with pytest.raises(UsageError, match=r"ZC223 .*'甲'"):
        score_entities(gold, write_jsonl(tmp_path / "pred.jsonl", []))


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('\n{"id": "1", "text": "x", "entities": [{"start": "0"}]}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"ZC222 .*gold\.jsonl:2: .*entities\[0\]"):
        score_entities(gold, gold)
    with pytest.raises(UsageError, match=r"ZC221 .*none\.jsonl"):
        score_entities(gold, tmp_path / "none.jsonl")
