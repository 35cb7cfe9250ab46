"""Whether a user's table does what its rows say: clashes with the shipped rows, words that would still be cut."""

from pathlib import Path

import msgspec

from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.lookup import listed
from pipeline.lexicon.regions.checking import check_rows
from pipeline.lexicon.regions.rows import RegionRow
from pipeline.lexicon.table import read_numbered
from pipeline.lexicon.user import guess_kind, numbered_rows
from pipeline.lexicon.words.engines import open_engine
from pipeline.lexicon.words.segmenter import Segmenter
from pipeline.lexicon.words.userwords import UserWords, read_user, still_cut


class Remark(msgspec.Struct, frozen=True):
    """One line of a table and what is to be said of it; ``fatal`` where the row has no effect."""

    line: int
    text: str
    fatal: bool = False

    def __str__(self) -> str:
        """Give ``line: text``."""
        return f"{self.line}: {self.text}"


def check_table(path: Path, models: Path | None = None) -> list[Remark]:
    """Check a user's table.

    Args:
        path: The TSV; what it holds is told by its header.
        models: The folder of models; None for the shipped one.

    Returns:
        Remarks in the order of the lines: names that the shipped tables hold too (the user's row wins), names that
        stand twice, words that would still be cut, regions whose identifier cannot be meant (with the column).

    Raises:
        ConfigError: ZC110 or ZC120 if a line is wrong, with line, column and reason.
    """
    kind = guess_kind(path)
    rows = numbered_rows(path, kind)
    remarks: list[Remark] = []
    seen: dict[str, int] = {}
    for line, name in rows:
        if name in seen:
            remarks.append(Remark(line, f"{name!r} stands in line {seen[name]} already"))
        seen.setdefault(name, line)
    if kind == "words":
        engine = open_engine("rjieba", hmm=False)
        words = read_user(path)
        segmenter = Segmenter(engine, UserWords(words, engine))
        for word, pieces in still_cut(words, lambda text: segmenter.cut(text)[0]):
            shown = " / ".join(pieces)
            remarks.append(Remark(seen[word.word], f"{word.word!r} would still be cut: {shown}", fatal=True))
    else:
        knowledge = Knowledge(models)
        if kind == "regions":
            for fault in check_rows(list(read_numbered(path, RegionRow)), knowledge.regions.gazetteer):
                remarks.append(Remark(fault.line, f"column {fault.column}: {fault.reason}", fatal=True))
        for name, line in seen.items():
            for answer in listed(knowledge, name):
                remarks.append(Remark(line, f"{name!r} is {answer.label} {answer.norm} {answer.name} too; yours wins"))
    return sorted(remarks, key=lambda remark: remark.line)
