"""The real site, as it was built: banners, links, addresses, exports."""

import json
import posixpath
from itertools import product
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from small import ROOT

from macros import site as sites
from macros.knowledge import Knowledge
from macros.model import KINDS, PageEntity, Precaution
from macros.safety import verdict


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return sites.knowledge(ROOT / "data")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, html.HtmlElement]:
    """The pages that hold something; those that only lead on are left out."""
    found = {p.relative_to(site).as_posix(): html.parse(p).getroot() for p in sorted(site.rglob("*.html"))}
    return {path: tree for path, tree in found.items() if not tree.xpath("//meta[@http-equiv='refresh']")}


@pytest.mark.xdist_group("site")
def test_the_banner_stands_before_the_first_step_on_every_technique_page(
    pages: dict[str, html.HtmlElement], knowledge: Knowledge
) -> None:
    for id in knowledge.techniques:
        order = list(pages[f"techniques/{id}/index.html"].iter())
        banners = [n for n, e in enumerate(order) if e.get("data-banner")]
        steps = [n for n, e in enumerate(order) if {"data-steps", "data-no-steps"} & set(e.attrib)]
        assert len(banners) == len(steps) == 1, id
        assert banners < steps, id
        assert "When to stop:" in order[banners[0]].text_content(), id


@pytest.mark.xdist_group("site")
def test_nothing_that_opens_holds_a_link(pages: dict[str, html.HtmlElement]) -> None:
    assert [path for path, tree in pages.items() if tree.xpath("//summary//a | //summary//button")] == []


def test_every_internal_link_and_anchor_is_good(pages: dict[str, html.HtmlElement], site: Path) -> None:
    ids = {
        path: {e.get("id") or e.get("name") for e in tree.xpath("//*[@id or @name]")} for path, tree in pages.items()
    }
    bad = []
    for path, tree in pages.items():
        base = "/" if path == "404.html" else "/" + posixpath.dirname(path) + "/"
        for address in {*tree.xpath("//@href"), *tree.xpath("//@src")}:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or address.startswith("javascript"):
                continue
            target = posixpath.normpath(posixpath.join(base, unquote(parts.path))).strip("/") if parts.path else path
            if parts.path and (site / target).is_dir():
                target = f"{target}/index.html".strip("/")
            if not (site / target).exists():
                bad.append(f"{path}: {address}")
            elif (
                parts.fragment
                and target in ids
                and parts.fragment not in ids[target]
                and not parts.fragment.startswith("__")
            ):
                bad.append(f"{path}: {address} (no such anchor)")
    assert not bad


@pytest.mark.xdist_group("site")
def test_no_page_names_another_host_for_anything_but_a_link(pages: dict[str, html.HtmlElement]) -> None:
    loading = "//script/@src | //img/@src | //link[not(@rel='canonical')]/@href | //iframe/@src | //source/@src"
    foreign = [
        f"{path}: {address}"
        for path, tree in pages.items()
        for address in tree.xpath(loading)
        if urlsplit(address).netloc not in ("", "127.0.0.1:8000")
    ]
    assert not foreign


@pytest.mark.xdist_group("site")
def test_every_page_says_that_no_clinician_has_reviewed_it(pages: dict[str, html.HtmlElement]) -> None:
    assert all("not reviewed by a clinician" in tree.text_content().lower() for tree in pages.values())


@pytest.mark.xdist_group("site")
def test_every_page_has_one_heading_a_title_and_a_description_of_its_own(pages: dict[str, html.HtmlElement]) -> None:
    titles: dict[str, str] = {}
    for path, tree in pages.items():
        assert len(tree.xpath("//h1")) == 1, path
        title = tree.findtext(".//title")
        assert title not in titles, (path, titles.get(title))
        titles[title] = path


@pytest.mark.xdist_group("site")
def test_entities_link_both_ways(pages: dict[str, html.HtmlElement], knowledge: Knowledge) -> None:
    """A page that is linked from another entity's page links back to it."""

    def page_of(entity: PageEntity) -> str:
        return knowledge.path(entity).partition("#")[0].removesuffix(".md").removesuffix("/index") + "/index.html"

    entities = [e for e in knowledge.data.entities.values() if isinstance(e, PageEntity) and e.kind != "term"]
    links = {}
    for entity in entities:
        path = page_of(entity)
        folder = posixpath.dirname(path)
        hrefs = pages[path].xpath("//article//a/@href")
        links[path] = {posixpath.normpath(posixpath.join(folder, h.partition("#")[0])) + "/index.html" for h in hrefs}
    missing = [
        f"{page_of(entity)} does not link back to {page_of(other)}"
        for entity in entities
        for other in knowledge.mentioned_by(entity)
        if other.kind not in ("term",) and page_of(other) not in links[page_of(entity)]
    ]
    assert not missing


@pytest.mark.xdist_group("site")
def test_the_matrix_file_is_what_the_rules_give(site: Path, knowledge: Knowledge) -> None:
    matrix = json.loads((site / "api/v1/matrix.json").read_text(encoding="utf-8"))["verdicts"]
    assert set(matrix) == set(knowledge.techniques)
    for technique, precaution in product(knowledge.techniques.values(), knowledge.precautions.values()):
        assert matrix[technique.id][precaution.id]["level"] == verdict(technique, [precaution]).level


@pytest.mark.xdist_group("site")
def test_edit_links_open_the_data(pages: dict[str, html.HtmlElement]) -> None:
    link = pages["techniques/bridge/index.html"].xpath("//a[@rel='edit']/@href")[0]
    assert link.endswith("/edit/main/data/technique/bridge.yaml")


def test_there_is_as_much_as_was_asked_for(knowledge: Knowledge) -> None:
    least = {
        "technique": 16, "precaution": 25, "structure": 30, "claim": 15, "red-flag": 8, "condition": 5, "assessment": 3,
        "question": 12, "term": 40,
    }  # fmt: skip
    found = {kind: len(knowledge.data.of(KINDS[kind])) for kind in least}
    assert all(found[kind] >= number for kind, number in least.items()), found


def test_every_precaution_rules_on_every_demand_here(knowledge: Knowledge) -> None:
    open_ones = {p.id: p.not_assessed for p in knowledge.data.of(Precaution).values() if p.not_assessed}
    assert not open_ones


NEVER_PRESS = [
    "pregnancy",
    "anticoagulants",
    "bleeding-disorder",
    "blood-clot",
    "abdominal-aortic-aneurysm",
    "organ-transplant",
    "stoma-tube-shunt-or-pump",
    "arterial-disease-or-graft",
    "vascular-ehlers-danlos",
    "kidney-disease",
    "hernia",
    "spinal-cord-injury",
    "no-consent",
    "unexplained-abdominal-pain",
]


@pytest.mark.parametrize("demand", ["deep-abdominal-pressure", "iliac-fossa-pressure", "hard-tool-under-own-weight"])
@pytest.mark.parametrize("precaution", NEVER_PRESS)
def test_what_the_editors_decided_to_avoid_is_avoided(knowledge: Knowledge, precaution: str, demand: str) -> None:
    assert knowledge.level_over([demand], knowledge.precautions[precaution]) == "avoid"


def test_the_prone_tool_and_the_bilateral_hold_have_no_steps(knowledge: Knowledge) -> None:
    for id in ("hook-tool-prone", "bilateral-knife-edge-pelvic-lift"):
        technique = knowledge.techniques[id]
        assert not technique.steps
        assert technique.advised_against
        assert all(v.level == "avoid" for (t, _), v in knowledge.verdicts.items() if t == id)
