"""Further labels that the repository holds itself: identifiers and topics, the texts stay where they are."""

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.lexicon.topics.inputs import Input
from pipeline.train.topics.data import Example

PART = "more"
_HEADER = "source\tid\ttopics"
_CORPORA = {"news": "corpus/news.jsonl.gz", "policy": "corpus/policy.jsonl.gz", "train": "topics/train.jsonl"}
_TITLE = "title"


def read_more(path: Path, shared: Path) -> list[Example]:
    """Join further labels with their texts.

    Args:
        path: TSV with source (news, policy, train, title), id and topics (codes joined by commas, main first). The id
            of a ``title`` is the title itself, those of the others are ids of the corpora ``corpus/news.jsonl.gz`` and
            ``corpus/policy.jsonl.gz`` and of ``topics/train.jsonl``.
        shared: The folder that holds ``corpus/`` and ``topics/``.

    Returns:
        Labelled documents in the order of the file, of the part ``more``.

    Raises:
        UsageError: ZC233 if a file is missing or a line is wrong; a label whose text is gone is one.
    """
    wanted = _rows(path)
    texts: dict[tuple[str, str], Input] = {}
    for source in sorted({source for source, _, _ in wanted} - {_TITLE}):
        ids = {identifier for where, identifier, _ in wanted if where == source}
        for row in corpus(shared / _CORPORA[source]):
            if row["id"] in ids:
                texts[source, row["id"]] = Input(row.get("title"), row["text"])
    made: list[Example] = []
    for number, (source, identifier, topics) in enumerate(wanted, start=2):
        document = Input(identifier, "") if source == _TITLE else texts.get((source, identifier))
        if document is None:
            raise UsageError("ZC233", f"{path}, line {number}: no {identifier!r} in {_CORPORA[source]}")
        made.append(Example(f"{source}:{identifier}", document, topics, PART, number))
    return made


def corpus(path: Path) -> Iterator[dict[str, str]]:
    """Read a corpus.

    Args:
        path: JSONL, gzip-compressed where its name ends in ``.gz``.

    Yields:
        Its rows, in order.

    Raises:
        UsageError: ZC233 if there is no such file.
    """
    if not path.is_file():
        raise UsageError("ZC233", f"no corpus at {path}")
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _rows(path: Path) -> Sequence[tuple[str, str, tuple[str, ...]]]:
    if not path.is_file():
        raise UsageError("ZC233", f"no labels at {path}")
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines[0] != _HEADER:
        raise UsageError("ZC233", f"{path}: the header must be source, id, topics, separated by tabs")
    made: list[tuple[str, str, tuple[str, ...]]] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        parts = line.split("\t")
        if len(parts) != 3 or parts[0] not in (*_CORPORA, _TITLE) or not all(parts):
            raise UsageError("ZC233", f"{path}, line {number}: not a source, an id and topics: {line[:80]!r}")
        made.append((parts[0], parts[1], tuple(parts[2].split(","))))
    return made
