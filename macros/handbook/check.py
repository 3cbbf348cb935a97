"""What must hold for the shaped pages before a book is made of them: the gate's own rules, and links that lead."""

from collections import Counter
from collections.abc import Iterator

from .. import gate
from ..knowledge import Knowledge
from ..problems import Problem
from .book import Book


def check(book: Book, knowledge: Knowledge) -> list[Problem]:
    """Return what is wrong with the pages of `book`, each at its line of the built page."""
    found: list[Problem] = []
    for chapter in book.chapters:
        found += gate.entry(gate.BuiltPage(chapter.file, chapter.article), chapter.entity, knowledge)
    return sorted({*found, *_links(book)})


def _links(book: Book) -> Iterator[Problem]:
    """Every link within the book leads to one place in it."""
    ids = Counter(id for chapter in book.chapters for id in chapter.article.xpath(".//@id"))
    ids.update(source.anchor for source in book.sources)
    ids.update(part.anchor for part in book.parts if not part.whole)
    ids["sources"] += 1
    for chapter in book.chapters:
        for link in chapter.article.xpath(".//a[starts-with(@href, '#')]"):
            places = ids[link.get("href")[1:]]
            if places != 1:
                yield Problem(
                    chapter.file, link.sourceline or 1, f"links to {link.get('href')}: {places} places, not one"
                )
