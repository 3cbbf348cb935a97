"""Hand-written pages: the guides in docs/guides/ and the forms in docs/forms/, told by their front matter."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = "guides"
FORMS = "forms"
_CITES = re.compile(r"\bcite\(([^)]*)\)")
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
_NOT_TEXT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{:.*?\}|<[^>]+>|\]\([^)]*\)", re.DOTALL)


@dataclass(frozen=True)
class Guide:
    """A guide or form: path under docs/, title, description, other names, text without macros, and what it cites."""

    path: str
    title: str
    description: str
    also_called: tuple[str, ...]
    text: str
    cited: frozenset[str]

    @property
    def id(self) -> str:
        """The name of its file."""
        return Path(self.path).stem

    @property
    def url(self) -> str:
        """The address of its page under the site's root."""
        return self.path.removesuffix(".md") + "/"


def read(docs: Path, folder: str = FOLDER) -> tuple[Guide, ...]:
    """Return the pages in `folder` under `docs`, in the order of their front matter's `order`."""
    found = []
    for file in sorted((docs / folder).glob("*.md")):
        if file.name == "index.md":
            continue
        front, text = _split(file.read_text(encoding="utf-8"))
        guide = Guide(
            f"{folder}/{file.name}",
            str(front.get("title", file.stem)),
            str(front.get("description", "")),
            tuple(front.get("tags", ())),
            _NOT_TEXT.sub(" ", text),
            frozenset(cited(text)),
        )
        found.append((front.get("order", 99), guide))
    return tuple(guide for _, guide in sorted(found, key=lambda item: (item[0], item[1].path)))


def cited(text: str) -> list[str]:
    """Return the ids of the sources that a hand-written text cites by `cite("id", ...)`, in order."""
    return [id for call in _CITES.findall(text) for id in _QUOTED.findall(call)]


def _split(text: str) -> tuple[dict[str, Any], str]:
    match = re.match(r"---\n(.*?)^---\n", text, re.DOTALL | re.MULTILINE)
    return (yaml.safe_load(match[1]), text[match.end() :]) if match else ({}, text)
