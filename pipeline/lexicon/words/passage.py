"""What key terms are looked for in: the headline and the text under it, as one run of words."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from pipeline.lexicon.knowledge import Reading
from pipeline.lexicon.words.outline import outline_of

Name = Literal["place", "organ"]
_NONE: Mapping[str, Name] = MappingProxyType({})
_BREAK = outline_of(["\n"], ["x"])
Draw = Callable[[str], str]
"""What draws the outline of a headline."""


class Passage(NamedTuple):
    """A headline and its text.

    Attributes:
        text: Both, the headline first.
        outline: Their words and parts of speech, see :mod:`pipeline.lexicon.words.outline`.
        head: Where the headline ends in ``text``, in code points; 0 where there is none.
        names: The regions and agencies that the text names, as it writes them.
    """

    text: str
    outline: str
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


def passage_of(title: str | None, text: str, outline: str, draw: Draw, names: Mapping[str, Name] = _NONE) -> Passage:
    """Put a headline before its text, unless the text begins with it.

    Args:
        title: The headline.
        text: The text.
        outline: Its outline.
        draw: What draws the headline's.
        names: The regions and agencies that the text names.

    Returns:
        Both together.
    """
    if not title:
        return Passage(text, outline, 0, names)
    if text.startswith(title):
        return Passage(text, outline, len(title), names)
    return Passage(f"{title}\n{text}", f"{draw(title)}{_BREAK}{outline}", len(title), names)
