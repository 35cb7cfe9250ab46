"""The summary of a very large run stays bounded, and keeps what is named most."""

import pytest

from pipeline.document import NO_TOPIC
from pipeline.report import summary
from pipeline.report.summary import Summary
from support import document


def test_rare_names_are_let_go_past_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "NAMES", 10)
    whole = Summary()
    for shard in range(50):
        names = {"often": 3, **{f"{shard}/{i}": 1 for i in range(5)}}
        whole.merge(Summary(documents=8, names={"POLICY": names}))
    assert len(whole.names["POLICY"]) <= 20
    assert whole.names["POLICY"]["often"] == 150
    assert whole.documents == 400


def test_documents_without_topic_are_told_with_the_reason() -> None:
    whole, other = Summary(), Summary()
    for reason in ("short", "short", "empty"):
        made = document("")
        made.meta.extra[NO_TOPIC] = reason
        other.add(made)
    whole.add(document(""))
    whole.merge(other)
    assert whole.untold == {"short": 2, "empty": 1}
    assert "3 cannot be told (2 short, 1 empty)" in whole.text(1.0)
    assert "cannot be told" not in Summary().text(1.0)
