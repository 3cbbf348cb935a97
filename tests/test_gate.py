"""The gate refuses a built page whose safety text was lost or changed, in every way that we could think of."""

import json
from pathlib import Path

import pytest
from lxml import etree, html
from small import run

from macros import gate, site

PRESS = "techniques/press/index.html"


def problems_after(project: Path, page: str, change: "object") -> list[str]:
    """Apply `change` to the parsed page, write it back, and return what the gate says."""
    path = project / "site" / page
    tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    change(tree)  # type: ignore[operator]
    path.write_bytes(html.tostring(tree, doctype="<!doctype html>"))
    return [str(problem) for problem in gate.check(project / "site", site.knowledge(project / "data"))]


def banner(tree: html.HtmlElement) -> html.HtmlElement:
    return tree.xpath("//*[@data-banner]")[0]


def missing(tree: html.HtmlElement) -> None:
    banner(tree).drop_tree()


def empty(tree: html.HtmlElement) -> None:
    for child in list(banner(tree)):
        banner(tree).remove(child)


def cut_in_two(tree: html.HtmlElement) -> None:
    box = banner(tree)
    for child in list(box)[1:]:
        box.addnext(child)


def after_the_steps(tree: html.HtmlElement) -> None:
    box = banner(tree)
    steps = tree.xpath("//*[@data-steps]")[0]
    steps.addnext(box)


def another_banner(tree: html.HtmlElement) -> None:
    banner(tree).set("data-banner", "mild")


def unknown_banner(tree: html.HtmlElement) -> None:
    banner(tree).set("data-banner", "gone")


def doubled(tree: html.HtmlElement) -> None:
    banner(tree).addnext(html.fromstring(html.tostring(banner(tree))))


def another_entity(tree: html.HtmlElement) -> None:
    tree.xpath("//article")[0].set("data-entity", "technique/rest")


def hidden(tree: html.HtmlElement) -> None:
    banner(tree).set("hidden", "")


def inside_closed_details(tree: html.HtmlElement) -> None:
    box = banner(tree)
    details = etree.Element("details")
    box.addprevious(details)
    details.append(box)


def outside_the_article(tree: html.HtmlElement) -> None:
    tree.xpath("//header")[0].addprevious(banner(tree))


def a_name_left_out(tree: html.HtmlElement) -> None:
    line = tree.xpath("//*[@class='op-banner__not-for']/a[text()='Aneurysm']")[0]
    line.drop_tree()


def stop_left_out(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@class='op-banner__stop']")[0].drop_tree()


def a_step_lost(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@data-steps]/li")[0].drop_tree()


def a_step_emptied(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@data-steps]/li/p")[0].text = "Something else."


def a_verdict_lost(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@data-precaution='aneurysm']")[0].drop_tree()


def a_verdict_lowered(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@data-precaution='aneurysm']")[0].set("data-level", "none")


def a_verdict_under_another_heading(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@data-precaution='aneurysm']/..")[0].set("data-level-group", "adapt")


def a_heading_that_says_another_level(tree: html.HtmlElement) -> None:
    tree.xpath("//h3[@data-level='avoid']")[0].text = "No specific restriction found (1)"


def a_reference_lost(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@id='ref-book-2001']")[0].drop_tree()


def an_unknown_source(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@data-cite]")[0].set("data-cite", "invented-2024")


def markdown_left_unread(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@data-steps]")[0].set("markdown", "1")


BREAKS = [
    missing, empty, cut_in_two, after_the_steps, another_banner, unknown_banner, doubled, another_entity, hidden,
    inside_closed_details, outside_the_article, a_name_left_out, stop_left_out, a_step_lost, a_step_emptied,
    a_verdict_lost, a_verdict_lowered, a_verdict_under_another_heading,
    a_heading_that_says_another_level, a_reference_lost, an_unknown_source,
    markdown_left_unread,
]  # fmt: skip


def test_the_built_site_passes(small_project: Path) -> None:
    assert gate.check(small_project / "site", site.knowledge(small_project / "data")) == []


def test_a_page_that_is_only_written_again_passes(small_copy: Path) -> None:
    assert problems_after(small_copy, PRESS, lambda tree: None) == []


@pytest.mark.parametrize("change", BREAKS, ids=lambda change: change.__name__)
def test_a_broken_technique_page_is_refused(small_copy: Path, change: "object") -> None:
    found = problems_after(small_copy, PRESS, change)
    assert found
    assert all(line.startswith(PRESS) for line in found), found


@pytest.mark.parametrize("page", ["precautions/aneurysm/index.html", "matrix/index.html"])
@pytest.mark.parametrize("change", [a_verdict_lost, a_verdict_lowered], ids=lambda change: change.__name__)
def test_a_broken_table_of_verdicts_is_refused(small_copy: Path, page: str, change: "object") -> None:
    assert problems_after(small_copy, page, change)


def test_a_cell_that_says_another_level_is_refused(small_copy: Path) -> None:
    def change(tree: html.HtmlElement) -> None:
        tree.xpath("//td[@data-level='avoid']")[0].text = "None found"

    assert problems_after(small_copy, "matrix/index.html", change)


def test_a_red_flag_without_its_box_is_refused(small_copy: Path) -> None:
    def change(tree: html.HtmlElement) -> None:
        tree.xpath("//*[@data-urgency]")[0].drop_tree()

    assert problems_after(small_copy, "red-flags/rupture/index.html", change)


def test_a_page_that_is_missing_is_refused(small_copy: Path) -> None:
    (small_copy / "site" / PRESS).unlink()
    found = gate.check(small_copy / "site", site.knowledge(small_copy / "data"))
    assert [str(problem) for problem in found] == [f"{PRESS}:1: the page is missing"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{{ banner(t) }}", ""),
        ("{{ banner(t) }}", "> {{ banner(t) }}"),
        ("{{ banner(t) }}", "- x\n\n    {{ banner(t) }}"),
        ("{{ banner(t) }}", "<details markdown='1'>\n<summary>x</summary>\n{{ banner(t) }}\n</details>"),
        ("{{ banner(t) }}", "{{ banner('rest') }}"),
        ("{{ banner(t) }}", "{{ banner(t) }}\n\n{{ banner(t) }}"),
        ("{{ banner(t) }}", "{{ banner(t).replace('Stop for pain', 'Go on') }}"),
        ("data-level-group=\"{{ level }}\"", "data-level-group=\"none\""),
    ],
)  # fmt: skip
def test_a_template_that_breaks_the_banner_is_refused_and_the_old_site_kept(
    small_copy: Path, old: str, new: str
) -> None:
    before = (small_copy / "site" / PRESS).read_bytes()
    template = small_copy / "templates/technique.md"
    text = template.read_text(encoding="utf-8")
    assert old in text
    template.write_text(text.replace(old, new), encoding="utf-8")
    done = run(small_copy, "build")
    assert done.returncode == 1
    assert "techniques/" in done.stderr or "templates/technique.md:" in done.stderr
    assert (small_copy / "site" / PRESS).read_bytes() == before


def test_the_matrix_is_written_as_json(small_project: Path) -> None:
    matrix = json.loads((small_project / "site/api/v1/matrix.json").read_text(encoding="utf-8"))["verdicts"]
    assert {t: {p: v["level"] for p, v in row.items()} for t, row in matrix.items()} == {
        "press": {"aneurysm": "avoid", "meal": "adapt"},
        "rest": {"aneurysm": "none", "meal": "not-assessed"},
        "spike": {"aneurysm": "avoid", "meal": "avoid"},
    }
    assert matrix["press"]["meal"]["not_assessed"] == ["lying"]
