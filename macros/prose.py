"""Prose: the small Markdown of the data files, taken apart without rendering it.

Known are emphasis (`*` and `**`), paragraphs, lists, links to an entity `[words][id]` and citations `[@id]` or
`[@one; @two]`. All else is text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPECIAL = re.compile(
    r"\[(?P<words>[^\[\]]+)\]\[(?P<id>[^\[\]\s]+)\]"
    r"|\[(?P<cites>@[^\[\]]+)\]"
)

# One star or two on both sides of words that neither begin nor end with a space.
EMPHASIS = re.compile(r"\*\*[^*\s](?:[^*]*[^*\s])?\*\*|\*[^*\s](?:[^*]*[^*\s])?\*")

SAYS_IT_HAS_NO_SOURCE = ("no source found", "practice opinion")


@dataclass(frozen=True)
class Words:
    text: str


@dataclass(frozen=True)
class Link:
    words: str
    id: str


@dataclass(frozen=True)
class Cite:
    ids: tuple[str, ...]


def parts(prose: str) -> Iterator[Words | Link | Cite]:
    """Yield the parts of `prose` in order: words, links to entities, citations."""
    end = 0
    for match in _SPECIAL.finditer(prose):
        if match.start() > end:
            yield Words(prose[end : match.start()])
        end = match.end()
        if match["cites"]:
            yield Cite(tuple(item.strip().removeprefix("@") for item in match["cites"].split(";")))
        else:
            yield Link(match["words"], match["id"])
    if end < len(prose):
        yield Words(prose[end:])


def cited(prose: str) -> list[str]:
    """Return the ids of the sources that `prose` cites, in order, repeated as they are repeated."""
    return [source for part in parts(prose) if isinstance(part, Cite) for source in part.ids]


def linked(prose: str) -> list[str]:
    """Return the ids of the entities that `prose` links to, in order."""
    return [part.id for part in parts(prose) if isinstance(part, Link)]


def plain(prose: str) -> str:
    """Return `prose` as one line of plain text: links by their words, no citations, no emphasis."""
    pieces: list[str] = []
    for part in parts(" ".join(prose.split())):
        if isinstance(part, Cite):
            pieces[-1:] = [piece.rstrip() for piece in pieces[-1:]]
        elif isinstance(part, Link):
            pieces.append(part.words)
        else:
            pieces.append(EMPHASIS.sub(lambda match: match[0].strip("*"), part.text))
    return " ".join("".join(pieces).split())


def rests_on_something(prose: str) -> bool:
    """Tell whether `prose` cites a source or says in plain words that it has none."""
    return bool(cited(prose)) or any(words in prose.lower() for words in SAYS_IT_HAS_NO_SOURCE)
