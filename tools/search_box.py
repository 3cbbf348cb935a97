"""Type into the site's search box, or Material's, and read what it answers."""

from playwright.sync_api import Page

_ANSWERED = """(query) => document.querySelector('[data-op-search-box]').dataset.answered === query"""
_LINKS = """(most) => [...document.querySelectorAll('.md-search-result__item')].slice(0, most).map((item) => {
    const link = item.querySelector('a');
    return link.pathname.replace(/^\\//, '') + link.hash;
})"""


def ask(page: Page, query: str) -> None:
    """Type `query` into the box, whatever it held, and wait for the answer."""
    field = page.locator("input[name=query]")
    field.evaluate("field => field.focus()")
    field.fill(query)
    page.wait_for_function(_ANSWERED, arg=query)


def first_pages(page: Page, query: str, most: int = 10) -> list[str]:
    """Return the addresses, under the site's root, of the first `most` answers to `query`."""
    ask(page, query)
    found: list[str] = page.evaluate(_LINKS, most)
    return found
