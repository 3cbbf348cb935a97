"""The printed forms: that they hold what the data says they must, read easily, and come out of a printer whole."""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader
from small import ROOT
from test_writing import explained, grade

from macros import prose
from macros import site as sites
from macros.knowledge import Knowledge
from macros.model import RedFlag

LAW = "Local law and the rules of your professional body come first."
PRIVATE = {
    "deep-abdominal-pressure",
    "iliac-fossa-pressure",
    "groin-pressure",
    "light-abdominal-contact",
    "hard-tool-under-own-weight",
    "work-near-intimate-region",
}
PAGES = {"intake": 5, "consent": 2, "after-session": 1, "referral/warning-signs-after-massage": 2}
"""How many sheets of paper each form may take."""

pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return sites.knowledge(ROOT / "data")


@pytest.fixture(scope="module")
def flags(knowledge: Knowledge) -> dict[str, RedFlag]:
    return dict(knowledge.data.of(RedFlag))


def form(site: Path, name: str) -> Any:
    return html.parse(site / "forms" / name / "index.html").getroot()


def words(element: Any) -> str:
    """Return the text of `element` without its citations."""
    copy: Any = html.fromstring(html.tostring(element))
    for mark in copy.xpath(".//*[@data-cite]"):
        mark.drop_tree()
    return " ".join(copy.text_content().split())


# What stands in them


def test_the_intake_asks_everything_once_with_the_red_flags_first_and_then_by_group(
    site: Path, knowledge: Knowledge, flags: dict[str, RedFlag]
) -> None:
    intake = form(site, "intake")
    asked = [row.get("data-question") for row in intake.xpath("//tr[@data-question]")]
    assert sorted(asked) == sorted([*flags, *knowledge.precautions])
    assert set(asked[: len(flags)]) == set(flags)
    for table in intake.xpath("//table[@data-group][@data-group!='red-flags']"):
        group = [p for p in knowledge.precautions.values() if p.group == table.get("data-group")]
        assert [row.get("data-question") for row in table.xpath(".//tr[@data-question]")] == [
            p.id for p in sorted(group, key=lambda p: p.name.lower())
        ]
    for row in intake.xpath("//tr[@data-question]"):
        id = row.get("data-question")
        assert " ".join((flags.get(id) or knowledge.precautions[id]).ask.split()) in words(row)
        assert len(row.xpath(".//input[@type='checkbox']")) == 3


def test_the_key_for_the_therapist_tells_what_each_number_stands_for(
    site: Path, knowledge: Knowledge, flags: dict[str, RedFlag]
) -> None:
    intake = form(site, "intake")
    rows = intake.xpath("//tr[@data-question]")
    asked = {row.xpath("string(td[1])").strip(): row.get("data-question") for row in rows}
    key = {li.xpath("string(span)").strip(): li.xpath("string(a)") for li in intake.xpath("//ul[@class='op-key']/li")}
    assert key == {number: knowledge.short(flags.get(id) or knowledge.precautions[id]) for number, id in asked.items()}


def test_no_number_of_the_intake_names_to_the_client_what_it_stands_for(site: Path, knowledge: Knowledge) -> None:
    rows = form(site, "intake").xpath("//tr[@data-question]")
    assert all(re.fullmatch(r"R?\d+", row.xpath("string(td[1])").strip()) for row in rows)
    assert not [row for row in rows if row.xpath(".//a")]


def test_the_consent_form_lists_what_touches_belly_or_groin_and_other_ways_that_do_not(
    site: Path, knowledge: Knowledge
) -> None:
    consent = form(site, "consent")
    due = {
        t.id
        for t in knowledge.techniques.values()
        if t.performed_by == "therapist" and t.steps and not t.advised_against and PRIVATE & set(t.demands)
    }
    listed = consent.xpath("//ul[@data-list='techniques']/li/@data-choice")
    assert sorted(listed) == sorted(due)
    places = words(consent.xpath("//ul[@data-list='places']")[0])
    for id in {d for t in due for d in knowledge.techniques[t].demands} & PRIVATE:
        assert knowledge.demands[id].name in places
        for exposure in knowledge.demands[id].exposes:
            assert knowledge.structures[exposure.structure].name.lower() in places
    others = [e.text_content().rstrip(".") for e in consent.xpath("//ul[@data-list='others']/li/strong")]
    named = {t.name: t for t in knowledge.techniques.values()}
    assert others[-1] == "Nothing there"
    assert len(others) > 3
    assert not [name for name in others[:-1] if PRIVATE & set(named[name].demands)]
    for technique in due:
        choice = words(consent.xpath(f"//li[@data-choice='{technique}']")[0])
        assert all(prose.plain(f.statement) in choice for f in knowledge.techniques[technique].evidence)
    assert "I may say no, or stop, at any time. I need no reason." in words(consent)
    assert "How often such work does serious harm is not known." in words(consent)


def test_the_after_session_sheet_names_every_sign_that_needs_help_today(site: Path, flags: dict[str, RedFlag]) -> None:
    sheet = form(site, "after-session")
    shown = {e.get("data-flag"): words(e) for e in sheet.xpath("//*[@data-flag]")}
    assert set(shown) == {flag.id for flag in flags.values() if flag.urgency != "prompt"}
    assert all(" ".join(flags[id].ask.split()) in text for id, text in shown.items())
    assert prose.plain(flags["warning-signs-after-massage"].do_now) in words(sheet)


def test_each_red_flag_has_its_letter_with_signs_reasons_and_references(
    site: Path, knowledge: Knowledge, flags: dict[str, RedFlag]
) -> None:
    for flag in flags.values():
        letter = form(site, f"referral/{flag.id}")
        signs = letter.xpath("//ul[@data-list='signs']/li")
        assert [words(sign) for sign in signs] == [prose.plain(sign) for sign in flag.signs], flag.id
        assert all(len(sign.xpath(".//input[@type='checkbox']")) == 1 for sign in signs)
        text = words(letter)
        paragraphs = [*re.split(r"\n\s*\n", flag.why), flag.say]
        assert all(prose.plain(paragraph) in text for paragraph in paragraphs), flag.id
        assert prose.plain(re.split(r"\n\s*\n|(?:^|\n)\s*- ", flag.do_now.strip())[0]) in text, flag.id
        assert "I am not able to diagnose." in text
        cited = {id for field in (*flag.signs, flag.why, flag.say) for id in prose.cited(field)}
        assert {f"ref-{id}" for id in cited} <= set(letter.xpath("//ol[@class='op-refs']/li/@id")), flag.id
        page: Any = html.parse(site / "red-flags" / flag.id / "index.html").getroot()
        assert page.xpath(f"//article//a[@href='../../forms/referral/{flag.id}/']"), flag.id


def test_every_form_says_what_comes_before_it_and_which_content_it_is_made_from(
    site: Path, knowledge: Knowledge, flags: dict[str, RedFlag]
) -> None:
    for name in [*PAGES, *(f"referral/{id}" for id in flags)]:
        text = words(form(site, name))
        assert LAW in text, name
        assert "not reviewed by a clinician, nor by a lawyer" in text, name
        assert f"version {knowledge.version}" in text, name


def test_what_the_client_reads_is_easy_to_read(site: Path, knowledge: Knowledge) -> None:
    names = explained(knowledge)
    for name in ("intake", "consent", "after-session"):
        tree = form(site, name)
        for left_out in tree.xpath(
            "//*[@data-part='therapist' or contains(@class, 'op-choose__more') or contains(@class, 'op-form__screen')"
            " or contains(@class, 'op-form__foot') or contains(@class, 'op-form__short')]"
        ):
            left_out.drop_tree()
        texts = [words(e) for e in tree.xpath("//article//*[self::p or self::li or self::th[@scope='row']]")]
        assert len(texts) > 20
        found = grade(texts, names)
        print(f"{found:5.1f}  {name}")
        assert found <= 8, name


# On paper


def printed(page: Page, size: str) -> Sequence[PageObject]:
    return PdfReader(io.BytesIO(page.pdf(format=size))).pages


def said(text: str) -> str:
    return re.sub(r"\W+", "", text)


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("name", list(PAGES))
def test_a_form_prints_whole_on_the_sheets_it_may_take(page: Page, site_address: str, name: str, size: str) -> None:
    page.goto(f"{site_address}forms/{name}/")
    page.emulate_media(media="print")
    due = page.locator("article").evaluate(
        """(form) => [...form.querySelectorAll("p, li, th, h1, h2")]
            .filter((e) => e.checkVisibility() && !e.querySelector("p, li"))
            .map((e) => e.textContent)"""
    )
    asked, groups = page.locator("article").evaluate(
        """(form) => [
            [...form.querySelectorAll("tr[data-question] th")].map((e) => e.textContent),
            [...form.querySelectorAll("table[data-group]")]
              .map((e) => [e.querySelector("thead th").textContent, e.querySelector("tbody th").textContent]),
        ]"""
    )
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    sheets = [said(sheet.extract_text()) for sheet in printed(page, size)]
    assert len(sheets) <= PAGES[name]
    # A page may end within a paragraph, and an address is printed in place of the words of its link.
    assert len(due) > 20
    assert not [text for text in due if not any(said(text)[:40] in sheet for sheet in sheets)]
    # No question is parted, and no heading stands alone at the foot of a page.
    assert len(asked) > 100 or name != "intake"
    assert all(sum(said(question) in sheet for sheet in sheets) == 1 for question in asked)
    assert all(any(said(group) in sheet and said(first) in sheet for sheet in sheets) for group, first in groups)


def test_what_is_typed_and_ticked_is_printed_and_the_rest_is_left_out(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}forms/consent/")
    page.get_by_label("Therapist", exact=True).fill("Pat Example")
    page.get_by_role("checkbox", name="Iliacus release, lying on the back.").check()
    text = "".join(sheet.extract_text() for sheet in printed(page, "A4"))
    assert "Pat Example" in text
    assert said("No source found tests pressure on iliacus") in said(text)
    assert "Heel-slide" not in text

    page.goto(f"{site_address}forms/after-session/")
    assert said("A moving, sliding or pulling feeling") not in said(printed(page, "A4")[0].extract_text())
    for technique in ("Heel-slide pin and stretch.", "Light belly contact with breathing."):
        page.get_by_role("checkbox", name=technique).check()
    sheets = printed(page, "Letter")
    assert said("A moving, sliding or pulling feeling") in said(sheets[0].extract_text())
    assert len(sheets) <= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_fits_a_phone_and_can_be_ticked_there(page: Page, site_address: str, scheme: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for name in PAGES:
        page.goto(f"{site_address}forms/{name}/")
        assert page.evaluate("document.documentElement.scrollWidth") == 360, name
        smallest = page.locator("main input:visible, main textarea:visible").evaluate_all(
            "found => Math.min(...found.map((e) => Math.min(e.offsetHeight, e.offsetWidth)))"
        )
        assert smallest >= 24, name


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("intake form", "/forms/intake/"),
        ("consent form", "/forms/consent/"),
        ("after session", "/forms/after-session/"),
        ("referral letter form", "/forms/referral/"),
    ],
)
def test_a_form_is_found_by_the_search(page: Page, site_address: str, query: str, address: str) -> None:
    page.goto(f"{site_address}about/")
    page.get_by_role("textbox", name="Search").fill(query)
    page.locator(".op-result").first.wait_for()
    links = page.locator(".op-result a").evaluate_all("found => found.slice(0, 3).map((e) => e.pathname)")
    assert address in links
