"""Words over a text whose names and literals are known: their edges are always edges of words."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from pipeline.document import Entity
from pipeline.lexicon.words.engines import Cut, Engine, Given
from pipeline.lexicon.words.literals import find_literals
from pipeline.lexicon.words.outline import outline_of
from pipeline.lexicon.words.userwords import UserWords

_TAGS = {"REGION": "ns", "AGENCY": "nt", "POLICY": "nz"}
_LONGEST = {"REGION": 8, "AGENCY": 5, "POLICY": 6}
"""Names up to this many code points are one word each."""
_MEMO = 20_000


class Segmenter:
    """Cuts a text with an engine, but never through a name, a date, a number or a word of the user's.

    Args:
        engine: What cuts the stretches between them.
        user: The user's words; they are whole wherever no edge of a name falls inside them.
    """

    def __init__(self, engine: Engine, user: UserWords | None = None) -> None:
        self._engine = engine
        self._user = user
        self._memo: dict[tuple[str, str, str], str | None] = {}
        self._drawn: dict[int, tuple[Cut, list[str], list[str]]] = {}

    def cut(self, text: str, names: Iterable[Entity] = ()) -> Cut:
        """Cut a text into words.

        Args:
            text: Any text.
            names: Mentions in it, in any order; they may nest.

        Returns:
            The words.
        """
        return self.cut_all([text], [names])[0]

    def cut_plain(self, texts: Iterable[str]) -> list[Cut]:
        """Cut short texts by the engine alone, without a look at names, dates and numbers.

        Args:
            texts: Headlines.

        Returns:
            The words of each, in order.
        """
        return self._engine.cut_around([Given(text, [], {}) for text in texts])

    def cut_all(self, texts: Iterable[str], names: Iterable[Iterable[Entity]]) -> list[Cut]:
        """Cut the texts of a batch.

        Args:
            texts: Any texts.
            names: Mentions in each.

        Returns:
            What :meth:`cut` gives for each, in order.
        """
        given = [self._protect(text, found) for text, found in zip(texts, names, strict=True)]
        cut = self._engine.cut_around(given)
        self._drawn = {id(one.words): (one, one.words.copy(), one.tags.copy()) for one in cut}
        return cut

    def outline(self, words: list[str], tags: list[str]) -> str:
        """Draw the outline of a text.

        Args:
            words: Its words; what :meth:`cut_all` gave last has its outline already, if nothing has changed it since.
            tags: Their parts of speech, in parallel.

        Returns:
            As many letters as the words have code points.
        """
        cut, *drawn = self._drawn.get(id(words), (None,))
        # The lists hold the same objects, so that comparing them looks at pointers only.
        return cut.outline if cut and drawn == [words, tags] else outline_of(words, tags)

    def _protect(self, text: str, names: Iterable[Entity]) -> Given:
        """Find the spans to keep whole, and every place where a word must end or begin."""
        names = list(names)
        cuts = {edge for name in names for edge in (name.start, name.end)}
        edges = sorted(cuts)
        wholes: dict[int, tuple[int, str]] = {}
        if self._user:
            for start, end, pos in self._user.find(text):
                if _clear(edges, start, end):
                    wholes[start] = (end, pos)
            if wholes:
                cuts.update(wholes)
                cuts.update(end for end, _ in wholes.values())
                edges = sorted(cuts)
        following = dict(pairwise(edges))
        for name in names:
            if following[name.start] == name.end and name.start not in wholes:
                tag = self._name_tag(name)
                if tag:
                    wholes[name.start] = (name.end, tag)
        for start, end, pos in find_literals(text):
            if _clear(edges, start, end) and wholes.get(start, (0, ""))[0] < end:
                wholes[start] = (end, pos)
                cuts.add(start)
        return Given(text, sorted(cuts), wholes)

    def _name_tag(self, name: Entity) -> str | None:
        """The part of speech of a name that is one word, None for one that is cut inside."""
        key = (name.label, name.kind, name.text)
        if key not in self._memo:
            if len(self._memo) >= _MEMO:
                self._memo.clear()
            self._memo[key] = _TAGS[name.label] if self._is_word(name) else None
        return self._memo[key]

    def _is_word(self, name: Entity) -> bool:
        text = name.text
        if name.kind == "number":
            return not any(map(str.isspace, text))
        if len(text) > _LONGEST[name.label] or not text.isalnum():
            return False
        if name.label == "REGION" and len(text) > 3:
            # 湖北武汉 is one mention of two names.
            parts = self._engine.tag(self._engine.cut(text))
            return len(parts) == 1 or any(part != "ns" for part in parts)
        return True


def _clear(edges: list[int], start: int, end: int) -> bool:
    """Whether no edge falls strictly inside a span."""
    i = bisect_right(edges, start)
    return i == len(edges) or edges[i] >= end
