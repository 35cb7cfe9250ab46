"""The learned engine: where words end and what they are, by linear models over plain arrays."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick
from numpy.typing import NDArray

from pipeline.errors import ConfigError
from pipeline.lexicon.words.boundaries import Boundaries, Read
from pipeline.lexicon.words.engines import Cut, Given, Word, mark
from pipeline.lexicon.words.grams import Alphabet, Grams, Ints
from pipeline.lexicon.words.lines import Lexicon
from pipeline.lexicon.words.outline import outline_of
from pipeline.lexicon.words.tagger import Tagger

MODEL = "model.npz"
PUSH = 2.0
"""What a taught word adds to the odds (logarithm) that it is whole, beyond what keeps it whole by itself."""
CHUNK = 1 << 16
"""Code points that are read at a time, of a longer text: a bound on memory."""
TOGETHER = 1 << 18
"""Code points of shorter texts that are looked at together."""
MARGIN = 16
"""Code points read on either side of a chunk, more than any string of the model reaches."""
_STAND_IN = {"mq": "m", "eng": "nx"}
"""Tags of literals that the corpus does not have, as what they count in their neighbours' context."""

_BETWEEN = "\n\0\0\n"
_HEAD = _BETWEEN[2:]
_TAIL = _BETWEEN[:3]

Forced = dict[int, str]
"""Tags that are known, by where the word begins."""


class LearnedEngine:
    """Cuts and tags with the model of a folder.

    Args:
        folder: ``models/segmenter``, or one of the user's own training.

    Raises:
        ConfigError: ZC101 if there is no model.
    """

    def __init__(self, folder: Path) -> None:
        arrays = read_arrays(folder / MODEL)
        alphabet = Alphabet(bytes(arrays["alphabet"]).decode())
        self._boundaries = Boundaries(arrays, alphabet, Grams(arrays))
        self._space = int(alphabet.read("\n")[0])
        self._letters = np.array([False, *map(str.isalnum, alphabet.characters)])
        self._lexicon = Lexicon(arrays)
        self._tagger = Tagger(arrays)
        self._tags: list[str] = bytes(arrays["tags"]).decode().split()
        self._numbers = {tag: number for number, tag in enumerate(self._tags)}
        self._push = round(PUSH * int(arrays["scale"]))
        self._taught: dict[str, str] = {}
        self._rows: list[str] = []
        self._pushes: list[int] = []
        self._matcher: CharwiseDoubleArrayAhoCorasick | None = None

    def add(self, words: Iterable[Word]) -> None:
        """Teach words: each is whole by itself, and weighs against its surroundings elsewhere.

        Args:
            words: The words; a later row of the same word wins.
        """
        self._taught |= {row.word: row.pos for row in words if row.word}
        self._rows = list(self._taught)
        self._matcher = None
        if self._rows:
            self._pushes = self._needed(self._rows)
            self._matcher = CharwiseDoubleArrayAhoCorasick(self._rows, MATCH_KIND_LEFTMOST_LONGEST)

    def _needed(self, words: list[str]) -> list[int]:
        """What holds each word together that stands by itself, and a little more."""
        text = _joined(words)
        scores = self._scores(self._read(text)).tolist()
        needed = []
        at = len(_HEAD)
        for word in words:
            inside = scores[at : at + len(word) - 1]
            needed.append(max(0, *inside, -scores[at - 1], -scores[at + len(word) - 1]) + self._push)
            at += len(word) + len(_BETWEEN)
        return needed

    def cut(self, text: str) -> list[str]:
        """Cut a text; the words joined give it back, whatever it holds."""
        return self.cut_all([text])[0]

    def cut_all(self, texts: list[str]) -> list[list[str]]:
        """Cut several texts, which is quicker than each by itself; none has a say in how another is cut."""
        given = [Given(text, [], {}) for text in texts]
        return [words for group in _grouped(given) for words, _ in self._cut_group(group, tagged=False)]

    def tag(self, words: list[str]) -> list[str]:
        """Give the parts of speech of words that stand beside each other; empty ones get x."""
        filled = [word for word in words if word]
        text = _joined(["".join(filled)])
        frame = list(map(len, (*_HEAD, *filled, *_TAIL)))
        ends = np.zeros(len(text), np.bool_)
        ends[np.cumsum(frame, dtype=np.int64) - 1] = True
        tags = iter(self._tag_all(text, ends, self._read(text), {})[len(_HEAD) :])
        return [next(tags) if word else "x" for word in words]

    def cut_around(self, given: list[Given]) -> list[Cut]:
        """Cut and tag, as :meth:`pipeline.lexicon.words.engines.Engine.cut_around`."""
        cut = [one for group in _grouped(given) for one in self._cut_group(group, tagged=True)]
        return [Cut(words, tags, outline_of(words, tags)) for words, tags in cut]

    def _cut_group(self, given: list[Given], *, tagged: bool) -> list[tuple[list[str], list[str]]]:
        text = _joined([one.text for one in given])
        reads = self._read(text)
        ends = self._ends(text, reads)
        forced: Forced = {}
        places = []
        at = len(_HEAD)
        for one in given:
            ends[at - 1] = ends[at + len(one.text) - 1] = True
            forced |= _impose(ends, at, one)
            places.append((at, at + len(one.text)))
            at += len(one.text) + len(_BETWEEN)
        tags = self._tag_all(text, ends, reads, forced) if tagged else []
        stops = (np.flatnonzero(ends) + 1).tolist()
        made = []
        for start, end in places:
            words, first = _slices(text, stops, start, end)
            made.append((words, tags[first : first + len(words)]))
        return made

    def _read(self, text: str) -> list[tuple[int, Read]]:
        """Read the text in chunks, each with where its reading begins."""
        reads = []
        for start in range(0, len(text), CHUNK):
            begin = max(0, start - MARGIN)
            reads.append((begin, self._boundaries.read(text[begin : start + CHUNK + MARGIN])))
        return reads

    def _ends(self, text: str, reads: list[tuple[int, Read]]) -> NDArray[np.bool_]:
        """Tell after which characters a word ends."""
        scores = self._scores(reads)
        for start, end, i in self._taught_in(text):
            push = self._pushes[i]
            scores[start : end - 1] -= push
            scores[[start - 1, end - 1]] += push
        ends = scores > 0
        space = (
            np.concatenate([read.numbers[i * CHUNK - begin :][:CHUNK] for i, (begin, read) in enumerate(reads)])
            == self._space
        )
        ends |= space
        ends[:-1] |= space[1:]
        ends[-1] = True
        at = text.find("\r\n")
        while at >= 0:
            ends[at] = False
            at = text.find("\r\n", at + 2)
        return ends

    def _scores(self, reads: list[tuple[int, Read]]) -> Ints:
        parts = [read.scores[i * CHUNK - begin :][:CHUNK] for i, (begin, read) in enumerate(reads)]
        return np.concatenate(parts, dtype=np.int32)

    def _taught_in(self, text: str) -> list[tuple[int, int, int]]:
        """Where the taught words are, the longer before those inside: start, end and number."""
        return list(self._matcher.find(text)) if self._matcher else []

    def _tag_all(self, text: str, ends: NDArray[np.bool_], reads: list[tuple[int, Read]], forced: Forced) -> list[str]:
        """Tag every word.

        Args:
            text: The text.
            ends: After which characters a word ends.
            reads: The text as read.
            forced: Tags of words that are known, by where the word begins.
        """
        stops = np.flatnonzero(ends) + 1
        starts = np.concatenate((np.zeros(1, np.int64), stops[:-1]))
        known = {start: self._numbers.get(_STAND_IN.get(tag, tag), 0) for start, tag in forced.items()}
        line, sets = self._lexicon.line(starts, stops, reads, CHUNK, self._tagger.choices, known)
        numbers = self._tagger.tag(line, sets)
        tags = [self._tags[number] for number in numbers.tolist()]
        places = starts.tolist()
        # Signs that the corpus does not have as words are no nouns, whatever stands around them.
        signs = (line.words == 0) & ~self._letters[line.firsts] | (line.firsts == self._space)
        for i in np.flatnonzero(signs).tolist():
            word = text[places[i] : int(stops[i])]
            tags[i] = "x" if word.isspace() else mark(word)
        for start, end, row in self._taught_in(text):
            i = bisect_left(places, start)
            if i < len(places) and places[i] == start and stops[i] == end:
                tags[i] = self._taught[self._rows[row]]
        for start, tag in forced.items():
            tags[bisect_left(places, start)] = tag
        return tags


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Read a model's arrays.

    Args:
        path: The file; nothing in it is unpickled.

    Returns:
        The arrays by name.

    Raises:
        ConfigError: ZC101 if it is not there.
    """
    if not path.is_file():
        raise ConfigError("ZC101", f"no model at {path}: make one with zhengce train segmenter")
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def _joined(texts: list[str]) -> str:
    """Join texts so that each has the same surroundings in any company: a line's edge, then nothing that is known."""
    return _HEAD + _BETWEEN.join(texts) + _TAIL


def _grouped(given: list[Given]) -> Iterator[list[Given]]:
    """Deal the texts into groups that are looked at together."""
    group: list[Given] = []
    size = 0
    for one in given:
        if group and size + len(one.text) > TOGETHER:
            yield group
            group, size = [], 0
        group.append(one)
        size += len(one.text)
    if group:
        yield group


def _slices(text: str, stops: list[int], start: int, end: int) -> tuple[list[str], int]:
    """The words between two edges, and the number of words before them."""
    first = bisect_right(stops, start)
    words, at = [], start
    for stop in stops[first : bisect_right(stops, end)]:
        words.append(text[at:stop])
        at = stop
    return words, first


def _impose(ends: NDArray[np.bool_], base: int, given: Given) -> Forced:
    """Set the given edges and wholes of a text that begins at a place; of two that overlap the earlier stays whole."""
    forced: Forced = {}
    at = 0
    for edge in given.edges:
        if edge < at:
            continue
        ends[base + edge - 1] = True
        whole = given.wholes.get(edge)
        if whole:
            at, forced[base + edge] = whole
            ends[base + edge : base + at - 1] = False
            ends[base + at - 1] = True
    return forced
