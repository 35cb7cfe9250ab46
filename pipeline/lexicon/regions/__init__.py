"""Regions: every place that a text names, as the code that it had at the document's date."""

from pipeline.lexicon.regions.finding import RegionFinder, RegionReading
from pipeline.lexicon.regions.rows import DivisionRow, RegionRow

__all__ = ["DivisionRow", "RegionFinder", "RegionReading", "RegionRow"]
