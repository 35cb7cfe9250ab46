"""Train the learned engine, measure it, write it with its card."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from pipeline.lexicon.words.grams import LONGEST, Alphabet, fold
from pipeline.lexicon.words.learned import MODEL
from pipeline.train.segmenter.cutting import SCALE, Classes, Features, fit_cutting, seen_strings
from pipeline.train.segmenter.data import read_tagged
from pipeline.train.segmenter.strings import Plain, count_plain, read_lexicons
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
    pool = {*own, *lexicon, *plain.variety, *plain.cohesion, *(w for w in words if len(w) <= LONGEST)}
    trie = Trie(pool, alphabet.characters)
    progress(f"{len(alphabet.characters):,} characters, {trie.size:,} strings")
    features = Features(trie, alphabet, Classes(trie, lexicon, plain), own)
    arrays = {
        "alphabet": np.frombuffer(alphabet.characters.encode(), np.uint8),
        "scale": np.array(SCALE),
        **trie.arrays,
        **fit_cutting(features, corpus.text, corpus.ends(), spread, rounds, progress),
    }
    once = []
    at = 0
    for stop, tag in zip(corpus.stops.tolist(), corpus.tags, strict=True):
        if folded[at:stop] not in words:
            once.append((folded[at:stop], tag))
        at = stop
    arrays |= lexicon_arrays(trie, lexicon, words, once)
    arrays["weights"] = fit_tagging(corpus, alphabet, trie, arrays, spread, rounds, progress)
    output.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(output / MODEL, **_small(arrays))
    progress(f"{output / MODEL}: {(output / MODEL).stat().st_size / 1e6:.1f} MB")


def _small(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Keep the numbers of characters in two bytes."""
    return {
        name: array.astype(np.uint16) if name.startswith("lasts") or name == "parents2" else array
        for name, array in arrays.items()
    }
