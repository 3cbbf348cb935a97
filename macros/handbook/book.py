"""The book: its parts in order, each page shaped, the list of sources, and the index of all names."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from ..citations import Reference, reference
from ..guides import FOLDER as GUIDES
from ..knowledge import Knowledge
from ..model import KINDS, Claim, Entity, Question, Source, Term
from ..pages import INDEX_TITLES
from . import read
from .shape import shape

GUIDE, SOURCE = "guide", "source"
# Stop signs first, then who must not, then what can be done; the rest is there to look things up.
ORDER = (
    "red-flag",
    GUIDE,
    "precaution",
    "technique",
    "structure",
    "condition",
    "assessment",
    "claim",
    "question",
    "demand",
    "term",
    SOURCE,
)
# The rule behind a technique's verdict stands with the precaution.
_LEANS_ON = {"technique": ("precaution",)}
_OTHER = "0–9"
_WORDS_INDEXED = 3
# Their other names are other ways to ask or to claim the same.
_ASKED = (Claim, Question)


@dataclass(frozen=True)
class Chapter:
    """A page in the book: its address under the site, its title, its shaped article, and the entity it is about."""

    url: str
    title: str
    article: Any
    entity: Entity | None = None
    names: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return anchor_of(self.url)

    @property
    def file(self) -> Path:
        """The built file that it was made from."""
        return Path(self.url, "index.html")


@dataclass(frozen=True)
class Part:
    """A part of the book: chapters under a heading, or (`whole`) one page that is the part."""

    url: str
    title: str
    chapters: tuple[Chapter, ...]
    whole: bool = False

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return anchor_of(self.url)


@dataclass(frozen=True)
class ListedSource:
    """A source in the list of sources."""

    anchor: str
    source: Source
    reference: Reference


@dataclass(frozen=True)
class Place:
    """Where a name in the index leads: the anchor, and the name by which the text there goes."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Indexed:
    """A name in the index."""

    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Book:
    """All that is printed. `kind` is that of a book of one kind; `index` holds the names under each letter."""

    title: str
    kind: str | None
    version: str
    address: str | None
    parts: tuple[Part, ...]
    sources: tuple[ListedSource, ...]
    index: tuple[tuple[str, tuple[Indexed, ...]], ...]

    @property
    def day(self) -> str:
        """The day of the data's last review, as YYYY-MM-DD."""
        return self.version[:10]

    @property
    def chapters(self) -> Iterator[Chapter]:
        """Every chapter, in order."""
        for part in self.parts:
            yield from part.chapters


def compose(site: Path, knowledge: Knowledge, kind: str | None, note: Callable[[str], str]) -> Book:
    """Return the book of every kind, or of one with what it leans on, from the pages built at `site`.

    `note(name)` returns the HTML of a remark of the book's own. Raise ProblemsFound when a page is missing.
    """
    kinds = (kind, *_LEANS_ON.get(kind, ())) if kind else ORDER
    found = (_page(site, "about/"), *(_part(site, knowledge, each) for each in kinds if each != SOURCE))
    parts = tuple(part for part in found if part.chapters)
    chapters = [chapter for part in parts for chapter in part.chapters]
    anchors = {part.url: part.anchor for part in parts} | {chapter.url: chapter.anchor for chapter in chapters}
    anchors |= {url: anchor_of(url) for url in (knowledge.url(source) for source in knowledge.sources.values())}
    for chapter in chapters:
        shape(chapter.article, chapter.url, anchors | {f"{Source.section}/": Source.section}, note)
    linked = {href for chapter in chapters for href in chapter.article.xpath(".//a/@href")}
    sources = [
        ListedSource(anchor, source, reference(source))
        for source in knowledge.sources.values()
        if f"#{(anchor := anchor_of(knowledge.url(source)))}" in linked or kind == SOURCE
    ]
    return Book(
        f"Open Psoas: {(plural(kind) if kind else 'handbook').replace('-', ' ')}",
        kind,
        knowledge.version,
        read.address(site),
        parts,
        tuple(sorted(sources, key=lambda listed: _sorted_as(listed.reference.text))),
        tuple(_index(knowledge, chapters)),
    )


def plural(kind: str) -> str:
    """Return the name of all pages of a kind, as it stands in their address: `red-flags`."""
    return GUIDES if kind == GUIDE else KINDS[kind].section


def anchor_of(url: str) -> str:
    """Return the anchor of the page at `url` under the site: `techniques/press/` becomes `techniques-press`."""
    return url.replace("/#", "--").strip("/").replace("/", "-")


def _part(site: Path, knowledge: Knowledge, kind: str) -> Part:
    if kind == GUIDE:
        guides = (Chapter(g.url, g.title, read.article(site, g.url), None, g.also_called) for g in knowledge.guides)
        return Part(f"{GUIDES}/", GUIDES.capitalize(), tuple(guides))
    section = f"{KINDS[kind].section}/"
    if KINDS[kind] is Term:
        return _page(site, section)
    return Part(
        section,
        INDEX_TITLES[kind],
        tuple(
            Chapter(url, entity.name, read.article(site, url), entity, entity.also_called)
            for entity in knowledge.of(kind)
            if (url := knowledge.url(entity))
        ),
    )


def _page(site: Path, url: str) -> Part:
    article = read.article(site, url)
    title = read.heading(article)
    return Part(url, title, (Chapter(url, title, article),), whole=True)


def _index(knowledge: Knowledge, chapters: list[Chapter]) -> Iterator[tuple[str, tuple[Indexed, ...]]]:
    """Yield each letter and the names under it, each name with all the places that it leads to.

    Every title is there. Of the other names only the short ones: the longer are what people type into a search.
    """
    places: dict[str, dict[Place, None]] = defaultdict(dict)
    shown: dict[str, str] = {}

    def add(title: str, others: tuple[str, ...], place: Place) -> None:
        for name in (title, *(other for other in others if len(other.split()) <= _WORDS_INDEXED)):
            shown.setdefault(name.casefold(), name)
            places[name.casefold()][place] = None

    for chapter in chapters:
        others = () if isinstance(chapter.entity, _ASKED) else chapter.names
        add(chapter.title, others, Place(chapter.anchor, chapter.title))
        if chapter.url == f"{Term.section}/":
            for term in knowledge.terms.values():
                add(term.name, term.also_called, Place(anchor_of(knowledge.url(term)), term.name))
    ordered = sorted(places, key=lambda name: (_letter(name) != _OTHER, _sorted_as(name)))
    for letter, names in groupby(ordered, key=_letter):
        yield letter, tuple(Indexed(shown[name], tuple(places[name])) for name in names)


def _letter(name: str) -> str:
    first = _sorted_as(name)[:1].upper()
    return first if "A" <= first <= "Z" else _OTHER


def _sorted_as(words: str) -> str:
    """Return `words` as they are put in order: without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in plain if c.isalnum() or c.isspace()).split())
