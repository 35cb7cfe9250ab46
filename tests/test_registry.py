"""The registry: names and contracts of the stages cannot change unseen.

After a change on purpose, write the snapshot anew: ``python tests/test_registry.py``.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.registry import STAGES, stage_class, stage_names

SNAPSHOT = Path(__file__).with_name("registry.json")


def contracts() -> dict[str, Any]:
    """Say what each registered stage promises."""
    made = {}
    for name in STAGES:
        cls = stage_class(name)
        settings = cls.Settings()
        made[name] = {
            "requires": list(cls.requires),
            "assigns": list(cls.assigns),
            "splits": bool(getattr(cls, "splits", False)),
            "settings": {field: getattr(settings, field) for field in cls.Settings.__struct_fields__},
        }
    return made


def test_the_registry_is_that_of_the_snapshot() -> None:
    assert json.loads(json.dumps(contracts())) == json.loads(SNAPSHOT.read_text("utf-8"))


def test_names_come_in_the_order_of_the_chain() -> None:
    assert stage_names()[: len(STAGES)] == list(STAGES)


def test_an_unknown_stage_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="ZC102 no stage 'topic@1'; known: agencies@1, .*nearest: topics@1"):
        stage_class("topic@1")


def test_an_old_version_is_another_name() -> None:
    with pytest.raises(ConfigError, match="ZC102"):
        stage_class("topics@0")


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(contracts(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
