"""The stage that records the agencies which a text names."""

from typing import ClassVar

from pipeline.document import Label
from pipeline.stages.entities import NameStage


class Agencies(NameStage):
    """Finds agencies on characters and resolves them at the document's date."""

    name: ClassVar[str] = "agencies"
    version: ClassVar[int] = 1
    assigns: ClassVar[tuple[str, ...]] = ("entities.AGENCY",)
    label: ClassVar[Label] = "AGENCY"
