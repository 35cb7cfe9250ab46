"""A corpus through the chain: shards, workers, resume, dead letters, the run folder."""

from pipeline.run.options import RunOptions
from pipeline.run.runner import RunResult, run

__all__ = ["RunOptions", "RunResult", "run"]
