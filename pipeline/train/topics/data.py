"""Labelled examples: read from JSONL and checked, with every problem told at its line."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import UsageError
from pipeline.lexicon.topics.inputs import Input

KNOWN_KEYS = ("id", "title", "text", "topics", "date", "source", "part", "official")
FEW_EXAMPLES = 20
_SHOWN_PROBLEMS = 20
_SHOWN_CHARACTERS = 60


class Example(msgspec.Struct, frozen=True):
    """A labelled document: the codes of its topics, main first; ``part`` names the sample that it was drawn in."""

    id: str
    document: Input
    topics: tuple[str, ...]
    part: str = ""
    line: int = 0


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with the data; ``line`` counts from 1, 0 where the file as a whole is meant."""

    line: int
    message: str

    def text(self) -> str:
        """Word it."""
        return f"line {self.line}: {self.message}" if self.line else self.message


class Examples(msgspec.Struct, frozen=True):
    """Examples in the order of the file, with what is wrong (``errors``: no training) or odd (``warnings``)."""

    examples: list[Example]
    errors: list[Problem]
    warnings: list[Problem]


def read_examples(path: Path, least: int) -> Examples:
    """Read and check labelled examples.

    Args:
        path: JSONL; each object has ``id``, ``topics`` (a code or a list, main first) and ``title``, ``text`` or both.
        least: The smallest number of examples that a topic needs, that is the number of folds.

    Returns:
        The examples and every problem found.

    Raises:
        UsageError: ZC231 if there is no such file.
    """
    if not path.is_file():
        raise UsageError("ZC231", f"no training data at {path}")
    examples: list[Example] = []
    errors: list[Problem] = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        made = _example(line, number)
        if isinstance(made, Problem):
            errors.append(made)
        else:
            examples.append(made)
    errors.extend(_repeated(examples))
    errors.extend(_too_few(examples, least))
    return Examples(examples, errors, [*_rare(examples), *_conflicts(examples)])


def _example(line: bytes, number: int) -> Example | Problem:
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Problem(number, f"not JSON: {error}")
    wrong = _wrong(row)
    if wrong:
        return Problem(number, wrong)
    topics = _topics(row.get("topics"))
    if topics is None:
        return Problem(number, "topics must be a code or a list of codes, main first, none twice")
    broken = [code for code in topics if "" in code.split("/")]
    if broken:
        return Problem(number, f"topic {broken[0]!r} has an empty level; levels are written a/b")
    return Example(row["id"], Input(row.get("title"), row.get("text") or ""), topics, str(row.get("part", "")), number)


def _wrong(row: Any) -> str | None:
    if not isinstance(row, dict):
        return "not a JSON object"
    unknown = sorted(set(row) - set(KNOWN_KEYS))
    if unknown:
        return f"unknown keys {', '.join(unknown)}; known are {', '.join(KNOWN_KEYS)}"
    if not isinstance(row.get("id"), str) or not row["id"]:
        return "id is missing or no string"
    title, text = row.get("title"), row.get("text")
    if not isinstance(text, str | None) or not isinstance(title, str | None):
        return "title and text must be strings"
    return None if (text or "").strip() or (title or "").strip() else "neither title nor text"


def _topics(value: Any) -> tuple[str, ...] | None:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not given or len(set(map(str, given))) != len(given):
        return None
    if not all(isinstance(code, str) and code.strip() and "\n" not in code and "\t" not in code for code in given):
        return None
    return tuple(given)


def _repeated(examples: Sequence[Example]) -> Iterable[Problem]:
    lines: dict[str, int] = {}
    for example in examples:
        if example.id in lines:
            yield Problem(example.line, f"id {example.id!r} stands on line {lines[example.id]} already")
        lines.setdefault(example.id, example.line)


def _too_few(examples: Sequence[Example], least: int) -> Iterable[Problem]:
    counts = Counter(code for example in examples for code in example.topics)
    if len(counts) < 2:
        yield Problem(0, f"{len(counts)} topic in {len(examples)} examples: at least two are needed")
    for code, count in sorted(counts.items()):
        if count < least:
            yield Problem(0, f"topic {code!r} has {count} examples: at least {least}, one for each fold, are needed")


def _rare(examples: Sequence[Example]) -> Iterable[Problem]:
    counts = Counter(code for example in examples for code in example.topics)
    for code, count in sorted(counts.items(), key=lambda pair: (pair[1], pair[0])):
        if count < FEW_EXAMPLES:
            yield Problem(0, f"topic {code!r} has only {count} examples: its figures will be uncertain")
    if counts and max(counts.values()) > 10 * min(counts.values()):
        most, rarest = max(counts, key=lambda c: (counts[c], c)), min(counts, key=lambda c: (counts[c], c))
        yield Problem(
            0, f"out of balance: {most!r} has {counts[most]} examples, {rarest!r} {counts[rarest]}: label more of these"
        )


def _conflicts(examples: Sequence[Example]) -> Iterable[Problem]:
    same: dict[Input, list[Example]] = defaultdict(list)
    for example in examples:
        same[example.document].append(example)
    for group in same.values():
        for example in group[1:]:
            if example.topics != group[0].topics:
                said, first = ",".join(example.topics), ",".join(group[0].topics)
                yield Problem(example.line, f"the same text as line {group[0].line}, but {said} and not {first}")


def refuse(path: Path, errors: Sequence[Problem]) -> None:
    """Stop where the data cannot be trained on.

    Args:
        path: The file.
        errors: What is wrong with it.

    Raises:
        UsageError: ZC232 with up to twenty problems, if there are any.
    """
    if errors:
        shown = "\n".join(f"  {problem.text()}" for problem in errors[:_SHOWN_PROBLEMS])
        more = f"\n  and {len(errors) - _SHOWN_PROBLEMS} more" if len(errors) > _SHOWN_PROBLEMS else ""
        raise UsageError("ZC232", f"{path} cannot be trained on:\n{shown}{more}")
