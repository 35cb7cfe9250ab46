"""The chain: ordered stages, their wiring checked before the first document, each failure kept to its document."""

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from pipeline.config import Config, load_config
from pipeline.document import Document, Provenance
from pipeline.errors import ConfigError, StageError, ZhengceError
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.loading import Later, collection_paused
from pipeline.lexicon.user import UserTables
from pipeline.outcome import Balance, DeadLetter, Dropped
from pipeline.provenance import model_hashes, provenance_of
from pipeline.registry import Stage, stage_class
from pipeline.stages.entities import NameStage, cut_tokens

Outcome: TypeAlias = Document | DeadLetter | Dropped

GIVEN = ("text", "title", "date", "meta")
"""The layers that every document has before the first stage."""

BATCH_CHARACTERS = 200_000
"""A batch ends at this many code points, so that memory stays flat whatever the documents' length."""


class Pipeline:
    """Stages in order, made from a configuration.

    Args:
        stages: The stages.
        provenance: What every record made by the whole chain says of its making.
        batch_size: Documents a batch.
        given: Layers that the input already has.

    Raises:
        ConfigError: ZC121 if a stage requires a layer that nothing before it gives.

    ``seconds`` holds the time that each stage has taken so far; the first stage that asks for names pays for them.
    ``watch``, where it is set, is called with the name of each stage before it begins on a batch.
    """

    def __init__(
        self,
        stages: Sequence[Stage],
        provenance: Provenance | None = None,
        batch_size: int = 128,
        given: Iterable[str] = GIVEN,
    ) -> None:
        self.stages = list(stages)
        self.provenance = provenance or Provenance()
        self.batch_size = batch_size
        self.seconds = {stage.name: 0.0 for stage in self.stages}
        self.watch: Callable[[str], object] | None = None
        check_wiring(self.stages, given)
        self._must_cut = _must_cut(self.stages)

    def __call__(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Annotate documents; the first that fails raises.

        Args:
            documents: Any number of documents; they are changed in place.

        Yields:
            The annotated documents, in order.

        Raises:
            StageError: ZC401 for a document that a stage could not handle.
        """
        for outcome in self.stream(documents):
            if isinstance(outcome, DeadLetter):
                raise StageError("ZC401", f"{outcome.id}: stage {outcome.stage}: {outcome.message}")
            if isinstance(outcome, Document):
                yield outcome

    def stream(self, items: Iterable[Document | DeadLetter], balance: Balance | None = None) -> Iterator[Outcome]:
        """Annotate a stream; whatever goes wrong with a document stays with that document.

        Args:
            items: Documents, and dead letters of the input, which pass through.
            balance: Books in which to enter what came in and what splitting added.

        Yields:
            One outcome for each item, in order; several where a stage splits a document.
        """
        batch: list[Outcome] = []
        characters = 0
        books = balance or Balance()
        for item in items:
            books.inputs += 1
            batch.append(item)
            characters += len(item.text) if isinstance(item, Document) else 0
            if len(batch) >= self.batch_size or characters >= BATCH_CHARACTERS:
                yield from self._run(batch, books)
                batch, characters = [], 0
        yield from self._run(batch, books)

    def _run(self, items: list[Outcome], books: Balance) -> list[Outcome]:
        for stage in self.stages:
            if self.watch is not None:
                self.watch(stage.name)
            before, started = len(items), time.perf_counter()
            texts = _texts(items) if "text" in stage.assigns else {}
            items = _apply(stage, items)
            _forget(items, texts)
            self.seconds[stage.name] += time.perf_counter() - started
            books.split += len(items) - before
        for item in items:
            if isinstance(item, Document):
                self._finish(item)
        return items

    def _finish(self, document: Document) -> None:
        if self._must_cut and document.tokens.text and document.entities:
            document.tokens = cut_tokens(document.tokens, document.entities)
        done = [s for s in document.provenance.stages if s not in self.provenance.stages]
        made = self.provenance
        document.provenance = Provenance(made.pipeline, made.config, done + made.stages, made.models)


def _must_cut(stages: Sequence[Stage]) -> bool:
    """Whether entities may come out whose edges fall inside tokens.

    Segmentation asks the finders of names itself, so that nothing is left to cut where it and they are of one chain.
    """
    makers = [s for s in stages if any(a.partition(".")[0] == "entities" for a in s.assigns)]
    known = any(getattr(s, "cuts_at_names", False) for s in stages) and all(isinstance(s, NameStage) for s in makers)
    return bool(makers) and not known


def check_wiring(stages: Sequence[Stage | type[Any]], given: Iterable[str] = GIVEN) -> None:
    """See that each stage's needs are met by the stages before it.

    Args:
        stages: The stages in order, or their classes.
        given: Layers that the input already has.

    Raises:
        ConfigError: ZC121, naming the stage, the layer, and the stages that give it.
    """
    have = set(given)
    for position, stage in enumerate(stages):
        for layer in stage.requires:
            if not any(h == layer or h.startswith(layer + ".") for h in have):
                later = [s.name for s in stages[position + 1 :] if layer in s.assigns]
                advice = f"move {', '.join(later)} before it" if later else f"add a stage that assigns {layer!r}"
                raise ConfigError(
                    "ZC121", f"stage {stage.name!r} requires {layer!r}, which nothing before it gives: {advice}"
                )
        have.update(stage.assigns)


def _texts(items: list[Outcome]) -> dict[int, str]:
    return {id(item): item.text for item in items if isinstance(item, Document)}


def _forget(items: list[Outcome], texts: dict[int, str]) -> None:
    """Drop the layers of documents whose text has changed: they were made for another one, by an earlier run."""
    for item in items:
        if isinstance(item, Document) and texts.get(id(item), item.text) != item.text:
            blank = Document(id=item.id, text=item.text)
            for layer in ("sentences", "tokens", "keywords", "entities", "topics", "provenance"):
                setattr(item, layer, getattr(blank, layer))


def _apply(stage: Stage, items: list[Outcome]) -> list[Outcome]:
    documents = [i for i in items if isinstance(i, Document)]
    if not documents:
        return items
    if not getattr(stage, "splits", False):
        try:
            done = iter(_checked(stage, documents))
            return [next(done) if isinstance(i, Document) else i for i in items]
        except Exception:  # the batch is gone through again below, so that the bad document alone is lost
            pass
    made: list[Outcome] = []
    for item in items:
        made.extend(_single(stage, item) if isinstance(item, Document) else (item,))
    return made


def _checked(stage: Stage, documents: list[Document]) -> list[Document]:
    done = stage(documents)
    if len(done) != len(documents) and not getattr(stage, "splits", False):
        raise StageError("ZC402", f"stage {stage.name!r} gave {len(done)} documents for {len(documents)}")
    return done


def _single(stage: Stage, document: Document) -> list[Outcome]:
    try:
        done = _checked(stage, [document])
    except Exception as error:  # any fault of a stage is that document's dead letter
        return [_dead(stage, document, error)]
    if not done:
        return [Dropped(id=document.id, stage=stage.name, reason="no text")]
    return list(done)


def _dead(stage: Stage, document: Document, error: Exception) -> DeadLetter:
    name = f"{stage.name}@{stage.version}"
    if isinstance(error, ZhengceError):
        return DeadLetter.of(document, name, error.code, error.message)
    trace = "".join(traceback.format_exception(error))
    return DeadLetter.of(document, name, "ZC400", f"{type(error).__name__}: {error}", trace)


def build(config: Config, only: Sequence[str] | None = None, models: Path | None = None) -> Pipeline:
    """Make the pipeline of a configuration.

    Args:
        config: The resolved configuration.
        only: Keys of the stages to make, for running a part of the chain; None for all.
        models: The folder of models; None for the shipped one.

    Returns:
        The pipeline; its lexicons are loaded by the first document that needs them.

    Raises:
        ConfigError: If the wiring is wrong (ZC121), or a lexicon or model cannot be used.
    """
    knowledge = _knowledge(config, models)
    chosen = {k: v for k, v in config.stages.items() if only is None or k in only}
    hashes = Later(lambda: model_hashes(knowledge, config))
    with collection_paused():
        stages: list[Stage] = [stage_class(name)(settings, knowledge) for name, settings in chosen.values()]
    given: Iterable[str] = GIVEN
    if only is not None:  # a part of the chain: what comes before it is in the records
        given = [
            *GIVEN,
            *(layer for k, (name, _) in config.stages.items() if k not in only for layer in stage_class(name).assigns),
        ]
    made = provenance_of(config, hashes.get(), [name for name, _ in chosen.values()])
    return Pipeline(stages, made, config.pipeline.batch_size, given)


def describe(config: Config) -> Provenance:
    """Say what :func:`build` would make, without loading any lexicon or model.

    Args:
        config: The resolved configuration.

    Returns:
        What every record would say of its making.

    Raises:
        ConfigError: If the wiring is wrong (ZC121), or a user's table is not there.
    """
    names = [name for name, _ in config.stages.values()]
    check_wiring([stage_class(name) for name in names])
    return provenance_of(config, model_hashes(_knowledge(config, None), config), names)


def _knowledge(config: Config, models: Path | None) -> Knowledge:
    user = config.lexicon
    tables = UserTables(
        words=_path(user.words),
        regions=_path(user.regions),
        agencies=_path(user.agencies),
        policies=_path(user.policies),
        terms=_path(user.terms),
    )
    return Knowledge(models, tables, remember=2 * config.pipeline.batch_size)


def load(name: str | Path = "newspaper", overrides: dict[str, Any] | None = None) -> Pipeline:
    """Make a pipeline by its configuration's name.

    Args:
        name: ``newspaper``, ``documents``, or the path of a ``.cfg`` file.
        overrides: Dotted key to value, for instance ``{"stages.topics.threshold": 0.4}``.

    Returns:
        The pipeline.

    Raises:
        ConfigError: If the configuration is wrong.
    """
    return build(load_config(name, overrides))


def _path(text: str | None) -> Path | None:
    if text is None:
        return None
    if not Path(text).is_file():
        raise ConfigError("ZC122", f"[lexicon]: no file {text!r}; give the path of a TSV file, or null")
    return Path(text)
