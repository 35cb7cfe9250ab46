"""Where a short name is cut out of other words: 幸福|清 is no 福清, 强大|连接 no 大连."""

from math import log
from pathlib import Path

from pipeline.errors import ConfigError

LONGEST = 3
WINDOW = 3  # code points looked at on each side of the name
REMEMBERED = 20_000
_NOTHING = float("-inf")
PIECE = 2000.0  # how often a piece of a word at the border of the window is taken to occur


class Edges:
    """Common words with their frequencies, to weigh a name against the words around it.

    Args:
        path: ``region_words.tsv``: word and count.

    Raises:
        ConfigError: ZC110 where the table cannot be read.
    """

    def __init__(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise ConfigError("ZC110", f"{path}: cannot be read ({error.strerror})") from None
        if text.count("\t") != text.count("\n"):
            raise ConfigError("ZC110", f"{path}: every line needs one word, a tab and a count, and a line end")
        cells = text.replace("\n", "\t").split("\t")
        self._counts: dict[str, str] = dict(zip(cells[2::2], cells[3::2], strict=False))
        self._total = log(60_000_000)
        self._known: dict[tuple[str, int], bool] = {}
        self._piece = log(PIECE) - self._total

    def word(self, text: str) -> bool:
        """Tell whether a text is a common word of two or three characters: 适应, 沿海."""
        return len(text) > 1 and text in self._counts

    def crossed(self, text: str, start: int, end: int, count: float) -> bool:
        """Tell whether other words explain the text better than the name does.

        Args:
            text: The text.
            start: Where the name starts, in code points.
            end: Where it ends.
            count: How often the name is taken to occur, on the scale of the words.

        Returns:
            True where a common word runs over an edge of the name, and words that do so are the likelier reading.
        """
        counts = self._counts
        if text[start - 1 : start + 1] not in counts and text[end - 1 : end + 1] not in counts:
            return False
        low, high = max(0, start - WINDOW), min(len(text), end + WINDOW)
        # The same few characters around a name come again and again.
        key = (text[low:high], start - low)
        known = self._known.get(key)
        if known is None:
            window = text[low:high]
            name = (start - low, end - low)
            known = self._best(window, None, 0.0) > self._best(window, name, count)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = known
        return known

    def _best(self, text: str, name: tuple[int, int] | None, count: float) -> float:
        """Give the log probability of the best way to cut the window, through the name where one is given."""
        high = len(text)
        best = [_NOTHING] * (high + 1)
        # The window may begin or end inside a word: one code point at either border passes as a piece of one.
        best[0], best[1] = 0.0, self._piece
        for at in range(high):
            score = best[at]
            if score == _NOTHING:
                continue
            if name is not None and at == name[0]:
                best[name[1]] = max(best[name[1]], score + log(count) - self._total)
                continue
            limit = name[0] if name is not None and at < name[0] else high
            for to in range(at + 1, min(at + LONGEST, limit) + 1):
                known = self._counts.get(text[at:to])
                if known is None and to > at + 1:
                    continue
                cost = log(int(known)) - self._total if known else self._piece - 4.0
                if to == high and to == at + 1:
                    cost = max(cost, self._piece)
                best[to] = max(best[to], score + cost)
        return best[-1]
