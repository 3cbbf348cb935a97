"""The book as a tagged PDF (PDF/UA), by WeasyPrint."""

import hashlib
import logging
import os
from pathlib import Path

from jinja2 import Environment
from lxml import etree
from markupsafe import Markup

from ..problems import Problem, ProblemsFound
from .book import Book, Chapter, Part
from .shape import lowered

VARIANT = "pdf/ua-1"
PAPERS = ("A4", "letter")


def write(book: Book, site: Path, templates: Environment, paper: str, target: Path) -> None:
    """Write `book` to `target`. Raise ProblemsFound when WeasyPrint or a font is missing, or when it finds a fault."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        reason = f"WeasyPrint or its libraries are missing ({error}): run `make handbook`"
        raise ProblemsFound([Problem(Path("requirements-handbook.txt"), 1, reason)]) from None

    def markup(chapter: Chapter, part: Part) -> Markup:
        article = chapter.article if part.whole else lowered(chapter.article)
        return Markup(etree.tostring(article, method="html", encoding="unicode", with_tail=False))

    source = templates.get_template("book.html").render(book=book, markup=markup)
    style = "".join(templates.get_template(name).render(paper=paper) for name in ("book.css", "print.css"))
    heard = _Heard()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(heard)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # the same bytes from the same book
    try:
        fetcher = URLFetcher(allowed_protocols=["file"], fail_on_errors=True)
        document = HTML(string=source, base_url=f"{site.resolve()}/", url_fetcher=fetcher).render(
            stylesheets=[CSS(string=style)]
        )
        identifier = hashlib.sha256(source.encode()).hexdigest()[:32].encode()
        document.write_pdf(target, pdf_variant=VARIANT, pdf_identifier=identifier)
        if not document.fonts:
            heard.told.append("no font was found: install one, such as the package `fonts-dejavu-core`")
    finally:
        logger.removeHandler(heard)
    if heard.told:
        raise ProblemsFound(Problem(Path(target.name), 1, message) for message in heard.told)


class _Heard(logging.Handler):
    """Keeps the errors that WeasyPrint tells of: a link that leads nowhere, a picture that is missing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())
