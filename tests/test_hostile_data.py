"""Whatever is typed into data/ reaches every page, the JSON and the search as text and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser
from pydantic import ValidationError
from serve_folder import serve
from small import Entries, entries, project, run

from macros import search_index
from macros.fields_of import marked
from macros.model import KINDS
from macros.model.fields import RefMark

ATTACK = (
    "zq {{ 7*7 }} {% include 'x' %} {# c #} <script>window.hacked=1</script> <img src=x onerror=\"window.hacked=1\"> "
    '[k](javascript:window.hacked=1) a | b "q" \'r\' `code` {: onclick="window.hacked=1" } ![i](x.png) &lt;b&gt; '
    '</div></td></p> --8<-- "mkdocs.yml" [^1] <svg onload=window.hacked=1> *[HTML]: abbr \\ $x$ ]( '
)
BLOCKS = "\n\n# heading\n\n    indented code\n\n!!! danger\n\n    box\n\n| a | b |\n|---|---|\n| c | d |\n\n1. one"


def attacked(data: Entries) -> Entries:
    """Put the attack into every text of the small data that the models take it in."""
    for kind, items in data.items():
        for id, fields in items.items():
            _attack(fields, fields, kind, id)
    return data


def _attack(whole: dict[str, Any], part: Any, kind: str, id: str) -> None:
    places = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in list(places):
        if isinstance(value, dict | list):
            _attack(whole, value, kind, id)
        elif isinstance(value, str):
            for attack in (ATTACK + value + BLOCKS, ATTACK + value):
                part[key] = attack
                if _is_text(whole, kind, id, attack):
                    break
                part[key] = value


def _is_text(fields: dict[str, Any], kind: str, id: str, attack: str) -> bool:
    try:
        entity = KINDS[kind].model_validate({**fields, "id": id})
    except ValidationError:
        return False
    return not any(isinstance(mark, RefMark) and attack.strip() in value for _, mark, value in marked(entity))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("hostile") / "p", attacked(entries()))
    done = run(root, "build")
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.mark.xdist_group("hostile")
def test_the_attack_is_in_the_data_of_every_kind() -> None:
    data = attacked(entries())
    for kind, items in data.items():
        for fields in items.values():
            assert "<script>" in fields["name"], kind
    assert "javascript:" in data["technique"]["press"]["steps"][0]["do"]


@pytest.mark.xdist_group("hostile")
def test_no_page_holds_anything_but_text(hostile: Path) -> None:
    pages = list(hostile.rglob("*.html"))
    assert len(pages) > 25
    attacked_pages = 0
    for page in pages:
        tree = html.parse(page)
        if tree.xpath("//meta[@http-equiv='refresh']"):  # it only leads on
            assert "zq" not in page.read_text(encoding="utf-8"), page
            continue
        article = tree.xpath("//article")[0]
        assert not article.xpath(".//script | .//svg[@onload] | .//img[@src='x'] | .//img[@src='x.png']"), page
        assert not [a for e in tree.iter() if isinstance(e.tag, str) for a in e.attrib if a.startswith("on")], page
        assert not [h for h in article.xpath(".//@href | .//@src") if h.strip().lower().startswith("javascript")], page
        assert not article.xpath(".//h1[.='heading'] | .//pre | .//table[not(contains(@class, 'op-'))]"), page
        words = " ".join(article.text_content().split())
        if "zq" in words:
            attacked_pages += 1
            assert "zq {{ 7*7 }} {% include 'x' %} {# c #} <script>window.hacked=1</script>" in words, page
            assert "zq 49" not in words
        for text in tree.xpath("//title/text() | //meta[@name='description']/@content"):
            assert "zq" not in text or "{{ 7*7 }}" in text
    assert attacked_pages > 25


@pytest.mark.xdist_group("hostile")
def test_the_json_holds_the_text_as_it_is(hostile: Path) -> None:
    matrix = json.loads((hostile / "api/v1/matrix.json").read_text(encoding="utf-8"))
    reason = matrix["verdicts"]["press"]["aneurysm"]["reasons"][0]["reason"]
    assert "{{ 7*7 }}" in reason
    assert "<script>" in reason
    entries_json = json.loads((hostile / "api/v1/entries.json").read_text(encoding="utf-8"))
    assert all("{{ 7*7 }}" in entry["name"] for entry in entries_json)
    index = json.loads((hostile / "search/index.json").read_text(encoding="utf-8"))
    assert all(
        "{{ 7*7 }}" in name
        for kind, name, *_ in index["entries"]
        if kind not in (search_index.GUIDE, search_index.FORM)
    )


@pytest.mark.xdist_group("hostile")
def test_nothing_runs_in_a_browser(hostile: Path, browser: Browser) -> None:
    address = serve(hostile)
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for file in sorted(hostile.rglob("index.html")):
        page.goto(address + file.parent.relative_to(hostile).as_posix() + "/")
        assert page.evaluate("window.hacked") is None, file
    page.goto(address + "check/#v=1&yes=aneurysm&other=<img src=x onerror=hacked=1>")
    page.wait_for_selector("[data-op-check=ready] .op-check__chip")
    page.locator("#op-check-field").fill("zq")
    page.wait_for_selector("[role=option]")
    for details in page.locator("[data-op-check] details").all():
        details.evaluate("details => { details.open = true; }")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None
    assert page.locator("[data-op-check] :is(img, script, svg)").count() == 0
    assert "{{ 7*7 }}" in page.inner_text(".op-check__answer")
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("zq")
    page.wait_for_selector(".md-search-result__item")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None
    assert "{{ 7*7 }}" in page.inner_text(".md-search-result__list")
    assert not errors
