"""The stage that records the regions which a text names, and which of them it is about."""

from typing import ClassVar

from pipeline.document import Document, Label
from pipeline.stages.context import context_of
from pipeline.stages.entities import NameStage, set_entities


class Regions(NameStage):
    """Finds regions on characters, resolves them at the document's date and ranks the divisions it is about."""

    name: ClassVar[str] = "regions"
    version: ClassVar[int] = 1
    assigns: ClassVar[tuple[str, ...]] = ("entities.REGION", "regions")
    label: ClassVar[Label] = "REGION"

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Replace each document's regions and their ranking.

        Args:
            batch: Documents with their final text.

        Returns:
            The same documents.
        """
        contexts = list(map(context_of, batch))
        readings = self._knowledge.read_all(contexts)
        for document, context, reading in zip(batch, contexts, readings, strict=True):
            set_entities(document, self.label, reading.regions)
            document.regions = self._knowledge.regions.shares(context, reading.regions)
        return batch
