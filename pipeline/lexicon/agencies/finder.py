"""Find the organs of a text: one pass of an automaton, then rules at its hits and at the regions."""

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from daachorse import MATCH_KIND_LEFTMOST_LONGEST
from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

from pipeline.document import Entity
from pipeline.lexicon.agencies import groups
from pipeline.lexicon.agencies.bare import BareFinder, Hit
from pipeline.lexicon.agencies.central import CentralFinder, Places
from pipeline.lexicon.agencies.directory import Directory
from pipeline.lexicon.agencies.issuers import split_issuers
from pipeline.lexicon.agencies.local import FOREIGN_KINDS, LocalGrammar, full_name
from pipeline.lexicon.agencies.mention import Mention, settle
from pipeline.lexicon.agencies.rows import AgencyRow, FunctionRow
from pipeline.lexicon.context import Context
from pipeline.lexicon.loading import Later
from pipeline.lexicon.regions.resolving import city_of
from pipeline.lexicon.table import read_table

if TYPE_CHECKING:
    from pipeline.lexicon.regions import RegionFinder

TERM = "政协第"
PEOPLE_TERM = "中国人民政治协商会议第"


class AgencyFinder:
    """Finds organs of state and Party and gives each its official name at the document's date.

    Args:
        models: The folder that holds ``lexicons/agencies.tsv`` and ``lexicons/local_agencies.tsv``.
        regions: The finder of regions, for :meth:`issuers`.
        user: The user's own rows; they win over the shipped ones, and ``by`` says ``agencies:user``.

    Raises:
        ConfigError: ZC110 if a table is malformed.
    """

    def __init__(self, models: Path, regions: "RegionFinder", user: Sequence[AgencyRow] = ()) -> None:
        folder = models / "lexicons"
        functions = read_table(folder / "local_agencies.tsv", FunctionRow)
        self._regions = regions
        self._directory = Directory(read_table(folder / "agencies.tsv", AgencyRow), user)
        self._user = {name for row in user for name in (row.name, *row.aliases, *row.bare)}
        self._local = LocalGrammar(functions, partial(city_of, regions.gazetteer))
        self._bare = BareFinder(self._directory, self._local)
        self._central = CentralFinder(self._directory, [row.name for row in functions if row.form == "inner"])
        names = {
            *self._directory.names,
            *self._directory.bare,
            *self._directory.listed,
            *groups.TOWN_ENDS,
            *groups.GROUP_ENDS,
            groups.STATION,
            TERM,
            PEOPLE_TERM,
        }
        self._patterns = sorted(names)
        self._near = frozenset(i for i, name in enumerate(self._patterns) if self._directory.only_near(name))
        self._automaton = Later(lambda: Automaton(self._patterns, MATCH_KIND_LEFTMOST_LONGEST))

    def find(self, context: Context, regions: Sequence[Entity]) -> list[Entity]:
        """Find the organs of a text.

        Args:
            context: The text and what is known about it; its date decides official names.
            regions: The regions of the same text.

        Returns:
            Entities of label AGENCY, sorted by start; they do not overlap.
        """
        return [one.entity(context.text) for one in self._mentions(context, regions, near=False)]

    def issuers(self, text: str, date: str | None = None) -> list[Entity]:
        """Split a run of coordinated organs, as heads and signatures have them (工业和信息化部 财政部).

        Args:
            text: The run; organs stand between blanks, 、, line breaks or nothing.
            date: ISO date of the document.

        Returns:
            Entities in the order of the text, organisations near the state included; bare names are national unless
            the run begins with a local organ.
        """
        context = Context(text=text, date=date)
        found = self._mentions(context, self._regions.find(context), near=True, run=True)
        return [one.entity(text) for one in found]

    def document_issuers(self, context: Context) -> list[str]:
        """List the joint issuers of an official document in order.

        Args:
            context: The document.

        Returns:
            Official names from the headline before 关于 or 印发, else from the head of the text, else from its
            signature. Where the document leaves its place out (省政府办公厅), the first place of that class that it
            names is put in. Empty where none of them names an organ.
        """

        @cache
        def places() -> list[str]:
            divisions = {"province", "prefecture", "county"}
            return [full_name(one) for one in self._regions.find(context) if one.kind in divisions]

        return split_issuers(context, self.issuers, places)

    def official(self, name: str, date: str | None) -> str | None:
        """Give the official name of an organ of the table.

        Args:
            name: An official name, an alias or a bare name.
            date: ISO date, None for today.

        Returns:
            The official name then, None for an unknown name.
        """
        return self._directory.official(name, date)

    def row(self, name: str, date: str | None = None) -> AgencyRow | None:
        """Give the row of a central organ.

        Args:
            name: Its id, its official name, an alias or a bare name (发改委).
            date: ISO date; None for today.

        Returns:
            The row in force then, or the one nearest in time; None where no table has the name.
        """
        row = self._directory.by_id.get(name)
        if row is not None:
            return row
        official = self._directory.official(name, date)
        return self._directory.at(official, date) if official else None

    def _mentions(self, context: Context, regions: Sequence[Entity], near: bool, run: bool = False) -> list[Mention]:
        text, date = context.text, context.date
        foreign = sorted(one.start for one in regions if one.kind in FOREIGN_KINDS)
        places = Places({one.start: one for one in regions}, {one.end: one for one in regions}, foreign)
        found: list[Mention] = []
        bare: list[Hit] = []
        for start, end, index in self._automaton.get().find(text):
            if index in self._near and not near:
                continue
            name = self._patterns[index]
            one: Mention | None = None
            if name in self._directory.names:
                one = self._central.mention(text, start, end, date, places, near)
                if one is not None and name in self._user:
                    one.rule = "user"
                elif one is not None and one.kind == "local":
                    one = self._local.extend(text, one)
            elif name in self._directory.bare or name in self._directory.listed:
                bare.append(Hit(start, end, name))
            elif name == groups.STATION:
                one = groups.station(text, start, end)
            elif name in groups.GROUP_ENDS:
                one = groups.group(text, start, end, places.starts)
            elif name in groups.TOWN_ENDS:
                one = groups.town(text, start, end, places.ends)
            else:
                one = self._central.term(text, start)
            if one is not None:
                found.append(one)
        found += self._local.find(text, regions, date)
        found = settle(found)
        if bare:
            found = settle(found + self._bare.find(context, regions, found, bare, run))
        return [one for one in found if one.rule != groups.VOID]
