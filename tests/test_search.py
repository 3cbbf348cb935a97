"""The site's search, through its real box in a real Chromium."""

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from search_box import ask, first_pages
from small import ROOT

from macros import site as knowledge_site
from macros.search_index import folded

QUERIES = yaml.safe_load((ROOT / "tests/search/queries.yaml").read_text(encoding="utf-8"))

FIRST, FIRST_THREE = 0.90, 0.98


def test_the_queries_are_many_and_of_every_kind() -> None:
    knowledge = knowledge_site.knowledge(ROOT / "data")
    all_queries = [item for half in QUERIES.values() for item in half]
    assert len(all_queries) >= 200
    assert len(QUERIES["held-out"]) >= len(all_queries) / 2
    assert len({item["query"] for item in all_queries}) > 0.95 * len(all_queries)
    for half in QUERIES.values():
        assert len({item["about"] for item in half}) >= 10
        pages = {page for item in half for page in wanted(item)}
        assert {page.split("/")[0] for page in pages} >= {kind for kind, _ in knowledge.data.entities} - {"banner"}
        guides = {("guide", guide.id) for guide in knowledge.guides}
        assert all(tuple(page.split("/")) in knowledge.data.entities.keys() | guides for page in pages)


def wanted(item: dict[str, str | list[str]]) -> list[str]:
    return item["expect"] if isinstance(item["expect"], list) else [item["expect"]]


@pytest.mark.parametrize("half", ["tuned", "held-out"])
def test_the_right_page_comes_first(page: Page, site_address: str, half: str) -> None:
    knowledge = knowledge_site.knowledge(ROOT / "data")
    addresses = {f"{kind}/{id}": knowledge.url(e) for (kind, id), e in knowledge.data.entities.items() if e.section}
    addresses |= {f"guide/{guide.id}": guide.url for guide in knowledge.guides}
    page.goto(site_address)
    places = []
    for item in QUERIES[half]:
        found = first_pages(page, item["query"])
        right = [found.index(addresses[name]) for name in wanted(item) if addresses[name] in found]
        places.append(min(right, default=99))
        assert found, f"{item['query']}: nothing found"
    first = sum(place == 0 for place in places) / len(places)
    three = sum(place < 3 for place in places) / len(places)
    print(f"{half}: {len(places)} queries, first {first:.1%}, in the first three {three:.1%}")
    assert first >= FIRST, f"right page first for {first:.1%}"
    assert three >= FIRST_THREE, f"right page in the first three for {three:.1%}"


def test_nothing_of_the_search_is_fetched_by_a_reader_who_does_not_search(page: Page, site_address: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(site_address + "techniques/bridge/", wait_until="networkidle")
    assert not [url for url in fetched if "index.json" in url or "search_index" in url or "workers" in url]
    ask(page, "hernia")
    assert any(url.endswith("search/index.json") for url in fetched)


def test_results_show_their_kind_and_the_caution_of_a_technique(page: Page, site_address: str) -> None:
    page.goto(site_address)
    ask(page, "heel slide")
    result = page.locator(".op-result").first
    expect(result.locator(".op-kind")).to_have_text("Technique")
    expect(result.locator(".op-caution")).to_have_text("High caution")
    ask(page, "eliquis")
    expect(page.locator(".op-result").first.locator(".op-kind")).to_have_text("Precaution")
    expect(page.locator(".op-result").first).to_contain_text("also called Eliquis")


def test_a_guide_is_found(page: Page, site_address: str) -> None:
    page.goto(site_address)
    ask(page, "self-care week")
    expect(page.locator(".op-result").first).to_have_attribute("data-kind", "guide")


def test_a_red_flag_that_matches_comes_first(page: Page, site_address: str) -> None:
    page.goto(site_address)
    for query in ("can't pee and numb groin", "numb between the legs", "calf swollen and hot"):
        ask(page, query)
        expect(page.locator(".op-result").first).to_have_attribute("data-kind", "red-flag")


def test_the_box_is_used_by_keyboard(page: Page, site_address: str) -> None:
    page.goto(site_address + "about/")
    page.keyboard.press("/")
    expect(page.locator("input[name=query]")).to_be_focused()
    page.keyboard.type("constuctive rest")
    page.locator(".op-result").first.wait_for()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".op-result a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert not page.locator("#__search").is_checked()
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.wait_for_url("**/techniques/constructive-rest/")
    ask(page, "ureter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/anatomy/ureter/")


def test_the_box_opens_on_a_phone_and_from_the_home_page(browser: Browser, site_address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site_address)
    page.locator("header label[for=__search]").first.tap()
    expect(page.locator("input[name=query]")).to_be_focused()
    page.keyboard.type("hernia")
    page.locator(".op-result a").first.tap()
    page.wait_for_url("**/precautions/hernia/")
    page.goto(site_address)
    page.locator("[data-op-search]").tap()
    expect(page.locator("input[name=query]")).to_be_focused()
    context.close()


def test_a_search_can_be_sent_as_an_address(page: Page, site_address: str) -> None:
    page.goto(site_address + "?q=warfrin")
    expect(page.locator(".op-result").first).to_contain_text("Blood thinners")


def test_a_query_without_an_answer_gets_a_way_on(page: Page, site_address: str) -> None:
    page.goto(site_address)
    for query in ("xqzzt", "carburetor torque", "quantum trombone", "bitcoin price"):
        ask(page, query)
        expect(page.locator(".md-search-result__meta")).to_contain_text("No entry goes by that name")
        links = page.eval_on_selector_all(".op-result a", "links => links.map((a) => a.pathname)")
        assert links[-2:] == ["/check/", "/matrix/"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "x" * 10_000,
        "psoas " * 2_000,
        "🙈 💊",
        "ألم الظهر",
        "<script>alert(1)</script>",
        "&amp; \\ % ' \"",
        "constructor",
    ],
)
def test_odd_queries_do_no_harm(page: Page, site_address: str, query: str) -> None:
    page.goto(site_address)
    page.on("dialog", lambda dialog: pytest.fail(f"something was executed: {dialog.message}"))
    ask(page, query)
    expect(page.locator(".md-search-result__meta")).not_to_be_empty()
    assert page.locator(".md-search-result script").count() == 0


def test_the_browser_folds_words_as_python_does(page: Page, site_address: str) -> None:
    texts = ["Crohn’s disease", "Ménière's", "β-blocker 5 mg", "T10–L5", "don't_stop", "ﬁbrosis ½", "手 psoas", "İliak"]
    texts += sorted({e.name for e in knowledge_site.knowledge(ROOT / "data").data.entities.values()})
    page.goto(site_address)
    script = "async (texts) => texts.map((await import('./assets/javascripts/search/words.js')).fold)"
    assert page.evaluate(script, texts) == [folded(text) for text in texts]


def test_stock_search_leaves_nothing_behind(site: Path) -> None:
    assert not (site / "search/search_index.json").exists()
