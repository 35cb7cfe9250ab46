"""New words and terms of a corpus: what stands together firmly, in free surroundings, and is in no lexicon yet.

Two passes: the first counts what stands side by side, the second looks at the neighbours of the best, in native code.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.lexicon.table import write_table
from pipeline.lexicon.words.engines import Engine
from pipeline.lexicon.words.userwords import Draft
from pipeline.train.newness import NAMED, Dated, Looked, Seen, look_at
from pipeline.train.sequences import count_sequences, firm_terms

LOOKED_AT = 20_000
"""Sequences whose neighbours are counted."""
YEAR = 1
"""Years that the dates must span, for the earlier half to say what is new in the later."""
INSIDE = 0.8
"""The share of a term's places inside one longer term of the list from which it is a piece of that only."""

Corpus = Callable[[], Iterable[Dated]]
"""Opens the corpus; it is read twice."""


def discover(
    corpus: Corpus,
    engine: Engine,
    *,
    reference: Corpus | None = None,
    known: Callable[[str], bool] | None = None,
    fewest: int = 5,
    limit: int = 1000,
) -> list[Draft]:
    """Find words and terms that no lexicon has.

    Args:
        corpus: The texts.
        engine: What cuts them; what it holds in one piece is not new.
        reference: Texts that the corpus is compared with: what is more frequent here comes first. Without them, and
            where the dates span a year, the later half of the texts is compared with the earlier.
        known: Tells of a term that it is a known name, to be passed over.
        fewest: Texts that must have a word.
        limit: How many to give at most.

    Returns:
        Rows of a user's table of words, best first.
    """
    counted = count_sequences(corpus(), engine)
    firm, broken = firm_terms(counted, engine, fewest)
    quoted = {term for term, count in counted.quoted.items() if count >= fewest}
    order = sorted(firm, key=lambda term: (term not in quoted, -firm[term][0] * math.log(firm[term][1]), term))
    best = order[:LOOKED_AT]
    middle = None if reference else _middle(counted.dates)
    here = look_at(corpus(), best, middle)
    base = look_at(reference(), best, None) if reference else None
    scored = []
    for term in best:
        seen = here.terms[term]
        if seen.texts < fewest or not seen.freedom():
            continue
        ratio = None
        if base:
            ratio = (seen.texts / here.texts) / ((base.terms[term].texts + 1) / (base.texts + 1))
        elif middle:
            ratio = (seen.late / here.late) / ((seen.early + 1) / (here.early + 1))
        worth = seen.worth(firm[term][0], term in broken, ratio)
        scored.append((worth * (NAMED if seen.named(term) else 1), term, ratio))
    scored.sort(key=lambda row: (-row[0], row[1]))
    rows: list[Draft] = []
    pieces = _Pieces(here)
    for _, term, ratio in scored:
        if len(rows) == limit:
            break
        if not (known and known(term)) and pieces.whole(term):
            rows.append(_draft(term, here.terms[term], firm[term][0], ratio))
    return rows


def write_drafts(path: Path, rows: list[Draft]) -> None:
    """Write discovered words as a table: delete the rows that are none, and it is a user's lexicon.

    Args:
        path: The file to write; its folder must exist.
        rows: The words, best first.

    Raises:
        UsageError: ZC207 if it cannot be written.
    """
    try:
        write_table(path, rows, Draft)
    except OSError as error:
        raise UsageError("ZC207", f"{path}: cannot be written: {error.strerror}") from None


def _draft(term: str, seen: Seen, cohesion: float, ratio: float | None) -> Draft:
    return Draft(
        term,
        "n",
        None,
        round(cohesion, 3),
        round(seen.freedom(), 3),
        seen.count,
        seen.texts,
        None if ratio is None else round(ratio, 2),
        seen.first,
        seen.examples,
    )


class _Pieces:
    """Terms taken into the list, so that neither pieces of them nor longer ones around them come too."""

    def __init__(self, looked: Looked) -> None:
        self._looked = looked
        self._around: dict[str, int] = {}
        self._taken: set[str] = set()

    def whole(self, term: str) -> bool:
        """Take a term, unless it is a mere piece of one that was taken, or little more than one."""
        count = self._looked.terms[term].count
        if self._around.get(term, 0) >= INSIDE * count:
            return False
        inside = [term[i:j] for i in range(len(term)) for j in range(i + 1, len(term) + 1)]
        if any(count >= INSIDE * self._looked.terms[one].count for one in inside if one in self._taken):
            return False
        self._taken.add(term)
        for one in inside:
            self._around[one] = max(count, self._around.get(one, 0))
        return True


def _middle(dates: Counter[str]) -> str | None:
    """The date from which the later half of the dated texts begins; None where they span less than a year."""
    days = sorted(dates)
    if not days or not days[0][:4].isdigit() or f"{int(days[0][:4]) + YEAR:04}{days[0][4:]}" > days[-1]:
        return None
    before, every = 0, sum(dates.values())
    for day in days:
        before += dates[day]
        if 2 * before > every:
            return day if day > days[0] else None
    return None
