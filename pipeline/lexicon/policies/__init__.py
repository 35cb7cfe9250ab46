"""Policies in a text: titles, document numbers, initiatives, linked to one identity each."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.document import Entity
from pipeline.lexicon.context import Context
from pipeline.lexicon.policies import initiatives, plain
from pipeline.lexicon.policies.initiatives import Initiative, InitiativeRules
from pipeline.lexicon.policies.linking import link
from pipeline.lexicon.policies.names import Names
from pipeline.lexicon.policies.numbers import find_numbers
from pipeline.lexicon.policies.register import Policy, Register
from pipeline.lexicon.policies.text import Taken, entity
from pipeline.lexicon.policies.titles import find_titles
from pipeline.lexicon.table import read_table

__all__ = ["Initiative", "Policy", "PolicyFinder"]


class PolicyFinder:
    """Finds the policies of a text by title, number and initiative.

    Args:
        models: The folder of models; ``lexicons/policies.tsv``, ``doc_prefixes.tsv`` and ``initiatives.tsv`` are read.
        user: The user's own rows, which win over the tables.

    Raises:
        ConfigError: ZC110 if a table is malformed.
    """

    def __init__(self, models: Path, user: Sequence[Policy | Initiative] = ()) -> None:
        folder = models / "lexicons"
        own = [row for row in user if isinstance(row, Initiative)]
        self._register = Register(folder, [row for row in user if isinstance(row, Policy)])
        self._rules = InitiativeRules([*own, *read_table(folder / "initiatives.tsv", Initiative)])
        self._initiatives = frozenset(self._rules.by_name)
        self._names = Names(self._register, self._rules)

    def find(self, context: Context, regions: list[Entity], agencies: list[Entity]) -> list[Entity]:
        """Find the policies of a text.

        Args:
            context: The text and what is known about it.
            regions: Its regions, sorted by start.
            agencies: Its agencies, sorted by start.

        Returns:
            Mentions sorted by start, none overlapping; ``policy`` is shared by all mentions of one policy.
        """
        text = context.text
        if not text:
            return []
        taken = Taken()
        issuers = _ends(agencies)
        found = plain.headline(text, context.title, taken)
        found += find_titles(text, self._register, self._initiatives, issuers, taken)
        for number in find_numbers(text, self._register.codes, issuers):
            if taken.free(number.start, number.end):
                taken.take(number.start, number.end)
                found.append(entity(text, number.start, number.end, "number", number.norm, "number"))
        known = [one.norm for one in found if one.kind == "document" and one.norm]
        if context.title:
            known.append(context.title)
        found += plain.own_lines(text, known, issuers, taken)
        found += plain.repeated(text, [one.norm for one in found if one.kind == "document" and one.norm], taken)
        found += plain.running(text, issuers, taken)
        inner = Taken()
        for start, end in _outer(agencies):
            inner.take(start, end)
        named = self._names.find(text, taken, context.date)
        named += initiatives.quoted(text, self._rules, taken)
        named += initiatives.announced(text, taken)
        found += [one for one in named if inner.free(one.start, one.end)]
        found.sort(key=lambda one: (one.start, -one.end))
        link(context, found, agencies, self._register)
        return found


def _ends(agencies: list[Entity]) -> dict[int, int]:
    """Where each agency ends, and where the longest that ends there starts."""
    ends: dict[int, int] = {}
    for one in agencies:
        ends[one.end] = min(one.start, ends.get(one.end, one.start))
    return ends


def _outer(agencies: list[Entity]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for one in agencies:
        if not spans or one.start >= spans[-1][1]:
            spans.append((one.start, one.end))
    return spans
