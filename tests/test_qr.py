"""The QR codes made in the browser, beside those of segno, and as zxing-cpp reads them."""

from pathlib import Path

import pytest
import segno
import zxingcpp
from PIL import Image
from playwright.sync_api import Page
from serve_folder import serve

# How many bytes fill a version at level M (ISO/IEC 18004, table 7).
FULL = {1: 14, 2: 26, 5: 84, 6: 106, 7: 122, 9: 180, 10: 213, 13: 331, 14: 362, 20: 666, 21: 711, 24: 911, 25: 997}
OTHERS = ["0", "x" * 13, "x" * 15, "x" * 214, "x" * 996, "https://example.org/plan/#v=1&i=bridge&n=ok", "é 手 שלום 🙈"]


@pytest.fixture
def modules(page: Page, small_project: Path) -> Page:
    page.goto(serve(small_project / "site") + "404.html")
    return page


def made(page: Page, texts: list[str], masks: list[int | None]) -> list[list[list[int]]]:
    script = """async ([texts, masks]) => {
        const { matrixOf } = await import('/assets/javascripts/qr/matrix.js');
        return texts.map((text, at) => matrixOf(text, masks[at] ?? undefined).map((row) => row.map(Number)));
    }"""
    found: list[list[list[int]]] = page.evaluate(script, [texts, masks])
    return found


def test_every_module_is_the_one_that_another_encoder_sets(modules: Page) -> None:
    # Only full symbols: segno 1.6.6 puts a byte of zeros between the data and the padding.
    pairs: list[tuple[int, int | None]] = [(n, at % 8) for at, n in enumerate(FULL.values())]
    pairs += [(FULL[2], mask) for mask in range(8)]
    texts = [("https://example.org/#v=1&n=Aa0~" * 33)[:n] for n, _ in pairs]
    codes = made(modules, texts, [mask for _, mask in pairs])
    for text, (n, mask), rows in zip(texts, pairs, codes, strict=True):
        due = segno.make_qr(text, mode="byte", error="m", boost_error=False, mask=mask)
        assert rows == [[int(module) for module in row] for row in due.matrix], (n, mask)


def test_every_code_is_read_as_what_was_written(modules: Page) -> None:
    for text, rows in zip(OTHERS, made(modules, OTHERS, [None] * len(OTHERS)), strict=True):
        size = len(rows) + 8
        image = Image.new("L", (size, size), 255)
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                image.putpixel((x + 4, y + 4), 0 if dark else 255)
        found = zxingcpp.read_barcodes(image.resize((size * 4, size * 4)))
        assert [code.text for code in found] == [text]


def test_a_text_that_is_too_long_is_refused(modules: Page) -> None:
    script = """async () => {
        const { encode, MAX_BYTES } = await import('/assets/javascripts/qr/encode.js');
        try { encode('x'.repeat(MAX_BYTES + 1)); } catch (error) { return [MAX_BYTES, error.name]; }
    }"""
    assert modules.evaluate(script) == [FULL[25], "RangeError"]
