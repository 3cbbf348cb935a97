"""The gate: read the built HTML, whatever built it, and refuse a site that lost or changed safety text.

Nothing here trusts templates, macros or the site builder: what must stand on a page is worked out from the knowledge
and compared with what does stand there.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html

from . import prose
from .handouts import Handouts
from .knowledge import Knowledge
from .labels import SHORT_LABELS, label
from .model import Entity, PageEntity, Precaution, RedFlag, Technique, Term
from .problems import Problem

MATRIX = "matrix/index.html"


class BuiltPage:
    """One built HTML page: the file that its problems are told of, and its tree."""

    def __init__(self, path: Path, tree: Any):
        self.path = path
        self.tree = tree
        self.order = {element: position for position, element in enumerate(self.tree.iter())}

    @classmethod
    def read(cls, root: Path, path: str) -> "BuiltPage":
        """Return the page at `path` under `root`."""
        parser = html.HTMLParser(encoding="utf-8")
        return cls(Path(path), html.document_fromstring((root / path).read_bytes(), parser=parser))

    def all(self, xpath: str) -> list[Any]:
        """Return the elements that `xpath` finds, in the order of the page."""
        return list(self.tree.xpath(xpath))

    def problem(self, message: str, element: Any = None) -> Problem:
        """Return a problem on this page, at `element` when there is one."""
        return Problem(self.path, element.sourceline if element is not None else 1, message)


def check(root: Path, knowledge: Knowledge) -> list[Problem]:
    """Return what is wrong with the built site at `root`; an empty list lets it through."""
    found: list[Problem] = []
    paths = sorted(p.relative_to(root).as_posix() for p in root.rglob("*.html"))
    pages = {path: BuiltPage.read(root, path) for path in paths}
    for entity in knowledge.data.entities.values():
        if isinstance(entity, Technique | Precaution | RedFlag):
            found += _with_page(pages, _built(knowledge.path(entity)), _page_of, entity, knowledge)
    found += _with_page(pages, MATRIX, _matrix_page, knowledge)
    handouts = Handouts(knowledge)
    for entity in handouts.all():
        found += _with_page(pages, _built(handouts.path(entity)), _handout, entity, handouts, knowledge)
    for page in pages.values():
        found += _any_page(page, knowledge)
        found += [page.problem("Markdown inside HTML was left unread", e) for e in page.all("//*[@markdown]")]
    found += _every_entity_has_its_page(pages, knowledge)
    return sorted(set(found))


def entry(page: BuiltPage, entity: Entity | None, knowledge: Knowledge) -> Iterator[Problem]:
    """Yield what is wrong with one page: `entity` is what it is about, None for a page about no single entry."""
    yield from _page_of(page, entity, knowledge)
    yield from _any_page(page, knowledge)


def _page_of(page: BuiltPage, entity: Entity | None, knowledge: Knowledge) -> Iterator[Problem]:
    match entity:
        case Technique():
            yield from _technique_page(page, entity, knowledge)
        case Precaution():
            yield from _precaution_page(page, entity, knowledge)
        case RedFlag():
            yield from _red_flag_page(page, entity)


def _any_page(page: BuiltPage, knowledge: Knowledge) -> Iterator[Problem]:
    yield from _verdicts_are_the_rules(page, knowledge)
    yield from _citations_have_references(page, knowledge)
    yield from _banners_are_known(page, knowledge)


def _built(markdown_path: str) -> str:
    return markdown_path.removesuffix(".md").removesuffix("/index") + "/index.html"


def _with_page(pages: dict[str, BuiltPage], path: str, rule: Any, *arguments: Any) -> Iterator[Problem]:
    if path in pages:
        yield from rule(pages[path], *arguments)
    else:
        yield Problem(Path(path), 1, "the page is missing")


def _technique_page(page: BuiltPage, technique: Technique, knowledge: Knowledge) -> Iterator[Problem]:
    articles = page.all(f"//article[@data-entity='technique/{technique.id}']")
    if len(articles) != 1:
        yield page.problem(f"{len(articles)} articles with data-entity `technique/{technique.id}`, not one")
        return
    yield from _banner_and_steps(page, articles[0], technique, knowledge)
    yield from _verdicts_are_complete(page, {(technique.id, p) for p in knowledge.precautions})


def _banner_and_steps(page: BuiltPage, article: Any, technique: Technique, knowledge: Knowledge) -> Iterator[Problem]:
    """Its banner is on the page once, whole, inside the article and before the first step; no step is lost."""
    expected = knowledge.banner(technique)
    banners = page.all("//*[@data-banner]")
    if len(banners) != 1:
        yield page.problem(f"{len(banners)} banners, not one: `{expected.id}` is due")
        return
    banner = banners[0]
    if banner.get("data-banner") != expected.id:
        yield page.problem(f"banner `{banner.get('data-banner')}`, but the rules choose `{expected.id}`", banner)
    if article not in banner.iterancestors():
        yield page.problem("the banner stands outside the article", banner)
    if _hidden(banner):
        yield page.problem("the banner is hidden", banner)
    inside = _words(banner)
    for piece in _banner_texts(technique, knowledge):
        if piece not in inside:
            yield page.problem(f"the banner lacks: “{piece}”", banner)
    steps, reasons = page.all("//*[@data-steps]"), page.all("//*[@data-no-steps]")
    if len(steps) != bool(technique.steps) or len(reasons) != bool(technique.no_steps):
        yield page.problem(
            f"{len(steps)} lists of steps and {len(reasons)} reasons for giving none; one of them is due"
        )
    for element in [*steps, *reasons]:
        if page.order[element] < page.order[banner]:
            yield page.problem("the steps stand before the banner", element)
    if steps:
        items = [child for child in steps[0] if child.tag == "li"]
        if len(items) != len(technique.steps):
            yield page.problem(f"{len(items)} steps, not {len(technique.steps)}", steps[0])
        for number, (item, step) in enumerate(zip(items, technique.steps, strict=False), 1):
            if prose.plain(step.do) not in _words(item):
                yield page.problem(f"step {number} lacks its text", item)


def _handout(page: BuiltPage, entity: PageEntity, handouts: Handouts, knowledge: Knowledge) -> Iterator[Problem]:
    """A page to print says all that the rules ask for, and hides none of it: paper cannot be unfolded."""
    articles = page.all(f"//article[@data-handout='{entity.kind}/{entity.id}']")
    if len(articles) != 1:
        yield page.problem(f"{len(articles)} articles with data-handout `{entity.kind}/{entity.id}`, not one")
        return
    if isinstance(entity, Technique):
        yield from _banner_and_steps(page, articles[0], entity, knowledge)
    if isinstance(entity, Precaution):
        due = {t.id for techniques in handouts.self_care(entity).values() for t in techniques}
        yield from _verdicts_are_complete(page, {(t, entity.id) for t in due})
    for hidden in articles[0].xpath(".//details | .//*[@hidden]"):
        yield page.problem("something on the handout is folded or hidden", hidden)
    said = _words(articles[0])
    if isinstance(entity, Technique | Precaution):
        for flag in handouts.flags(entity):
            if " ".join(flag.name.split()) not in said:
                yield page.problem(f"the handout lacks the red flag `{flag.id}`")
    for text in handouts.texts(entity):
        for piece in _pieces(text):
            # What was typed is prose or plain text.
            if prose.plain(piece) not in said and piece not in said:
                yield page.problem(f"the handout lacks: “{prose.plain(piece)}”")


def _pieces(text: str) -> list[str]:
    """Return the paragraphs and list items of a text, each on one line."""
    return [" ".join(piece.split()) for piece in re.split(r"\n\s*(?:- |\n)\s*", text.strip().removeprefix("- "))]


def _banner_texts(technique: Technique, knowledge: Knowledge) -> Iterator[str]:
    banner = knowledge.banner(technique)
    yield " ".join(banner.name.split())
    yield prose.plain(banner.about)
    yield prose.plain(banner.stop)
    if technique.advised_against:
        yield prose.plain(technique.advised_against)
        return
    for level, pairs in knowledge.verdicts_by_level(technique).items():
        if level in ("avoid", "clearance"):
            yield from (" ".join(precaution.name.split()) for precaution, _ in pairs)


def _precaution_page(page: BuiltPage, precaution: Precaution, knowledge: Knowledge) -> Iterator[Problem]:
    yield from _verdicts_are_complete(page, {(t, precaution.id) for t in knowledge.techniques})


def _red_flag_page(page: BuiltPage, flag: RedFlag) -> Iterator[Problem]:
    boxes = page.all("//*[@data-urgency and @role='note']")
    if (
        len(boxes) != 1
        or boxes[0].get("data-urgency") != flag.urgency
        or prose.plain(flag.do_now) not in _words(boxes[0])
    ):
        yield page.problem("the red flag's box is missing, doubled, or lacks what to do")


def _matrix_page(page: BuiltPage, knowledge: Knowledge) -> Iterator[Problem]:
    yield from _verdicts_are_complete(page, set(knowledge.verdicts))


def _verdicts_are_complete(page: BuiltPage, due: set[tuple[str, str]]) -> Iterator[Problem]:
    shown = {
        (e.get("data-technique"), e.get("data-precaution")) for e in page.all("//*[@data-technique][@data-precaution]")
    }
    for technique, precaution in sorted(due - shown):
        yield page.problem(f"no verdict for technique `{technique}` with precaution `{precaution}`")


def _verdicts_are_the_rules(page: BuiltPage, knowledge: Knowledge) -> Iterator[Problem]:
    for element in page.all("//*[@data-technique][@data-precaution]"):
        pair = (element.get("data-technique"), element.get("data-precaution"))
        due = knowledge.verdicts[pair].level if pair in knowledge.verdicts else None
        groups = [e.get("data-level-group") for e in element.iterancestors() if e.get("data-level-group")]
        shown = {element.get("data-level"), *groups}
        shown |= {e.get("data-level") for e in element.iterdescendants() if e.get("class") == "op-level"}
        if shown != {due}:
            yield page.problem(f"verdict {sorted(map(str, shown))} for {pair}, but the rules give `{due}`", element)
        elif not _says(element, str(due)):
            yield page.problem(f"the verdict for {pair} is `{due}`, but its words say otherwise", element)


def _says(element: Any, level: str) -> bool:
    """Tell whether the words that give a verdict to a reader are those of `level`.

    A verdict is said by the heading above its group, by a pill inside it, or by the words of its cell in the matrix.
    """
    groups = element.xpath("ancestor-or-self::*[@data-level-group][1]")
    if groups:
        headings = groups[0].xpath("preceding::*[self::h2 or self::h3][1]")
        return (
            bool(headings) and headings[0].get("data-level") == level and _words(headings[0]).startswith(label(level))
        )
    pills = element.xpath(".//*[@class='op-level']")
    if pills:
        return all(_words(pill) == label(level) for pill in pills)
    return _words(element) == SHORT_LABELS[level]


def _citations_have_references(page: BuiltPage, knowledge: Knowledge) -> Iterator[Problem]:
    ids = {id.rpartition("--")[2] for id in page.all("//@id")}  # in a book the page's own anchor stands before
    for element in page.all("//*[@data-cite]"):
        source = element.get("data-cite")
        if source not in knowledge.sources:
            yield page.problem(f"cites `{source}`, which is no source", element)
        elif f"ref-{source}" not in ids:
            yield page.problem(f"cites `{source}`, which is not among the page's references", element)


def _banners_are_known(page: BuiltPage, knowledge: Knowledge) -> Iterator[Problem]:
    """A banner on a page of any kind is one of ours, and whole."""
    for element in page.all("//*[@data-banner]"):
        banner = knowledge.banners.get(element.get("data-banner"))
        if banner is None:
            yield page.problem(f"no such banner: `{element.get('data-banner')}`", element)
        elif not all(prose.plain(piece) in _words(element) for piece in (banner.about, banner.stop)):
            yield page.problem(f"banner `{banner.id}` is not whole", element)


def _every_entity_has_its_page(pages: dict[str, BuiltPage], knowledge: Knowledge) -> Iterator[Problem]:
    for (kind, id), entity in knowledge.data.entities.items():
        if not entity.section:
            continue
        path = _built(knowledge.path(entity).partition("#")[0])
        tag = "dt" if isinstance(entity, Term) else "article"
        if path not in pages:
            yield Problem(Path(path), 1, "the page is missing")
        elif len(pages[path].all(f"//{tag}[@data-entity='{kind}/{id}']")) != 1:
            yield pages[path].problem(f"no single {tag} with data-entity `{kind}/{id}`")


def _hidden(element: Any) -> bool:
    around = [element, *element.iterancestors()]
    return any(e.get("hidden") is not None or e.get("aria-hidden") == "true" or e.tag == "details" for e in around)


def _words(element: Any) -> str:
    """Return the text of `element` as a reader sees it, without citation marks, spaces folded."""
    pieces: list[str] = []

    def walk(node: Any) -> None:
        if not isinstance(node.tag, str) or node.get("data-cite") or node.tag in ("script", "style", "template"):
            return
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")

    walk(element)
    return " ".join("".join(pieces).split())
