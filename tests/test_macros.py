"""The macros that hand-written pages can call, through a real build."""

from pathlib import Path

import yaml
from lxml import html
from small import run

PAGE = """# About

{{ banner("press") }}

It is {{ link("psoas") }}, or {{ link("aorta", "the <big> vessel") }}{{ cite("trial-2020", "book-2001") }}.
{{ badge("very-low") }}

{{ verdict_table("meal") }}

{{ entity_list("technique", performed_by="self") }}

{% include "partials/references.md" %}
"""


def test_every_macro_on_a_hand_written_page(small_copy: Path) -> None:
    (small_copy / "docs/about.md").write_text(PAGE, encoding="utf-8")
    done = run(small_copy, "build")
    assert done.returncode == 0, done.stderr
    page = html.parse(small_copy / "site/about/index.html").getroot()
    banner = page.xpath("//*[@data-banner='deep']")[0]
    assert "Not with: Aneurysm." in " ".join(banner.text_content().split())
    links = {a.text_content(): a.get("href") for a in page.xpath("//article//p/a")}
    assert links["Psoas"] == "../anatomy/psoas/"
    assert links["the <big> vessel"] == "../anatomy/aorta/"
    assert [a.get("data-cite") for a in page.xpath("//a[@data-cite]")] == ["book-2001", "trial-2020", "book-2001"]
    assert page.xpath("string(//*[@data-certainty='very-low'])") == "Certainty: very low"
    rows = page.xpath("//tr[@data-precaution='meal']")
    assert [(r.get("data-technique"), r.get("data-level")) for r in rows] == [
        ("spike", "avoid"),
        ("press", "adapt"),
        ("rest", "not-assessed"),
    ]
    assert page.xpath("//ul[@class='op-list']/li/a/text()") == ["Rest"]


def test_a_glossary_term_carries_its_meaning(small_project: Path) -> None:
    page = html.parse(small_project / "site/techniques/press/index.html").getroot()
    assert "On the back" in page.xpath("//abbr/@title")


def test_a_picture_stands_on_its_page_with_its_text_alternative(small_copy: Path) -> None:
    (small_copy / "docs/assets/figures").mkdir()
    (small_copy / "docs/assets/figures/x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    figure = {"file": "x.svg", "alt": 'A "muscle" | <b>', "caption": "See [the aorta][aorta] [@book-2001]."}
    for path in ("data/structure/psoas.yaml", "data/technique/press.yaml"):
        file = small_copy / path
        fields = yaml.safe_load(file.read_text(encoding="utf-8")) | {"figure": figure}
        file.write_text(yaml.safe_dump(fields, sort_keys=False), encoding="utf-8")
    done = run(small_copy, "build")
    assert done.returncode == 0, done.stderr
    for page in ("anatomy/psoas", "techniques/press"):
        tree = html.parse(small_copy / "site" / page / "index.html").getroot()
        (image,) = tree.xpath("//figure//img")
        assert image.get("alt") == 'A "muscle" | <b>'
        assert (small_copy / "site" / page / image.get("src")).resolve().exists()
        assert tree.xpath("//figcaption/a[@href]")
