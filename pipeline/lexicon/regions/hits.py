"""The names of a text as the automaton gives them, and those that these had hidden."""

from pipeline.lexicon.regions.gazetteer import Gazetteer

Hit = tuple[int, int, int]

_ZONE_NOUNS = frozenset(("新区", "开发区"))
_WORD = 3  # the use of a name that is an ordinary word
_HIDDEN = 8  # code points behind a name in which one that it hides may end


class Hits:
    """The names of a text, longest first from the left, read one by one.

    Args:
        text: The text.
        gazetteer: The tables.

    ``items`` are the names: start and end in code points, and the index of the surface in ``gazetteer.found``; ``at``
    is the position of the next one. Their number never changes, what stands behind ``at`` may.
    """

    __slots__ = ("_firm", "_gazetteer", "_text", "at", "items")

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self.items: list[Hit] = gazetteer.find(text)
        self.at = 0
        self._firm = 0  # the next hit that is no class noun, so that none is looked at twice

    def look_again(self, start: int, end: int) -> None:
        """Take back a name that is none, for it may hide one that overlaps it: 秦|岭西|安 hides 西安.

        Args:
            start: Where the name starts.
            end: Where it ends.
        """
        text = self._text
        limit = self._next()
        for low, high, index in self._gazetteer.find(text[start + 1 : end + _HIDDEN]):
            s, e = low + start + 1, high + start + 1
            if s >= end:
                return
            if e <= limit or s < limit:
                self._replace((s, e, index))
                return

    def limit(self, end: int = -1) -> int:
        """Give where the next name starts that is no common noun (赤城|新区 is a zone, 山东|港口|集团 a company).

        Args:
            end: Where the name before it ends: an ordinary word that starts there is passed over.

        Returns:
            A place in code points, the end of the text where there is no such name.
        """
        items, found = self.items, self._gazetteer.found
        self._firm = max(self._firm, self.at)
        while self._firm < len(items) and (
            (surface := found[items[self._firm][2]]).text in _ZONE_NOUNS
            or (surface.use == _WORD and items[self._firm][0] == end)
        ):
            self._firm += 1
        return items[self._firm][0] if self._firm < len(items) else len(self._text)

    def _next(self) -> int:
        return self.items[self.at][0] if self.at < len(self.items) else len(self._text)

    def _replace(self, hit: Hit) -> None:
        """Put a name in the place of those that it overlaps, and behind it what these had hidden: 从|江苏|南通.

        It takes no more places than they had, so that the rest of the hits stays where it is.
        """
        items, end, before = self.items, hit[1], self.at - 1
        over = end
        while self.at < len(items) and items[self.at][0] < end:
            over = items[self.at][1]
            self.at += 1
        now = [hit]
        if over > end:
            behind = self._text[end : min(self._next(), end + _HIDDEN)]
            now += [(end + a, end + b, i) for a, b, i in self._gazetteer.find(behind)]
        now = now[: self.at - before]
        self.at -= len(now)
        items[self.at : self.at + len(now)] = now
        self._firm = self.at
