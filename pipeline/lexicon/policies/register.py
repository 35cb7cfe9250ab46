"""The register of policies: titles, numbers, issuers and dates that mentions are linked to."""

import re
from collections.abc import Sequence
from datetime import date as dates
from pathlib import Path

import msgspec

from pipeline.lexicon.policies.text import key
from pipeline.lexicon.table import read_table


class Policy(msgspec.Struct, frozen=True):
    """A row of ``models/lexicons/policies.tsv``.

    Args:
        id: Stable and readable: the document number where there is one, else the full title.
        title: The full title.
        type: 法律, 行政法规, 通知, 意见 …
        number: The document number in one form; empty where unknown.
        issuer: Who issued it; empty where unknown.
        date: ISO date of issue; empty where unknown, and for laws, whose known date is that of a later version.
        aliases: Other full titles: the short name of a law, the plan that a notice issues.
    """

    id: str
    title: str
    type: str
    number: str = ""
    issuer: str = ""
    date: str = ""
    aliases: list[str] = []


class Prefix(msgspec.Struct, frozen=True):
    """A row of ``models/lexicons/doc_prefixes.tsv``: a code of document numbers and who issues under it."""

    prefix: str
    issuers: list[str]
    level: str = ""


SLACK = 3  # days that a report may run ahead of the date on the document
_SERIAL_FIRST = re.compile("^(.{2,40})第(\\d{1,5})号令$")
_YEARS = re.compile("(?<=规划|纲要|计划)（(\\d{4})[—–－-](\\d{4})年?）$")


class Register:
    """Policies by exact normalised title and by number.

    Args:
        folder: The folder of lexicons.
        user: The user's own rows.

    Raises:
        ConfigError: ZC110 if a table is malformed.
    """

    def __init__(self, folder: Path, user: Sequence[Policy] = ()) -> None:
        self.rows = [*user, *read_table(folder / "policies.tsv", Policy)]
        prefixes = read_table(folder / "doc_prefixes.tsv", Prefix)
        self.issuers = {row.prefix: row.issuers for row in prefixes}
        self.codes = frozenset(self.issuers)
        self._titles: dict[str, list[Policy]] = {}
        self._undated: dict[str, list[Policy]] = {}
        self._numbers: dict[str, list[Policy]] = {}
        for row in self.rows:
            for title in dict.fromkeys((row.title, *row.aliases)):
                self._titles.setdefault(key(title), []).append(row)
                if stem := undated(title):
                    self._undated.setdefault(key(stem), []).append(row)
            if row.number:
                self._numbers.setdefault(row.number, []).append(row)

    def knows(self, title: str) -> bool:
        """Tell whether a title is in the register.

        Args:
            title: A title as a text has it.

        Returns:
            True if it is there, whatever its date.
        """
        return key(title) in self._titles

    def issuer_of(self, number: str, named: frozenset[str]) -> str | None:
        """Tell who issues under the code of a document number.

        Args:
            number: In its normal form.
            named: Official names of the agencies that the text speaks of.

        Returns:
            The issuer; where several share the code, the one that the text names, None if it names none or several.
        """
        issuers = self.issuers.get(number.partition("〔")[0], [])
        if len(issuers) > 1:
            issuers = [issuer for issuer in issuers if issuer in named]
        return issuers[0] if len(issuers) == 1 else None

    def by_number(self, number: str, date: str | None) -> Policy | None:
        """Look up a document number.

        Args:
            number: In its normal form.
            date: ISO date of the text that cites it; nothing issued later is given.

        Returns:
            The policy, or None if none or several carry the number.
        """
        same = self._numbers.get(number) or self._numbers.get(_SERIAL_FIRST.sub(r"\1令第\2号", number)) or []
        rows = [row for row in same if not_future(row.date, date)]
        return rows[0] if len(rows) == 1 else None

    def by_title(
        self, title: str, date: str | None, issuer: str | None = None, number: str | None = None
    ) -> Policy | None:
        """Look up a title: exactly, never as a part of another; a plan may be cited without its years.

        Args:
            title: The title as the text has it.
            date: ISO date of the text that cites it; nothing issued later is given.
            issuer: The issuer that the text names beside the title; it must not be another one.
            number: The number that the text gives; it must not be another one.

        Returns:
            The policy; None if there is none, or several that the date does not tell apart.
        """
        rows = self._titles.get(key(title), [])
        if issuer and key(title).startswith("关于"):
            rows = rows or self._titles.get(key(issuer + title), [])
        rows = [row for row in rows if not_future(row.date, date)]
        if number:
            rows = [row for row in rows if not row.number or row.number == number]
        if issuer and len(rows) > 1:
            rows = [row for row in rows if not row.issuer or row.issuer == issuer] or rows
        if len({row.id for row in rows}) == 1:
            return rows[0]
        return None if rows else self._running(title, date)

    def _running(self, title: str, date: str | None) -> Policy | None:
        """The plan of this name that runs in the year of the text; None where there is not just one."""
        rows = self._undated.get(key(title), ()) if date else ()
        rows = [row for row in rows if not_future(row.date, date) and _runs(row, (date or "")[:4])]
        return rows[0] if len({row.id for row in rows}) == 1 else None


def _runs(row: Policy, year: str) -> bool:
    spans = (_YEARS.search(title) for title in (row.title, *row.aliases))
    return any(span is not None and span[1] <= year <= span[2] for span in spans)


def undated(title: str) -> str:
    """Give the name of a plan without the years for which it runs.

    Args:
        title: A full title.

    Returns:
        全民健身计划 for 全民健身计划（2021—2025年）; empty where the title ends in no years.
    """
    cut = _YEARS.search(title) if title[-1:] == "）" else None
    return title[: cut.start()] if cut is not None else ""


def not_future(issued: str, date: str | None) -> bool:
    """Tell whether a policy may be cited at a date.

    Args:
        issued: ISO date of issue, empty where unknown.
        date: ISO date of the text, year or month alone allowed, None where unknown.

    Returns:
        False if the policy is later than the text by more than three days.
    """
    if not issued or not date:
        return True
    if len(date) < 10 or len(issued) < 10:
        width = min(len(date), len(issued))
        return issued[:width] <= date[:width]
    if issued <= date:
        return True
    try:
        ahead = dates.fromisoformat(issued[:10]) - dates.fromisoformat(date[:10])
    except ValueError:
        return False
    return ahead.days <= SLACK
