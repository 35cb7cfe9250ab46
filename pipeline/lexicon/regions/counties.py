"""The townships, towns and streets that the tables know, by name."""

from pathlib import Path

from pipeline.errors import ConfigError


class Counties:
    """The counties that have a township of a name; thirty thousand names, whose codes are only split when asked for.

    Args:
        path: ``townships.tsv``: name, and codes between ``|``; where it is missing no township is known.

    Raises:
        ConfigError: ZC110 where a line has not two cells.
    """

    def __init__(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8-sig").split("\n")[1:] if path.exists() else []
        try:
            self._codes: dict[str, str] = dict(line.split("\t") for line in lines if line)
        except ValueError:
            wrong = next(i for i, line in enumerate(lines, 2) if line and line.count("\t") != 1)
            raise ConfigError("ZC110", f"{path}, line {wrong}: expected two cells") from None

    def __contains__(self, name: str) -> bool:
        return name in self._codes

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return tuple(self._codes[name].split("|"))

    def get(self, name: str) -> tuple[str, ...] | None:
        """Give the codes of the counties, None where no township has the name."""
        return self[name] if name in self._codes else None
