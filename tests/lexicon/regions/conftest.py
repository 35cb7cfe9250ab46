"""One finder for all tests of regions."""

import pytest

from pipeline.document import Entity
from pipeline.lexicon.context import Context
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.regions import RegionFinder


class Reader:
    """Regions of a text, as entities or as ``{surface: identifier}``."""

    def __init__(self) -> None:
        self.finder = RegionFinder(models_folder())

    def read(self, text: str, **about: str | None) -> list[Entity]:
        return self.finder.find(Context(text=text, **about))

    def codes(self, text: str, **about: str | None) -> dict[str, str]:
        found = self.read(text, **about)
        return {one.text: one.norm or ("?" if one.status == "ambiguous" else "-") for one in found}


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
