"""Read the built site: the article of a page, and the address that the site was built for."""

from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from ..problems import Problem, ProblemsFound

_LOCAL = ("127.0.0.1", "localhost")


def article(site: Path, url: str) -> Any:
    """Return the article of the page at `url` under `site`. Raise ProblemsFound when there is none."""
    path = Path(url, "index.html")
    if not (site / path).is_file():
        raise ProblemsFound([Problem(path, 1, "the page is missing: build the site first, from the same data")])
    found = _tree(site / path).xpath("//article")
    if len(found) != 1 or not found[0].xpath(".//h1"):
        raise ProblemsFound([Problem(path, 1, "the page holds no single article with a heading")])
    return deepcopy(found[0])  # alone: the rest of the page can be let go


def heading(article: Any) -> str:
    """Return the words of the article's own heading."""
    return " ".join(article.xpath("string(.//h1/text())").split())


def address(site: Path) -> str | None:
    """Return the address under which the site is published; None for one that was built for this machine alone."""
    found = _tree(site / "index.html").xpath("//link[@rel='canonical']/@href")
    return found[0] if found and urlsplit(found[0]).hostname not in _LOCAL else None


def _tree(file: Path) -> Any:
    return html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
