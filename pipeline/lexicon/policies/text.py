"""Small things that the finders of policies share: normal forms, spans already taken, making an entity."""

import re
from bisect import bisect_right, insort

from pipeline.document import Entity

_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]*")
_SPACE = re.compile(r"\s+")
_ANY_SPACE = re.compile(r"[\s\u200b]+")
# Title marks and quotation marks of all shapes count as one when titles are compared.
_FOLD = str.maketrans("〈〉<>＜＞《》()[]〔〕﹝﹞【】﹙﹚［］〖〗", "《》《》《》《》（）（）（）（）（）（）（）（）")
_QUOTES = re.compile("[“”‘’\"'「」『』＂]")
_DASH = re.compile("[-－—–―~～－]+")


def squeeze(title: str) -> str:
    """Give a title without line breaks and spaces.

    Args:
        title: A surface that may run over lines.

    Returns:
        The title in one piece; a space between two Latin words stays.
    """
    if not _SPACE.search(title):
        return title
    return _SPACE.sub(lambda m: " " if _latin(title, m.start() - 1) and _latin(title, m.end()) else "", title)


def _latin(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


def key(title: str) -> str:
    """Give the form under which titles are compared.

    Args:
        title: A title.

    Returns:
        The title without white space, quotation marks and outer marks, with one kind of bracket and dash.
    """
    if _PLAIN.fullmatch(title):
        return title
    folded = _DASH.sub("—", _QUOTES.sub("", _SPACE.sub("", title).translate(_FOLD)))
    return folded.replace("、", "").replace("，", "")


class Squeezed:
    """A text without its white space, with the way back to the offsets of the text.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self.plain = ""
        self._at: list[int] = []  # offsets in ``plain`` where a run of white space was cut out
        self._cut: list[int] = []  # how much had been cut out from there on
        pieces: list[str] = []
        last = cut = length = 0
        for match in _ANY_SPACE.finditer(text):
            pieces.append(text[last : match.start()])
            length += match.start() - last
            last = match.end()
            cut += match.end() - match.start()
            self._at.append(length)
            self._cut.append(cut)
        pieces.append(text[last:])
        self.plain = "".join(pieces)

    def back(self, at: int) -> int:
        """Give the offset in the text.

        Args:
            at: Offset of a character of ``plain``.

        Returns:
            Its offset in the text.
        """
        i = bisect_right(self._at, at)
        return at + (self._cut[i - 1] if i else 0)


class Taken:
    """Spans that are spoken for; they never overlap."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def free(self, start: int, end: int) -> bool:
        """Tell whether a span overlaps none that is taken.

        Args:
            start: First code point.
            end: One past the last.

        Returns:
            True if it is free.
        """
        at = bisect_right(self._spans, (start, 1 << 60))
        if at and self._spans[at - 1][1] > start:
            return False
        return at >= len(self._spans) or self._spans[at][0] >= end

    def take(self, start: int, end: int) -> None:
        """Take a span that is free.

        Args:
            start: First code point.
            end: One past the last.
        """
        insort(self._spans, (start, end))


def entity(text: str, start: int, end: int, kind: str, norm: str | None, by: str) -> Entity:
    """Make a mention of a policy.

    Args:
        text: The text.
        start: First code point.
        end: One past the last.
        kind: document, number or initiative.
        norm: Its normal form, None where the text gives none.
        by: The rule that found it, without the stage's name.

    Returns:
        The mention; unresolved where it has no norm.
    """
    return Entity(
        start=start,
        end=end,
        text=text[start:end],
        label="POLICY",
        kind=kind,
        norm=norm,
        name=norm,
        status="resolved" if norm else "unresolved",
        by=f"policies:{by}",
    )


def add(one: Entity, found: list[Entity], taken: Taken) -> None:
    """Add a mention, unless it overlaps another.

    Args:
        one: The mention.
        found: Where it is added.
        taken: Spans of the mentions so far; its own is added.
    """
    if taken.free(one.start, one.end):
        taken.take(one.start, one.end)
        found.append(one)


def add_plain(text: str, start: int, end: int, found: list[Entity], taken: Taken) -> None:
    """Add a document that stands in running text without marks, unless it overlaps another mention.

    Args:
        text: The text.
        start: First code point of the title.
        end: One past its last.
        found: Where the mention is added.
        taken: Spans of the mentions so far; its own is added.
    """
    add(entity(text, start, end, "document", squeeze(text[start:end]), "plain"), found, taken)
