"""The site with the network off, against a real server that is killed, lies, and breaks off."""

import random
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from find_chromium import FLAGS, of_playwright, on_path
from lxml import html
from lying_server import Lie, Server, altered, broken, held, midway, portal, portal_after_the_worker
from playwright.sync_api import Browser, BrowserContext, Page, expect
from search_box import first_pages

from macros import offline

SUBPATH = "/open-psoas/"
expect.set_options(timeout=30_000)  # only ends a hang


def publish(folder: Path, mark: str) -> None:
    """Make a version of the site at `folder` that says `mark` in its pages, its styles and its data."""
    changes = {
        "**/*.html": (r"(?: version-\w+)?</h1>", f" version-{mark}</h1>"),
        "assets/stylesheets/open-psoas.css": (r"(/\* version-\w+ \*/)?\Z", f"/* version-{mark} */"),
        "check/table.json": (r'"version":"[^"]*"', f'"version":"version-{mark}"'),
    }
    for files, (old, new) in changes.items():
        for file in folder.glob(files):
            file.write_text(re.sub(old, new, file.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    offline.write(folder)


@pytest.fixture
def server(small_project: Path, tmp_path: Path) -> Iterator[Server]:
    """The small site at a sub-path, on a server of its own."""
    folder = Path(shutil.copytree(small_project / "site", tmp_path / "site", ignore=shutil.ignore_patterns("lunr")))
    publish(folder, "first")
    server = Server(folder, SUBPATH).start()
    yield server
    server.kill()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(service_workers="allow")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


IN_USE = """async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller)
        await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
}"""


def visit(page: Page, address: str) -> None:
    """Open a page and stay until the worker has fetched the site."""
    page.goto(address)
    page.evaluate(IN_USE)


UPDATE = """async () => {
    const registration = await navigator.serviceWorker.ready;
    try { await registration.update(); } catch { return "refused"; }
    const coming = registration.installing ?? registration.waiting;
    if (!coming) return "none";
    while (coming.state === "installing")
        await new Promise((done) => coming.addEventListener("statechange", done, { once: true }));
    return coming.state;
}"""


def update(page: Page) -> str:
    """Ask for a new version; return `installed` when it is ready, `redundant` or `refused` when it failed."""
    return str(page.evaluate(UPDATE))


MARKS = """async (root) => {
    const found = new Set();
    for (const path of ["", "about/", "techniques/press/", "check/table.json", "assets/stylesheets/open-psoas.css"]) {
        const text = await (await fetch(root + path)).text();
        for (const [, mark] of text.matchAll(/version-(\\w+)/g)) found.add(mark);
        if (!/version-/.test(text)) found.add(path);
    }
    return [...found];
}"""


def marks(page: Page, server: Server) -> list[str]:
    """Return the versions from which this open page gets pages, data and styles."""
    found: list[str] = page.evaluate(MARKS, server.address)
    return found


def heading(page: Page) -> str:
    return " ".join(page.locator("h1").inner_text().replace("¶", "").split())


# How many entries a cache of the worker's has.
ENTRIES = """async (cache) => {
    const name = (await caches.keys()).find((name) => name.endsWith(cache));
    return (await (await caches.open(name)).keys()).length;
}"""


# The first visit


def test_after_one_visit_the_real_site_works_with_the_server_dead(site: Path, page: Page) -> None:
    server = Server(site).start()
    visit(page, server.address)
    server.kill()
    page.goto(server.address + "techniques/bridge/")
    expect(page.locator("[data-banner]")).to_be_visible()
    page.goto(server.address + "precautions/pregnancy/")
    expect(page.locator("article[data-entity='precaution/pregnancy']")).to_be_visible()
    page.goto(server.address + "check/#v=1&yes=pregnancy")
    expect(page.locator("[data-op-check] li[data-technique][data-level=avoid]").first).to_be_attached()
    page.goto(server.address + "techniques/?performer=self")
    expect(page.locator(".op-filter__count")).to_contain_text(" of ")
    assert first_pages(page, "aortic aneurysm")[0] == "precautions/abdominal-aortic-aneurysm/"
    page.locator(".md-search-result__link").first.click()
    expect(page.locator("article[data-entity='precaution/abdominal-aortic-aneurysm']")).to_be_visible()
    missing = page.goto(server.address + "techniques/no-such-thing/")
    assert missing
    assert missing.status == 404
    expect(page.locator("h1")).to_have_text("This page is not here")
    page.goto(server.address + "offline/")
    expect(page.locator("[data-op-offline=held]")).to_contain_text("The whole site is kept on this device")


def test_addresses_answer_as_on_a_server(server: Server, page: Page) -> None:
    old = server.folder / "t/pressing/index.html"
    old.parent.mkdir(parents=True)
    old.write_text('<meta http-equiv="refresh" content="0; url=../../techniques/press/#steps">', encoding="utf-8")
    publish(server.folder, "first")
    visit(page, server.address)
    server.kill()
    ends = {
        "t/pressing/": "techniques/press/#steps",
        "t/pressing": "techniques/press/#steps",
        "techniques?performer=self": "techniques/?performer=self",
        "techniques/press/index.html": "techniques/press/index.html",
        "?q=press": "?q=press",
        "index.html": "index.html",
    }
    for start, end in ends.items():
        answer = page.goto(server.address + start)
        assert answer
        assert answer.status == 200
        assert page.url == server.address + end
    for path in ("gone/", "constructor", "%E0%A4%A"):
        answer = page.goto(server.address + path)
        assert answer
        assert answer.status == 404
    types = page.evaluate(
        "root => Promise.all(['', 'check/table.json', 'assets/stylesheets/open-psoas.css', 'sw.js'].map("
        "path => fetch(root + path).then(answer => answer.headers.get('content-type'), () => 'no network')))",
        server.address,
    )
    assert types == ["text/html", "application/json", "text/css", "no network"]


def test_a_first_visit_that_breaks_off_goes_on_at_the_next(server: Server, page: Page) -> None:
    listening = threading.Event()
    server.lie = held(listening, midway(30))
    page.goto(server.address + "offline/")
    page.wait_for_selector("[data-op-offline=ready]")
    listening.set()
    expect(page.get_by_text("It could not be fetched as a whole")).to_be_visible()
    server.lie = None
    before = len(server.asked)
    visit(page, server.address + "about/")
    again = [path for path in server.asked[before:] if path.startswith(("techniques/", "sources/", "anatomy/"))]
    whole = offline.listed(server.folder)["files"]
    assert len(set(server.asked[before:])) < len(whole)
    server.kill()
    assert marks(page, server) == ["first"], again


def test_an_offline_start_weeks_later_opens_pages_never_visited(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    def start() -> BrowserContext:
        return browser.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=on_path() or of_playwright(), args=FLAGS
        )

    context = start()
    visit(context.new_page(), server.address)
    context.close()
    server.kill()
    context = start()
    page = context.new_page()
    page.clock.set_fixed_time("2027-01-15")
    page.goto(server.address + "techniques/press/")
    assert heading(page) == "Press version-first"
    assert marks(page, server) == ["first"]
    context.close()


def test_behind_a_login_page_the_kept_site_opens(server: Server, page: Page) -> None:
    visit(page, server.address)
    server.lie = portal
    page.goto(server.address + "techniques/press/")
    assert heading(page) == "Press version-first"
    assert update(page) == "refused"
    page.reload()
    assert marks(page, server) == ["first"]


def test_a_reader_who_saves_data_is_asked_first(server: Server, page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page.goto(server.address + "offline/")
    expect(page.get_by_text("because it is set to save data")).to_be_visible()
    assert "sw.js" not in server.asked
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.locator("[data-op-offline=held]")).to_be_visible()
    server.kill()
    page.goto(server.address + "techniques/press/")
    assert heading(page) == "Press version-first"


# A new version


LIES: dict[str, Lie] = {
    "a login page answers everything": portal,
    "a login page answers after the worker": portal_after_the_worker,
    "errors": broken,
    "cut off at once": midway(0),
    "cut off midway": midway(9),
    "one file is not what was published": altered("techniques/press/"),
}


def test_updates_that_fail_leave_the_last_good_version(server: Server, page: Page) -> None:
    visit(page, server.address)
    publish(server.folder, "second")
    for what, lie in LIES.items():
        server.lie = lie
        assert update(page) in ("redundant", "refused"), what
        assert marks(page, server) == ["first"], what
        page.goto(server.address + "techniques/press/")
        assert heading(page) == "Press version-first", what
        assert page.locator(".op-update").count() == 0, what
    server.lie = None
    assert update(page) == "installed"
    expect(page.locator(".op-update")).to_be_visible()
    server.kill()
    assert marks(page, server) == ["first"]
    page.get_by_role("button", name="Reload").click()
    expect(page.locator("h1")).to_contain_text("version-second")
    assert marks(page, server) == ["second"]


def test_an_update_fetches_only_what_changed_and_goes_on_where_it_broke_off(server: Server, page: Page) -> None:
    visit(page, server.address)
    publish(server.folder, "second")
    server.lie = midway(20)
    start = len(server.asked)
    assert update(page) == "redundant"
    server.lie = None
    middle = len(server.asked)
    assert update(page) == "installed"
    first, second = server.asked[start:middle], server.asked[middle:]
    assert not [path for path in first + second if path.endswith(".js") and path != "sw.js"]
    twice = [path for path in second if path in first and not path.startswith(("sw.js", "offline/"))]
    assert len(twice) <= 8  # what was under way when it broke off
    assert len(first) >= 20


def test_a_full_disk_leaves_the_last_good_version_and_nothing_of_the_new_one(server: Server, page: Page) -> None:
    visit(page, server.address + "offline/")
    expect(page.locator("[data-op-offline=held]")).to_be_visible()
    before = page.evaluate(ENTRIES, "files")
    for number in range(8):
        noise = random.Random(number).randbytes(500_000)
        (server.folder / f"assets/images/large-{number}.png").write_bytes(noise)
    publish(server.folder, "second")
    devtools = page.context.new_cdp_session(page)
    origin = {"origin": server.address.removesuffix(SUBPATH)}
    devtools.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": 2_500_000})
    assert update(page) == "redundant"
    expect(page.get_by_text("There is too little space on this device")).to_be_visible()
    assert page.evaluate(ENTRIES, "files") == before
    devtools.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": 1})
    page.goto(server.address + "techniques/press/")
    assert heading(page) == "Press version-first"
    assert marks(page, server) == ["first"]
    devtools.send("Storage.overrideQuotaForOrigin", origin)
    assert update(page) == "installed"
    server.kill()
    assert marks(page, server) == ["first"]


def test_a_new_version_is_offered_and_never_forced(server: Server, page: Page) -> None:
    visit(page, server.address)
    publish(server.folder, "second")
    page.evaluate("window.stayed = true")
    assert update(page) == "installed"
    notice = page.locator(".op-update")
    expect(notice.get_by_role("status")).to_have_text("A new version is ready.")
    assert notice.evaluate("e => getComputedStyle(e).position") == "sticky"
    page.emulate_media(media="print")
    expect(notice).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Later").press("Enter")
    expect(notice).to_have_count(0)
    server.kill()
    assert page.evaluate("window.stayed")
    assert marks(page, server) == ["first"]
    page.goto(server.address + "about/")
    assert marks(page, server) == ["first"]
    expect(page.locator(".op-update")).to_have_count(0)
    page.goto(server.address + "offline/")
    page.get_by_role("button", name="Reload with the new version").press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile("version-second"))
    assert marks(page, server) == ["second"]


def test_a_tab_that_is_open_stays_whole_when_another_takes_the_new_version(
    server: Server, context: BrowserContext, page: Page
) -> None:
    visit(page, server.address + "about/")
    other = context.new_page()
    other.goto(server.address + "techniques/press/")
    other.evaluate("window.stayed = true")
    publish(server.folder, "second")
    assert update(page) == "installed"
    server.kill()
    page.get_by_role("button", name="Reload").click()
    expect(page.locator("h1")).to_contain_text("version-second")
    page.goto(server.address)
    assert marks(page, server) == ["second"]
    assert other.evaluate("window.stayed")
    assert heading(other) == "Press version-first"
    assert marks(other, server) == ["first"]
    # The browser stops a worker that has nothing to do: what it knew must not be lost with it.
    devtools = context.new_cdp_session(page)
    devtools.send("ServiceWorker.enable")
    devtools.send("ServiceWorker.stopAllWorkers")
    assert marks(other, server) == ["first"]
    expect(other.locator(".op-update")).to_be_visible()
    other.get_by_role("button", name="Reload").click()
    expect(other.locator("h1")).to_contain_text("version-second")
    assert marks(other, server) == ["second"]
    # Nobody has the old version open any more: it goes.
    page.goto(server.address + "about/")
    lists = (
        "async () => (await (await caches.open((await caches.keys()).find(n => n.endsWith('lists')))).keys()).length"
    )
    page.wait_for_function(f"({lists})().then(n => n === 1)")


# The reader's say


def test_the_space_is_stated_and_can_be_freed(server: Server, context: BrowserContext, page: Page) -> None:
    visit(page, server.address + "offline/")
    expect(page.locator("[data-op-offline=held] dl")).to_contain_text(re.compile(r"Space used\d\.\d MB"))
    page.get_by_role("button", name="Check for a new version").click()
    expect(page.locator("[data-op-offline] [role=status]")).to_have_text("This is the newest version.")
    page.get_by_role("button", name="Free the space").click()
    expect(page.get_by_text("Nothing is kept on this device, as you asked.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    page.goto(server.address + "about/")
    page.goto(server.address + "offline/")
    expect(page.get_by_text("Nothing is kept on this device, as you asked.")).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    server.kill()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        context.new_page().goto(server.address + "about/")
    server.start()
    page.reload()
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.locator("[data-op-offline=held]")).to_be_visible()
    server.kill()
    page.goto(server.address + "about/")
    assert marks(page, server) == ["first"]


def test_freed_and_wanted_again_without_leaving_the_page(server: Server, page: Page) -> None:
    visit(page, server.address + "offline/")
    page.get_by_role("button", name="Free the space").click()
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.locator("[data-op-offline=held]")).to_be_visible()
    server.kill()
    page.goto(server.address + "about/")
    assert marks(page, server) == ["first"]


def test_what_the_browser_cleared_is_fetched_again(server: Server, page: Page) -> None:
    visit(page, server.address + "offline/")
    expect(page.locator("[data-op-offline=held]")).to_be_visible()
    page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
    page.goto(server.address + "about/")
    page.goto(server.address + "offline/")
    expect(page.locator("[data-op-offline=held]")).to_be_visible()
    server.kill()
    page.goto(server.address + "techniques/press/")
    assert heading(page) == "Press version-first"


def test_where_the_worker_has_no_version_it_takes_itself_away(server: Server, page: Page) -> None:
    """As in `mkdocs serve`, at an address at which a whole site was served before."""
    visit(page, server.address)
    worker = server.folder / "sw.js"
    worker.write_text(re.sub('VERSION = "\\w+"', 'VERSION = ""', worker.read_text(encoding="utf-8")), encoding="utf-8")
    (server.folder / "about/index.html").write_text("<h1>Being written</h1>", encoding="utf-8")
    page.goto(server.address + "about/")
    expect(page.locator("h1")).to_have_text("Being written")
    assert page.evaluate("caches.keys()") == []


def test_the_site_can_be_installed(server: Server, page: Page) -> None:
    visit(page, server.address)
    devtools = page.context.new_cdp_session(page)
    assert devtools.send("Page.getAppManifest")["errors"] == []
    found = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in found] == ["in-incognito"]  # as every test is
    assert page.locator("link[rel=apple-touch-icon]").count() == 1


# The list


def test_the_list_holds_whatever_a_page_refers_to(small_project: Path) -> None:
    site = small_project / "site"
    listed = offline.listed(site)
    known = listed["files"].keys() | listed["redirects"].keys()
    lost = set()
    for file in site.rglob("*.html"):
        here = f"//site/{file.relative_to(site)}"
        for link in html.parse(file).xpath("//@href | //@src"):
            target = urlsplit(urljoin(here, link))
            path = target.path.removeprefix("/").removesuffix("index.html")
            if target.netloc == "site" and path not in known and not path.startswith("api/"):
                lost.add(f"{file}: {link}")
    assert not lost
