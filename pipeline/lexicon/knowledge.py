"""Everything that the stages of one pipeline know, loaded on first use and read once for each document."""

from collections.abc import Sequence
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
    from pipeline.lexicon.words.segmenter import Segmenter


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

    ``segmenter`` is what the chain cuts texts with, once its stage is made: headlines are cut with it too.
    """

    def __init__(self, models: Path | None = None, user: UserTables | None = None, remember: int = 128) -> None:
        self.models = models or models_folder()
        self.user = user or UserTables()
        self.segmenter: Segmenter | None = None
        self._remember = remember
        self._readings: dict[Context, Reading] = {}
        self._asked: list[Context] = []
        self._answered: list[Reading] = []

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
        return found if found is not None else self.read_all([context])[0]

    def read_all(self, contexts: Sequence[Context]) -> list[Reading]:
        """Find every name in the texts of a batch.

        One finder goes through all of them before the next begins, so that its tables stay in the processor's cache.

        Args:
            contexts: The texts and what is known about them.

        Returns:
            The names of each, as :meth:`read` gives them.
        """
        if contexts == self._asked:  # the stages of a chain ask for the same batch, one after another
            return self._answered
        new = [context for context in dict.fromkeys(contexts) if context not in self._readings]
        regions = self.regions.find_all(new)
        agencies = [self.agencies.find(context, found) for context, found in zip(new, regions, strict=True)]
        policies = [self.policies.find(*names) for names in zip(new, regions, agencies, strict=True)]
        made = dict(zip(new, map(Reading, regions, agencies, policies), strict=True))
        readings = [made.get(context) or self._readings[context] for context in contexts]
        for context, reading in made.items():
            if len(self._readings) >= self._remember:
                del self._readings[next(iter(self._readings))]
            self._readings[context] = reading
        self._asked, self._answered = list(contexts), readings
        return readings
