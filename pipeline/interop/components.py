"""The entity stages as components of spaCy pipelines: ``nlp.add_pipe("zhengce_regions")`` and its sisters.

spaCy finds them through the entry-point group ``spacy_factories``; nothing has to be imported.
"""

from typing import TYPE_CHECKING, Any, cast, get_args

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.document import Label
from pipeline.errors import ConfigError, nearest
from pipeline.interop.spans import LABEL_GROUPS, Ents, Misaligned, add_spans, set_ents
from pipeline.lexicon.context import Context

if TYPE_CHECKING:
    from pipeline.lexicon.knowledge import Knowledge

SETTINGS = {"ents": "longest", "overwrite": False, "misaligned": "expand", "date": None}


class NameComponent:
    """Puts the mentions of one label into ``doc.spans`` and ``doc.ents``.

    The document's title, date and source are read from ``doc.user_data`` (``title``, ``date``, ``source``), where they
    are known: names resolve at the document's date.

    Args:
        label: REGION, AGENCY or POLICY.
        ents: Which of overlapping mentions goes into ``doc.ents``: ``longest``, ``shortest``, or ``none``.
        overwrite: Whether ours take the place of entities of other components that overlap them.
        misaligned: What becomes of a mention whose edge falls inside a token: ``expand``, ``contract`` or ``drop``.
        date: ISO date for documents that have none of their own; None for today's names.
        knowledge: Lexicons to share; None to load them with the first document.

    Raises:
        ConfigError: ZC114 for a setting that there is not.
    """

    def __init__(
        self,
        label: Label,
        ents: Ents = "longest",
        overwrite: bool = False,
        misaligned: Misaligned = "expand",
        date: str | None = None,
        knowledge: "Knowledge | None" = None,
    ) -> None:
        for key, value, known in (("ents", ents, Ents), ("misaligned", misaligned, Misaligned)):
            if value not in get_args(known):
                raise ConfigError(
                    "ZC114", f"{LABEL_GROUPS[label]}: {key} = {value!r}; {nearest(str(value), get_args(known))}"
                )
        self._settings: dict[str, Any] = {
            "label": label, "ents": ents, "overwrite": overwrite, "misaligned": misaligned, "date": date,
        }  # fmt: skip
        self._knowledge = knowledge

    def __reduce__(self) -> tuple[Any, ...]:
        # Lexicons stay behind: workers of nlp.pipe(n_process=...) load their own.
        return _revive, (self._settings,)

    @property
    def knowledge(self) -> "Knowledge":
        """The lexicons, made on first use."""
        if self._knowledge is None:
            from pipeline.lexicon.knowledge import Knowledge

            self._knowledge = Knowledge()
        return self._knowledge

    def __call__(self, doc: Doc) -> Doc:
        """Find the names in a document.

        Args:
            doc: The document; its mentions of this label are replaced.

        Returns:
            The same document.
        """
        said, label = doc.user_data, self._settings["label"]
        context = Context(
            text=doc.text,
            title=said.get("title"),
            date=said.get("date") or self._settings["date"],
            source=said.get("source"),
        )
        found = self.knowledge.read(context).of(label)
        add_spans(doc, [label], found, self._settings["misaligned"])
        set_ents(doc, self._settings["ents"], overwrite=self._settings["overwrite"])
        return doc


def _revive(settings: dict[str, Any]) -> NameComponent:
    return NameComponent(**settings)


def _factory(component: str, label: Label) -> Any:
    """Register a component of one label, which shares the lexicons of those that a pipeline has already."""

    # spaCy reads the settings, and whether it may give its own two, off the signature.
    def make(
        nlp: Language,
        name: str,  # noqa: ARG001
        ents: str,
        overwrite: bool,
        misaligned: str,
        date: str | None,
    ) -> NameComponent:
        sisters = [c for _, c in nlp.components if isinstance(c, NameComponent)]
        knowledge = sisters[0].knowledge if sisters else None
        return NameComponent(label, cast("Ents", ents), overwrite, cast("Misaligned", misaligned), date, knowledge)

    return Language.factory(component, default_config=SETTINGS, assigns=["doc.ents", "doc.spans"])(make)


regions = _factory("zhengce_regions", "REGION")
agencies = _factory("zhengce_agencies", "AGENCY")
policies = _factory("zhengce_policies", "POLICY")
