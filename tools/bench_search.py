"""Compare the site's search with Material's own and with Pagefind: how often right, how many bytes, how long.

usage: python tools/bench_search.py [--synthetic N]
All three search the same content in the same browser and the same run. Exits with 1 when ours puts the right page first
less than 20 points more often than Material's, or is slower or heavier than Material's. The second size is N synthetic
entries (2,000 unless told), copies of real ones with other names, built into a site of their own.
"""

import argparse
import contextlib
import functools
import http.server
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from find_chromium import FLAGS, of_playwright, on_path
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from macros import site  # noqa: E402

POINTS = 20
STOCK = [
    ('data-op-search-box role="dialog"', 'data-md-component="search" role="dialog"'),
    ('name="op-search"', 'name="search"'),
    ("assets/javascripts/site.js", "assets/javascripts/none.js"),
]
TYPED = ["hernia", "blood thinners", "warfarin", "heel slide", "kneeling stretch", "ureter", "aneurysm", "pregnant"]

FOCUS = "() => { document.querySelector('input[name=query]').focus(); return performance.now(); }"
LINKS = """() => [...document.querySelectorAll('.md-search-result__item')].slice(0, 3)
    .map((item) => item.querySelector('a').pathname.slice(1) + item.querySelector('a').hash)"""
KEYSTROKE = """async (text) => {
    const field = document.querySelector('input[name=query]');
    const list = document.querySelector('.md-search-result');
    const seen = new Promise((done) => {
        const watch = new MutationObserver(() => { watch.disconnect(); done(performance.now()); });
        watch.observe(list, { childList: true, subtree: true, characterData: true });
    });
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
    return (await seen) - start;
}"""
PAGEFIND = """async (query) => {
    window.finder ??= await import('/pagefind/pagefind.js');
    const found = await window.finder.search(query);
    const first = await Promise.all(found.results.slice(0, 3).map((result) => result.data()));
    return first.map(({ url }) => new URL(url, location).pathname.slice(1));
}"""


@dataclass(frozen=True)
class Result:
    """What one search did: shares of right pages (None at the synthetic size), bytes, milliseconds."""

    first: float | None
    three: float | None
    bytes: int
    ready: float
    median: float
    p95: float


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a built site; as `stock`, with Material's hooks put back into its pages on the way."""

    def __init__(self, *args: Any, stock: bool, **kwargs: Any):
        self._stock = stock
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            path = Path(self.translate_path(self.path))
            file = path / "index.html" if path.is_dir() else path
            if not (self._stock and file.suffix == ".html" and file.is_file()):
                super().do_GET()
                return
            text = file.read_text(encoding="utf-8")
            for ours, theirs in STOCK:
                text = text.replace(ours, theirs)
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(folder: Path, stock: bool) -> str:
    """Serve `folder` until the program ends and return the address."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder), stock=stock)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def build(root: Path, target: Path) -> None:
    """Build the project at `root`, with Material's index left in the site, and Pagefind's beside it."""
    config = root / "mkdocs-bench.yml"
    config.write_text("INHERIT: mkdocs.yml\nextra: {keep_stock_index: true}\n", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(target)]
    try:
        subprocess.run(command, cwd=root, check=True)
    finally:
        config.unlink()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(target), "--quiet"], check=True)


def synthetic(folder: Path, wanted: int) -> None:
    """Make a project in `folder` with `wanted` more entries: structures, terms and questions under made-up names."""
    for name in ("macros", "templates", "overrides", "docs", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    chance = random.Random(1)
    pairs = [first + second for first in "bcdfglmnprstvz" for second in "aeiou"]
    kinds = ["structure", "claim", "question", "condition"]
    files = {kind: sorted((ROOT / "data" / kind).glob("*.yaml")) for kind in kinds}
    for number in range(wanted):
        kind = kinds[number % len(kinds)]
        entry = yaml.safe_load(chance.choice(files[kind]).read_text(encoding="utf-8"))
        made = ["".join(chance.choices(pairs, k=chance.randrange(2, 5))) for _ in range(6)]
        entry["name"] = f"{made[0].capitalize()} {made[1]} {number}"
        entry["also_called"] = [f"{made[2]} {made[3]}", made[4], f"{made[5]} psoas"]
        (folder / "data" / kind / f"synthetic-{number}.yaml").write_text(yaml.safe_dump(entry, allow_unicode=True))


def new_page(browser: Browser) -> tuple[Page, list[int]]:
    """Return a page without a cache, and a list that fills with the bytes of each response's body."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block").new_page()
    sizes: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    return page, sizes


def fresh(
    browser: Browser, address: str, get_ready: Callable[[Page], float], ask: Callable[[Page], object]
) -> tuple[float, int]:
    """Open a search five times without a cache: the median wait in ms until it can answer, and the bytes fetched."""
    waits, sizes = [], [0]
    for _ in range(5):
        page, sizes = new_page(browser)
        page.goto(address, wait_until="load")
        start = get_ready(page)
        waits.append(page.evaluate("() => performance.now()") - start)
        ask(page)
        page.context.close()
    return statistics.median(waits), sum(sizes)


def in_box(browser: Browser, address: str, ready: str, queries: list[dict[str, Any]]) -> Result:
    """Measure a search behind Material's box. `ready` is the script that tells when it can answer."""

    def get_ready(page: Page) -> float:
        start: float = page.evaluate(FOCUS)
        page.wait_for_function(ready, polling=5, timeout=120_000)
        return start

    wait, size = fresh(browser, address, get_ready, lambda page: page.evaluate(KEYSTROKE, "hernia"))
    page, _ = new_page(browser)
    page.goto(address, wait_until="load")
    get_ready(page)
    times = []
    for text in TYPED:
        for end in range(1, len(text) + 1):
            times.append(page.evaluate(KEYSTROKE, text[:end]))
            page.wait_for_timeout(30)
    first, three = judged(queries, lambda query: _ask(page, query))
    page.context.close()
    return Result(first, three, size, wait, statistics.median(times), _p95(times))


def _ask(page: Page, query: str) -> list[str]:
    page.evaluate(KEYSTROKE, query)
    page.wait_for_timeout(60)
    found: list[str] = page.evaluate(LINKS)
    return found


def with_pagefind(browser: Browser, address: str, queries: list[dict[str, Any]]) -> Result:
    """Measure Pagefind through its own interface for scripts."""

    def get_ready(page: Page) -> float:
        start: float = page.evaluate("() => performance.now()")
        page.evaluate("async () => { const m = await import('/pagefind/pagefind.js'); await m.init(); }")
        return start

    wait, size = fresh(browser, address, get_ready, lambda page: page.evaluate(PAGEFIND, "hernia"))
    page, _ = new_page(browser)
    page.goto(address, wait_until="load")
    timed = f"async (q) => {{ const t = performance.now(); await ({PAGEFIND})(q); return performance.now() - t; }}"
    times = [page.evaluate(timed, text[:end]) for text in TYPED for end in range(1, len(text) + 1)]
    first, three = judged(queries, lambda query: page.evaluate(PAGEFIND, query))
    page.context.close()
    return Result(first, three, size, wait, statistics.median(times), _p95(times))


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def judged(queries: list[dict[str, Any]], ask: Callable[[str], list[str]]) -> tuple[float | None, float | None]:
    """Return how often the right page came first and among the first three; a glossary entry counts by its page."""
    if not queries:
        return None, None
    places = []
    for item in queries:
        found = [address.partition("#")[0] for address in ask(item["query"])]
        right = [found.index(page) for page in item["pages"] if page in found]
        places.append(min(right, default=99))
    return sum(p == 0 for p in places) / len(places), sum(p < 3 for p in places) / len(places)


def wanted_pages() -> list[dict[str, Any]]:
    """Return the queries of the tests with the addresses of their right pages."""
    knowledge = site.knowledge(ROOT / "data")
    halves = yaml.safe_load((ROOT / "tests/search/queries.yaml").read_text(encoding="utf-8"))
    found = []
    for item in [item for half in halves.values() for item in half]:
        names = item["expect"] if isinstance(item["expect"], list) else [item["expect"]]
        entities = [knowledge.data.entities[(n.partition("/")[0], n.partition("/")[2])] for n in names]
        found.append({"query": item["query"], "pages": [knowledge.url(e).partition("#")[0] for e in entities]})
    return found


def measure(browser: Browser, folder: Path, queries: list[dict[str, Any]]) -> dict[str, Result]:
    """Return the results of the three searches over the built site in `folder`."""
    status = "document.querySelector('.md-search-result__meta').textContent"
    return {
        "ours": in_box(browser, serve(folder, stock=False), f"{status}.startsWith('Type')", queries),
        "Material": in_box(browser, serve(folder, stock=True), f"{status}.startsWith('Type')", queries),
        "Pagefind": with_pagefind(browser, serve(folder, stock=False), queries),
    }


def told(name: str, results: dict[str, Result]) -> list[str]:
    """Print the results; return in what ours is worse than Material's."""
    print(f"\n{name}")
    print(f"{'':10}{'first':>8}{'in three':>10}{'kB':>9}{'ready ms':>10}{'median ms':>11}{'p95 ms':>8}")
    for search, r in results.items():
        shares = [f"{share:.1%}" if share is not None else "" for share in (r.first, r.three)]
        times = f"{r.ready:>10.0f}{r.median:>11.1f}{r.p95:>8.1f}"
        print(f"{search:10}{shares[0]:>8}{shares[1]:>10}{r.bytes / 1000:>9.0f}{times}")
    ours, stock = results["ours"], results["Material"]
    worse = [
        f"{name}: {what} {mine:.1f}, Material's {theirs:.1f}"
        for what, mine, theirs in (
            ("bytes before the first result", ours.bytes, stock.bytes),
            ("ms from focus to ready", ours.ready, stock.ready),
            ("ms from keystroke to results, median", ours.median, stock.median),
            ("ms from keystroke to results, 95th percentile", ours.p95, stock.p95),
        )
        if mine > theirs
    ]
    if ours.first is not None and stock.first is not None and ours.first < stock.first + POINTS / 100:
        worse.append(f"{name}: right page first {ours.first:.1%}, Material's {stock.first:.1%}")
    return worse


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--synthetic", type=int, default=2000)
    wanted = arguments.parse_args().synthetic
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path() or of_playwright(), args=FLAGS)
        today, large = Path(folder, "today"), Path(folder, "large")
        build(ROOT, today)
        entries = len(json.loads((today / "search/index.json").read_text(encoding="utf-8"))["entries"])
        worse = told(f"{entries} entries", measure(browser, today, wanted_pages()))
        if wanted:
            project = Path(folder, "project")
            project.mkdir()
            synthetic(project, wanted)
            build(project, large)
            worse += told(f"{entries + wanted} entries", measure(browser, large, []))
        browser.close()
    for line in worse:
        print(f"worse: {line}")
    sys.exit(bool(worse))


if __name__ == "__main__":
    main()
