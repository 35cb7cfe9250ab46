"""The cases of tests/data/policies.tsv: each text says itself which mentions are to be found in it.

``{D…}``, ``{N…}`` and ``{I…}`` mark a document, a number and an initiative; ``=`` gives the norm where it is not the
surface, ``∅`` that there is none; ``⏎`` is a line break.
"""

import re
from pathlib import Path

import pytest

from pipeline.lexicon.context import Context
from pipeline.lexicon.policies import PolicyFinder

KINDS = {"D": "document", "N": "number", "I": "initiative"}
FILE = Path(__file__).parents[2] / "data" / "policies.tsv"
Mention = tuple[int, int, str, str | None]


def read_marked(marked: str) -> tuple[str, list[Mention]]:
    """Take the marks out of a text: the text and the mentions that they say."""
    text, wanted, last = "", [], 0
    for match in re.finditer(r"\{([DNI])([^{}]*)\}", marked):
        text += marked[last : match.start()]
        surface, equal, norm = match[2].partition("=")
        start = len(text)
        text += surface
        norm = norm if equal else surface
        last = match.end()
        left = len(surface) - len(surface.lstrip())
        wanted.append((start + left, len(text), KINDS[match[1]], None if norm == "∅" else norm))
    text += marked[last:]
    return text.replace("⏎", "\n"), wanted


def cases() -> list[tuple[str, str, str]]:
    lines = FILE.read_text(encoding="utf-8").splitlines()[1:]
    return [(cells[0], cells[1], cells[2]) for cells in (line.split("\t") for line in lines)]


@pytest.mark.parametrize(("group", "marked", "title"), cases())
def test_a_case_gives_exactly_the_mentions_that_it_marks(
    group: str, marked: str, title: str, policy_finder: PolicyFinder
) -> None:
    text, wanted = read_marked(marked)
    found = policy_finder.find(Context(text, title=title or None, date="2026-06-01"), [], [])
    assert [(one.start, one.end, one.kind, one.norm) for one in found] == wanted, group


def test_there_are_at_least_250_cases() -> None:
    assert len(cases()) >= 250
