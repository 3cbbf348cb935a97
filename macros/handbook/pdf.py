"""The book as a tagged PDF (PDF/UA), by WeasyPrint."""

import gc
import hashlib
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from lxml import etree
from markupsafe import Markup

from ..problems import Problem, ProblemsFound
from .book import Book, Chapter
from .shape import lowered

VARIANT = "pdf/ua-1"
PAPERS = ("A4", "letter")

# An empty element with `data-at` is where the number of the page with that anchor is printed.
_AT = re.compile(r'data-at="#(?P<anchor>[^"]+)">')
_UNKNOWN = "000"
_ROUNDS = 8
_CHAPTERS_A_SECTION = 12


@dataclass
class _Section:
    """A section of the book, that starts on a new page: its HTML without page numbers, and how it was laid out last."""

    html: str
    shown: tuple[str, int] = ("", 0)
    """The HTML with page numbers, and the number of the first page."""
    pages: list[Any] = field(default_factory=list)
    anchors: list[list[str]] = field(default_factory=list)
    """The anchors on each page."""


def write(book: Book, site: Path, templates: Environment, paper: str, target: Path) -> None:
    """Write `book` to `target`. Raise ProblemsFound when WeasyPrint or a font is missing, or when it finds a fault."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        reason = f"WeasyPrint or its libraries are missing ({error}): run `make handbook`"
        raise ProblemsFound([Problem(Path("requirements-handbook.txt"), 1, reason)]) from None

    style = "".join(templates.get_template(name).render(book=book, paper=paper) for name in ("book.css", "print.css"))
    fonts, fetcher = FontConfiguration(), URLFetcher(allowed_protocols=["file"], fail_on_errors=True)
    stylesheet = CSS(string=style, font_config=fonts)

    def lay_out(html: str, first: int) -> Any:
        source = HTML(string=html, base_url=f"{site.resolve()}/", url_fetcher=fetcher)
        number = CSS(string=f"@page :first {{ counter-reset: page {first} }}")
        return source.render(stylesheets=[stylesheet, number], font_config=fonts)

    heard = _Heard()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(heard)
    dated = "SOURCE_DATE_EPOCH" in os.environ
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # the same bytes from the same book
    try:
        sections = [_Section(html) for html in _sections(book, templates)]
        document = _number(sections, lay_out)
        digest = hashlib.sha256("".join(section.shown[0] for section in sections).encode()).hexdigest()
        with _page_references_kept():
            document.write_pdf(target, pdf_variant=VARIANT, pdf_identifier=digest[:32].encode())
        if not document.fonts:
            heard.told.append("no font was found: install one, such as the package `fonts-dejavu-core`")
    finally:
        gc.unfreeze()
        logger.removeHandler(heard)
        if not dated:
            del os.environ["SOURCE_DATE_EPOCH"]
    if heard.told:
        raise ProblemsFound(Problem(Path(target.name), 1, message) for message in heard.told)


def _number(sections: list[_Section], lay_out: Any) -> Any:
    """Lay out the sections until every number that they show is that of the page, and return the whole document.

    Section by section, for WeasyPrint takes many times as long over each page of a long document. The pages of the
    first round, in which no number is known, are let go at once.
    """
    numbers: dict[str, int] = {}
    document = None
    for _ in range(_ROUNDS):
        found: dict[str, int] = {}
        first = 1
        for section in sections:
            shown = (_with_numbers(section.html, numbers), first)
            if shown != section.shown or not section.pages:
                document = lay_out(*shown)
                section.shown, section.anchors = shown, [list(page.anchors) for page in document.pages]
                if numbers:
                    section.pages = document.pages
                    gc.freeze()  # or each collection goes through the pages of all sections
            for number, anchors in enumerate(section.anchors, first):
                found |= dict.fromkeys(anchors, number)
            first += len(section.anchors)
        if found == numbers:
            break
        numbers = found
    return document.copy([page for section in sections for page in section.pages])  # type: ignore[union-attr]


def _with_numbers(html: str, numbers: dict[str, int]) -> str:
    return _AT.sub(lambda match: f"{match[0]}{numbers.get(match['anchor'], _UNKNOWN)}", html)


def _sections(book: Book, templates: Environment) -> Iterator[str]:
    """Yield the HTML of each section."""

    def page(template: str, **values: Any) -> str:
        return templates.get_template("section.html").render(book=book, template=template, **values)

    def markup(chapter: Chapter, whole: bool) -> Markup:
        article = chapter.article if whole else lowered(chapter.article)
        return Markup(etree.tostring(article, method="html", encoding="unicode", with_tail=False))

    yield page("front.html")
    for part in book.parts:
        for start in range(0, len(part.chapters), _CHAPTERS_A_SECTION):
            chapters = part.chapters[start : start + _CHAPTERS_A_SECTION]
            yield page("chapters.html", part=part, chapters=chapters, first=not start, markup=markup)
    if book.sources:
        yield page("sources.html")
    yield page("names.html")


@contextmanager
def _page_references_kept() -> Iterator[None]:
    """Let pydyf list the pages of a document once for each page, not once for each of its million tags.

    Without this a document of a thousand pages takes ten minutes longer to write.
    """
    import pydyf

    listed = pydyf.PDF.page_references
    kept: dict[int, tuple[bytes, ...]] = {}

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        count = len(pdf.pages["Kids"])
        if count not in kept:
            kept[count] = listed.fget(pdf)
        return kept[count]

    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = listed


class _Heard(logging.Handler):
    """Keeps the errors that WeasyPrint tells of: a link that leads nowhere, a picture that is missing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())
