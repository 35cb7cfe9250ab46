"""Scores of splitting a page."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.evaluate.pages import score_pages
from support import write_jsonl

FIRST = {
    "column": "经济观察", "headline": "小城“织”出大产业", "kicker": "一根纱线的旅程", "source": "滨江日报",
    "authors": ["林小满", "周远"], "subheads": ["从作坊到车间", "从车间到云端"], "continued_from": None,
    "continues": True, "starts": "清晨六点", "ends": "织机不停。", "paragraphs": 2, "joins": ["一根纱线"],
}  # fmt: skip
SECOND = {
    "column": None, "headline": None, "kicker": None, "source": None, "authors": [], "subheads": [],
    "continued_from": "第一版", "continues": False, "starts": "昨日，全市", "ends": "全部复工。",
    "paragraphs": 1, "joins": [],
}  # fmt: skip
FOUND: list[dict[str, Any]] = [
    {
        "id": "p/1",
        "title": "小城\"织\"出大产业",
        "text": "清晨六点，老街醒了，一根纱线穿过车间。\n从车间到云端\n夜里，织机不停。",
        "meta": {
            "column": "经济观察", "kicker": "一根纱线的旅程", "subtitle": "——从作坊到车间",
            "subheads": ["从车间到云端"],
            "source": "滨江日报", "authors": ["林小满", "周远"], "continues": True, "extra": {},
        },
    },
    {"text": "昨日,全市企业全部复工。", "title": None, "meta": {"continued_from": "第一版"}},
]  # fmt: skip


def score(tmp_path: Path, found: list[dict[str, Any]], *gold: dict[str, Any]) -> Any:
    page = tmp_path / "page.articles.json"
    page.write_text(json.dumps({"page": "page.md", "articles": gold or [FIRST, SECOND]}), encoding="utf-8")
    return score_pages(page, write_jsonl(tmp_path / "pred.jsonl", found))


def test_a_page_as_it_ought_to_be_holds_every_check(tmp_path: Path) -> None:
    scores = score(tmp_path, FOUND)
    assert scores.errors == []
    assert scores.figures() == {"checks": 1 + 11 + 10, "hold": 22, "share": 1.0}
    assert scores.text() == "22/22 checks hold (1.000)"


def test_each_difference_fails_one_check(tmp_path: Path) -> None:
    found = [
        {**FOUND[0], "title": "小城织出大产业", "text": FOUND[0]["text"].replace("一根纱线", "一根\n纱线")},
        {**FOUND[1], "meta": None},
    ]
    assert [line.split(": ")[1] for line in score(tmp_path, found).errors] == [
        "title",
        "paragraphs",
        "unbroken 一根纱线",
        "continued_from",
    ]


def test_an_article_that_is_not_found_fails_all_its_checks(tmp_path: Path) -> None:
    scores = score(tmp_path, FOUND[1:])
    assert scores.figures()["checks"] == 22
    assert scores.figures()["hold"] == 10
    assert scores.errors[1:] == ["小城“织”出大产业: found: expected True, got False"] * 11


def test_a_surplus_article_fails_one_check_besides_the_number(tmp_path: Path) -> None:
    scores = score(tmp_path, [*FOUND, {"text": "多出来的一条。"}])
    assert scores.figures() == {"checks": 23, "hold": 21, "share": 21 / 23}


def test_each_found_article_serves_once(tmp_path: Path) -> None:
    scores = score(tmp_path, FOUND[1:], SECOND, SECOND)
    assert scores.figures()["hold"] == 10


def test_gold_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ZC222"):
        score(tmp_path, FOUND, {"headline": "x"})
    with pytest.raises(UsageError, match="ZC221"):
        score_pages(tmp_path / "none.json", tmp_path / "none.jsonl")
