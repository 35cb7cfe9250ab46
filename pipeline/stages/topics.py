"""The stage that files a document under topics."""

from pathlib import Path
from typing import ClassVar

import msgspec

from pipeline.document import NO_TOPIC, Document, Topic
from pipeline.errors import ConfigError
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.topics.explain import explain, write_explanations
from pipeline.lexicon.topics.finer import Finer
from pipeline.lexicon.topics.inputs import Input
from pipeline.lexicon.topics.model import TopicModel, load_model
from pipeline.lexicon.topics.score import classify

EXPLANATION_KEY = "topics.explain"
"""The key of ``meta.extra`` that holds the explanation, as the JSON text of a list."""


class TopicsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Settings of the stage.

    ``model`` is the name of a folder in ``models/topics``; ``threshold`` the probability from which a topic stands
    beside the main one, None for the model's own thresholds; ``explain`` adds to ``meta.extra`` which words weighed
    most; ``finer`` names the model of a second level (``second`` ships), whose subject of the main topic is added
    behind the topics, None for none.
    """

    model: str = "default"
    threshold: float | None = None
    explain: bool = False
    finer: str | None = None


class Topics:
    """Files documents under topics, main first, by their title and the beginning of their text."""

    name: ClassVar[str] = "topics"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text",)
    assigns: ClassVar[tuple[str, ...]] = ("topics", "meta")
    Settings: ClassVar[type[msgspec.Struct]] = TopicsSettings

    @staticmethod
    def models(settings: TopicsSettings) -> dict[str, Path | None]:
        """Name the models that the settings ask for."""
        return {f"topics/{name}": None for name in (settings.model, settings.finer) if name is not None}

    def __init__(self, settings: TopicsSettings, knowledge: Knowledge) -> None:
        if settings.threshold is not None and not 0.0 <= settings.threshold <= 1.0:
            raise ConfigError("ZC143", f"topics: threshold must be between 0 and 1, got {settings.threshold}")
        folder = knowledge.models / "topics"
        self._settings = settings
        self._model = _load(folder, settings.model)
        self._names = {label.code: label.name for label in self._model.spec.labels}
        self._finer: Finer | None = None
        if settings.finer is not None:
            second = _load(folder, settings.finer)
            self._finer = Finer(second)
            self._names |= {label.code: label.name for label in second.spec.labels}

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Replace each document's topics.

        Args:
            batch: Documents with their final text.

        Returns:
            The same documents; one without letters enough, or without any known gram, has no topics, and the
            reason (empty, short, unknown) in ``meta.extra``.
        """
        inputs = [Input(document.title, document.text) for document in batch]
        decisions = classify(self._model, inputs, self._settings.threshold)
        for document, decision in zip(batch, decisions, strict=True):
            document.topics = [Topic(t.code, self._names[t.code], t.score) for t in decision.topics]
            document.meta.extra.pop(NO_TOPIC, None)
            if decision.reason:
                document.meta.extra[NO_TOPIC] = decision.reason
        if self._finer is not None:
            for document, below in zip(batch, self._finer.below(inputs, decisions), strict=True):
                if below is not None:
                    document.topics.append(Topic(below.code, self._names[below.code], below.score))
        if self._settings.explain:
            for document, read in zip(batch, inputs, strict=True):
                made = explain(self._model, read, self._settings.threshold)
                document.meta.extra[EXPLANATION_KEY] = write_explanations(made)
        return batch


def _load(folder: Path, name: str) -> TopicModel:
    if not (folder / name / "model.json").is_file():
        known = sorted(path.parent.name for path in folder.glob("*/model.json"))
        raise ConfigError("ZC141", f"no topic model {name!r} in {folder}; there are {', '.join(known)}")
    return load_model(folder / name)
