"""What key terms are looked for in: the headline and the text under it, as one run of words."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from pipeline.lexicon.knowledge import Reading

Name = Literal["place", "organ"]
_NONE: Mapping[str, Name] = MappingProxyType({})
Cut = Callable[[str], tuple[list[str], list[str]]]
"""What cuts a headline into words and their parts of speech."""


class Passage(NamedTuple):
    """A headline and its text.

    Attributes:
        text: Both, the headline first.
        words: Their words; joined they give ``text``.
        tags: Their parts of speech, in parallel.
        head: Where the headline ends in ``text``, in code points; 0 where there is none.
        names: The regions and agencies that the text names, as it writes them.
    """

    text: str
    words: list[str]
    tags: list[str]
    head: int
    names: Mapping[str, Name] = _NONE


def names_of(reading: Reading) -> dict[str, Name]:
    """Give the names of regions and agencies that were found in a text.

    Args:
        reading: All names that were found.

    Returns:
        What each is, by how the text writes it.
    """
    named: dict[str, Name] = {mention.text: "place" for mention in reading.regions}
    for mention in reading.agencies:
        named[mention.text] = "organ"
    return named


def passage_of(
    title: str | None, text: str, words: list[str], tags: list[str], cut: Cut, names: Mapping[str, Name] = _NONE
) -> Passage:
    """Put a headline before its text, unless the text begins with it.

    Args:
        title: The headline.
        text: The text.
        words: Its words.
        tags: Their parts of speech.
        cut: What cuts the headline.
        names: The regions and agencies that the text names.

    Returns:
        Both together.
    """
    if not title:
        return Passage(text, words, tags, 0, names)
    if text.startswith(title):
        return Passage(text, words, tags, len(title), names)
    more, kinds = cut(title)
    return Passage(f"{title}\n{text}", [*more, "\n", *words], [*kinds, "x", *tags], len(title), names)
