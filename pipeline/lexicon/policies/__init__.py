"""Policies in a text: titles, document numbers, initiatives, linked to one identity each."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.document import Entity, Relation
from pipeline.lexicon.context import Context
from pipeline.lexicon.policies import initiatives, plain
from pipeline.lexicon.policies.announced import announced
from pipeline.lexicon.policies.initiatives import Formula, Initiative, InitiativeRules
from pipeline.lexicon.policies.kinds import is_report
from pipeline.lexicon.policies.linking import link
from pipeline.lexicon.policies.masthead import split_mastheads
from pipeline.lexicon.policies.names import Names
from pipeline.lexicon.policies.numbers import find_numbers
from pipeline.lexicon.policies.plans import period_plans, plans
from pipeline.lexicon.policies.register import Policy, Register
from pipeline.lexicon.policies.relations import find_relations
from pipeline.lexicon.policies.text import Taken, add, entity
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
        self.register = Register(folder, [row for row in user if isinstance(row, Policy)])
        self._rules = InitiativeRules(
            [*own, *read_table(folder / "initiatives.tsv", Initiative)],
            read_table(folder / "policy_formulas.tsv", Formula),
        )
        self._initiatives = frozenset(self._rules.by_name)
        self._names = Names(self.register, self._rules)

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
        found += find_titles(text, self.register, self._initiatives, issuers, taken)
        edges = sorted(one.end for one in found)
        for number in find_numbers(text, self.register.codes, issuers, edges):
            add(entity(text, number.start, number.end, "number", number.norm, "number"), found, taken)
        known = [one.norm for one in found if one.kind == "document" and one.norm]
        if context.title:
            known.append(context.title)
        found += plain.own_lines(text, known, issuers, taken)
        found += plain.repeated(text, [one.norm for one in found if one.kind == "document" and one.norm], taken)
        found += plain.running(text, issuers, taken)
        found += plans(text, taken)
        if "五”" in text:
            found += period_plans(text, _divisions(regions), taken)
        found += self._names.find(text, taken, _foreign(regions))
        found += initiatives.quoted(text, self._rules, taken)
        found += announced(text, taken)
        split_mastheads(text, found, issuers, context.title)
        found = _outside(found, agencies)
        found.sort(key=lambda one: (one.start, -one.end))
        link(context, found, agencies, self.register)
        return [one for one in found if one.norm is not None or not is_report(one.text)]

    def initiative(self, name: str) -> Initiative | None:
        """Give the row of an initiative by its name or an alias; None where the table has none."""
        return self._rules.by_name.get(name)

    def relations(
        self, context: Context, regions: list[Entity], agencies: list[Entity], policies: list[Entity]
    ) -> list[Relation]:
        """Find the relations that a text states: who issues, on what it rests, what it ends, to whom it goes.

        Args:
            context: The text and what is known about it.
            regions: Its regions, sorted by start.
            agencies: Its agencies, sorted by start.
            policies: Its policies, as :meth:`find` gave them.

        Returns:
            Relations sorted by the start of their evidence.
        """
        return find_relations(context, regions, agencies, policies)


def _ends(agencies: list[Entity]) -> dict[int, int]:
    """Where each agency ends, and where the longest that ends there starts."""
    ends: dict[int, int] = {}
    for one in agencies:
        ends[one.end] = min(one.start, ends.get(one.end, one.start))
    return ends


def _divisions(regions: list[Entity]) -> dict[int, int]:
    """Where each division of China ends, and where it starts."""
    kinds = ("province", "prefecture", "county", "township")
    return {one.end: one.start for one in regions if one.kind in kinds}


def _foreign(regions: list[Entity]) -> list[int]:
    """Where foreign places end, sorted."""
    return sorted(
        one.end for one in regions if one.kind in ("country", "foreign") and one.norm not in ("CN", "HK", "MO")
    )


def _outside(found: list[Entity], agencies: list[Entity]) -> list[Entity]:
    """Without the initiatives that are part of an agency's name (国家乡村振兴局)."""
    covered = Taken()
    reach = 0
    for one in agencies:
        if one.start >= reach:
            covered.take(one.start, one.end)
            reach = one.end
    return [one for one in found if one.kind != "initiative" or covered.free(one.start, one.end)]
