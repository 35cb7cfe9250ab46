"""Organs of state and Party: names, grammar of local organs, official names through the reforms."""

from pipeline.lexicon.agencies.finder import AgencyFinder
from pipeline.lexicon.agencies.rows import AgencyRow

__all__ = ["AgencyFinder", "AgencyRow"]
