"""What a record says of its making: the package, the configuration and the models, each by its content."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from pipeline.config import Config
from pipeline.document import Provenance
from pipeline.lexicon.knowledge import Knowledge


def provenance_of(config: Config, hashes: dict[str, str], stages: list[str]) -> Provenance:
    """Say what every record made by a chain says of its making.

    Args:
        config: The resolved configuration.
        hashes: What :func:`model_hashes` gave.
        stages: ``name@version`` of each stage, in order.

    Returns:
        The provenance; models that no stage uses are left out.
    """
    hashes = {folder: made for folder, made in hashes.items() if _used(folder, config)}
    return Provenance(
        pipeline=f"zhengce {package_version()}",
        config=f"{config.pipeline.name}:{fingerprint(config)}",
        stages=stages,
        models=hashes,
    )


def _used(folder: str, config: Config) -> bool:
    """Whether a chain reads a folder of models: a model that nobody asked for must not forbid a run to go on."""
    given = {key: msgspec.to_builtins(settings) for key, (_, settings) in config.stages.items()}
    if folder == "names":
        return "names" in given
    if folder == "segmenter":
        return bool(given.get("segment", {}).get("engine") == "learned")
    if folder.startswith("topics/"):
        topics = given.get("topics", {})
        return folder.partition("/")[2] in (topics.get("model"), topics.get("finer"))
    return folder != "topics"


def fingerprint(config: Config) -> str:
    """Name a resolved configuration by its content.

    Args:
        config: The resolved configuration.

    Returns:
        Eight hexadecimal digits; equal for equal settings.
    """
    return hashlib.sha256(msgspec.json.encode(config, order="sorted")).hexdigest()[:8]


def model_hashes(knowledge: Knowledge) -> dict[str, str]:
    """Name the lexicons and models by their content.

    Args:
        knowledge: What the stages know.

    Returns:
        Folder (``lexicons``, ``topics/default``, ``words``) or user table to twelve hexadecimal digits, sorted.
    """
    folders = sorted({f.parent for f in knowledge.models.rglob("*") if f.is_file() and f.parent != knowledge.models})
    made = {
        str(f.relative_to(knowledge.models).as_posix()): _hash(sorted(p for p in f.iterdir() if p.is_file()))
        for f in folders
    }
    for table in ("words", "regions", "agencies", "policies", "terms"):
        path: Path | None = getattr(knowledge.user, table)
        if path is not None:
            made[f"user/{table}"] = _hash([path])
    return made


def _hash(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        if file.suffix != ".md":
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def package_version() -> str:
    """Give the version of the installed package, ``0`` in a checkout that is not installed."""
    try:
        return version("zhengce")
    except PackageNotFoundError:
        return "0"
