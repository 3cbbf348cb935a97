"""Find a Chromium for the browser tests: one on the PATH, else Playwright's own, else Debian's, installed when root.

usage: python tools/find_chromium.py [--install]

Prints the path of the executable, or says what to install and exits with 1.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium draws the suggestions of its address bar as two pages, for every window, shown or not: half of what opening a
# page costs. The flag replaces that of Playwright, so what tests need of that is repeated.
NOT_NEEDED = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    f"--disable-features={','.join(NOT_NEEDED)}",
]


def on_path() -> str | None:
    """Return the first Chromium or Chrome on the PATH."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def of_playwright() -> str | None:
    """Return Playwright's own Chromium when it has been downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str | None:
    """Try Playwright's download, then Debian's package; return what is there afterwards."""
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(playwright, capture_output=True, check=False).returncode == 0 and (found := of_playwright()):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run(command, capture_output=True, check=False)
    return on_path()


def main() -> int:
    found = on_path() or of_playwright() or (install() if "--install" in sys.argv else None)
    if not found:
        print(
            "no Chromium: install the package `chromium`, or run `python -m playwright install chromium`",
            file=sys.stderr,
        )
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
