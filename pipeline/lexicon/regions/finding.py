"""The finder of regions: names to mentions, mentions to codes."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from pipeline.document import Entity, RegionShare
from pipeline.lexicon.context import Context
from pipeline.lexicon.regions import evidence
from pipeline.lexicon.regions.again import named_again
from pipeline.lexicon.regions.bare_zones import bare_zones, place_zones
from pipeline.lexicon.regions.beside import Beside, InForce, half_of
from pipeline.lexicon.regions.chains import descends
from pipeline.lexicon.regions.company import by_list, drop_directions, list_of, open_foreign, open_macros
from pipeline.lexicon.regions.cutting import DIRECTIONS, QUARTERS, Cutter
from pipeline.lexicon.regions.divisions import Divisions
from pipeline.lexicon.regions.edges import Edges
from pipeline.lexicon.regions.ends import Zone
from pipeline.lexicon.regions.gazetteer import Gazetteer
from pipeline.lexicon.regions.mention import Mention
from pipeline.lexicon.regions.resolving import Anchors, candidates, choose
from pipeline.lexicon.regions.rows import DivisionRow, RegionRow
from pipeline.lexicon.regions.spots import collect
from pipeline.lexicon.regions.summary import HEADLINE, PUBLISHER, Tallies
from pipeline.lexicon.regions.tails import TailFinder
from pipeline.lexicon.regions.townships import ABSORBED, bare_townships

# How much a place counts that stands beside the text: in the headline, as the publisher, as the issuer.
WEIGHTS = (("title", 2.0), ("kicker", 1.0), ("column", 1.0), ("source", 2.0))
ISSUER, NUMBER = 3.0, 2.0
HEAD = 60  # code points at the head of the text where a place weighs more
SOFT = evidence.SOFT


class RegionReading(msgspec.Struct):
    """What a text says about places.

    ``mentions`` are sorted by start and do not overlap; ``zones`` are the stretches (code points, end exclusive,
    sorted) that begin with a place's name but are the name of something else.
    """

    mentions: list[Entity]
    zones: list[Zone]


class RegionFinder:
    """Finds and resolves the places that texts name.

    Args:
        models: The folder of models; the tables are in ``models/lexicons``.
        user: Rows of the user's own, which win over the tables.

    Raises:
        ConfigError: ZC110 where a table cannot be read or is wrong.

    ``divisions`` tells divisions by code and by name.
    """

    def __init__(self, models: Path, user: Sequence[RegionRow] = ()) -> None:
        self.gazetteer = Gazetteer(models / "lexicons", user)
        self.divisions = Divisions(self.gazetteer)
        self._cutter = Cutter(Edges(models / "lexicons" / "region_words.tsv"))
        self._tails = TailFinder()
        self._force = InForce(self.gazetteer)
        self._beside = Beside(self.gazetteer, self._collect, self._force)

    def find(self, context: Context) -> list[Entity]:
        """Find the places that a text names.

        Args:
            context: The text and what is known about it.

        Returns:
            Entities of label REGION, by start; a name that the document does not decide carries its candidates.
        """
        return self.read(context).mentions

    def find_all(self, contexts: Sequence[Context]) -> list[list[Entity]]:
        """Find the places that the texts of a batch name.

        Names are looked up in all texts before any is resolved, so that the tables stay in the processor's cache.

        Args:
            contexts: The texts and what is known about them.

        Returns:
            What :meth:`find` gives for each, in order.
        """
        named = [self._collect(context.text) for context in contexts]
        return [self._read(context, *found).mentions for context, found in zip(contexts, named, strict=True)]

    def read(self, context: Context) -> RegionReading:
        """Find places and ignored stretches in one go.

        Args:
            context: The text and what is known about it.

        Returns:
            Both.
        """
        return self._read(context, *self._collect(context.text))

    def _collect(self, text: str) -> tuple[list[Mention], list[Zone]]:
        return collect(text, self.gazetteer, self._cutter, self._tails)

    def _read(self, context: Context, mentions: list[Mention], zones: list[Zone]) -> RegionReading:
        text = context.text
        anchors = Anchors(self.gazetteer)
        for name, weight in WEIGHTS:
            if value := getattr(context, name):
                self._beside.anchor(value, weight, context.date, anchors)
        for agency in context.agency:
            self._beside.anchor(agency, ISSUER, context.date, anchors)
        if context.doc_number and (code := self.gazetteer.abbreviations.get(context.doc_number[0])):
            anchors.add(-1, NUMBER, code, "province")
        kept = self._resolve(text, mentions, anchors, context.date) if mentions else mentions
        rules = {mention.by for mention in kept}
        if "zone" in rules:
            place_zones(kept, anchors)
        if "macro" in rules and any(m.surface.text in DIRECTIONS or m.surface.text in QUARTERS for m in kept):
            kept = drop_directions(text, kept)
        bare = bare_townships(text, kept, self.gazetteer, anchors, context.date)
        if bare:
            kept = sorted([*(m for m in kept if m.use < ABSORBED), *bare], key=_start)
        if zones_alone := bare_zones(text, kept, anchors):
            kept = sorted([*(m for m in kept if m.use < ABSORBED), *zones_alone], key=_start)
        if bare or zones_alone or "zone" in rules:
            kept = sorted([*kept, *named_again(text, kept, bare, self.gazetteer)], key=_start)
        return RegionReading([self._entity(text, m) for m in kept], zones)

    def shares(self, context: Context, mentions: list[Entity]) -> list[RegionShare]:
        """Rank the divisions that a document is about.

        Args:
            context: The text and what is known about it.
            mentions: The mentions that :meth:`find` gave for it.

        Returns:
            The divisions, most points first; empty where no division is named.
        """
        tallies = Tallies(self.gazetteer, context.date)
        for mention in mentions:
            tallies.mention(context.text, mention)
        if context.title:
            known = {mention.text: mention.norm for mention in mentions}
            title = Context(text=context.title, date=context.date, source=context.source)
            named = self._collect(title.text) if self._beside.has_names(title.text, title.date) else ([], [])
            for entity in self._read(title, *named).mentions:
                code = entity.norm or known.get(entity.text)
                if code is not None and code.isdigit():
                    tallies.outside(code, "title", HEADLINE)
        if context.source:
            publisher = Anchors(self.gazetteer)
            self._beside.anchor(context.source, 1.0, context.date, publisher)
            for code in sorted(publisher.codes):
                tallies.outside(code, "publisher", PUBLISHER)
        return tallies.shares()

    def _resolve(self, text: str, mentions: list[Mention], anchors: Anchors, date: str | None) -> list[Mention]:
        open_, doubtful = self._settle_sure(mentions, anchors, date)
        if "foreign" in doubtful:
            open_foreign(mentions)
        if "macro" in doubtful:
            open_macros(mentions)
        if not open_:
            return [m for m in mentions if m.use <= 0]
        numbers = evidence.runs(text, mentions)
        for unsure in (False, True, True):
            before = len(anchors.anchors)
            for i in open_:
                mention = mentions[i]
                if mention.norm is None and (mention.use > 0) is unsure:
                    self._open(mention, list_of(mentions, numbers, i), anchors)
            if unsure and len(anchors.anchors) == before:
                break
        return [m for m in mentions if m.use <= 0]

    def _settle_sure(
        self, mentions: list[Mention], anchors: Anchors, date: str | None
    ) -> tuple[list[int], set[str | None]]:
        """Settle what can be one place only; give the indexes of the others, and the kinds of which some are unsure."""
        open_: list[int] = []
        doubtful: set[str | None] = set()
        in_force, settle, half = self._force.of, self._settle, half_of(date)
        for i, mention in enumerate(mentions):
            sure = mention.use == 0
            if mention.rows:
                rows = mention.rows = in_force(mention, date, half)
                if sure and len(rows) == 1:
                    settle(mention, rows[0], anchors)
                    continue
                open_.append(i)
            elif mention.kind == "zone" and mention.norm:
                anchors.add(mention.start, 1.0, mention.norm, "county")
            if not sure and mention.use > 0:
                doubtful.add(mention.kind)
        return open_, doubtful

    def _open(self, mention: Mention, neighbours: list[Mention], anchors: Anchors) -> None:
        rows = mention.rows
        if mention.use > 0 and not (mention.use == SOFT and mention.leads):
            rows = evidence.supported(mention, anchors, [n for n in neighbours if n.use == 0])
            if not rows:
                return
        mention.use = 0
        row = rows[0] if len(rows) == 1 else self._decide(mention, rows, neighbours, anchors)
        if row is None:
            mention.candidates = candidates(rows)
        else:
            mention.candidates = None
            self._settle(mention, row, anchors)

    def _decide(
        self, mention: Mention, rows: tuple[DivisionRow, ...], neighbours: list[Mention], anchors: Anchors
    ) -> DivisionRow | None:
        row = by_list(rows, neighbours) or choose(rows, anchors.scores(mention.start, rows), anchors.prefectures)
        if row is None or row.level == "county":
            return row
        if neighbours and all(_of_prefectures(n) for n in neighbours):
            return row  # 大理、丽江、西双版纳: prefectures all
        # Where the text meant a city before, it does not mean the prefecture of that name now: 昌吉, 恩施.
        seats = [seat for seat in rows if descends(row, seat) and seat.code in anchors.codes]
        return seats[0] if len(seats) == 1 and row.code not in anchors.codes else row

    def _settle(self, mention: Mention, row: DivisionRow, anchors: Anchors) -> None:
        mention.settle(row)
        if mention.head:
            mention.norm = mention.head
        anchors.add(mention.start, 2.0 if mention.start < HEAD else 1.0, row.code, row.level)

    def _entity(self, text: str, mention: Mention) -> Entity:
        norm, kind = mention.norm, mention.kind
        if mention.name is None and (kind in {"zone", "township"}):
            mention.name = text[mention.start : mention.end].replace("\n", "")
        if norm is None or norm in self.gazetteer.current:
            return mention.entity(text, None)
        return mention.entity(text, self.gazetteer.today(norm) if norm.isdigit() else None)


def _of_prefectures(mention: Mention) -> bool:
    """Tell whether a member of a list is a prefecture or a province, or may be while nothing has settled it."""
    return mention.norm.endswith("00") if mention.norm else any(row.level == "prefecture" for row in mention.rows)


def _start(mention: Mention) -> int:
    return mention.start
