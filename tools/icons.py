"""Make the site's icons for home screens from docs/assets/images/favicon.svg.

usage: python tools/icons.py
"""

from pathlib import Path

from find_chromium import FLAGS, of_playwright, on_path
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent.parent / "docs/assets/images"
COLOR = "#12555c"
# Name, size, the part of the picture that the drawing takes, and whether the color reaches the edges: systems cut
# maskable icons to a circle of 80 % of the width, and iOS fills transparent corners with black.
ICONS = [("icon-192", 192, 1.0, False), ("icon-512", 512, 1.0, False), ("icon-maskable", 512, 0.7, True)]
ICONS += [("icon-180", 180, 0.9, True)]


def main() -> None:
    drawing = (FOLDER / "favicon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path() or of_playwright(), args=FLAGS)
        for name, size, part, filled in ICONS:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(
                f"<style>html {{ height: 100%; {f'background: {COLOR};' if filled else ''} }}"
                " body { margin: 0; height: 100%; display: grid; place-items: center; }"
                f" svg {{ width: {size * part}px; }}</style>{drawing}"
            )
            page.screenshot(path=FOLDER / f"{name}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
