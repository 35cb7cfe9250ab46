"""What a record says of its making."""

from pipeline.config import load_config
from pipeline.provenance import fingerprint, provenance_of


def test_the_fingerprint_follows_the_settings() -> None:
    same = {"pipeline.stages": ["segment"]}
    assert fingerprint(load_config("documents", same)) == fingerprint(load_config("documents", same))
    other = load_config("documents", {**same, "stages.segment.engine": "jieba"})
    assert fingerprint(load_config("documents", same)) != fingerprint(other)


def test_only_models_that_a_chain_reads_are_named() -> None:
    hashes = dict.fromkeys(
        ("lexicons", "names", "segmenter", "topics", "topics/default", "topics/second", "words"), "0"
    )
    plain = provenance_of(load_config("documents"), hashes, [])
    assert list(plain.models) == ["lexicons", "topics/default", "words"]
    accurate = provenance_of(load_config("accurate", {"stages.topics.finer": "second"}), hashes, [])
    assert list(accurate.models) == ["lexicons", "names", "segmenter", "topics/default", "topics/second", "words"]
