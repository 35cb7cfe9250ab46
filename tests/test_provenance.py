"""What a record says of its making."""

from pipeline.config import load_config
from pipeline.provenance import fingerprint


def test_the_fingerprint_follows_the_settings() -> None:
    same = {"pipeline.stages": ["segment"]}
    assert fingerprint(load_config("documents", same)) == fingerprint(load_config("documents", same))
    other = load_config("documents", {**same, "stages.segment.engine": "jieba"})
    assert fingerprint(load_config("documents", same)) != fingerprint(other)
