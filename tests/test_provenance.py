"""What a record says of its making."""

from pathlib import Path

from pipeline.config import Config, load_config
from pipeline.lexicon.knowledge import Knowledge
from pipeline.provenance import fingerprint, model_hashes, provenance_of


def test_the_fingerprint_follows_the_settings() -> None:
    same = {"pipeline.stages": ["segment"]}
    assert fingerprint(load_config("documents", same)) == fingerprint(load_config("documents", same))
    other = load_config("documents", {**same, "stages.segment.engine": "jieba"})
    assert fingerprint(load_config("documents", same)) != fingerprint(other)


def test_only_models_that_a_chain_reads_are_named() -> None:
    def names(config: Config) -> list[str]:
        return list(provenance_of(config, model_hashes(Knowledge(), config), []).models)

    assert names(load_config("documents")) == ["lexicons", "topics/default", "words"]
    accurate = load_config("accurate", {"stages.topics.finer": "second"})
    assert names(accurate) == ["lexicons", "names", "segmenter", "topics/default", "topics/second", "words"]


def test_a_changed_model_of_ones_own_changes_what_records_say(tmp_path: Path) -> None:
    given = {"stages.segment.engine": "learned", "stages.segment.model": str(tmp_path)}
    config = load_config("documents", given)
    (tmp_path / "model.npz").write_bytes(b"one")
    before = model_hashes(Knowledge(), config)["user/segmenter"]
    (tmp_path / "model.npz").write_bytes(b"two")
    assert model_hashes(Knowledge(), config)["user/segmenter"] != before
