"""The copy to take along, opened from a folder in a real Chromium with the network off, and how it reaches the site."""

import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect
from search_box import ask
from serve_folder import serve
from small import run

from macros import site as sites
from macros import take_along
from macros.take_along import FOLDER, START

LEVELS = """() => Object.fromEntries([...document.querySelectorAll(".op-check__group")].map((group) => [
    group.dataset.levelGroup,
    [...group.querySelectorAll("li[data-technique]")].map((item) => item.dataset.technique),
]))"""


@pytest.fixture(scope="module")
def copy(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project's copy, unpacked where an address has to be written in another way."""
    zipped = tmp_path_factory.mktemp("zip") / "copy.zip"
    take_along.make(small_project, sites.knowledge(small_project / "data"), zipped)
    folder = tmp_path_factory.mktemp("stick") / "Müller’s 100% #1 copy"
    with zipfile.ZipFile(zipped) as packed:
        packed.extractall(folder)
    return folder


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page with no network, on which nothing may go wrong or ask for anything but files."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda message: wrong.append(f"{page.url}: {message.text}") if message.type == "error" else None)
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else wrong.append(request.url),
    )
    yield page
    context.close()
    assert not wrong


def ready(page: Page) -> None:
    """Wait until the scripts of a page have started what it needs."""
    page.wait_for_selector("[data-op-search-box] [role=status]", state="attached")
    page.wait_for_function("document.querySelector('form[data-filter][hidden], [data-op-check=loading]') === null")


def addresses(page: Path) -> set[str]:
    tree: Any = html.document_fromstring(page.read_bytes())
    return {*tree.xpath("//@href"), *tree.xpath("//@src")}


def dead_links(folder: Path) -> list[str]:
    """Return every relative address in the pages under `folder` that is no file."""
    dead = []
    for file in sorted(folder.rglob("*.html")):
        for address in addresses(file):
            parts = urlsplit(address)
            if not parts.scheme and parts.path and not (file.parent / unquote(parts.path)).is_file():
                dead.append(f"{file.relative_to(folder)}: {address}")
    return dead


def test_every_link_leads_to_a_file(copy: Path) -> None:
    assert len(list(copy.rglob("*.html"))) > 30
    assert dead_links(copy) == []


def test_what_is_not_in_the_copy_is_linked_on_the_site(small_copy: Path, tmp_path: Path) -> None:
    site = small_copy / "site"
    for path, text in {
        "t/press/index.html": '<meta http-equiv="refresh" content="0; url=../../techniques/press/">',
        "extra/index.html": '<link rel="manifest" href="../app.webmanifest"><a href="../t/press/?q=1#steps">1</a>'
        '<a href="../api/v1/matrix.json">2</a><a href="../check/table.json">3</a>'
        '<a href="?q=1">4</a><a href="#5">5</a>',
        "app.webmanifest": "{}",
    }.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    take_along.write_folder(site, tmp_path / "copy", date(2026, 11, 1))
    base = "http://127.0.0.1:8000/"
    online = {f"{base}t/press/?q=1#steps", f"{base}api/v1/matrix.json", f"{base}check/table.json"}
    assert addresses(tmp_path / "copy/extra/index.html") == online | {"?q=1", "#5"}
    assert f"{base}downloads/" in addresses(tmp_path / "copy/index.html")
    gone = ("t", "api", "downloads", "check/table.json", "app.webmanifest", "sitemap.xml", "404.html")
    assert [path for path in gone if (tmp_path / "copy" / path).exists()] == []


def test_a_reader_finds_the_way_from_the_start_to_a_technique_and_back(copy: Path, reader: Page) -> None:
    reader.goto((copy / START).as_uri())
    reader.wait_for_url(f"**/{FOLDER}/index.html")
    reader.get_by_role("link", name="A technique").click()
    reader.wait_for_url("**/techniques/index.html")
    reader.locator("article").get_by_role("link", name="Press", exact=True).first.click()
    expect(reader.locator("[data-banner=deep]")).to_be_visible()
    expect(reader.locator("[data-op-copy]")).to_contain_text("A copy, with data of November 1, 2026.")
    reader.get_by_role("navigation", name="Breadcrumbs").get_by_role("link", name="Techniques").click()
    reader.wait_for_url("**/techniques/index.html")
    reader.locator(".op-announce").get_by_role("link", name="Red flags").click()
    reader.wait_for_url("**/red-flags/index.html")


def test_the_page_beside_the_copy_says_what_to_do_where_the_zip_is_not_unpacked(
    copy: Path, browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    shutil.copy(copy / START, tmp_path)
    page.goto((tmp_path / START).as_uri())
    expect(page.get_by_text("the zip is not unpacked yet")).to_be_visible()
    context.close()


def test_a_page_of_every_kind_opens(copy: Path, reader: Page) -> None:
    kinds = [folder for folder in sorted((copy / FOLDER).iterdir()) if (folder / "index.html").is_file()]
    files = [min(folder.glob("*/index.html"), default=folder / "index.html") for folder in kinds]
    assert len(files) > 15
    for file in files:
        reader.goto(file.as_uri())
        if reader.locator("[data-op-search-box]").count():
            ready(reader)


def test_the_search_finds_and_opens_an_entry(copy: Path, reader: Page) -> None:
    reader.goto((copy / FOLDER / "glossary/index.html").as_uri())
    ready(reader)
    ask(reader, "aneurism")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/precautions/aneurysm/index.html")


def test_the_checker_answers_as_on_the_site(copy: Path, small_project: Path, reader: Page, page: Page) -> None:
    at = {page: f"{serve(small_project / 'site')}check/", reader: (copy / FOLDER / "check/index.html").as_uri()}
    for chosen in ("yes=aneurysm", "unsure=meal", "yes=rupture", "yes=meal&other=lupus"):
        for opened, address in at.items():
            opened.goto("about:blank")
            opened.goto(f"{address}#v=1&{chosen}")
            opened.wait_for_selector("[data-op-check=ready]")
        assert reader.evaluate(LEVELS) == page.evaluate(LEVELS)
        assert reader.locator(".op-check__answer").inner_text() == page.locator(".op-check__answer").inner_text() != ""
        links = reader.locator(".op-check__answer a").evaluate_all("links => links.map((link) => link.href)")
        assert links
        assert [a for a in links if not Path(unquote(urlsplit(a).path)).is_file()] == []
    reader.get_by_role("button", name="Start again").click()
    assert reader.url == at[reader]


def test_a_filter_works_and_stays_in_the_address(copy: Path, reader: Page) -> None:
    reader.goto((copy / FOLDER / "techniques/index.html").as_uri())
    reader.locator("form[data-filter] input[name=words]").fill("press")
    expect(reader.locator("form[data-filter] [role=status]")).to_have_text("2 of 3 shown")
    assert reader.url.endswith("/index.html?words=press")
    reader.reload()
    expect(reader.locator("form[data-filter] [role=status]")).to_have_text("2 of 3 shown")


def test_the_colors_can_be_changed(copy: Path, reader: Page) -> None:
    reader.emulate_media(color_scheme="light")
    reader.goto((copy / FOLDER / "index.html").as_uri())
    for _ in ("light", "dark"):
        reader.locator("form[data-md-component=palette] label:visible").click()
    expect(reader.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    reader.goto((copy / FOLDER / "about/index.html").as_uri())
    expect(reader.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_same_site_gives_the_same_bytes(
    small_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowledge = sites.knowledge(small_project / "data")

    def made(name: str) -> bytes:
        take_along.make(small_project, knowledge, tmp_path / name)
        return (tmp_path / name).read_bytes()

    assert made("first.zip") == made("second.zip")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2030, 5, 6, 7, 8, 10, tzinfo=UTC).timestamp())))
    made("third.zip")
    for name, day in (("first.zip", (2026, 11, 1, 0, 0, 0)), ("third.zip", (2030, 5, 6, 7, 8, 10))):
        with zipfile.ZipFile(tmp_path / name) as packed:
            assert {entry.date_time for entry in packed.infolist()} == {day}
            assert {entry.filename.partition("/")[0] for entry in packed.infolist()} == {FOLDER, START}


def test_what_would_not_work_is_named_and_leaves_the_last_copy(small_copy: Path) -> None:
    """Every fault in one run, each with its file and line."""
    assert run(small_copy, "offline").returncode == 0
    zipped = small_copy / "dist/open-psoas.zip"
    before = zipped.read_bytes()
    scripts = small_copy / "site/assets/javascripts"

    def change(name: str, old: str, new: str) -> None:
        text = (scripts / name).read_text(encoding="utf-8")
        assert old in text
        (scripts / name).write_text(text.replace(old, new), encoding="utf-8")

    change("site.js", "./filter.js", "./filtr.js")
    change("search/show.js", '"../root.js"', '"root"')
    change("search/load.js", '"search/index.json"', '"search/idnex.json"')
    change("check/page.js", 'loadData("check/table.json")', "loadData(name)")
    change("check/state.js", "export const VERSION = 1;", "export const VERSION = import.meta.url;")
    change("check/file.js", "/** @typedef", "const late = import(`./late.js`);\n/** @typedef")
    done = run(small_copy, "offline")
    assert done.returncode == 1
    places = dict(line.split(": ", 1) for line in done.stderr.splitlines() if ": " in line)
    at = {re.sub(r":\d+$", "", place): message for place, message in places.items()}
    folder = "assets/javascripts"
    assert "did you mean `./filter.js`" in at[f"{folder}/site.js"]
    assert "`root`" in at[f"{folder}/search/show.js"]
    assert "`search/idnex.json`, which is not there" in at[f"{folder}/search/load.js"]
    assert "only known at run time" in at[f"{folder}/check/page.js"]
    assert "import.meta" in at[f"{folder}/check/state.js"]
    assert "only known at run time" in at[f"{folder}/check/file.js"]
    line = (scripts / "site.js").read_text(encoding="utf-8").split("./filtr.js")[0].count("\n") + 1
    assert f"{folder}/site.js:{line}" in places
    assert zipped.read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Stop for pain.": ""}, ["the banner lacks"]),
        (
            {
                'href="../../glossary/" class': 'href="../../glosary/" class',
                'href="../../about/" class': 'href="/about/" class',
                "<h1": '<script type="module">1</script><h1',
            },
            ["links to `../../glosary/`, which is not there", "make it relative", "a module inside the page"],
        ),
    ],
)
def test_a_page_that_is_not_in_order_is_refused(small_copy: Path, changes: dict[str, str], expected: list[str]) -> None:
    page = small_copy / "site/techniques/press/index.html"
    text = page.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    page.write_text(text, encoding="utf-8")
    done = run(small_copy, "offline")
    assert done.returncode == 1
    for message in expected:
        assert re.search(rf"^techniques/press/index.html:\d+: .*{re.escape(message)}", done.stderr, re.MULTILINE)
    assert not (small_copy / "dist/open-psoas.zip").exists()


def test_no_copy_is_made_where_there_is_no_site(small_copy: Path) -> None:
    shutil.rmtree(small_copy / "site")
    done = run(small_copy, "offline")
    assert done.returncode == 1
    assert "make build" in done.stderr


def test_the_page_of_downloads_tells_of_the_files_that_are_there(small_copy: Path, page: Page) -> None:
    file = small_copy / "site/downloads/index.html"
    address = f"{serve(small_copy / 'site')}downloads/"
    page.goto(address)
    expect(page.get_by_text("built without files to take along")).to_be_visible()
    expect(page.locator("[data-download]:visible")).to_have_count(0)
    assert not [a for a in addresses(file) if a.endswith(".zip")]

    assert run(small_copy, "offline").returncode == 0
    zipped = small_copy / "dist/open-psoas.zip"
    (small_copy / "dist/open-psoas-handbook.pdf").write_bytes(b"x" * 3_210_000)
    for _ in range(2):
        assert run(small_copy, "downloads").returncode == 0
        page.reload()
        told = page.locator("[data-download]:visible")
        expect(told).to_have_count(2)
        expect(told.first).to_contain_text(f"(zip, {round(zipped.stat().st_size / 1000)} kB)")
        expect(told.last).to_contain_text("(PDF, 3.2 MB)")
        expect(page.get_by_text("built without files to take along")).to_be_hidden()
    assert (small_copy / "site/downloads/open-psoas.zip").read_bytes() == zipped.read_bytes()
    assert {"open-psoas.zip", "open-psoas-handbook.pdf"} <= addresses(file)

    (small_copy / "dist/notes.txt").touch()
    done = run(small_copy, "downloads")
    assert done.returncode == 1
    assert "docs/downloads.md:1: does not say what `notes.txt` is" in done.stderr


def test_the_sizes_are_written_into_the_readme(small_copy: Path) -> None:
    readme = small_copy / "README.md"
    readme.write_text("Before\n<!-- sizes -->\nold\n<!-- /sizes -->\nafter\n", encoding="utf-8")
    (small_copy / "dist").mkdir()
    (small_copy / "dist/open-psoas.zip").write_bytes(b"x" * 1_250_000)
    done = run(small_copy, "sizes")
    assert done.returncode == 0
    pages = len(list((small_copy / "site").rglob("*.html")))
    assert f"| Pages | {pages} | " in done.stdout
    assert "| `open-psoas.zip` | 1 | 1.2 MB |" in done.stdout
    marked = f"Before\n<!-- sizes -->\n{done.stdout}<!-- /sizes -->\nafter\n"
    assert readme.read_text(encoding="utf-8") == marked


@pytest.mark.xdist_group("site")
def test_the_copy_of_the_real_site_searches_and_judges(site: Path, tmp_path: Path, reader: Page) -> None:
    take_along.write_folder(site, tmp_path / "copy", date(2026, 11, 1))
    take_along.zip_folder(tmp_path / "copy", tmp_path / "copy.zip", datetime(2026, 11, 1, tzinfo=UTC))
    assert 1e6 < (tmp_path / "copy.zip").stat().st_size < 30e6
    reader.goto((tmp_path / "copy/index.html").as_uri())
    ready(reader)
    ask(reader, "glute bridge")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/techniques/bridge/index.html")
    expect(reader.locator("[data-banner]")).to_be_visible()
    reader.goto(f"{(tmp_path / 'copy/check/index.html').as_uri()}#v=1&yes=pregnancy")
    reader.wait_for_selector("[data-op-check=ready]")
    expect(reader.locator(".op-check__group[data-level-group=avoid] li").first).to_be_visible()
