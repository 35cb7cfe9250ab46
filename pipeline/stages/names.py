"""The stage that reads names by their context: what no list knows, and what lists found amiss."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import msgspec

from pipeline.document import Document, Entity
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.names.merge import Limits, Lists, helper, merge
from pipeline.lexicon.names.model import Found, NameModel
from pipeline.stages.context import context_of
from pipeline.stages.entities import set_entities

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Wanted = Literal["REGION", "AGENCY", "PERSON", "ORGANIZATION"]


class NamesSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which labels the stage records, and from which probability it believes the model.

    ``labels``: REGION and AGENCY merge with what the lists found; PERSON and ORGANIZATION are written only where they
    are asked for. ``region``, ``bare``, ``agency``, ``veto``: the least probability of a new region that ends like one
    (云屏市), of any other new region (云屏), of a new agency, of a person's name that strikes out the region inside.
    """

    model: str = "names"
    labels: list[Wanted] = msgspec.field(default_factory=lambda: ["REGION", "AGENCY"])
    region: Share = 0.9
    bare: Share = 0.99
    agency: Share = 0.8
    veto: Share = 0.95


class Names:
    """Merges the model's proposals with the regions and agencies that are there."""

    name: ClassVar[str] = "names"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text", "entities.REGION", "entities.AGENCY")
    assigns: ClassVar[tuple[str, ...]] = (
        "entities.REGION", "entities.AGENCY", "entities.PERSON", "entities.ORGANIZATION",
    )  # fmt: skip
    Settings: ClassVar[type[NamesSettings]] = NamesSettings

    @staticmethod
    def models(settings: NamesSettings) -> dict[str, Path | None]:
        """Name the model that the settings ask for."""
        return {settings.model: None}

    def __init__(self, settings: NamesSettings, knowledge: Knowledge) -> None:
        self._settings = settings
        self._knowledge = knowledge
        self._limits = Limits(settings.region, settings.bare, settings.agency, settings.veto)

    @cached_property
    def _model(self) -> NameModel:
        return NameModel(self._knowledge.models / self._settings.model)

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Merge a batch's proposals with its regions and agencies.

        Args:
            batch: Documents with the regions and agencies that the lists know.

        Returns:
            The same documents.
        """
        for document, found in zip(batch, self._model.find([d.text for d in batch]), strict=True):
            self._merge(document, found)
        return batch

    def _merge(self, document: Document, found: dict[str, list[Found]]) -> None:
        context = context_of(document)
        mine = [e for e in document.entities if not e.by.startswith("names:")]
        regions = [e for e in mine if e.label == "REGION"]
        agencies = [e for e in mine if e.label == "AGENCY"]
        lists = Lists(
            known=lambda name: self._known(name, document.date),
            agencies=lambda places: self._knowledge.agencies.find(context, places),
        )
        merged = merge(document.text, regions, agencies, found, self._limits, lists)
        wanted = self._settings.labels
        set_entities(document, "REGION", merged.regions if "REGION" in wanted else regions)
        set_entities(document, "AGENCY", merged.agencies if "AGENCY" in wanted else agencies)
        helpers = [helper(document.text, f) for f in found["bodies"] if f.label in ("PERSON", "ORG")]
        for label in ("PERSON", "ORGANIZATION"):
            made: list[Entity] = [e for e in helpers if e.label == label]
            set_entities(document, label, made if label in wanted else [])

    def _known(self, name: str, date: str | None) -> bool:
        know = self._knowledge
        return name in know.regions.gazetteer.surfaces or know.agencies.official(name, date) is not None
