"""One finder for all tests of agencies: loading regions takes the better part of a second."""

import pytest

from pipeline.document import Entity
from pipeline.lexicon.agencies import AgencyFinder
from pipeline.lexicon.context import Context
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.regions import RegionFinder


class Reader:
    """Regions, then agencies, of a text."""

    def __init__(self) -> None:
        self.regions = RegionFinder(models_folder())
        self.agencies = AgencyFinder(models_folder(), self.regions)

    def read(self, text: str, **about: str | None) -> list[Entity]:
        context = Context(text=text, **about)
        return self.agencies.find(context, self.regions.find(context))


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
