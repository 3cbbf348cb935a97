"""The book as an EPUB 3: a ZIP file of XHTML, one file a chapter."""

import mimetypes
import uuid
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from jinja2 import Environment
from lxml import etree
from markupsafe import Markup

from .book import Book, Chapter

_FOLDER = "EPUB"


@dataclass(frozen=True)
class Item:
    """A file of the package, as its manifest lists it."""

    id: str
    href: str
    type: str
    content: bytes
    properties: str = ""

    @property
    def read(self) -> bool:
        """Whether it is one of the pages that are read one after the other."""
        return self.type == "application/xhtml+xml"


def write(book: Book, site: Path, templates: Environment, target: Path) -> None:
    """Write `book` to `target`; the same book gives the same bytes."""
    items = [*_pages(book, templates), *_pictures(book, site)]
    style = "".join(templates.get_template(name).render() for name in ("book.css", "epub.css"))
    items.append(Item("style", "style.css", "text/css", style.encode()))
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"open-psoas/{book.kind or 'handbook'}/{book.version}")
    package = templates.get_template("package.opf").render(book=book, items=items, identifier=identifier)
    container = templates.get_template("container.xml").render()
    with ZipFile(target, "w") as file:
        _put(file, book, "mimetype", b"application/epub+zip", ZIP_STORED)
        _put(file, book, "META-INF/container.xml", container.encode())
        _put(file, book, f"{_FOLDER}/package.opf", package.encode())
        for item in items:
            _put(file, book, f"{_FOLDER}/{item.href}", item.content)


def _put(file: ZipFile, book: Book, path: str, content: bytes, how: int = ZIP_DEFLATED) -> None:
    year, month, day = (int(part) for part in book.day.split("-"))
    entry = ZipInfo(path, (year, month, day, 0, 0, 0))
    entry.compress_type = how
    entry.external_attr = 0o644 << 16
    file.writestr(entry, content)


def _pages(book: Book, templates: Environment) -> Iterator[Item]:
    """Yield the pages in the order of reading."""

    def page(name: str, title: str, body: str, properties: str = "") -> Item:
        text = templates.get_template("page.xhtml").render(title=title, body=body)
        return Item(name, file_of(name), "application/xhtml+xml", text.encode(), properties)

    def rendered(template: str, **values: Any) -> Markup:
        return Markup(templates.get_template(template).render(book=book, file_of=file_of, **values))

    yield page("title", book.title, rendered("title.html"))
    yield page("nav", book.title, rendered("nav.html"), "nav")
    for part in book.parts:
        if not part.whole:
            yield page(part.anchor, part.title, rendered("part.html", part=part))
        for chapter in part.chapters:
            yield page(chapter.anchor, chapter.title, _xhtml(chapter))
    if book.sources:
        yield page("sources", book.title, rendered("sources.html"))
    yield page("index", book.title, rendered("index.html", place_of=place_of))


def file_of(anchor: str) -> str:
    """Return the file of the package that holds the anchor of a page, of a part, or of a place on a page."""
    page = anchor.partition("--")[0]
    return ("sources" if page.startswith("sources-") else page) + ".xhtml"


def place_of(anchor: str) -> str:
    """Return the link to an anchor from any page."""
    return f"{file_of(anchor)}#{anchor}"


def _xhtml(chapter: Chapter) -> Markup:
    article = deepcopy(chapter.article)
    for page_number in article.xpath(".//*[@data-at]"):
        page_number.drop_tree()
    for link in article.xpath(".//a[starts-with(@href, '#')]"):
        anchor = link.get("href")[1:]
        if file_of(anchor) != file_of(chapter.anchor):
            link.set("href", place_of(anchor))
    return Markup(etree.tostring(article, method="xml", encoding="unicode", with_tail=False))


def _pictures(book: Book, site: Path) -> Iterator[Item]:
    sources = sorted({source for chapter in book.chapters for source in chapter.article.xpath(".//img/@src")})
    for number, source in enumerate(sources, 1):
        kind = mimetypes.guess_type(source)[0] or "application/octet-stream"
        yield Item(f"picture-{number}", source, kind, (site / source).read_bytes())
