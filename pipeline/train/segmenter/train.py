"""Train the learned engine, measure it, write it with its card."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon.words.engines import Given
from pipeline.lexicon.words.grams import LONGEST, Alphabet, fold
from pipeline.lexicon.words.learned import MODEL, LearnedEngine
from pipeline.train.segmenter.cutting import SCALE, Classes, Features, fit_cutting, pruned, seen_strings
from pipeline.train.segmenter.data import read_tagged
from pipeline.train.segmenter.strings import count_plain, read_lexicons
from pipeline.train.segmenter.tagging import fit_tagging, known_words, lexicon_arrays
from pipeline.train.segmenter.trie import Trie, alphabet_of


def train_segmenter(
    data: Path,
    output: Path,
    models: Path,
    *,
    texts: Iterable[str] = (),
    spread: float = 1.0,
    rounds: int = 60,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Train the engine. Nothing in it is drawn at random: the same data give the same model.

    Args:
        data: The tagged corpus, see :func:`pipeline.train.segmenter.data.read_tagged`.
        output: The model's folder; it is made.
        models: The folder of models, for the names of our own tables.
        texts: A plain corpus, to know strings that stand together; none is needed.
        spread: Variance of the prior of the weights.
        rounds: Iterations of each fit.
        progress: Told how it goes, a line at a time.

    Raises:
        UsageError: ZC221 or ZC222 if the corpus cannot be read.
        ConfigError: ZC110 if one of our tables is broken.
    """
    corpus = read_tagged(data)
    folded = fold(corpus.text)
    lexicon = read_lexicons(models)
    progress(f"{len(corpus.tags):,} words, {len(lexicon):,} words of lexicons")
    plain = count_plain(texts)
    progress(f"{len(plain.variety):,} and {len(plain.cohesion):,} strings of the plain corpus")
    words = known_words(corpus, folded)
    own = set(seen_strings(folded))
    alphabet = Alphabet(alphabet_of(folded, lexicon))
    whole = {*lexicon, *(word for word in words if len(word) <= LONGEST)}
    trie = Trie({*own, *whole, *plain.variety, *plain.cohesion}, alphabet.characters)
    progress(f"{len(alphabet.characters):,} characters, {trie.size:,} strings")
    features = Features(trie, alphabet, Classes(trie, lexicon, plain), own)
    weights = fit_cutting(features, corpus.text, corpus.ends(), spread, rounds, progress)
    trie, weights = pruned(trie, weights, whole, alphabet.characters)
    progress(f"{trie.size:,} strings that weigh")
    arrays = {
        "alphabet": np.frombuffer(alphabet.characters.encode(), np.uint8),
        "scale": np.array(SCALE),
        **trie.arrays,
        **weights,
        **lexicon_arrays(trie, lexicon, words, [pair for pair in corpus.pairs(folded) if pair[0] not in words]),
    }
    arrays["weights"] = fit_tagging(corpus, alphabet, trie, arrays, spread, rounds, progress)
    output.mkdir(parents=True, exist_ok=True)
    save(output / MODEL, arrays)
    progress(f"{output / MODEL}: {(output / MODEL).stat().st_size / 1e6:.1f} MB")


def save(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays as numpy's own format, deflated, the same bytes for the same arrays.

    Args:
        path: The file.
        arrays: The arrays by name; numbers of characters are kept in two bytes.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(arrays):
            array = arrays[name]
            small = array.astype(np.uint16) if name.startswith("lasts") or name == "parents2" else array
            made = io.BytesIO()
            np.lib.format.write_array(made, small, allow_pickle=False)
            file.writestr(zipfile.ZipInfo(f"{name}.npy"), made.getvalue(), zipfile.ZIP_DEFLATED)


class Measured(msgspec.Struct):
    """How a model does on a tagged corpus.

    Args:
        f1: Of the words, by their edges; line breaks do not count.
        tags: Share of right tags on the rightly cut words.
        words: Words of the corpus.
    """

    f1: float
    tags: float
    words: int

    def text(self) -> str:
        """Word the figures in a line."""
        return f"F1 {self.f1:.4f}  POS {self.tags:.4f} of the rightly cut  ({self.words:,} words)"


def measure(folder: Path, data: Path) -> Measured:
    """Measure a model on a corpus that it was not trained on.

    Args:
        folder: The model's folder.
        data: A tagged corpus.

    Returns:
        The figures.

    Raises:
        UsageError: ZC221 or ZC222 if the corpus cannot be read.
        ConfigError: ZC101 if there is no model.
    """
    corpus = read_tagged(data)
    words, tags, _ = LearnedEngine(folder).cut_around([Given(corpus.text, [], {})])[0]
    stops = np.cumsum(list(map(len, words)), dtype=np.int64)
    gold, found = _spans(corpus.text, corpus.stops, corpus.tags), _spans(corpus.text, stops, tags)
    hits = gold.keys() & found.keys()
    right = sum(gold[span] == found[span] for span in hits)
    f1 = 2 * len(hits) / max(1, len(gold) + len(found))
    return Measured(f1, right / max(1, len(hits)), len(gold))


def _spans(text: str, stops: NDArray[np.int64], tags: list[str]) -> dict[tuple[int, int], str]:
    starts = [0, *stops[:-1].tolist()]
    spans = zip(starts, stops.tolist(), tags, strict=True)
    return {(start, stop): tag for start, stop, tag in spans if text[start] != "\n"}
