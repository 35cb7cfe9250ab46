"""A topic model as plain data: what is on disk, read and checked."""

import hashlib
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from pipeline.errors import ConfigError
from pipeline.lexicon.loading import Later
from pipeline.lexicon.topics.grams import MOST_CHARACTERS, Alphabet, Floats, Vocabulary

FORMAT = "zhengce-topics/1"
FILES = ("model.json", "grams.tsv", "weights.npz")

Arrays: TypeAlias = dict[str, npt.NDArray[Any]]
FieldName = Literal["title", "lead", "body"]


class FieldSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One part of a document that grams are counted in; ``characters`` is how much of its beginning is read."""

    name: FieldName
    characters: int


class LabelSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A topic: its code, its name, and the probability from which it stands beside the main topic.

    A topic that is ``alone`` never stands beside another.
    """

    code: str
    name: str
    threshold: float
    alone: bool = False


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How raw scores become probabilities.

    Main topic: the softmax of ``main_slope`` times the raw scores. Any topic: the logistic function of ``any_slope``
    times the raw score plus ``any_shift``.
    """

    main_slope: float = 1.0
    any_slope: float = 1.0
    any_shift: float = 0.0


class Reel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the topics of a newsreel follow from its stories.

    The first ``stories`` are read; a later story's topic joins with ``weight`` times its probability where that
    reaches ``threshold``.
    """

    stories: int = 3
    weight: float = 0.7
    threshold: float = 0.35


class ModelSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``model.json``: everything but the grams and their weights.

    ``most`` is the largest number of topics for a document, ``least_characters`` how many letters a document needs
    to be judged at all, ``weights_sha256`` the checksum of ``weights.npz``; ``reel`` is None where newsreels are
    judged as a whole.
    """

    format: str
    name: str
    fields: list[FieldSpec]
    labels: list[LabelSpec]
    calibration: Calibration
    most: int
    least_characters: int
    reel: Reel | None = None
    weights_sha256: str
    facts: dict[str, Any] = {}


class TopicModel(msgspec.Struct, frozen=True):
    """A model ready to score: one vocabulary a field, rows of weights in the same order, field after field.

    ``weights`` are whole numbers of 16 bits, one row a gram, one column a label for the head that tells the main
    topic, then one a label for the head that tells any topic; times ``main_scale`` and ``any_scale`` (one number a
    label) they are weights. ``rarity`` is the weight of a gram in a
    text before the text is brought to length 1.
    """

    spec: ModelSpec
    alphabet: Alphabet
    vocabularies: list[Vocabulary]
    rarity: Floats
    weights: npt.NDArray[np.int16]
    main_scale: Floats
    any_scale: Floats
    main_bias: Floats
    any_bias: Floats

    @property
    def main(self) -> npt.NDArray[np.int16]:
        """The weights of the head that tells the main topic."""
        return self.weights[:, : len(self.spec.labels)]

    @property
    def any(self) -> npt.NDArray[np.int16]:
        """The weights of the head that tells any topic."""
        return self.weights[:, len(self.spec.labels) :]

    @property
    def codes(self) -> list[str]:
        """The codes of the labels, in the order of the columns."""
        return [label.code for label in self.spec.labels]


def load_model(folder: Path) -> TopicModel:
    """Read a model from its folder.

    Args:
        folder: Holds ``model.json``, ``grams.tsv`` and ``weights.npz``.

    Returns:
        The model, its parts checked against each other.

    Raises:
        ConfigError: ZC141 if a file is missing, ZC142 if one is damaged, of another format, or does not fit the
            others.
    """
    for file in FILES:
        if not (folder / file).is_file():
            raise ConfigError("ZC141", f"no topic model in {folder}: {file} is missing; see `zhengce train topics`")
    spec = _spec(folder / FILES[0])
    arrays = Later(lambda: _arrays(folder / FILES[2], spec))
    alphabet = Alphabet()
    vocabularies = _vocabularies(folder / FILES[1], spec, alphabet)
    return _with_weights(folder / FILES[2], spec, alphabet, vocabularies, arrays.get())


def _spec(path: Path) -> ModelSpec:
    try:
        spec = msgspec.json.decode(path.read_bytes(), type=ModelSpec)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError("ZC142", f"{path}: not the description of a topic model: {error}") from None
    if spec.format != FORMAT:
        raise ConfigError("ZC142", f"{path}: format {spec.format!r}, this version reads {FORMAT!r}; train it again")
    codes = [label.code for label in spec.labels]
    if len(codes) < 2 or len(set(codes)) != len(codes):
        raise ConfigError("ZC142", f"{path}: labels must be at least two, each once; got {codes}")
    names = [field.name for field in spec.fields]
    if not names or len(set(names)) != len(names):
        raise ConfigError("ZC142", f"{path}: fields must be named once each; got {names}")
    return spec


def _vocabularies(path: Path, spec: ModelSpec, alphabet: Alphabet) -> list[Vocabulary]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError("ZC142", f"{path}: not UTF-8: {error}") from None
    head, _, body = text.partition("\n")
    if head != "field\tgram" or not body.endswith("\n"):
        raise ConfigError("ZC142", f"{path}: does not begin with the header field, gram or is cut off")
    cells = body[:-1].replace("\t", "\n").split("\n")
    names, grams = cells[::2], cells[1::2]
    counts = [names.count(field.name) for field in spec.fields]
    grouped: list[str] = []
    for field, count in zip(spec.fields, counts, strict=True):
        grouped += [field.name] * count
    if names != grouped or len(names) != len(grams) or max(map(len, grams)) > MOST_CHARACTERS or "" in grams:
        _blame(path, text.split("\n"), {field.name for field in spec.fields})
        raise ConfigError("ZC142", f"{path}: its grams do not stand in the order of the fields; train the model again")
    ends = list(accumulate(counts, initial=0))
    return [Vocabulary(grams[start:end], alphabet) for start, end in pairwise(ends)]


def _blame(path: Path, lines: list[str], fields: set[str]) -> None:
    for number, line in enumerate(lines[1:-1], start=2):
        field, tab, gram = line.partition("\t")
        if not tab or field not in fields or not 1 <= len(gram) <= MOST_CHARACTERS:
            raise ConfigError("ZC142", f"{path}, line {number}: not a field and a gram: {line[:80]!r}")


def _arrays(path: Path, spec: ModelSpec) -> Arrays:
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != spec.weights_sha256:
        raise ConfigError("ZC142", f"{path}: its checksum is not that of model.json: damaged, or of another training")
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (ValueError, OSError, KeyError) as error:
        raise ConfigError("ZC142", f"{path}: not an archive of arrays: {error}") from None


def _with_weights(
    path: Path, spec: ModelSpec, alphabet: Alphabet, vocabularies: list[Vocabulary], parts: Arrays
) -> TopicModel:
    rows, columns = sum(map(len, vocabularies)), len(spec.labels)
    shapes = {
        "rarity": (rows,),
        "main": (rows, columns),
        "any": (rows, columns),
        **{f"{head}_{part}": (columns,) for head in ("main", "any") for part in ("scale", "bias")},
    }
    for name, shape in shapes.items():
        if name not in parts or parts[name].shape != shape:
            got = parts[name].shape if name in parts else "nothing"
            raise ConfigError("ZC142", f"{path}: {name} should have the shape {shape}, got {got}")
    weights = np.concatenate([parts["main"], parts["any"]], axis=1)
    others = {name: parts[name] for name in shapes if name not in ("rarity", "main", "any")}
    return TopicModel(spec, alphabet, vocabularies, parts["rarity"], weights, **others)


def save_model(model: TopicModel, folder: Path) -> None:
    """Write a model; the checksum of its weights is set.

    Args:
        model: What to write.
        folder: Made if needed; files of an older model there are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = ("rarity", "main", "any", "main_scale", "any_scale", "main_bias", "any_bias")
    # savez stamps no time into its members, so the same weights give the same bytes.
    np.savez_compressed(folder / FILES[2], **{name: getattr(model, name) for name in names})
    checksum = hashlib.sha256((folder / FILES[2]).read_bytes()).hexdigest()
    spec = msgspec.structs.replace(model.spec, weights_sha256=checksum)
    (folder / FILES[0]).write_bytes(msgspec.json.format(msgspec.json.encode(spec), indent=1) + b"\n")
    with (folder / FILES[1]).open("w", encoding="utf-8", newline="\n") as out:
        out.write("field\tgram\n")
        for field, vocabulary in zip(model.spec.fields, model.vocabularies, strict=True):
            out.writelines(f"{field.name}\t{gram}\n" for gram in vocabulary.grams)
