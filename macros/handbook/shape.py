"""Give a page the form that it has in a book: nothing to click or unfold, and links that lead within the book."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any
from urllib.parse import urljoin

from lxml import html

_SITE = "https://site.invalid/"
_FOR_THE_SCREEN = (
    ".//*[self::svg or self::form or self::button or self::input or self::script or self::style or self::template]"
    " | .//*[@hidden] | .//comment()"
    " | .//a[@class='headerlink' or contains(@class, 'md-content__button')]"
    " | .//*[@class='op-jump' or @class='op-tally' or @class='op-names__more' or @class='op-ref__uses']"
)
# What stands in full on the page that is named beside it.
_SAID_ELSEWHERE = ".//ul[@class='op-list']/li[a]/*[@class='op-list__summary' and not(.//a)]"
_LASTING = ("https://doi.org/", "https://pubmed.ncbi.nlm.nih.gov/")
_HEADINGS = ".//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]"


def shape(article: Any, url: str, anchors: Mapping[str, str], note: Callable[[str], str]) -> None:
    """Shape `article`, that of the page at `url`, in place.

    `anchors` holds the anchor of every page in the book by its address under the site; a link to any other page of the
    site becomes its words. The heading gets the page's anchor as its id, any other id becomes `<anchor>--<id>`.
    `note(name)` returns the HTML of a remark of the book's own.
    """
    for element in article.xpath(_FOR_THE_SCREEN):
        element.drop_tree()
    for element in article.xpath(_SAID_ELSEWHERE):
        element.drop_tree()
    for element in article.xpath(".//abbr"):
        element.drop_tag()
    for mark in article.xpath(".//*[@data-cite]"):
        mark.text = f"[{mark.text_content()}]"
    for group in article.xpath(".//*[@data-level-group]"):
        _as_list(group)
    for heading in article.xpath(".//h2[@id='may-i' or @id='techniques'][following::*[@data-level-group]]"):
        heading.addnext(html.fragment_fromstring(note(heading.get("id"))))
    for table in article.xpath(".//table[.//*[@class='op-level'] and not(.//*[@data-technique])]"):
        _by_level(table)
    for details in article.xpath(".//details"):
        _unfold(details)
    for element in article.xpath(".//ul | .//ol | .//dl"):
        _without_spaces(element)
    for link in article.xpath(".//a[@class='op-ref__id']"):
        if not link.get("href").startswith(_LASTING):
            link.drop_tree()  # the list of sources holds the address
    _name(article, anchors[url])
    for link in article.xpath(".//a[@href]"):
        _lead(link, url, anchors)


def lowered(article: Any) -> Any:
    """Return a copy of `article` with every heading one level lower, as it stands under the heading of a part."""
    copy = deepcopy(article)
    for heading in copy.xpath(_HEADINGS):
        heading.tag = f"h{int(heading.tag[1]) + 1}"
    return copy


def _as_list(group: Any) -> None:
    """Make a group of verdicts a list of names. Only what a technique adds of its own keeps its reason."""
    rows = group.xpath("./details | ./tbody/tr | ./li")
    for row in rows:
        named = row.xpath("./*[@class='op-verdict__more']//a | ./th/a | ./a")
        own = row.xpath("./*[@data-own]")
        words = row.xpath("string(./summary | ./th | ./a)")
        _empty(row)
        row.tag = "li"
        row.attrib.pop("class", None)
        for link in named:
            _empty(link)
            link.text = words
            row.append(link)
        if own:
            row.set("class", "op-own")
            row.extend(own)
    _empty(group)
    group.tag = "ul"
    group.set("class", "op-inline")
    group.extend(rows)


def _by_level(table: Any) -> None:
    """Make a table of names and levels a list of levels, each with its names."""
    names: dict[str, tuple[Any, list[Any]]] = {}
    for row in table.xpath("./tbody/tr"):
        level = row.xpath(".//*[@class='op-level']")[0]
        names.setdefault(level.get("data-level"), (level, []))[1].append(row.find("th"))
    _empty(table)
    table.tag = "dl"
    table.set("class", "op-levels")
    for level, cells in names.values():
        term = html.Element("dt")
        term.append(level)
        table.append(term)
        for cell in cells:
            cell.tag = "dd"
            cell.attrib.pop("scope", None)
            cell.tail = None
            table.append(cell)


def _without_spaces(parent: Any) -> None:
    """Take the spaces from between the items of a list: in a PDF that stands in a line they would be content of it."""
    parent.text = None
    for child in parent:
        child.tail = None


def _unfold(details: Any) -> None:
    details.tag = "div"
    details.attrib.pop("open", None)
    for summary in details.xpath("./summary"):
        summary.tag = "p"
        summary.set("class", "op-fold")


def _name(article: Any, anchor: str) -> None:
    """Make the ids of a page the book's: no two pages may share one."""
    for element in article.xpath(".//*[@id]"):
        if element.tag == "a":
            del element.attrib["id"]  # where a reference led back to
        else:
            element.set("id", anchor if element.tag == "h1" else f"{anchor}--{element.get('id')}")


def _lead(link: Any, url: str, anchors: Mapping[str, str]) -> None:
    """Let a link lead to its place in the book, or leave its words alone."""
    target, _, place = urljoin(_SITE + url, link.get("href")).partition("#")
    for name in ("title", "rel"):
        link.attrib.pop(name, None)
    if not target.startswith(_SITE):
        link.set("class", "op-out")
        return
    page = target.removeprefix(_SITE)
    if page not in anchors:
        around = link.getparent()
        if around.tag == "p" and around.text_content().strip() == link.text_content().strip():
            around.drop_tree()  # nothing but a way to a page that the book does not hold
        else:
            link.drop_tag()
        return
    link.set("href", f"#{anchors[page]}" + (f"--{place}" if place else ""))
    if page != url:
        at = html.Element("span", {"class": "op-at", "data-at": link.get("href")})
        at.tail, link.tail = link.tail, None
        link.addnext(at)


def _empty(element: Any) -> None:
    """Take out all that is in `element`, and what follows it, but not its attributes."""
    del element[:]
    element.text = element.tail = None
