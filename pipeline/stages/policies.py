"""The stage that records the policies which a text names."""

from typing import ClassVar

from pipeline.document import Label
from pipeline.stages.entities import NameStage


class Policies(NameStage):
    """Finds policies on characters and resolves them at the document's date."""

    name: ClassVar[str] = "policies"
    version: ClassVar[int] = 1
    assigns: ClassVar[tuple[str, ...]] = ("entities.POLICY",)
    label: ClassVar[Label] = "POLICY"
