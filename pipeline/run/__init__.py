"""A corpus through the chain: shards, workers, resume, dead letters, the run folder."""

from pipeline.run.runner import RunOptions, RunResult, run

__all__ = ["RunOptions", "RunResult", "run"]
