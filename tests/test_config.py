"""Configurations: checked key by key, with the known names and the nearest in every refusal."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import CONFIGS, _full, _plain, config_names, load_config, parse_overrides, show_config
from pipeline.errors import ConfigError

SMALL = """[pipeline]
name = "small"
stages = ["segment"]
"""


def small(tmp_path: Path, text: str = "", base: str = SMALL) -> Path:
    path = tmp_path / "small.cfg"
    path.write_text(base + text, encoding="utf-8")
    return path


def test_the_shipped_configurations_are_found() -> None:
    assert config_names() == sorted(p.stem for p in CONFIGS.glob("*.cfg"))
    assert {"documents", "newspaper"} <= set(config_names())


@pytest.mark.parametrize("name", config_names())
def test_a_shipped_configuration_resolves_and_reads_back_equal(name: str, tmp_path: Path) -> None:
    config = load_config(name)
    assert config.pipeline.name == name
    assert list(config.stages) == config.pipeline.stages
    path = tmp_path / "shown.cfg"
    path.write_text(show_config(config), encoding="utf-8")
    assert load_config(path) == config
    assert show_config(load_config(path)) == show_config(config)


@pytest.mark.parametrize("name", config_names())
def test_the_short_way_of_reading_is_taken_for_shipped_configurations_and_reads_alike(name: str) -> None:
    path = CONFIGS / f"{name}.cfg"
    text = path.read_text(encoding="utf-8")
    assert _plain(text) is not None
    assert _plain(text) == _full(text, path)


LINES = st.lists(
    st.sampled_from(
        [
            "", "# note", "[pipeline]", "[stages]", "[stages.a]", "[stages.b]", "[lexicon]", "[stages.a.b]", "[x",
            "a = 1", "b = 1.50", "c = true", "d = null", 'e = "x y"', 'f = ["a", "b"]', "g = word", "h = None",
            "i = ${pipeline.a}", "@stages = \"a@1\"", "  more", "j: 1", "k =", 'l = "\\u6587"', "a = 2 ", "m = 1 # one",
        ]
    ),
    max_size=8,
)  # fmt: skip


@settings(deadline=None)
@given(LINES)
def test_what_the_short_way_reads_the_whole_format_reads_alike(lines: list[str]) -> None:
    text = "\n".join(lines)
    short = _plain(text)
    if short is not None:
        assert short == _full(text, Path("x.cfg"))


def test_defaults_are_filled_in_and_shown(tmp_path: Path) -> None:
    config = load_config(small(tmp_path))
    assert config.ingest.text_kind == "document"
    assert config.pipeline.batch_size == 128
    assert config.stages["segment"][0] == "segment@1"
    shown = show_config(config)
    assert "batch_size = 128" in shown
    assert 'engine = "rjieba"' in shown
    assert '@stages = "segment@1"' in shown


def test_overrides_win_over_the_file(tmp_path: Path) -> None:
    path = small(tmp_path, '[stages.segment]\nengine = "rjieba"\n')
    config = load_config(path, {"stages.segment.engine": "jieba", "pipeline.batch_size": 3, "pipeline.name": "mine"})
    assert config.stages["segment"][1].engine == "jieba"  # type: ignore[attr-defined]
    assert (config.pipeline.batch_size, config.pipeline.name) == (3, "mine")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[nonsense]\na = 1\n", r"ZC113 .*\[nonsense\]; known: ingest, lexicon, pipeline, stages"),
        ("[lexikon]\na = 1\n", "ZC113 .*nearest: lexicon"),
        ("[ingest]\ntext_kin = 1\n", "ZC113 .*unknown key 'text_kin'; known: text_kind; nearest: text_kind"),
        ('[ingest]\ntext_kind = "pages"\n', "ZC114 .*'pages'; known: page, document; nearest: page"),
        ("[lexicon]\nwords = 1\n", "ZC114 .*words"),
        ("[stages.segment]\nengin = 1\n", "ZC113 .*'engin'; .*nearest: engine"),
        ('[stages.segment]\nengine = "rjiba"\n', r"ZC114 .*\[stages.segment\].*nearest: rjieba"),
        ('[stages.segment]\n@stages = "segmnt@1"\n', "ZC102 .*'segmnt@1'.*nearest: segment@1"),
        ("[stages.topics]\n", r"ZC113 .*\[stages.topics\] is not among the stages"),
        ("nonsense", "ZC112 "),
        ("[ingest\n", "ZC112 "),
    ],
)
def test_what_is_wrong_is_refused_with_the_known_names(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_config(small(tmp_path, text))


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"pipeline.nonsense": 1}, "ZC113 .*'nonsense'"),
        ({"nonsense": 1}, "ZC113 no setting 'nonsense'"),
        ({"a.b.c.d": 1}, "ZC113 no setting 'a.b.c.d'"),
        ({"stages.segmen.engine": 1}, "ZC113 .*nearest: segment"),
        ({"stages.segment.engin": 1}, "ZC113 .*nearest: engine"),
        ({"pipeline.batch_size": 0}, "ZC114 .*at least 1"),
        ({"pipeline.batch_size": "many"}, "ZC114 .*batch_size"),
        ({"pipeline.stages": ["segmen"]}, "ZC113 .*no stage 'segmen'.*nearest: segment"),
        ({"pipeline.stages": "segment"}, "ZC114 .*stages"),
    ],
)
def test_overrides_are_checked_like_the_file(tmp_path: Path, overrides: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_config(small(tmp_path), overrides)


def test_a_configuration_without_its_main_keys_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"ZC114 .*name"):
        load_config(small(tmp_path, base=""))


def test_a_name_that_is_none_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"ZC111 .*nearest: newspaper"):
        load_config("newspapr")


def test_overrides_of_the_command_line_are_json_where_they_can_be() -> None:
    given = ["a.b=3", "a.c=0.5", "a.d=true", "a.e=null", "a.f=text", 'a.g=["x"]', "a.h=x=y", "a.b=4", "a.i="]
    assert parse_overrides(given) == {
        "a.b": 4, "a.c": 0.5, "a.d": True, "a.e": None, "a.f": "text", "a.g": ["x"], "a.h": "x=y", "a.i": "",
    }  # fmt: skip


@pytest.mark.parametrize("pair", ["a.b", "=3", ""])
def test_an_override_without_a_value_is_refused(pair: str) -> None:
    with pytest.raises(ConfigError, match=r"ZC115 .*KEY=VALUE"):
        parse_overrides([pair])
