"""The handouts: there, whole, on one page of A4 and of Letter, in ink on white, with a code that can be read."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from lxml import etree, html
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from small import ROOT

from macros import gate
from macros import site as sites
from macros.handouts import KINDS, Handouts
from macros.knowledge import Knowledge
from macros.model import PageEntity, Technique

pytestmark = pytest.mark.xdist_group("site")

PIXELS = 96 / 25.4
MARGIN = 12
FORMATS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
SLACK = 0.02
FULLEST = 12

# Put each handout into this document in turn: its styles are there already, so that all can be measured in seconds.
MEASURE = """async ids => {
  const found = {};
  for (const id of ids) {
    const page = await (await fetch(`../${id}/`)).text();
    document.body.replaceChildren(...new DOMParser().parseFromString(page, "text/html").body.childNodes);
    const article = document.querySelector("article");
    const cut = [article, ...article.querySelectorAll("*")].some(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth
      || e.clientHeight && e.scrollHeight > e.clientHeight + 1 && getComputedStyle(e).overflowY !== "visible");
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    found[id] = {height: article.getBoundingClientRect().height, cut: cut || wide};
  }
  return found;
}"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return sites.knowledge(ROOT / "data")


@pytest.fixture(scope="module")
def handouts(knowledge: Knowledge) -> Handouts:
    return Handouts(knowledge)


@pytest.fixture(scope="module")
def trees(site: Path, handouts: Handouts) -> dict[str, Any]:
    return {e.id: html.parse(site / "handouts" / e.id / "index.html").getroot() for e in handouts.all()}


@pytest.fixture(scope="module")
def printed(browser: Browser, site_address: str, handouts: Handouts) -> dict[str, dict[str, float]]:
    """How much of one page each handout fills, by id and format."""
    shares: dict[str, dict[str, float]] = {}
    ids = [entity.id for entity in handouts.all()]
    for name, (width, height) in FORMATS.items():
        page = browser.new_page(viewport={"width": int((width - 2 * MARGIN) * PIXELS), "height": 1000})
        page.emulate_media(media="print")
        page.goto(f"{site_address}handouts/{ids[0]}/")
        for id, found in page.evaluate(MEASURE, ids).items():
            assert not found["cut"], f"{id}: cut or too wide in {name}"
            shares.setdefault(id, {})[name] = found["height"] / ((height - 2 * MARGIN) * PIXELS)
        page.close()
    return shares


def words(text: str) -> str:
    """Return `text` without spaces: a PDF breaks lines where it likes."""
    return "".join(text.split())


# What stands on them


def test_there_is_a_handout_for_all_that_clients_read(knowledge: Knowledge, trees: dict[str, Any]) -> None:
    assert {t.id for t in knowledge.techniques.values() if t.performed_by == "self"} <= set(trees)
    assert {t.id for t in knowledge.techniques.values() if t.type in ("self-massage", "stretch", "exercise")} <= set(
        trees
    )
    assert set(knowledge.precautions) <= set(trees)
    assert {c.id for c in knowledge.of("claim")} <= set(trees)
    assert len(trees) > 200


def test_the_warning_of_a_technique_stands_whole_and_open_before_its_steps(
    knowledge: Knowledge, handouts: Handouts, trees: dict[str, Any]
) -> None:
    for technique in handouts.of("technique"):
        assert isinstance(technique, Technique)
        tree = trees[technique.id]
        order = list(tree.iter())
        (box,) = tree.xpath("//article//*[@data-banner]")
        (steps,) = tree.xpath("//*[@data-steps] | //*[@data-no-steps]")
        assert box.get("data-banner") == knowledge.banner(technique).id
        assert order.index(box) < order.index(steps), technique.id
        assert not tree.xpath("//article//details"), technique.id
        names = {" ".join(a.text_content().split()) for a in box.xpath(".//a")}
        by_level = knowledge.verdicts_by_level(technique)
        if technique.advised_against:
            assert "Not for anyone." in box.text_content()
            assert not tree.xpath("//ol[@data-steps]")
        else:
            assert {p.name for level in ("avoid", "clearance") for p, _ in by_level[level]} <= names, technique.id


def test_an_entry_leads_to_its_handout_and_back(site: Path, handouts: Handouts, trees: dict[str, Any]) -> None:
    for entity in handouts.all():
        page = html.parse(site / entity.section / entity.id / "index.html")
        assert page.xpath(f"//a[@href='../../handouts/{entity.id}/' and .='Handout to print']"), entity.id
        assert trees[entity.id].xpath(f"//a[@data-address and @href='../../{entity.section}/{entity.id}/']"), entity.id
    rows = html.parse(site / "handouts/index.html").xpath("//table[@id='handouts']/tbody/tr")
    assert len(rows) == len(trees)


def test_every_handout_says_what_it_is_worth(knowledge: Knowledge, trees: dict[str, Any]) -> None:
    for id, tree in trees.items():
        said = " ".join(tree.xpath("//article")[0].text_content().split())
        for piece in ("Not reviewed by a clinician.", f"Version {knowledge.version}", "Last checked"):
            assert piece in said, id
        assert not tree.xpath("//article//*[@data-cite]"), id


# On paper


def test_every_handout_fits_one_page_of_either_format(printed: dict[str, dict[str, float]], handouts: Handouts) -> None:
    too_long = [
        f"data/{e.kind}/{e.id}.yaml:1: its handout fills {share:.0%} of a page of {name}: shorten what stands on it"
        for e in handouts.all()
        for name, share in printed[e.id].items()
        if share > 1 - SLACK
    ]
    assert not too_long, "\n".join(too_long)


def fullest(printed: dict[str, dict[str, float]], handouts: Handouts) -> Iterator[PageEntity]:
    """Yield the handouts that fill a page most, and the fullest of each kind."""
    ordered = sorted(handouts.all(), key=lambda e: -max(printed[e.id].values()))
    first = {kind: next(e for e in ordered if e.kind == kind) for kind in KINDS}
    yield from {e.id: e for e in [*ordered[:FULLEST], *first.values()]}.values()


def test_the_fullest_print_as_one_whole_page(
    page: Page, site_address: str, printed: dict[str, dict[str, float]], knowledge: Knowledge, handouts: Handouts
) -> None:
    for entity in fullest(printed, handouts):
        page.goto(f"{site_address}handouts/{entity.id}/")
        for name, size in FORMATS.items():
            sheets = PdfReader(BytesIO(page.pdf(format=name))).pages
            assert len(sheets) == 1, (entity.id, name)
            assert abs(float(sheets[0].mediabox.height) - size[1] * 72 / 25.4) < 2
            text = words(sheets[0].extract_text())
            assert words(f"Version {knowledge.version}.") in text, (entity.id, name)
            assert words(entity.name) in text, (entity.id, name)
            if isinstance(entity, Technique):
                for piece in gate._banner_texts(entity, knowledge):
                    assert words(piece) in text, (entity.id, name, piece)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_print_is_ink_on_white(page: Page, site_address: str, scheme: Any) -> None:
    page.emulate_media(media="print", color_scheme=scheme)
    for id in ("ball-self-massage-supine", "hook-tool-prone", "pregnancy", "are-psoas-tools-safe"):
        page.goto(f"{site_address}handouts/{id}/")
        colors = page.evaluate(
            "[...document.querySelectorAll('body, article *:not(svg, svg *)')].flatMap(e => {"
            "const s = getComputedStyle(e); return [`ink ${s.color}`, `paper ${s.backgroundColor}`]; })"
        )
        assert set(colors) <= {"ink rgb(0, 0, 0)", "paper rgba(0, 0, 0, 0)", "paper rgb(255, 255, 255)"}
        for box in page.locator("[data-banner]").all():
            assert box.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 96 / 72
            assert box.evaluate("e => getComputedStyle(e).borderTopColor") == "rgb(0, 0, 0)"
        smallest = page.evaluate(
            "Math.min(...[...document.querySelectorAll('article :is(p, li, h1, h2, h3)')]"
            ".map(e => parseFloat(getComputedStyle(e).fontSize)))"
        )
        assert smallest >= 8 * 96 / 72


@pytest.mark.parametrize("id", ["ball-self-massage-supine", "bridge", "pregnancy", "psoas-is-the-muscle-of-the-soul"])
def test_the_code_leads_to_the_short_address(page: Page, site_address: str, knowledge: Knowledge, id: str) -> None:
    address = "http://127.0.0.1:8000/" + knowledge.short(knowledge.entity(id))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": int((210 - 2 * MARGIN) * PIXELS), "height": 1000})
    page.goto(f"{site_address}handouts/{id}/")
    box = page.locator("[role=img] svg").bounding_box()
    assert box is not None
    assert box["width"] >= 22 * PIXELS
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot())))
    assert code.text == address
    assert page.inner_text("[data-address]") == address


# On the screen


def test_a_phone_shows_every_handout_without_scrolling_sideways(
    page: Page, site_address: str, handouts: Handouts
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    ids = [entity.id for entity in handouts.all()]
    page.goto(f"{site_address}handouts/{ids[0]}/")
    assert [id for id, found in page.evaluate(MEASURE, ids).items() if found["cut"]] == []


# The gate

REST = "handouts/rest/index.html"


def gone(tree: Any) -> None:
    tree.xpath("//*[@data-banner]")[0].drop_tree()


def after_the_steps(tree: Any) -> None:
    tree.xpath("//*[@data-steps]")[0].addnext(tree.xpath("//*[@data-banner]")[0])


def folded(tree: Any) -> None:
    stop = tree.xpath("//*[@data-banner]/p")[-1]
    fold = etree.Element("details")
    stop.addprevious(fold)
    fold.append(stop)


def a_step_lost(tree: Any) -> None:
    tree.xpath("//*[@data-steps]/li")[0].drop_tree()


def a_stop_sign_lost(tree: Any) -> None:
    tree.xpath("//*[@id='stop-signs']/following-sibling::ul/li")[0].drop_tree()


def another_entry(tree: Any) -> None:
    tree.xpath("//article")[0].set("data-handout", "technique/press")


def problems_after(project: Path, path: str, change: Any) -> list[str]:
    file = project / "site" / path
    tree = html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    change(tree)
    file.write_bytes(html.tostring(tree, doctype="<!doctype html>"))
    return [str(problem) for problem in gate.check(project / "site", sites.knowledge(project / "data"))]


@pytest.mark.parametrize(
    "change",
    [gone, after_the_steps, folded, a_step_lost, a_stop_sign_lost, another_entry],
    ids=lambda change: change.__name__,
)
def test_a_broken_handout_is_refused(small_copy: Path, change: Any) -> None:
    found = problems_after(small_copy, REST, change)
    assert found
    assert all(line.startswith(REST) for line in found), found


def test_a_handout_that_is_missing_is_refused(small_copy: Path) -> None:
    (small_copy / "site" / REST).unlink()
    found = gate.check(small_copy / "site", sites.knowledge(small_copy / "data"))
    assert [str(problem) for problem in found] == [f"{REST}:1: the page is missing"]


@pytest.mark.parametrize("lost", ["//*[@data-precaution='aneurysm']", "//*[@data-urgency]"])
def test_a_precaution_that_lost_a_verdict_or_a_red_flag_is_refused(small_copy: Path, lost: str) -> None:
    path = "handouts/aneurysm/index.html"
    assert problems_after(small_copy, path, lambda tree: tree.xpath(lost)[0].drop_tree())


def test_a_handout_takes_the_largest_type_that_it_has_room_for(handouts: Handouts) -> None:
    sizes = {e.id: int(handouts.size(e)) for e in handouts.all()}
    assert sizes["bridge"] > sizes["ball-self-massage-supine"]
    assert sum(size >= 11 for size in sizes.values()) > 0.9 * len(sizes)
