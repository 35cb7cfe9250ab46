"""The stage that records the agencies which a text names."""

from typing import ClassVar

from pipeline.document import Entity, Label
from pipeline.lexicon.knowledge import Reading
from pipeline.stages.entities import NameStage


class Agencies(NameStage):
    """Finds agencies on characters and resolves them at the document's date."""

    name: ClassVar[str] = "agencies"
    version: ClassVar[int] = 1
    assigns: ClassVar[tuple[str, ...]] = ("entities.AGENCY",)
    label: ClassVar[Label] = "AGENCY"

    @staticmethod
    def pick(reading: Reading) -> list[Entity]:
        """Take the agencies out of a reading."""
        return reading.agencies
