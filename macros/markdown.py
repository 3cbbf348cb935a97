"""Turn the text of the data into Markdown that can be nothing but text, links to entities and citations.

Every character that Markdown, HTML, Jinja or an extension could read as a command leaves here as a character
reference; only emphasis, lists, paragraphs, and the links and citations that prose knows are let through.
"""

import posixpath
import re
from collections.abc import Callable
from urllib.parse import quote

from . import prose

_NOT_PLAIN = re.compile(r"[^\w\s,.;()/%'-]|_")
_BLOCK_START = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))", re.MULTILINE)
_LIST_ITEM = re.compile(r"^\s*- ")


def text(value: object) -> str:
    """Return `value` as one line of inert text, fit for Markdown, for HTML and for a quoted attribute."""
    line = " ".join(str(value).split())
    return _BLOCK_START.sub(_as_references, _encode(line)).replace("'", "&#39;")


def _encode(words: str) -> str:
    return _NOT_PLAIN.sub(lambda match: f"&#{ord(match[0])};", words)


def _as_references(match: re.Match[str]) -> str:
    return match[1] + "".join(f"&#{ord(character)};" for character in match[2])


def address(url: object) -> str:
    """Return a web address with every character that Markdown or HTML could misread percent-encoded."""
    return quote(str(url), safe=":/?#@!$&+,;=%~-._")


def block(value: str, link: Callable[[str, str], str], cite: Callable[[tuple[str, ...]], str]) -> str:
    """Return prose as Markdown blocks: paragraphs and lists.

    `link(id, words)` and `cite(ids)` return the Markdown of a link and of a citation; `words` are already inert.
    """
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", value.strip()):
        lines = paragraph.splitlines()
        items = [line for line in lines if _LIST_ITEM.match(line)]
        if items and _LIST_ITEM.match(lines[0]):
            entries: list[str] = []
            for line in lines:
                if _LIST_ITEM.match(line):
                    entries.append(_LIST_ITEM.sub("", line))
                else:
                    entries[-1] += " " + line.strip()
            paragraphs.append("\n".join(f"- {inline(entry, link, cite)}" for entry in entries))
        else:
            paragraphs.append(inline(paragraph, link, cite))
    return "\n\n".join(paragraphs)


def inline(value: str, link: Callable[[str, str], str], cite: Callable[[tuple[str, ...]], str]) -> str:
    """Return prose as one line of Markdown."""
    pieces: list[str] = []
    for part in prose.parts(" ".join(value.split())):
        if isinstance(part, prose.Cite):
            if pieces:
                pieces[-1] = pieces[-1].rstrip()
            pieces.append(cite(part.ids))
        elif isinstance(part, prose.Link):
            pieces.append(link(part.id, _encode(part.words)))
        else:
            pieces.append(_emphasis(part.text))
    return _BLOCK_START.sub(_as_references, "".join(pieces))


def _emphasis(words: str) -> str:
    """Encode `words`, but let paired asterisks stand."""
    pieces: list[str] = []
    end = 0
    for match in prose.EMPHASIS.finditer(words):
        stars = "**" if match[0].startswith("**") else "*"
        pieces += [_encode(words[end : match.start()]), stars, _encode(match[0].strip("*")), stars]
        end = match.end()
    return "".join([*pieces, _encode(words[end:])])


def relative(target: str, page: str) -> str:
    """Return the path `target`, which may carry an anchor, as seen from the page at `page`; both lie under docs/."""
    path, hash, anchor = target.partition("#")
    if path == page:
        return f"#{anchor}" if anchor else posixpath.basename(path)
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + hash + anchor
