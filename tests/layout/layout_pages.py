"""The pages of tests/data/pages, and how a page's articles are compared with what should come out."""

import json
import unicodedata
from pathlib import Path
from typing import Any

from pipeline.document import Document, Origin
from pipeline.stages.clean import Clean, CleanSettings
from pipeline.stages.split import Split, SplitSettings

FOLDER = Path(__file__).parent.parent / "data" / "pages"
SAMPLE_GOLD = FOLDER.parent / "sample_pages"
SAMPLES = sorted(
    path for path in (FOLDER.parents[2] / "corpus" / "sample" / "pages").iterdir() if path.suffix != ".json"
)
PAGES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".md"))


def split(text: str, name: str = "page") -> list[Document]:
    """Clean and split a page."""
    lines = text.count("\n") + 1
    page = Document(id=name, kind="page", text=text, origin=Origin(f"{name}.txt", 0, (1, lines), "utf-8"))
    return Split(SplitSettings(), None)(Clean(CleanSettings(), None)([page]))


def gold(page: Path, folder: Path | None = None) -> list[dict[str, Any]]:
    """Read what should come out of a page: its twin beside it, or in another folder."""
    twin = (folder or page.parent) / f"{page.stem}.articles.json"
    articles: list[dict[str, Any]] = json.loads(twin.read_text("utf-8"))["articles"]
    return articles


def fold(text: str | None) -> str:
    """Make widths, quotation marks and spaces equal."""
    flat = unicodedata.normalize("NFKC", text or "").replace("“", '"').replace("”", '"')
    return "".join(flat.split())


def head(text: str) -> str:
    """Fold a heading, its dash taken off."""
    return fold(text).lstrip("—-")


def differences(want: list[dict[str, Any]], made: list[Document]) -> tuple[list[str], int]:
    """List what differs, and the number of checks."""
    wrong: list[str] = [] if len(want) == len(made) else [f"{len(made)} articles, not {len(want)}"]
    checks = 1
    left = list(made)
    for article in want:
        name = article["headline"] or article["starts"]
        found = next((d for d in left if _is(article, d)), None)
        checks += 10 + len(article["joins"])
        if found is None:
            wrong += [f"{name}: not found"] * (10 + len(article["joins"]))
            continue
        left.remove(found)
        wrong += [f"{name}: {what}" for what in _compare(article, found)]
    return wrong, checks


def _is(article: dict[str, Any], document: Document) -> bool:
    if fold(article["starts"]) in fold(document.text)[:120]:
        return True
    return bool(article["headline"]) and fold(article["headline"]) == fold(document.title)


def _compare(article: dict[str, Any], found: Document) -> list[str]:
    meta = found.meta
    heads = [head(text) for text in article["subheads"]]
    paragraphs = [line for line in found.text.split("\n") if head(line) not in heads]
    pairs = {
        "title": (fold(article["headline"]), fold(found.title)),
        "kind": (article.get("kind", "article"), found.kind),
        "column": (fold(article["column"]), fold(meta.column)),
        "kicker": (fold(article["kicker"]), fold(meta.kicker)),
        "source": (fold(article["source"]), fold(meta.source)),
        "authors": (article["authors"], meta.authors),
        "subheads": (heads, [head(text) for text in [meta.subtitle, *meta.subheads] if text]),
        "continued_from": (bool(article["continued_from"]), bool(meta.continued_from)),
        "continues": (article["continues"], meta.continues),
        "last words": (True, fold(article["ends"]) in fold(found.text)[-60:]),
        "paragraphs": (article["paragraphs"], len(paragraphs)),
    }
    wrong = [f"{what}: {want!r}, not {have!r}" for what, (want, have) in pairs.items() if want != have]
    return wrong + [f"broken: {j}" for j in article["joins"] if not any(fold(j) in fold(p) for p in paragraphs)]
