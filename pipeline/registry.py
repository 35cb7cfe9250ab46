"""The one table of stages: ``name@version`` to the class that makes it.

Stages of other packages join through the entry-point group ``zhengce_stages``: the entry's name is ``name@version``,
its value a class with the same contract. Nothing registers itself on import.
"""

import importlib
import re
from importlib.metadata import entry_points
from typing import Any, ClassVar, Protocol, runtime_checkable

import catalogue
import msgspec

from pipeline.document import Document
from pipeline.errors import ConfigError, nearest

STAGES: dict[str, str] = {
    "clean@1": "pipeline.stages.clean:Clean",
    "split@1": "pipeline.stages.split:Split",
    "head@1": "pipeline.stages.head:Head",
    "segment@1": "pipeline.stages.segment:Segment",
    "keywords@1": "pipeline.stages.keywords:Keywords",
    "regions@1": "pipeline.stages.regions:Regions",
    "agencies@1": "pipeline.stages.agencies:Agencies",
    "policies@1": "pipeline.stages.policies:Policies",
    "names@1": "pipeline.stages.names:Names",
    "relations@1": "pipeline.stages.relations:Relations",
    "topics@1": "pipeline.stages.topics:Topics",
}

LAYERS = (
    "text", "title", "date", "meta", "sentences", "tokens", "keywords", "entities", "regions", "relations", "topics",
)  # fmt: skip
"""What a stage may require or assign; an entity layer of one label is ``entities.REGION``."""


@runtime_checkable
class Stage(Protocol):
    """The contract of a stage: a name and a version, what it needs and gives, batch in and batch out.

    A stage changes the documents that it is given and returns them in order, or several for one where it splits.
    It must be idempotent: after a failure the runner calls it again, one document at a time. A stage that may give
    several documents for one, or none, says so with ``splits = True``. One that reads a model has a static method
    ``models(settings)``, which names its folder in the folder of models and gives the path where it is another one
    (else None), so that a run does not go on with a changed model.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    requires: ClassVar[tuple[str, ...]]
    assigns: ClassVar[tuple[str, ...]]
    Settings: ClassVar[type[msgspec.Struct]]

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Annotate a batch."""


GROUP = "zhengce_stages"
"""The entry-point group of stages of other packages."""


def _plugin_names() -> list[str]:
    """Name the stages of other packages, without loading any: a broken one must not harm who does not use it."""
    names = {entry.name for entry in entry_points(group=GROUP)} - set(STAGES)
    for name in names:
        if not re.fullmatch(r"[^@]+@[0-9]+", name):
            raise ConfigError("ZC103", f"a plug-in calls its stage {name!r}; write name@version, for instance name@1")
    return sorted(names)


def stage_names() -> list[str]:
    """List every stage that a configuration may name.

    Returns:
        ``name@version`` strings: the package's own in the order of the chain, then those of plug-ins, sorted.
    """
    return [*STAGES, *_plugin_names()]


def stage_class(name: str) -> type[Any]:
    """Give the class of a stage.

    Args:
        name: ``name@version``.

    Returns:
        The class; the package's own table wins over a plug-in of the same name.

    Raises:
        ConfigError: ZC102 if there is no such stage; ZC103 if a plug-in breaks the contract, ZC104 if it cannot be
            imported.
    """
    if name in STAGES:
        module, _, attribute = STAGES[name].partition(":")
        made: type[Any] = getattr(importlib.import_module(module), attribute)
        return made
    if name not in _plugin_names():
        raise ConfigError("ZC102", f"no stage {name!r}; {nearest(name, stage_names())}")
    try:
        found: type[Any] = catalogue.create(GROUP, entry_points=True).get_entry_point(name)
    except Exception as error:  # whatever the import of another package raises
        reason = f"{type(error).__name__}: {error}"
        raise ConfigError("ZC104", f"stage {name!r} of a plug-in cannot be imported: {reason}") from error
    _check_contract(name, found)
    return found


def _check_contract(name: str, found: Any) -> None:
    missing = [a for a in ("name", "version", "requires", "assigns", "Settings", "__call__") if not hasattr(found, a)]
    if missing:
        raise ConfigError(
            "ZC103", f"stage {name!r} of a plug-in lacks {', '.join(missing)}; see pipeline.registry.Stage"
        )
    if f"{found.name}@{found.version}" != name:
        raise ConfigError("ZC103", f"the plug-in calls stage {name!r} {found.name}@{found.version}: name them alike")
    for layer in (*found.requires, *found.assigns):
        if layer.partition(".")[0] not in LAYERS:
            raise ConfigError("ZC103", f"stage {name!r} names the layer {layer!r}; {nearest(layer, LAYERS)}")
