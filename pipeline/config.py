"""Configuration: a ``.cfg`` file, checked key by key, overridden from the command line, made into a Pipeline.

The format is confection's, the library that spaCy's own configuration uses.
"""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

import msgspec

from pipeline.errors import ConfigError, nearest
from pipeline.registry import stage_class, stage_names

CONFIGS = Path(__file__).resolve().parent / "configs"
_SECTION = re.compile(r"\[([a-z_]+)(?:\.([a-z_0-9]+))?\]", re.ASCII)
_PAIR = re.compile(r"(@?[a-z_0-9]+) = (\S.*)", re.ASCII)


class ChainSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``[pipeline]``: the name, the stages in order (each has a section ``[stages.NAME]``), documents a batch."""

    name: str
    stages: list[str]
    batch_size: int = 128


class LexiconSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``[lexicon]``: the user's own tables, which win over the shipped ones; paths to TSV files, or null."""

    words: str | None = None
    regions: str | None = None
    agencies: str | None = None
    policies: str | None = None
    terms: str | None = None


class IngestSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``[ingest]``: what a text file is: ``page`` (to be split into articles) or ``document``."""

    text_kind: Literal["page", "document"] = "document"


class Config(msgspec.Struct, frozen=True):
    """A resolved configuration: every setting of every stage has its value."""

    pipeline: ChainSettings
    ingest: IngestSettings
    lexicon: LexiconSettings
    stages: dict[str, tuple[str, msgspec.Struct]]
    """Stage key to (``name@version``, its settings)."""


SECTIONS: dict[str, type[msgspec.Struct]] = {
    "pipeline": ChainSettings,
    "ingest": IngestSettings,
    "lexicon": LexiconSettings,
}


def config_names() -> list[str]:
    """List the shipped configurations.

    Returns:
        Their names, sorted.
    """
    return sorted(p.stem for p in CONFIGS.glob("*.cfg"))


def load_config(name: str | Path, overrides: Mapping[str, Any] | None = None) -> Config:
    """Read, override and check a configuration.

    Args:
        name: A shipped configuration's name, or the path of a ``.cfg`` file.
        overrides: Dotted key (``stages.topics.threshold``) to value; the key must exist. They win over the file.

    Returns:
        The resolved configuration.

    Raises:
        ConfigError: ZC111 if there is no such configuration, ZC112 if it cannot be parsed, ZC113 for an unknown
            section, key or stage, ZC114 for a value of the wrong type or out of range.
    """
    path = _find(name)
    text = path.read_text("utf-8-sig")
    raw = _plain(text)
    return _resolve(_full(text, path) if raw is None else raw, str(path), dict(overrides or {}))


def _find(name: str | Path) -> Path:
    shipped = CONFIGS / f"{name}.cfg"
    if str(name) in config_names():
        return shipped
    path = Path(name)
    if path.is_file():
        return path
    raise ConfigError("ZC111", f"no configuration {str(name)!r} and no such file; {nearest(str(name), config_names())}")


def _plain(text: str) -> dict[str, Any] | None:
    """Read the plainest form of the format: sections, JSON values on one line, comments; None for anything else.

    It is how nearly all configurations are written, and confection, which brings pydantic, takes a tenth of the time
    from start to first record. A test holds that both read alike.
    """
    raw: dict[str, Any] = {"stages": {}}
    seen: set[str] = set()
    block: dict[str, Any] | None = None
    for line in text.split("\n"):
        if not line or line.startswith("#"):
            continue
        if head := _SECTION.fullmatch(line):
            place, key = (raw["stages"], head[2]) if head[2] else (raw, head[1])
            if line in seen or (head[2] and head[1] != "stages"):
                return None
            seen.add(line)
            block = place.setdefault(key, {})
            continue
        pair = _PAIR.fullmatch(line)
        if pair is None or block is None or pair[1] in block or "$" in line:
            return None
        try:
            block[pair[1]] = msgspec.json.decode(pair[2])
        except msgspec.DecodeError:
            return None
    return raw


def _full(text: str, path: Path) -> dict[str, Any]:
    """Read the whole format: values over several lines, variables, Python's True and None."""
    from confection import Config as Parser

    try:
        return dict(Parser().from_str(_with_parent(text)))
    except Exception as error:  # confection raises several kinds, none of them documented
        raise ConfigError("ZC112", f"{path}: not a configuration: {str(error).strip()}") from None


def _with_parent(text: str) -> str:
    """Let ``[stages.topics]`` stand without an empty section ``[stages]`` before it, which confection asks for."""
    return text if re.search(r"^\[stages\]", text, re.MULTILINE) else f"[stages]\n\n{text}"


def _resolve(raw: dict[str, Any], path: str, overrides: dict[str, Any]) -> Config:
    for section in raw:
        if section not in (*SECTIONS, "stages"):
            raise ConfigError(
                "ZC113", f"{path}: unknown section [{section}]; {nearest(section, [*SECTIONS, 'stages'])}"
            )
    blocks = {section: dict(raw.get(section) or {}) for section in SECTIONS}
    stages = {key: dict(block) for key, block in (raw.get("stages") or {}).items()}
    for key, value in overrides.items():
        _override(blocks, stages, key, value)
    made = {section: _settings(cls, blocks[section], f"{path}: [{section}]") for section, cls in SECTIONS.items()}
    chain = made["pipeline"]
    assert isinstance(chain, ChainSettings)
    if chain.batch_size < 1:
        raise ConfigError("ZC114", f"{path}: [pipeline] batch_size = {chain.batch_size}: at least 1 is needed")
    for key in stages:
        if key not in chain.stages:
            raise ConfigError(
                "ZC113", f"{path}: [stages.{key}] is not among the stages of [pipeline]; {nearest(key, chain.stages)}"
            )
    resolved = {key: _stage(key, stages.get(key, {}), path) for key in chain.stages}
    return Config(pipeline=chain, ingest=made["ingest"], lexicon=made["lexicon"], stages=resolved)  # type: ignore[arg-type]


def _override(blocks: dict[str, Any], stages: dict[str, Any], key: str, value: Any) -> None:
    parts = key.split(".")
    if len(parts) == 2 and parts[0] in blocks:
        blocks[parts[0]][parts[1]] = value
    elif len(parts) == 3 and parts[0] == "stages":
        stages.setdefault(parts[1], {})[parts[2]] = value
    else:
        raise ConfigError(
            "ZC113",
            f"no setting {key!r}: name it section.key or stages.STAGE.key, with a section of {', '.join(blocks)}",
        )


def _stage(key: str, block: dict[str, Any], path: str) -> tuple[str, msgspec.Struct]:
    name = block.pop("@stages", None) or _newest(key, path)
    cls = stage_class(name)
    return name, _settings(cls.Settings, block, f"{path}: [stages.{key}]")


def _newest(key: str, path: str) -> str:
    versions = [n for n in stage_names() if n.partition("@")[0] == key]
    if not versions:
        bases = {n.partition("@")[0] for n in stage_names()}
        raise ConfigError("ZC113", f"{path}: no stage {key!r}; {nearest(key, bases)}")
    return max(versions, key=lambda n: int(n.partition("@")[2]))


def _settings(cls: type[msgspec.Struct], block: dict[str, Any], where: str) -> msgspec.Struct:
    known = list(cls.__struct_fields__)
    for key in block:
        if key not in known:
            raise ConfigError("ZC113", f"{where}: unknown key {key!r}; {nearest(key, known)}")
    try:
        return msgspec.convert(block, cls)
    except msgspec.ValidationError as error:
        raise ConfigError("ZC114", f"{where}: {error}{_allowed(cls, block, str(error))}") from None


def _allowed(cls: type[msgspec.Struct], block: dict[str, Any], error: str) -> str:
    """Name the values that a Literal setting takes, and the nearest to the one given."""
    key = error.rpartition("$.")[2].rstrip("`")
    if key not in block:
        return ""
    values = [v for v in get_args(get_type_hints(cls).get(key)) if isinstance(v, str)]
    if not values:
        return f" (given: {block[key]!r})"
    close = difflib.get_close_matches(str(block[key]), values, n=1)
    return f" (given: {block[key]!r}; known: {', '.join(values)}" + (f"; nearest: {close[0]})" if close else ")")


def show_config(config: Config) -> str:
    """Write a resolved configuration as a ``.cfg`` file.

    Args:
        config: What :func:`load_config` gave.

    Returns:
        Text that :func:`load_config` reads back to an equal configuration.
    """
    from confection import Config as Parser

    plain: dict[str, Any] = {s: msgspec.to_builtins(getattr(config, s)) for s in SECTIONS}
    plain["stages"] = {k: {"@stages": n, **msgspec.to_builtins(s)} for k, (n, s) in config.stages.items()}
    return str(Parser(plain).to_str(interpolate=False)) + "\n"


def parse_overrides(pairs: list[str]) -> dict[str, Any]:
    """Read ``KEY=VALUE`` settings of the command line.

    Args:
        pairs: As given; a value is JSON where it parses as JSON, otherwise a string.

    Returns:
        Dotted key to value; a later setting of a key wins.

    Raises:
        ConfigError: ZC115 if one has no ``=``.
    """
    made: dict[str, Any] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key:
            raise ConfigError("ZC115", f"--set {pair!r}: write KEY=VALUE, for instance stages.topics.threshold=0.4")
        try:
            made[key.strip()] = msgspec.json.decode(value.encode())
        except msgspec.DecodeError:
            made[key.strip()] = value
    return made
