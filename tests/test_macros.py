"""The macros that hand-written pages can call, through a real build."""

from pathlib import Path

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
