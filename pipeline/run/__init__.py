"""A corpus through the chain: the run folder, its balance, its dead letters."""

from pipeline.run.runner import RunResult, run

__all__ = ["RunResult", "run"]
