"""The model of parts of speech: which tags a word may take, and what speaks for each in context."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.lexicon.words.boundaries import Read
from pipeline.lexicon.words.grams import Alphabet, Grams
from pipeline.lexicon.words.lines import Lexicon
from pipeline.lexicon.words.tagger import FEATURES, TABLE_BITS, Choices, Line, features, places
from pipeline.train.segmenter.cutting import SCALE
from pipeline.train.segmenter.data import Tagged
from pipeline.train.segmenter.solve import Progress, fit_choices
from pipeline.train.segmenter.strings import Entry
from pipeline.train.segmenter.trie import Trie

FEWEST = 5
"""A tag that the corpus has less often is dropped: a slip of the annotators'."""
SURE = 10
"""A word seen less often may also take the tags that words of its kind usually take."""
FEW = 30
"""Words seen once that must be of a kind and length to speak for it."""
_SHARE = 0.005
_MOST = 12
_LIKELY = 3
_LENGTHS = 8

Arrays = dict[str, NDArray[Any]]


def known_words(corpus: Tagged, folded: str) -> dict[str, Counter[str]]:
    """Count the tags of the words that are seen twice.

    Args:
        corpus: The training corpus.
        folded: Its text, folded.

    Returns:
        Tags by word.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    usual = Counter(corpus.tags)
    for word, tag in corpus.pairs(folded):
        if usual[tag] >= FEWEST:
            counts[word][tag] += 1
    return {word: tags for word, tags in counts.items() if sum(tags.values()) > 1}


def lexicon_arrays(
    trie: Trie, lexicon: dict[str, Entry], words: Mapping[str, Counter[str]], once: list[tuple[str, str]]
) -> Arrays:
    """Make the tables of what words may be.

    Args:
        trie: The strings.
        lexicon: Words and their kinds.
        words: Tags of the known words.
        once: The words seen once, with their tags: they stand for the unknown ones.

    Returns:
        ``tags``, ``kinds``, ``sets``, ``unknown_sets``, ``set_starts``, ``set_tags``, ``bases``.
    """
    counts = Counter[str]()
    for tags in words.values():
        counts.update(tags)
    names = sorted(counts, key=lambda tag: (-counts[tag], tag))
    numbers = {tag: i for i, tag in enumerate(names)}
    # Set 0 is no set; then each tag by itself, then the others as they come.
    sets: dict[tuple[int, ...], int] = {(0, 0): 0} | {(i,): i + 1 for i in range(len(names))}
    kinds = {kind: i for i, kind in enumerate(sorted({entry.kind for entry in lexicon.values()}), 1)}
    unknown = [(kinds[lexicon[w].kind] if w in lexicon else 0, len(w), tag) for w, tag in once if tag in numbers]
    usual = _usual(unknown, names)

    def set_of(tags: list[str]) -> int:
        return sets.setdefault(tuple(numbers[tag] for tag in tags), len(sets))

    kind_of, set_by = np.zeros(trie.size, np.uint8), np.zeros(trie.size, np.uint16)
    for word, entry in lexicon.items():
        if number := trie.number(word):
            kind_of[number] = kinds[entry.kind]
    for word, tags in words.items():
        if number := trie.number(word):
            chosen = sorted(tags, key=lambda tag: (-tags[tag], tag))
            if sum(tags.values()) < SURE:
                likely = usual[kind_of[number] * _LENGTHS + min(len(word), _LENGTHS - 1)][:_LIKELY]
                chosen += [tag for tag in likely if tag not in tags]
            set_by[number] = set_of(chosen)
    open_sets = np.array([set_of(tags) for tags in usual], np.uint16)
    ordered = sorted(sets, key=lambda key: sets[key])
    return {
        "tags": np.frombuffer(" ".join(names).encode(), np.uint8),
        "kinds": kind_of,
        "sets": set_by,
        "unknown_sets": open_sets,
        "set_starts": np.cumsum([0, *map(len, ordered)]).astype(np.uint32),
        "set_tags": np.array([tag for key in ordered for tag in key], np.uint8),
        "bases": trie.bases.astype(np.uint32),
    }


def _usual(once: list[tuple[int, int, str]], names: list[str]) -> list[list[str]]:
    """The tags of unknown words by kind and length, most frequent first."""
    exact: dict[int, Counter[str]] = defaultdict(Counter)
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    every = Counter[str]()
    for kind, length, tag in once:
        exact[kind * _LENGTHS + min(length, _LENGTHS - 1)][tag] += 1
        kinds[kind][tag] += 1
        every[tag] += 1
    made = []
    for kind in range(32):
        for length in range(_LENGTHS):
            groups = (exact[kind * _LENGTHS + length], kinds[kind], every)
            tags = next((counts for counts in groups if sum(counts.values()) >= FEW), every or Counter(names[:1]))
            total = sum(tags.values())
            made.append([tag for tag, count in tags.most_common(_MOST) if count >= _SHARE * total])
    return made


def read_line(
    corpus: Tagged, alphabet: Alphabet, grams: Grams, lexicon: Lexicon, choices: Choices
) -> tuple[Line, NDArray[np.int32]]:
    """Give the words of a corpus as the tagger sees them."""
    numbers = alphabet.read(corpus.text)
    read = Read(np.zeros(0, np.int32), numbers, grams.walk(numbers))
    starts = np.concatenate((np.zeros(1, np.int64), corpus.stops[:-1]))
    return lexicon.line(starts, corpus.stops, [(0, read)], len(corpus.text), choices, {})


def fit_tagging(
    corpus: Tagged, alphabet: Alphabet, trie: Trie, arrays: Arrays, spread: float, rounds: int, progress: Progress
) -> NDArray[np.int16]:
    """Fit the weights.

    Args:
        corpus: The training corpus.
        alphabet: The known characters.
        trie: The strings.
        arrays: What :func:`lexicon_arrays` gave.
        spread: Variance of the prior of the weights.
        rounds: Iterations, at most.
        progress: Told how it goes.

    Returns:
        The table of weights, scaled and rounded.
    """
    choices = Choices(arrays["set_starts"].astype(np.int32), arrays["set_tags"].astype(np.uint32))
    line, sets = read_line(corpus, alphabet, Grams(trie.arrays), Lexicon(arrays), choices)
    names = bytes(arrays["tags"]).decode().split()
    numbers = {tag: i for i, tag in enumerate(names)}
    gold = np.array([numbers.get(tag, 255) for tag in corpus.tags], np.uint32)
    at = np.flatnonzero(choices.starts[sets + 1] - choices.starts[sets] > 1).astype(np.int32)
    begins, owners, tags = choices.expand(sets[at])
    right = tags == gold[at][owners]
    # Words whose right tag is not among their candidates teach nothing.
    at = at[np.add.reduceat(right, begins) > 0]
    begins, owners, tags = choices.expand(sets[at])
    right = tags == gold[at][owners]
    columns = np.stack([places(feature[owners], tags) for feature in features(line, at)], 1).astype(np.int32)
    ends = np.arange(0, columns.size + 1, FEATURES, dtype=np.int64)
    rows = csr_matrix((np.ones(columns.size, np.float32), columns.ravel(), ends), (len(owners), 1 << TABLE_BITS))
    progress(f"tagging: {len(at):,} words of several tags, {len(owners):,} candidates")
    fitted = fit_choices(rows, begins.astype(np.int64), np.flatnonzero(right), spread, rounds, progress)
    return np.round(np.clip(fitted * SCALE, -32000, 32000)).astype(np.int16)
