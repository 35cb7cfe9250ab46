"""Regions: every place that a text names, as the code that it had at the document's date."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.lexicon.regions.edges import Edges
from pipeline.lexicon.regions.finding import RegionFinder, RegionReading
from pipeline.lexicon.regions.rows import DivisionRow, RegionRow

__all__ = ["DivisionRow", "Edges", "Path", "RegionFinder", "RegionReading", "RegionRow", "Sequence"]
