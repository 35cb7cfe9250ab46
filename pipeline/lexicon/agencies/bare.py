"""Names that mean a central organ in national text and a local one, or nothing, elsewhere (发改委, 统计局)."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.document import Entity
from pipeline.lexicon.agencies import guards, scope
from pipeline.lexicon.agencies.directory import Directory, choose
from pipeline.lexicon.agencies.local import FOREIGN_KINDS, LocalGrammar
from pipeline.lexicon.agencies.mention import Mention
from pipeline.lexicon.agencies.rows import AgencyRow
from pipeline.lexicon.context import Context


class Hit(NamedTuple):
    """A bare name in the text."""

    start: int
    end: int
    name: str


class BareFinder:
    """Decides what bare names stand for, once all full names of the text are known.

    Args:
        directory: The table.
        local: The grammar, for the official names of local bureaux.
    """

    def __init__(self, directory: Directory, local: LocalGrammar) -> None:
        self._directory = directory
        self._local = local

    def find(
        self,
        context: Context,
        regions: Sequence[Entity],
        found: list[Mention],
        hits: Sequence[Hit],
        run: bool,
    ) -> list[Mention]:
        """Find the organs that bare names stand for.

        Args:
            context: The text and its record.
            regions: The regions of the text.
            found: The organs found by their full names.
            hits: Where bare names stand.
            run: Whether the text is a run of issuers: national unless the first of them is local.

        Returns:
            Mentions in no particular order: national, local, or ambiguous with its candidates.
        """
        view = scope.judge(context, regions, found)
        if run:
            local = bool(found) and found[0].kind == "local"
            view = scope.Scope("local", view.place) if local else scope.Scope("national")
        foreign = {one.end for one in regions if one.kind in FOREIGN_KINDS}
        hits = [hit for hit in hits if hit.start not in foreign and not guards.goes_on(context.text, hit.end)]
        made: list[Mention] = []
        for hit in hits:
            if hit.name in self._directory.bare and not guards.is_meeting(context.text, hit.end):
                made += self._one(context, hit, view, found)
        if view.level == "national":
            listed = [hit for hit in hits if hit.name in self._directory.listed]
            made += self._listed(context, [*found, *made], listed)
        return made

    def _one(self, context: Context, hit: Hit, view: scope.Scope, found: list[Mention]) -> list[Mention]:
        text, row = context.text, choose(self._directory.bare[hit.name], context.date)
        if row.needs:
            stands = view.level != "local" and not guards.of_congress(text, hit.start) and self._named(row.needs, found)
            return [Mention(hit.start, hit.end, row.kind, row.name, "bare")] if stands else []
        if not guards.bare_stands(text, hit.start, hit.end):
            return []
        beside = guards.joined_left(text, hit.start)
        if beside > 0 and text[beside - 1] == "厅":
            return []  # 商务厅、能源局: of a province without a name
        if beside > 0 and any(one.end == beside and one.kind == "central" for one in found):
            view = scope.Scope("national")  # 环境保护部、发改委, in a local text too
        return self._decide(hit, row, view, context.date)

    def _decide(self, hit: Hit, row: AgencyRow, view: scope.Scope, date: str | None) -> list[Mention]:
        if view.level == "national":
            return [Mention(hit.start, hit.end, row.kind, row.name, "bare")]
        local = self._local.name(hit.name, view.place, date) if view.place else None
        if view.level == "local":
            return [Mention(hit.start, hit.end, "local", local, "bare")] if local else []
        return [Mention(hit.start, hit.end, row.kind, None, "bare", [row.name, *([local] if local else [])])]

    def _listed(self, context: Context, found: list[Mention], hits: Sequence[Hit]) -> list[Mention]:
        """Names that count only beside a central organ (财政部、统计局): neighbours are tried from both sides."""
        text = context.text
        ends = {one.end for one in found if one.kind == "central"}
        starts = {one.start for one in found if one.kind == "central"}
        made: dict[int, Mention] = {}
        for start, end, name in (*hits, *reversed(hits)):
            if start in made or not guards.bare_stands(text, start, end):
                continue
            beside = guards.joined_left(text, start) in ends or guards.joined_right(text, end) in starts
            if beside or (name[-1] == "部" and guards.MINISTER.match(text, end)):
                row = choose(self._directory.listed[name], context.date)
                made[start] = Mention(start, end, row.kind, row.name, "listed")
                ends.add(end)
                starts.add(start)
        return list(made.values())

    def _named(self, key: str, found: list[Mention]) -> bool:
        """Tell whether the text names the organ that a committee belongs to, or a part of it."""
        row = self._directory.by_id.get(key)
        name = row.name.removesuffix("全国委员会") if row else key
        return any(one.norm is not None and one.norm.startswith(name) for one in found)
