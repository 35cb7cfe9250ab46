"""The summary of a very large run stays bounded, and keeps what is named most."""

import pytest

from pipeline.report import summary
from pipeline.report.summary import Summary


def test_rare_names_are_let_go_past_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "NAMES", 10)
    whole = Summary()
    for shard in range(50):
        names = {"often": 3, **{f"{shard}/{i}": 1 for i in range(5)}}
        whole.merge(Summary(documents=8, names={"POLICY": names}))
    assert len(whole.names["POLICY"]) <= 20
    assert whole.names["POLICY"]["often"] == 150
    assert whole.documents == 400
