"""Scores of splitting: a newspaper page's articles, checked one by one against gold."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import UsageError
from pipeline.evaluate.common import one_line, read_jsonl

CHECKS_OF_AN_ARTICLE = 10
START, END = 120, 60
"""Code points, widths folded, in which an article's first and last words must stand."""

_QUOTES = str.maketrans("“”", '""')


class GoldArticle(msgspec.Struct):
    """One article as it ought to be; ``joins`` are strings that must stand unbroken in one paragraph."""

    headline: str | None
    column: str | None
    kicker: str | None
    source: str | None
    authors: list[str]
    subheads: list[str]
    continued_from: str | bool | None
    continues: bool
    starts: str
    ends: str
    paragraphs: int
    joins: list[str]


class GoldPage(msgspec.Struct):
    """The articles of a page, in its order."""

    articles: list[GoldArticle]


class FoundMeta(msgspec.Struct):
    """What a found article says about itself."""

    column: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    subheads: list[str] | None = None
    source: str | None = None
    authors: list[str] | None = None
    continued_from: str | bool | None = None
    continues: str | bool | None = None


class FoundArticle(msgspec.Struct):
    """One article as it was found."""

    text: str
    title: str | None = None
    meta: FoundMeta | None = None


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at: which, what it should be, what it is."""

    what: str
    want: Any
    have: Any

    @property
    def holds(self) -> bool:
        """Whether it is as it should be."""
        return bool(self.want == self.have)


class PageScores(msgspec.Struct):
    """All checks, in the order of the gold."""

    checks: list[Check]

    @property
    def errors(self) -> list[str]:
        """The checks that do not hold, in words."""
        return [one_line(f"{c.what}: expected {c.want!r}, got {c.have!r}") for c in self.checks if not c.holds]

    def figures(self) -> dict[str, Any]:
        """Give the number of checks, how many hold, and their share."""
        good = sum(c.holds for c in self.checks)
        return {"checks": len(self.checks), "hold": good, "share": good / len(self.checks)}

    def text(self) -> str:
        """Word the figures in a line."""
        f = self.figures()
        return f"{f['hold']}/{f['checks']} checks hold ({f['share']:.3f})"


def score_pages(gold: Path, pred: Path) -> PageScores:
    """Score the articles of a page.

    Widths are folded and white space is left out before strings are compared. An article that is not found fails all
    its checks, a surplus one fails one. A 副题 may be the subtitle or the first subhead.

    Args:
        gold: JSON with ``articles``, in page order.
        pred: JSONL of the articles as found, in page order.

    Returns:
        The checks.

    Raises:
        UsageError: ZC221 or ZC222 if a file cannot be read.
    """
    wanted = _read_gold(gold)
    left = list(read_jsonl(pred, FoundArticle))
    checks = [Check("number of articles", len(wanted), len(left))]
    checks += [Check("surplus article", 0, 1)] * max(0, len(left) - len(wanted))
    for article in wanted:
        found = next((f for f in left if _is_same(article, f)), None)
        if found is None:
            missing = Check(f"{article.headline or article.starts}: found", True, False)
            checks += [missing] * (CHECKS_OF_AN_ARTICLE + len(article.joins))
        else:
            left = [f for f in left if f is not found]
            checks += _checks(article, found)
    return PageScores(checks)


def _read_gold(path: Path) -> list[GoldArticle]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=GoldPage).articles
    except OSError as error:
        raise UsageError("ZC221", f"{path}: cannot be read: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError("ZC222", f"{path}: not the gold of a page: {error}") from None


def fold(text: str | None) -> str:
    """Fold widths and straighten double quotes, and leave out white space.

    Args:
        text: Any text; None counts as empty.

    Returns:
        The text as strings are compared here.
    """
    return "".join(unicodedata.normalize("NFKC", text or "").translate(_QUOTES).split())


def _fold_head(text: str) -> str:
    return fold(text).lstrip("—-")


def _is_same(article: GoldArticle, found: FoundArticle) -> bool:
    if fold(article.starts) in fold(found.text)[:START]:
        return True
    return bool(article.headline) and fold(article.headline) == fold(found.title)


def _checks(article: GoldArticle, found: FoundArticle) -> Iterator[Check]:
    meta = found.meta or FoundMeta()
    heads = [_fold_head(s) for s in article.subheads]
    paragraphs = [p for p in found.text.split("\n") if p.strip() and _fold_head(p) not in heads]
    folded = [fold(p) for p in paragraphs]
    found_heads = [_fold_head(s) for s in (meta.subtitle, *(meta.subheads or ())) if s]
    pairs: list[tuple[str, Any, Any]] = [
        ("title", fold(article.headline), fold(found.title)),
        ("column", fold(article.column), fold(meta.column)),
        ("kicker", fold(article.kicker), fold(meta.kicker)),
        ("source", fold(article.source), fold(meta.source)),
        ("authors", article.authors, meta.authors or []),
        ("subheads", heads, found_heads),
        ("continued_from", bool(article.continued_from), bool(meta.continued_from)),
        ("continues", article.continues, bool(meta.continues)),
        ("last words", True, fold(article.ends) in fold(found.text)[-END:]),
        ("paragraphs", article.paragraphs, len(paragraphs)),
        *((f"unbroken {j}", True, any(fold(j) in p for p in folded)) for j in article.joins),
    ]
    name = article.headline or article.starts
    return (Check(f"{name}: {what}", want, have) for what, want, have in pairs)
