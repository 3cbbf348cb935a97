"""What the tests share: the real site, built once for all workers, and a real Chromium."""

import contextlib
import fcntl
import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from find_chromium import FLAGS, of_playwright, on_path
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serve_folder import serve
from small import ROOT, project, run

from macros.build import build
from macros.problems import ProblemsFound

# No test looks at the clock.
settings.register_profile("open-psoas", deadline=None)
settings.load_profile("open-psoas")


def _built_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Let the first worker that comes build the folder `name`; the others wait for it."""
    # A worker's folder stands in that of the run; without workers the run's own is meant, or an old site would be used.
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built from the real data."""
    return _built_once(tmp_path_factory, "site", lambda folder: build(ROOT, folder))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that need the real site last: it is built meanwhile."""
    items.sort(key=_needs_site)


def _needs_site(item: pytest.Item) -> bool:
    return "site" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session", autouse=True)
def _site_is_begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Begin to build the real site at once when a test will ask for it, so that nobody sits waiting for it."""
    if os.environ.get("PYTEST_XDIST_WORKER", "gw0") != "gw0" or not any(map(_needs_site, request.session.items)):
        return
    begun = threading.Event()

    def make(folder: Path) -> None:
        begun.set()
        build(ROOT, folder)

    def work() -> None:
        # A build that fails is told by the tests that need it: they find no site and try again.
        with contextlib.suppress(ProblemsFound):
            _built_once(tmp_path_factory, "site", make)
        begun.set()

    threading.Thread(target=work, daemon=True).start()
    begun.wait()


def _make_small(root: Path) -> None:
    project(root)
    done = run(root, "build")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, built. Not to be changed."""
    return _built_once(tmp_path_factory, "small", _make_small)


@pytest.fixture
def small_copy(small_project: Path, tmp_path: Path) -> Path:
    """A built small project of one's own."""
    return Path(shutil.copytree(small_project, tmp_path / "project"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        executable = on_path() or of_playwright()
        if not executable:
            pytest.fail("no Chromium: install the package `chromium`, or run `python -m playwright install chromium`")
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        # A page would have the whole site fetched, for each test anew: tests/test_offline.py lets it.
        browser.new_context = functools.partial(browser.new_context, service_workers="block")  # type: ignore[method-assign]
        browser.new_page = functools.partial(browser.new_page, service_workers="block")  # type: ignore[method-assign]
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def common_context(browser: Browser) -> Iterator[BrowserContext]:
    """Where `page` opens its pages: a context for each test would fetch and compile the site's scripts each time."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(common_context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may go wrong, and that leaves nothing behind.

    A test that changes the context (`page.clock`, the network, permissions) takes one of its own.
    """
    page = common_context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: errors.append(f"executed: {dialog.message}"))
    yield page
    page.evaluate("location.protocol.startsWith('http') && localStorage.clear()")
    for opened in common_context.pages:
        opened.close()
    assert not errors


@pytest.fixture(scope="session")
def site_address(site: Path) -> str:
    """Where the real site is served."""
    return serve(site)
