"""Every entry answers at its short address, what was published goes on answering, and links can be shared."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from serve_folder import serve
from small import ROOT, entries, run, write_data

from macros import addresses, knowledge
from macros import site as sites


@pytest.fixture(scope="module")
def address(small_project: Path) -> str:
    return serve(small_project / "site")


LEAD = {
    "t/press/": "techniques/press/",
    "t/press/#step-2": "techniques/press/#step-2",
    "p/aneurysm/#rule-1": "precautions/aneurysm/#rule-1",
    "p/wide-aorta/": "precautions/aneurysm/",
    "precautions/wide-aorta/": "precautions/aneurysm/",
    "a/aorta/": "anatomy/aorta/",
    "c/soul/": "claims/soul/",
    "co/strain/": "conditions/strain/",
    "r/rupture/": "red-flags/rupture/",
    "as/test/": "assessments/test/",
    "q/why/": "questions/why/",
    "g/supine/": "glossary/#supine",
    "s/book-2001/": "sources/book-2001/",
    "d/lying/": "demands/lying/",
}


def test_a_short_address_leads_to_the_page_and_keeps_its_fragment(page: Page, address: str) -> None:
    for asked, answer in LEAD.items():
        page.goto(address + asked, wait_until="commit")
        page.wait_for_url(address + answer)


def test_a_short_address_leads_to_the_page_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for asked, answer in {"t/press/": "techniques/press/", "g/supine/": "glossary/#supine"}.items():
        page.goto(address + asked, wait_until="commit")
        page.wait_for_url(address + answer)
    context.close()


def test_every_entry_has_a_short_address_of_its_own(site: Path) -> None:
    known: knowledge.Knowledge = sites.knowledge(ROOT / "data")
    shorts = [known.short(entity) for entity in known.data.entities.values() if entity.section]
    assert len(set(shorts)) == len(shorts) > 1000
    assert all((site / short / "index.html").exists() for short in shorts)


def test_the_lock_holds_every_address_of_today(site: Path) -> None:
    missing = sorted(set(addresses.published(site)) - set(addresses.locked(ROOT)))
    assert not missing, f"run `make addresses` and commit {addresses.LOCK}: {missing[:5]}"


def test_an_address_that_would_stop_answering_stops_the_build(small_copy: Path) -> None:
    assert run(small_copy, "addresses").returncode == 0
    assert "techniques/rest/" in addresses.locked(small_copy)
    before = (small_copy / "site/techniques/rest/index.html").read_bytes()
    data = entries()
    data["technique"]["repose"] = data["technique"].pop("rest")
    data["technique"]["press"]["alternatives"] = ["repose"]
    data["precaution"]["aneurysm"]["do_instead"] = "Offer [rest][repose]."
    shutil.rmtree(small_copy / "data")
    write_data(small_copy, data)

    done = run(small_copy, "build")
    assert done.returncode == 1
    for lost in ("`t/rest/`", "`techniques/rest/`"):
        assert f"{lost} was published and would stop answering" in done.stderr
    assert done.stderr.startswith("addresses.lock:")
    assert (small_copy / "site/techniques/rest/index.html").read_bytes() == before

    data["technique"]["repose"]["formerly"] = ["rest"]
    write_data(small_copy, data)
    done = run(small_copy, "build")
    assert done.returncode == 0, done.stderr
    assert "techniques/repose/" in (small_copy / "site/techniques/rest/index.html").read_text(encoding="utf-8")
    kept = addresses.locked(small_copy)
    assert run(small_copy, "addresses").returncode == 0
    assert set(kept) < set(addresses.locked(small_copy))


def test_a_page_that_moved_is_found_by_its_old_address(small_copy: Path) -> None:
    (small_copy / addresses.LOCK).write_text("guides/an-old-guide/\n", encoding="utf-8")
    assert "`guides/an-old-guide/` was published" in run(small_copy, "build").stderr
    (small_copy / addresses.MOVED).write_text("guides/an-old-guide/: about/\n", encoding="utf-8")
    assert run(small_copy, "build").returncode == 0
    assert "../../about/" in (small_copy / "site/guides/an-old-guide/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("old: [\n", "redirects.yaml:2: "),
        ("- old/\n", "redirects.yaml:1: expected a mapping"),
        (
            "old/: techniques/presss/\n",
            "redirects.yaml:1: `techniques/presss/` is no page (did you mean `techniques/press/`?)",
        ),
        ("techniques/press/: about/\n", "redirects.yaml:1: `techniques/press/` is a page of today"),
        ("../up/: about/\n", "redirects.yaml:1: `../up/` is no address"),
    ],
)
def test_a_wrong_redirect_is_named(small_copy: Path, text: str, expected: str) -> None:
    (small_copy / addresses.MOVED).write_text(text, encoding="utf-8")
    done = run(small_copy, "build")
    assert done.returncode == 1
    assert expected in done.stderr


def test_a_link_is_copied_with_the_step(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "techniques/press/")
    page.locator("#step-2").hover()
    page.get_by_title("Link to this step").nth(1).click()
    page.wait_for_url("**/techniques/press/#step-2")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".op-link__said")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "http://127.0.0.1:8000/t/press/#step-2"
    context.close()


def test_a_link_that_cannot_be_copied_is_shown(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address + "precautions/aneurysm/")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".op-link__said")).to_have_text("Copy this: http://127.0.0.1:8000/p/aneurysm/")


def test_a_link_is_shared_where_the_browser_can(page: Page, address: str) -> None:
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.goto(address + "claims/soul/")
    page.get_by_role("button", name="Share", exact=True).click()
    assert page.evaluate("window.shared.url") == "http://127.0.0.1:8000/c/soul/"


def test_steps_and_rules_can_be_linked_to(small_project: Path) -> None:
    for path, ids in (("techniques/press", ["step-1", "step-2"]), ("precautions/aneurysm", ["rule-1", "rule-2"])):
        text = (small_project / "site" / path / "index.html").read_text(encoding="utf-8")
        for id in ids:
            assert f'id="{id}"' in text
            assert f'href="#{id}"' in text
