"""The datasheet of the sample corpus says what the files hold."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "sample"
GOLD = ROOT / "tests" / "data" / "sample_pages"
SHEET = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
PAGES = sorted((SAMPLE / "pages").iterdir())
DOCUMENTS = sorted((SAMPLE / "documents").iterdir())
KEYS = {"column", "headline", "kicker", "source", "authors", "continued_from", "continues", "subheads"}
KEYS |= {"starts", "ends", "paragraphs", "joins"}


def rows(folder: str) -> dict[str, list[str]]:
    lines = [line for line in SHEET.splitlines() if line.startswith(f"| {folder}/")]
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    return {row[0].removeprefix(f"{folder}/"): row[1:] for row in cells}


def totals() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for line in SHEET.splitlines():
        row = re.fullmatch(r"\| ([a-zA-Z ()]+) \| (\d+) \| (\d+)[a-z ]* \| ([\d,]+) \|", line)
        if row:
            found[row[1]] = [int(cell.replace(",", "")) for cell in row.groups()[1:]]
    return found


def size(path: Path) -> int:
    return len(path.read_text(encoding="utf-8"))


def articles(page: Path) -> list[dict[str, Any]]:
    gold = json.loads((GOLD / f"{page.stem}.articles.json").read_text(encoding="utf-8"))
    assert gold["page"] == page.name
    return list(gold["articles"])


def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLE / "records.jsonl").read_text(encoding="utf-8").splitlines()]


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("“", '"').replace("”", '"').replace("**", "")
    return "".join(plain.split())


def test_every_page_has_a_row_with_its_articles_and_characters() -> None:
    told = {name: (int(row[1]), int(row[2].replace(",", ""))) for name, row in rows("pages").items()}
    assert told == {page.name: (len(articles(page)), size(page)) for page in PAGES}


def test_every_document_has_a_row_with_its_number_and_characters() -> None:
    told = rows("documents")
    assert {name: int(row[2].replace(",", "")) for name, row in told.items()} == {d.name: size(d) for d in DOCUMENTS}
    for document in DOCUMENTS:
        number = told[document.name][1]
        assert number == "none" or number in document.read_text(encoding="utf-8")


def test_totals_are_those_of_the_files() -> None:
    pages = [len(PAGES), sum(len(articles(page)) for page in PAGES), sum(map(size, PAGES))]
    documents = [len(DOCUMENTS), len(DOCUMENTS), sum(map(size, DOCUMENTS))]
    news = [1, len(records()), sum(len(record["text"]) for record in records())]
    assert totals() == {
        "newspaper pages": pages,
        "official documents": documents,
        "news records (JSONL)": news,
        "all": [sum(column) for column in zip(pages, documents, news, strict=True)],
    }


def test_the_sample_is_as_large_as_promised() -> None:
    assert len(PAGES) >= 5
    assert sum(len(articles(page)) for page in PAGES) >= 24
    assert len(DOCUMENTS) >= 12
    assert all(400 <= size(document) <= 1800 for document in DOCUMENTS)
    assert len(records()) >= 12


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_gold_articles_stand_on_their_page_in_order(page: Path) -> None:
    text = fold(page.read_text(encoding="utf-8"))
    for article in articles(page):
        assert set(article) >= KEYS
        start = text.index(fold(article["starts"]))
        assert start < text.index(fold(article["ends"]), start)
        heads = (article["headline"] or "").split()
        rest = [article["column"], article["kicker"], article["source"], *article["authors"], *article["joins"], *heads]
        assert [part for part in rest if part and fold(part) not in text] == []
        assert [head for head in article["subheads"] if fold(head).lstrip("—") not in text] == []


def test_the_records_have_text_and_ids_of_their_own() -> None:
    found = records()
    assert all(isinstance(record["text"], str) and record["text"] for record in found)
    assert len({str(record["id"]) for record in found}) == len(found)
