"""Newsreels: one item that holds several short stories, each with a headline of its own."""

import re

from pipeline.lexicon.topics.inputs import Input

_REEL = re.compile(r"(?:快讯|简讯|要闻|速览|速递|短讯)\s*$")
_TITLE_CHARACTERS = 14
_HEADLINE_CHARACTERS = 40
_MOST_STORIES = 12


def stories(document: Input) -> list[Input]:
    """Take a newsreel apart.

    Args:
        document: Any document.

    Returns:
        The stories of a newsreel in order, at most twelve; nothing where the title does not announce one (国内快讯)
        or the text is not made of headlines with a paragraph below.
    """
    title = document.title or ""
    if len(title) > _TITLE_CHARACTERS or not _REEL.search(title):
        return []
    found: list[Input] = []
    headline = ""
    body: list[str] = []
    for line in document.text[:8000].split("\n"):
        bare = line.strip()
        if not bare or bare.endswith(("：", ":")):
            continue
        if len(bare) <= _HEADLINE_CHARACTERS and not bare.endswith(("。", "！", "？", "”")):
            if headline and body:
                found.append(Input(headline, "\n".join(body)))
            headline, body = bare, []
        else:
            body.append(bare)
    if headline and body:
        found.append(Input(headline, "\n".join(body)))
    return found[:_MOST_STORIES] if len(found) > 1 else []
