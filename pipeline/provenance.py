"""What a record says of its making: the package, the configuration and the models, each by its content."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from pipeline.config import Config
from pipeline.document import Provenance
from pipeline.lexicon.knowledge import Knowledge
from pipeline.registry import stage_class


def provenance_of(config: Config, hashes: dict[str, str], stages: list[str]) -> Provenance:
    """Say what every record made by a chain says of its making.

    Args:
        config: The resolved configuration.
        hashes: What :func:`model_hashes` gave.
        stages: ``name@version`` of each stage, in order.

    Returns:
        The provenance.
    """
    return Provenance(
        pipeline=f"zhengce {package_version()}",
        config=f"{config.pipeline.name}:{fingerprint(config)}",
        stages=stages,
        models=hashes,
    )


def fingerprint(config: Config) -> str:
    """Name a resolved configuration by its content.

    Args:
        config: The resolved configuration.

    Returns:
        Eight hexadecimal digits; equal for equal settings.
    """
    return hashlib.sha256(msgspec.json.encode(config, order="sorted")).hexdigest()[:8]


def model_hashes(knowledge: Knowledge, config: Config) -> dict[str, str]:
    """Name the lexicons and models that a chain reads by their content.

    Args:
        knowledge: Where the models and the user's tables are.
        config: The resolved configuration; its stages say which models they read (see :class:`registry.Stage`).

    Returns:
        Folder (``lexicons``, ``topics/default``, ``words``) or user table to twelve hexadecimal digits, sorted. A model
        that no stage reads is left out: it must not forbid a run to go on.
    """
    folders = {name: knowledge.models / name for name in ("lexicons", "words")}
    for stage, settings in config.stages.values():
        reads = getattr(stage_class(stage), "models", None)
        for name, folder in (reads(settings) if reads else {}).items():
            folders[name] = folder or knowledge.models / name
    made = {
        name: _hash(sorted(p for p in folder.iterdir() if p.is_file()))
        for name, folder in sorted(folders.items())
        if folder.is_dir()
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
