"""Take pictures of each kind of page, at phone and desktop width, light and dark, into test-results/screenshots/.

usage: python tools/screenshots.py [SITE_FOLDER [PAGE ...]]
With --readme, take the one picture that the README shows, into docs/assets/images/.
"""

import sys
from pathlib import Path

from find_chromium import FLAGS, of_playwright, on_path
from playwright.sync_api import Page, sync_playwright
from serve_folder import serve

KINDS = [
    "",
    "techniques/",
    "techniques/heel-slide-pin-and-stretch/",
    "precautions/",
    "precautions/pregnancy/",
    "anatomy/",
    "anatomy/psoas-major/",
    "claims/",
    "claims/psoas-massage-fixes-low-back-pain/",
    "conditions/psoas-abscess/",
    "red-flags/",
    "red-flags/cauda-equina-syndrome/",
    "assessments/modified-thomas-test/",
    "questions/can-i-massage-my-own-psoas/",
    "demands/deep-abdominal-pressure/",
    "glossary/",
    "sources/ernst-2003/",
    "guides/first-session/",
    "matrix/",
    "check/",
    "check/#v=1&yes=hypermobility,hernia&unsure=osteoporosis&other=lupus",
    "offline/",
    "downloads/",
    "plan/",
    "handouts/",
    "handouts/bridge/",
    "handouts/pregnancy/",
    "handouts/can-i-massage-my-own-psoas/",
    "forms/",
    "forms/intake/",
    "forms/consent/",
    "forms/after-session/",
    "forms/referral/cauda-equina-syndrome/",
    "about/",
    "report/",
    "404.html",
]
VARIANTS = ["techniques/hook-tool-prone/", "techniques/diaphragmatic-breathing/"]
WIDTHS = {"phone": 360, "desktop": 1440}


def take(page: Page, address: str, file: Path, full: bool) -> None:
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)
    page.screenshot(path=file, full_page=full)


def main(arguments: list[str]) -> None:
    readme = "--readme" in arguments
    arguments = [a for a in arguments if a != "--readme"]
    base = serve(Path(arguments[0] if arguments else "site"))
    pages = arguments[1:] or KINDS + VARIANTS
    folder = Path("test-results/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path() or of_playwright(), args=FLAGS)
        if readme:
            page = browser.new_page(
                viewport={"width": 1200, "height": 760}, color_scheme="light", service_workers="block"
            )
            take(page, base + "techniques/heel-slide-pin-and-stretch/", Path("docs/assets/images/site.png"), full=False)
            return
        for size, width in WIDTHS.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, service_workers="block"
                )
                for path in pages:
                    name = (
                        (path.strip("/") or "home")
                        .replace("/", "-")
                        .replace(".html", "")
                        .partition("&")[0]
                        .replace("#v=1", "answer")
                    )
                    take(page, base + path, folder / f"{name}.{size}.{scheme}.png", full=size == "phone")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
