"""Everything that the stages of one pipeline know, loaded on first use and read once for each document."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pipeline.document import Entity, Label
from pipeline.lexicon.context import Context
from pipeline.lexicon.loading import collection_paused
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.user import UserTables, user_agencies, user_policies, user_regions

if TYPE_CHECKING:
    from pipeline.lexicon.agencies import AgencyFinder
    from pipeline.lexicon.policies import PolicyFinder
    from pipeline.lexicon.regions import RegionFinder


class Reading(msgspec.Struct, frozen=True):
    """The names found in one text, each list sorted by start, longest first."""

    regions: list[Entity]
    agencies: list[Entity]
    policies: list[Entity]

    def of(self, label: Label) -> list[Entity]:
        """Give the mentions of one label."""
        return {"REGION": self.regions, "AGENCY": self.agencies, "POLICY": self.policies}[label]


class Knowledge:
    """The lexicons and finders of one pipeline.

    Segmentation must not cut through names that later stages record, and each stage must be able to run by itself:
    so all of them ask :meth:`read`, which remembers the readings of the last documents (a batch passes through one
    stage after another, and only the first pays).

    Args:
        models: The folder of models; None for the shipped one.
        user: The user's own tables; their rows win.
        remember: How many readings to keep, in documents.
    """

    def __init__(self, models: Path | None = None, user: UserTables | None = None, remember: int = 128) -> None:
        self.models = models or models_folder()
        self.user = user or UserTables()
        self._remember = remember
        self._readings: dict[Context, Reading] = {}

    @cached_property
    def regions(self) -> "RegionFinder":
        """The finder of regions."""
        from pipeline.lexicon.regions import RegionFinder

        with collection_paused():
            return RegionFinder(self.models, user_regions(self.user.regions))

    @cached_property
    def agencies(self) -> "AgencyFinder":
        """The finder of agencies, over the regions."""
        from pipeline.lexicon.agencies import AgencyFinder

        with collection_paused():
            return AgencyFinder(self.models, self.regions, user_agencies(self.user.agencies))

    @cached_property
    def policies(self) -> "PolicyFinder":
        """The finder of policies."""
        from pipeline.lexicon.policies import PolicyFinder

        with collection_paused():
            return PolicyFinder(self.models, user_policies(self.user.policies))

    def read(self, context: Context) -> Reading:
        """Find every name in a text.

        Args:
            context: The text and what is known about it.

        Returns:
            The names; equal contexts give equal readings. The lists are shared: copy before changing.
        """
        found = self._readings.get(context)
        if found is None:
            regions = self.regions.find(context)
            agencies = self.agencies.find(context, regions)
            policies = self.policies.find(context, regions, agencies)
            found = Reading(regions, agencies, policies)
            if len(self._readings) >= self._remember:
                del self._readings[next(iter(self._readings))]
            self._readings[context] = found
        return found
