"""What a code or a name stood for at a date: the divisions, their names and what held them."""

from pipeline.lexicon.regions.gazetteer import Gazetteer
from pipeline.lexicon.regions.resolving import in_force
from pipeline.lexicon.regions.rows import DivisionRow


class Divisions:
    """Tells divisions by code and by name.

    Args:
        gazetteer: The tables.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def at(self, code_or_name: str, date: str | None = None) -> list[DivisionRow]:
        """Give the divisions that a code or a name stood for at a date.

        Args:
            code_or_name: An adcode, a full name or a short name (110105, 朝阳区, 朝阳).
            date: ISO date; None for today.

        Returns:
            The divisions in force then, by code; for retired names what took their place; empty where unknown.
        """
        rows = self._gazetteer.by_code.get(code_or_name)
        if rows is None:
            surface = self._gazetteer.surfaces.get(code_or_name)
            rows = list(surface.rows) if surface else []
        if not rows:
            return []
        return sorted(in_force(tuple(rows), date, self._gazetteer), key=lambda row: row.code)

    def name(self, code: str, date: str | None = None) -> str | None:
        """Give the full name that a code had at a date.

        Args:
            code: An adcode.
            date: ISO date; None for today.

        Returns:
            The name; where the code was not in force then, its name nearest in time; None for an unknown code.
        """
        row = self._gazetteer.row(code, date)
        return row.name if row else None

    def parent(self, code: str, date: str | None = None) -> str | None:
        """Give the code of the division that holds another.

        Args:
            code: An adcode.
            date: ISO date; None for today.

        Returns:
            The parent's code; None for a province or an unknown code.
        """
        row = self._gazetteer.row(code, date)
        return row.parent if row else None
