"""Build ``agencies.tsv`` and ``local_agencies.tsv`` from the curated tables, checked against outside evidence.

A row of the curated table stays only where its name or an alias stands in a sourced row of the knowledge table, or in
texts of the corpora: ``evidence`` says which. Predecessors, and the short forms that follow from a name by rule
(委员会 → 委), are filled in here.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import daachorse
import msgspec

from pipeline.errors import ConfigError
from pipeline.lexicon.agencies.rows import AgencyRow, FunctionRow, System
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.table import read_table, write_table
from pipeline.train.shared import shared_folder

TABLES = Path(__file__).parent / "tables"
# What is counted as evidence, and how it is named: kind, file below ZHENGCE_SHARED, key of the text.
TEXTS = (
    ("corpus", "corpus/policy.jsonl.gz", "text"),
    ("corpus", "corpus/news.jsonl.gz", "text"),
    ("corpus", "topics/train.jsonl", "text"),
    ("titles", "knowledge/policies.jsonl", "title"),
    ("titles", "knowledge/policies.jsonl", "issuer"),
    ("titles", "knowledge/doc_prefixes.jsonl", "issuer"),
    ("news1998", "gold/ner/pd199801.train.jsonl.gz", "text"),
)
SHORTER = (("委员会", "委"), ("办公室", "办"), ("监督管理局", "监管局"), ("监督管理总局", "监管总局"))


class Curated(msgspec.Struct, frozen=True):
    """A row of the curated table ``tables/agencies.tsv``."""

    id: str
    name: str
    aliases: list[str]
    bare: list[str]
    system: System
    start: str | None = None
    end: str | None = None
    successors: list[str] = []
    joint: list[str] = []
    needs: str | None = None


def build_agencies(shared: Path, target: Path) -> tuple[int, list[str]]:
    """Write the agency table.

    Args:
        shared: The folder that holds ``knowledge`` and ``corpus``.
        target: The file to write.

    Returns:
        The number of rows written, and the names of the rows dropped for want of evidence.

    Raises:
        ConfigError: ZC110 if the curated table is malformed, ZC111 if a row refers to an id that is not there.
    """
    rows = read_table(TABLES / "agencies.tsv", Curated)
    _check_references(rows)
    evidence = _evidence(shared, rows)
    kept = [row for row in rows if evidence[row.id]]
    dropped = [row.name for row in rows if not evidence[row.id]]
    ids = {row.id for row in kept}
    taken = {name for row in rows for name in (row.name, *row.aliases, *row.bare)}
    before: dict[str, list[str]] = {}
    for row in kept:
        for one in row.successors:
            before.setdefault(one, []).append(row.id)
    made = [
        AgencyRow(
            id=row.id,
            name=row.name,
            aliases=[*row.aliases, *_shorter(row.name, taken)],
            bare=row.bare,
            system=row.system,
            kind="local" if row.system == "local" else "central",
            start=row.start,
            end=row.end,
            predecessors=before.get(row.id, []),
            successors=[one for one in row.successors if one in ids],
            joint=[one for one in row.joint if one in ids],
            needs=row.needs,
            evidence=evidence[row.id],
        )
        for row in kept
    ]
    write_table(target, made, AgencyRow)
    return len(made), dropped


def build_functions(agencies: Path, target: Path) -> int:
    """Write the table of local functions.

    Args:
        agencies: The agency table; a central counterpart that is not in it is left out.
        target: The file to write.

    Returns:
        The number of rows.

    Raises:
        ConfigError: ZC110 if the curated table is malformed.
    """
    ids = {row.id for row in read_table(agencies, AgencyRow)}
    rows = [
        row if row.central in ids else msgspec.structs.replace(row, central=None)
        for row in read_table(TABLES / "functions.tsv", FunctionRow)
    ]
    write_table(target, rows, FunctionRow)
    return len(rows)


def _check_references(rows: list[Curated]) -> None:
    ids = Counter(row.id for row in rows)
    for row in rows:
        if ids[row.id] > 1:
            raise ConfigError("ZC111", f"{TABLES / 'agencies.tsv'}: id {row.id!r} stands twice")
        for one in (*row.successors, *row.joint, *([row.needs] if row.needs else [])):
            if one not in ids:
                raise ConfigError("ZC111", f"{TABLES / 'agencies.tsv'}: row {row.id!r} refers to unknown id {one!r}")


def _shorter(name: str, taken: set[str]) -> list[str]:
    """Short forms that follow from a name by rule, none that another row already has."""
    found = []
    for long, short in SHORTER:
        made = name.removesuffix(long) + short
        if name.endswith(long) and len(name) > len(long) + 2 and made not in taken:
            taken.add(made)
            found.append(made)
    return found


def _evidence(shared: Path, rows: list[Curated]) -> dict[str, list[str]]:
    """For each id: ``knowledge`` where a sourced row has a name of it, ``corpus:N`` for N documents that do."""
    sourced: set[str] = set()
    for line in (shared / "knowledge" / "agencies.jsonl").read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        if fact["source"] != ["unsourced"] and fact["source"] != "unsourced":
            sourced.update((fact["name"], *fact.get("aliases", [])))
    names = {row.id: {row.name, *row.aliases} for row in rows}
    patterns = sorted({name for some in names.values() for name in some})
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(patterns)
    counts: dict[str, Counter[str]] = {kind: Counter() for kind, _, _ in TEXTS}
    for kind, text in _texts(shared):
        counts[kind].update({patterns[i] for _, _, i in automaton.find_overlapping(text)})
    found: dict[str, list[str]] = {}
    for key, some in names.items():
        seen = {kind: max(counted[name] for name in some) for kind, counted in counts.items()}
        found[key] = (["knowledge"] if some & sourced else []) + [f"{kind}:{n}" for kind, n in seen.items() if n]
    return found


def _texts(shared: Path) -> Iterator[tuple[str, str]]:
    for kind, name, key in TEXTS:
        path = shared / name
        raw = path.read_bytes()
        for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").splitlines():
            yield kind, json.loads(line).get(key) or ""


def main() -> None:
    """Build both tables; the setting ``ZHENGCE_SHARED`` names the folder with the evidence.

    Raises:
        ConfigError: ZC130 if the setting is missing, ZC110 and ZC111 as the builders.
    """
    shared = shared_folder()
    folder = models_folder() / "lexicons"
    build_agencies(shared, folder / "agencies.tsv")
    build_functions(folder / "agencies.tsv", folder / "local_agencies.tsv")


if __name__ == "__main__":
    main()
