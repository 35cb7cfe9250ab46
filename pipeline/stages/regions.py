"""The stage that records the regions which a text names."""

from typing import ClassVar

from pipeline.document import Label
from pipeline.stages.entities import NameStage


class Regions(NameStage):
    """Finds regions on characters and resolves them at the document's date."""

    name: ClassVar[str] = "regions"
    version: ClassVar[int] = 1
    assigns: ClassVar[tuple[str, ...]] = ("entities.REGION",)
    label: ClassVar[Label] = "REGION"
