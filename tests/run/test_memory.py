"""A worker's share is that of its container, where that has less than the machine."""

from pathlib import Path

import pytest

from pipeline.run.memory import LEAST, share_of_memory


def test_a_containers_limit_counts(tmp_path: Path) -> None:
    if share_of_memory(1, ()) is None:
        pytest.skip("this machine does not tell its memory")
    limit, none = tmp_path / "memory.max", tmp_path / "none"
    limit.write_text(f"{5 * LEAST}\n", encoding="ascii")
    none.write_text("max\n", encoding="ascii")
    assert share_of_memory(2, (limit, tmp_path / "missing")) == 2 * LEAST
    assert share_of_memory(1, (none,)) == share_of_memory(1, ())
    assert share_of_memory(1000, (limit,)) == LEAST
