"""The real site in a real Chromium: what a reader sees and does."""

import json
from collections import defaultdict
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from screenshots import KINDS

from macros.model import KINDS as MODELS

ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Dark pages are the same elements in other colors.
COLOR_RULES = ["color-contrast", "link-in-text-block"]
ONLY_A_DOZEN = """document.querySelectorAll('article :is(tbody, ul, ol, dl, [data-level-group])').forEach((list) => {
    [...list.children].slice(12).forEach((item) => item.remove());
})"""


def violations(page: Page, rules: list[str]) -> list[str]:
    """Return a line for each rule that axe finds broken on the page."""
    options = {"resultTypes": ["violations"], "runOnly": rules}
    broken = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {[check['message'] for check in node['any']]}"
        for rule in broken
        for node in rule["nodes"][:3]
    ]


@pytest.fixture
def page(page: Page) -> Page:
    """A page as wide as a desktop."""
    page.set_viewport_size({"width": 1440, "height": 900})
    return page


@pytest.mark.parametrize("width", [360, 1440])
def test_each_kind_of_page_is_accessible_fits_and_leads_to_the_red_flags(
    browser: Browser, site_address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="light")
    page = context.new_page()
    red_flags = page.get_by_role("link", name="Red flags: when to stop").first
    found = []
    for path in KINDS:
        page.emulate_media(color_scheme="light")
        page.goto(site_address + path)
        page.wait_for_function("document.querySelector('form[data-filter][hidden], [data-op-check=loading]') === null")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path} is wider than the screen")
        if not red_flags.is_visible():
            found.append(f"{path}: the red flags are not one tap away")
        # A dozen rows show what the others are like, and axe takes minutes for all.
        page.evaluate(ONLY_A_DOZEN)
        found += [f"light {path or 'home'} {line}" for line in violations(page, ALL_RULES)]
        if width > 1000:  # dark colors are the same at each width
            continue
        page.emulate_media(color_scheme="dark")
        page.wait_for_function("document.body.dataset.mdColorScheme !== 'default'")  # sheets have none
        page.wait_for_timeout(300)  # colors change over 125 to 250 ms
        found += [f"dark {path or 'home'} {line}" for line in violations(page, COLOR_RULES)]
    assert not found, "\n".join(found)
    red_flags.click()
    page.wait_for_url("**/red-flags/")
    context.close()


@pytest.mark.parametrize("half", [0, 1])
def test_no_page_logs_an_error_or_asks_another_host(browser: Browser, site: Path, site_address: str, half: int) -> None:
    """Each third page of a kind and each twentieth of the sources, which have one form; every page written by hand.

    Of the short addresses each hundredth: what they lead to is opened above.
    """
    context = browser.new_context()
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on(
        "request", lambda r: None if r.url.startswith((site_address, "data:")) else heard.append(f"{page.url}: {r.url}")
    )
    files = sorted(site.rglob("index.html"))
    by_folder: dict[Path, list[Path]] = defaultdict(list)
    for file in files:
        by_folder[file.parent.parent].append(file)
    every = {site / "sources": 20, site: 1, site / "guides": 1, site / "forms": 1}
    every |= {site / kind.short: 100 for kind in MODELS.values() if kind.short}
    files = [file for folder, of_kind in by_folder.items() for file in of_kind[:: every.get(folder, 3)]]
    for file in files[half::2]:
        page.goto(site_address + file.parent.relative_to(site).as_posix() + "/", wait_until="load")
    context.close()
    assert len(files) > 200
    assert not heard


def rows(page: Page) -> int:
    return page.locator("#techniques tbody tr:visible").count()


def test_an_index_is_filtered_without_a_reload_and_keeps_it_in_the_address(page: Page, site_address: str) -> None:
    page.goto(site_address + "techniques/")
    everything = rows(page)
    page.evaluate("window.stayed = true")
    page.get_by_label("Done by").select_option("self")
    mine = rows(page)
    assert 0 < mine < everything
    assert page.url.endswith("techniques/?performer=self")
    page.get_by_label("Position").select_option("supine")
    page.get_by_label("Words").fill("breath")
    assert 0 < rows(page) <= mine
    assert page.evaluate("window.stayed")
    expect(page.locator(".op-filter__count")).to_contain_text(f"{rows(page)} of {everything} shown")
    shown, address = rows(page), page.url
    page.goto("about:blank")
    page.goto(address)
    assert rows(page) == shown
    expect(page.get_by_label("Words")).to_have_value("breath")
    page.locator("form[data-filter] button").click()
    expect(page.locator("#techniques tbody tr:visible")).to_have_count(everything)
    assert page.url.endswith("techniques/")


def test_a_filter_also_starts_after_instant_navigation(page: Page, site_address: str) -> None:
    page.goto(site_address + "about/")
    page.get_by_role("link", name="Techniques", exact=True).first.click()
    page.wait_for_url("**/techniques/")
    expect(page.get_by_label("Done by")).to_be_visible()


@pytest.mark.parametrize(
    "query", ["?performer=%3Cscript%3E&words=%F0%9F%92%A9", "?nothing=1&performer=self", "?words=" + "x" * 5000]
)
def test_an_odd_address_does_no_harm(page: Page, site_address: str, query: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site_address + "techniques/" + query)
    expect(page.locator(".op-filter__count")).to_contain_text("shown")
    assert not errors


def test_without_javascript_the_tables_are_complete_and_the_filter_is_not_there(
    browser: Browser, site_address: str, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_address + "techniques/")
    techniques = len(json.loads((site / "api/v1/matrix.json").read_text(encoding="utf-8"))["verdicts"])
    assert rows(page) == techniques
    assert not page.locator("form[data-filter]").is_visible()
    page.goto(site_address + "matrix/")
    assert page.locator("#matrix tbody td:visible").count() % techniques == 0
    page.goto(site_address + "techniques/heel-slide-pin-and-stretch/")
    assert page.locator("[data-banner]").is_visible()
    assert page.locator("details.op-verdict").first.get_by_text("Everything about this precaution").is_hidden()
    page.locator("details.op-verdict > summary").first.click()
    assert page.locator("details.op-verdict").first.get_by_text("Everything about this precaution").is_visible()
    context.close()


def test_a_technique_is_used_by_keyboard(page: Page, site_address: str) -> None:
    page.goto(site_address + "techniques/heel-slide-pin-and-stretch/")
    summary = page.locator("details.op-verdict > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.op-verdict").first.get_attribute("open") is not None
    mark = page.locator("a.op-cite").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(mark.evaluate("mark => mark.hash"))).to_be_in_viewport()
    assert page.locator("details.op-verdict").first.get_attribute("open") is not None  # the page is still the same
    page.go_back()
    expect(mark).to_be_in_viewport()


def test_steps_within_a_page_leave_it_as_it_is(page: Page, site_address: str) -> None:
    """Also after instant navigation, which has the browser scroll no more."""
    page.goto(site_address + "techniques/")
    page.locator("#techniques a").filter(has_text="Bridge").first.click()
    page.wait_for_url("**/techniques/bridge/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bridge")
    page.evaluate("document.querySelector('article').dataset.mine = ''")
    mark = page.locator("a.op-cite").first
    mark.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # Material writes down where the reader is
    mark.click()
    expect(page.locator(mark.evaluate("mark => mark.hash"))).to_be_in_viewport()
    page.wait_for_timeout(500)
    page.go_back()
    expect(mark).to_be_in_viewport()
    assert page.locator("article[data-mine]").count() == 1  # or Material has fetched the page again
    page.go_back()
    page.wait_for_url("**/techniques/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Techniques")


def test_a_technique_prints_with_its_banner_and_its_reasons(page: Page, site_address: str, tmp_path: Path) -> None:
    page.goto(site_address + "techniques/heel-slide-pin-and-stretch/")
    page.emulate_media(media="print")
    assert page.locator("[data-banner]").is_visible()
    assert page.locator("details.op-verdict .op-reason").first.is_visible()
    assert not page.locator(".op-announce").is_visible()
    assert len(page.pdf(path=tmp_path / "page.pdf")) > 10_000


def test_the_page_is_not_found_kindly(page: Page, site_address: str) -> None:
    page.goto(site_address + "404.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    assert page.locator("article a").count() >= 4


def test_light_and_dark_follow_the_system_and_the_choice(browser: Browser, site_address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site_address)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.get_by_title("Switch to light mode").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    context.close()
