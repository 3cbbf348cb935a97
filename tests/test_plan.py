"""The home plan in a real Chromium: the small site's page with the tables of the real data."""

import io
import json
import random
import shutil
import string
import zlib
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader
from serve_folder import serve
from small import ROOT
from test_browser import ALL_RULES, COLOR_RULES, violations

from macros import checker, holds, plan, prose, safety
from macros import site as knowledge_site
from macros.holds import Hold
from macros.knowledge import Knowledge
from macros.model import RedFlag, Technique


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return knowledge_site.knowledge(ROOT / "data")


@pytest.fixture(scope="module")
def folder(small_project: Path, tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    """A site with the real home plan and checker. Its other pages are the small project's."""
    copy = Path(shutil.copytree(small_project / "site", tmp_path_factory.mktemp("plan") / "site"))
    for path, table in ((plan.PATH, plan.table(knowledge)), (checker.PATH, checker.table(knowledge))):
        (copy / path).write_text(json.dumps(table), encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def address(folder: Path) -> str:
    return serve(folder)


def open_plan(page: Page, address: str, fragment: str = "") -> None:
    page.goto("about:blank")
    page.goto(f"{address}plan/{fragment}")
    page.wait_for_selector("[data-op-plan=ready]")


LETTERS = {"hold": "h", "times": "r", "breaths": "b", "day": "d", "note": "n"}


def written(**fields: Any) -> str:
    """Return the fragment of a plan, as the format has it (docs/assets/javascripts/plan/state.js)."""
    pairs = [("v", "1"), *([("edit", "1")] if fields.get("edit") else [])]
    pairs += [(name, ",".join(fields[name])) for name in ("yes", "unsure") if fields.get(name)]
    pairs += [("other", words) for words in fields.get("other", [])]
    for item in fields.get("items", []):
        pairs += [("i", item["id"]), *((LETTERS[name], str(item[name])) for name in LETTERS if item.get(name))]
    pairs += [(letter, fields[name].strip()) for letter, name in (("m", "note"), ("by", "by")) if name in fields]
    crc, digits = zlib.crc32("&".join("=".join(pair) for pair in pairs).encode()), ""
    while crc:
        crc, digit = divmod(crc, 36)
        digits = string.digits[digit] + digits if digit < 10 else string.ascii_lowercase[digit - 10] + digits
    return "#" + "&".join(f"{name}={quote(value, safe='')}" for name, value in [*pairs, ("z", digits)])


def own(knowledge: Knowledge) -> list[Technique]:
    return [t for t in knowledge.techniques.values() if t.performed_by == "self"]


def add(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=f"Add {name}", exact=True).click()


# What Python hands over


def test_a_hold_is_read_only_where_the_words_say_it_plainly(knowledge: Knowledge) -> None:
    """Every text of the self-care techniques; a new one has to be looked at and added."""
    found = {step.hold: holds.parse(step.hold) for t in own(knowledge) for step in t.steps if step.hold}
    assert found == {
        "1 minute": Hold(seconds=60),
        "10 minutes to begin with": Hold(seconds=600),
        "10 times": Hold(times=10),
        "10 times on each side": Hold(times=10),
        "10 to 30 seconds, twice": Hold(seconds=10, times=2),
        "15 to 20 seconds, twice": Hold(seconds=15, times=2),
        "15 to 30 seconds, 2 or 3 times": Hold(seconds=15, times=2),
        "2 seconds up, 2 to 3 seconds down": None,
        "2 slow breaths": Hold(breaths=2),
        "2 to 4 seconds": Hold(seconds=2),
        "2 to 4 seconds, or three breaths": Hold(seconds=2),
        "20 to 30 seconds, twice": Hold(seconds=20, times=2),
        "3 days a week": None,
        "3 to 5 breaths, then rest": Hold(breaths=3),
        "3 to 5 minutes": Hold(seconds=180),
        "30 seconds": Hold(seconds=30),
        "4 to 5 seconds, up to 10 times a side": Hold(seconds=4, times=10),
        "5 seconds": Hold(seconds=5),
        "5 slow breaths": Hold(breaths=5),
        "5 to 10 minutes": Hold(seconds=300),
        "5 to 10 times on each side": Hold(times=5),
        "8 to 15 lifts on each side, within 10 minutes in all": None,
        "Up to 10 times": Hold(times=10),
        "Up to 10 times, two rounds": Hold(times=10),
        "Up to 10 times, two rounds with a rest": Hold(times=10),
        "up to 5 slow breaths": Hold(breaths=5),
    }


def test_no_number_of_a_hold_is_made_up(knowledge: Knowledge) -> None:
    words = {"one": 1, "two": 2, "three": 3, "once": 1, "twice": 2}
    for technique in knowledge.techniques.values():
        for step in technique.steps:
            hold = holds.parse(step.hold) if step.hold else None
            if hold and step.hold:
                said = {words.get(word, word) for word in step.hold.lower().replace(",", "").split()}
                named = {int(n) for n in said if str(n).isdigit()}
                numbers = {
                    hold.times,
                    hold.breaths,
                    hold.seconds and hold.seconds // (60 if "minute" in step.hold else 1),
                }
                assert numbers - {None} <= named, step.hold


def test_where_holds_differ_none_is_chosen() -> None:
    assert holds.usual([Hold(seconds=5), Hold(times=10)]) == Hold(seconds=5, times=10)
    assert holds.usual([Hold(seconds=5), Hold(seconds=6, times=2)]) == Hold()
    assert holds.usual([Hold(seconds=300), Hold(breaths=3)]) == Hold()
    assert holds.usual([]) == Hold()


def test_the_table_holds_all_self_care_whole(knowledge: Knowledge) -> None:
    items: list[Any] = plan.table(knowledge)["items"]  # type: ignore[assignment]
    assert {item["id"] for item in items} == {t.id for t in own(knowledge)}
    assert "[@" not in json.dumps(items)
    for item in items:
        technique = knowledge.techniques[item["id"]]
        assert len(item["steps"]) == len(technique.steps)
        assert item["stop_signs"] == [prose.plain(line) for line in technique.stop_signs]
        assert item["banner"]["stop"] == prose.plain(knowledge.banner(technique).stop)


# The fragment

# Links that were given out. They are read for ever; add, never change.
OLD_LINKS = [
    (
        "v=1&i=bridge&h=2&r=10&i=bird-dog&h=4&r=10&i=constructive-rest&h=600&z=gtixve",
        ["bridge 2 10", "bird-dog 4 10", "constructive-rest 600"],
    ),
    (
        "v=1&c=Use+little+effort+in+the+middle+of+the+range,+and+build+up+over+weeks.&i=warm-up-before-stretching&h=180&d=2"
        "&k=0&n=Slowly,+please.%0ARing+me+if+it+pulls.&m=See+you+on+Monday&by=J%C3%B6+%F0%9F%99%88&on=2026-11-30&z=7et9fm",
        ["warm-up-before-stretching 180 2 Slowly, please.\nRing me if it pulls. Use little effort"],
    ),
    ("v=1&yes=hernia&unsure=osteoporosis&other=lupus,+mild&i=bridge&b=3&z=1asvj8m", ["bridge 3"]),
]


def read(page: Page, fragments: list[str]) -> list[Any]:
    script = """async (all) => {
        const { read } = await import('/assets/javascripts/plan/state.js');
        return all.map((fragment) => read(fragment));
    }"""
    found: list[Any] = page.evaluate(script, fragments)
    return found


@pytest.fixture
def any_page(page: Page, address: str) -> Page:
    page.goto(address + "404.html")
    return page


def test_old_links_are_read_as_they_were_meant(any_page: Page) -> None:
    for (_, due), state in zip(OLD_LINKS, read(any_page, [link for link, _ in OLD_LINKS]), strict=True):
        assert not (state["damaged"] or state["newer"] or state["unread"])
        for item, words in zip(state["items"], due, strict=True):
            numbers = [item["hold"], item["times"], item["breaths"], item["day"]]
            said = " ".join(str(v) for v in [item["id"], *numbers, item["note"], *item["changes"]] if v)
            assert said.startswith(words)
    state = read(any_page, [OLD_LINKS[1][0], OLD_LINKS[2][0]])
    assert (state[0]["note"], state[0]["by"], state[0]["on"]) == ("See you on Monday", "Jö 🙈", "2026-11-30")
    assert (state[1]["yes"], state[1]["unsure"], state[1]["other"]) == (["hernia"], ["osteoporosis"], ["lupus, mild"])


def fragments() -> list[str]:
    """Return 1,000 fragments: random ones, and good ones with letters changed."""
    chance = random.Random(5)
    alphabet = "abcdefghijklmnopqrstuvwxyz,=&%#-_+<>\"'0123456789;/?é手\u202e🙈 \x00"
    found = []
    for n in range(1000):
        if n % 2:
            found.append("".join(chance.choice(alphabet) for _ in range(chance.randrange(120))))
            continue
        letters = list(chance.choice(OLD_LINKS)[0])
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(letters) + 1)
            letters[place : place + chance.choice([0, 1, 1, 40])] = chance.choices(alphabet, k=chance.randrange(3))
        found.append("".join(letters))
    return found


def test_no_fragment_breaks_the_page_and_none_is_misread(page: Page, address: str) -> None:
    open_plan(page, address)
    script = """async ([fragments, good]) => {
        const { read, write } = await import('/assets/javascripts/plan/state.js');
        const known = new Set(good.map((one) => write(read(one))));
        const broken = [];
        for (const [n, fragment] of fragments.entries()) {
            const state = read(fragment);
            const again = read(write(state));
            for (const name of ['newer', 'damaged', 'unread', 'edit']) again[name] = state[name];
            if (JSON.stringify(again) !== JSON.stringify(state)) broken.push(`not the same: ${fragment}`);
            const unnoticed = fragment.includes('=') && !state.damaged && !known.has(write(state));
            if (unnoticed) broken.push(`not noticed: ${fragment}`);
            if (n % 8 < 6) continue;
            const before = location.hash;
            location.hash = fragment;
            if (location.hash !== before) {
                await new Promise((done) => addEventListener('hashchange', done, { once: true }));
            }
            const shown = document.querySelector('[data-op-plan=ready]');
            if (!shown.querySelector('[data-damaged], h2')) broken.push(`no answer: ${fragment}`);
            if (shown.querySelector('script, img, iframe')) broken.push(`an element: ${fragment}`);
        }
        return broken;
    }"""
    assert page.evaluate(script, [fragments(), [link for link, _ in OLD_LINKS]]) == []


@pytest.mark.parametrize(
    "fragment",
    [
        "#v=1",
        "#v=0&i=bridge",
        "#i=bridge",
        "#v=99&i=bridge&later=x",
        "#%E0%A4%A&v=1&i=%",
        "#v=1&" + "&".join(f"i=unknown-{n}" for n in range(500)),
        "#v=1&i=bridge&n=" + "x" * 10_000,
        "#v=1&i=" + "%F0%9F%99%88" * 50,
        "#v=1&i=<script>alert(1)</script>&n=<img src=x onerror=alert(1)>&m=<svg onload=alert(1)>",
        "#v=1&i=constructor&i=__proto__&k=0&i=bridge&h=99999&h=-1&r=1e9",
        "#v=1&edit=1&yes=hernia,<b>x</b>&i=bridge&i=gone&i=<img src=x onerror=alert(1)>&n=x&m=<script>x</script>",
    ],
)
def test_a_damaged_link_says_so_and_offers_what_could_be_read(page: Page, address: str, fragment: str) -> None:
    open_plan(page, address, fragment)
    expect(page.locator("[data-damaged]")).to_contain_text("newer version" if "v=99" in fragment else "is damaged")
    if "i=bridge" in fragment:
        expect(page.locator("[data-op-plan]")).to_contain_text("Bridge")
    if "unknown-" in fragment:
        assert page.locator("[data-out]").count() == 500
    for unread in ("later=x", "h=99999", "k=0"):
        if unread in fragment:
            expect(page.locator("[data-damaged]")).to_contain_text(unread)
    assert page.get_by_role("button", name="Start").count() == 0
    assert not page.locator(".op-plan__steps, #op-plan-link:visible").count()
    assert page.locator("[data-op-plan] :is(script, img, iframe)").count() == 0
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_cut_builder_asks_for_a_look_before_it_gives_a_link(page: Page, address: str) -> None:
    open_plan(page, address, "#v=1&edit=1&yes=hern")
    expect(page.locator("[data-damaged]")).to_be_visible()
    add_nothing = page.locator("#op-plan-link")
    assert not add_nothing.is_visible()
    page.get_by_role("button", name="I have checked").click()
    expect(page.locator("[data-damaged]")).to_have_count(0)


def test_renamed_ids_are_followed_and_lost_ones_named(browser: Browser, small_project: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    open_plan(page, serve(small_project / "site"), "#v=1&edit=1&yes=wide-aorta,lost")
    expect(page.locator(".op-plan__known")).to_contain_text("Aneurysm")
    expect(page.locator(".op-plan__known")).to_contain_text("lost (not known to this site, so not assessed)")
    context.close()


# What is offered


def clients(knowledge: Knowledge) -> list[dict[str, list[str]]]:
    precautions, flags = sorted(knowledge.precautions), sorted(knowledge.data.of(RedFlag))
    chance = random.Random(11)
    found: list[dict[str, list[str]]] = [{"yes": [], "unsure": [], "other": []}]
    found += [{"yes": [id], "unsure": [], "other": []} for id in [*precautions, *flags]]
    found += [{"yes": [], "unsure": [id], "other": []} for id in [*precautions[::3], *flags]]
    for _ in range(300):
        some = chance.sample(precautions, chance.randrange(1, 5))
        cut = chance.randrange(len(some) + 1)
        found.append({"yes": some[:cut], "unsure": some[cut:], "other": chance.choice([[], [], [], ["lupus"]])})
    return found


def due(knowledge: Knowledge, client: dict[str, list[str]]) -> dict[str, set[str]]:
    """Return what the rules leave, by id, with the changes that are to be made."""
    flags = knowledge.data.of(RedFlag)
    sure = [knowledge.precautions[id] for id in client["yes"] if id in knowledge.precautions]
    unsure = [knowledge.precautions[id] for id in client["unsure"] if id in knowledge.precautions]
    red = [flags[id] for id in [*client["yes"], *client["unsure"]] if id in flags]
    left = {}
    for technique in own(knowledge):
        verdict = safety.verdict(technique, sure, red, unsure, client["other"])
        nothing_named = not any(client.values())
        if not technique.advised_against and (nothing_named or verdict.level in ("adapt", "none")):
            left[technique.id] = {prose.plain(r.change) for r in verdict.reasons if r.change}
    return left


def test_what_remains_is_what_the_rules_leave(any_page: Page, knowledge: Knowledge) -> None:
    script = """async (clients) => {
        const { judge } = await import('/assets/javascripts/plan/judge.js');
        const load = async (path) => (await fetch(path)).json();
        const tables = { plan: await load('/plan/table.json'), check: await load('/check/table.json') };
        const open = (client) => [...judge(tables, client).items.values()].filter((item) => item.open);
        return clients.map((client) => Object.fromEntries(open(client).map(({ care, changes }) => [care.id, changes])));
    }"""
    sample = clients(knowledge)
    for client, found in zip(sample, any_page.evaluate(script, sample), strict=True):
        assert {id: set(changes) for id, changes in found.items()} == due(knowledge, client), client


def test_the_page_offers_what_remains_and_says_why_the_rest_does_not(
    page: Page, address: str, knowledge: Knowledge
) -> None:
    for client in clients(knowledge)[1:88:22]:
        open_plan(page, address, written(edit=True, **client))
        offered = page.eval_on_selector_all("[data-choice]", "all => all.map((one) => one.dataset.choice)")
        assert set(offered) == set(due(knowledge, client)), client
        out = page.locator("[data-not-offered]")
        assert out.count() == len(own(knowledge)) - len(offered)
        assert all(out.locator(":scope > ul").evaluate_all("all => all.map((one) => one.textContent.length > 10)"))


def test_with_nothing_named_it_says_that_nothing_was_assessed(page: Page, address: str, knowledge: Knowledge) -> None:
    open_plan(page, address)
    expect(page.locator("[data-nothing-assessed]")).to_contain_text("nothing was assessed")
    assert page.locator("[data-choice]").count() == sum(1 for t in own(knowledge) if not t.advised_against)
    assert page.locator("[data-choice] [data-level]").count() == 0
    add(page, "Bridge")
    open_plan(page, address, page.locator("#op-plan-link").input_value().partition("plan/")[2])
    expect(page.locator(".op-plan__client > .op-plan__help")).to_contain_text("does not say which conditions")


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_red_flag_offers_nothing(page: Page, address: str, knowledge: Knowledge, answer: str) -> None:
    flag = knowledge.data.of(RedFlag)["cauda-equina-syndrome"]
    open_plan(page, address, written(edit=True, items=({"id": "bridge"},), **{answer: [flag.id]}))
    expect(page.locator("[data-red-flag]")).to_contain_text(prose.plain(flag.do_now))
    assert not page.locator("[data-choice], #op-plan-link, .op-plan__row").locator("visible=true").count()
    assert page.locator(".op-plan__sheet").inner_text() == ""
    open_plan(page, address, written(items=[{"id": "bridge"}], **{answer: [flag.id]}))
    expect(page.locator(".op-plan__client [data-red-flag]")).to_contain_text(prose.plain(flag.do_now))
    assert page.locator("[data-item]").count() == 0


def test_the_change_that_a_verdict_asks_for_reaches_the_client(page: Page, address: str, knowledge: Knowledge) -> None:
    client: dict[str, list[str]] = {"yes": ["hernia"], "unsure": [], "other": []}
    changes = due(knowledge, client)["supine-knee-to-chest"]
    assert changes
    open_plan(page, address, written(edit=True, **client))
    add(page, "Supine knee to chest")
    open_plan(page, address, page.locator("#op-plan-link").input_value().partition("plan/")[2])
    card = page.locator("[data-item=supine-knee-to-chest]")
    for change in changes:
        expect(card).to_contain_text(f"Change for you: {change}")
    page.get_by_role("button", name="Start", exact=True).click()
    page.keyboard.press("ArrowRight")
    for change in changes:
        expect(page.locator(".op-plan__guide")).to_contain_text(change)


def test_conditions_are_in_the_clients_link_only_when_chosen(page: Page, address: str) -> None:
    open_plan(page, address, written(edit=True, yes=["hernia"], unsure=[], other=[]))
    add(page, "Constructive rest")
    link = page.locator("#op-plan-link")
    assert "hernia" not in link.input_value()
    assert "hernia" in page.url
    page.get_by_label("Put the conditions into").check()
    assert "yes=hernia" in link.input_value()
    page.get_by_label("Put the conditions into").uncheck()
    assert "hernia" not in link.input_value()


def test_conditions_in_a_link_are_checked_again(page: Page, address: str, knowledge: Knowledge) -> None:
    """As if the data had become stricter since: an item that no longer remains is not shown with steps."""
    client: dict[str, list[str]] = {"yes": ["pregnancy"], "unsure": [], "other": ["lupus"]}
    open_plan(page, address, written(items=({"id": "bridge", "hold": 5},), **{**client, "other": []}))
    changes = due(knowledge, {**client, "other": []})["bridge"]
    for change in changes:  # it was not in the link
        expect(page.locator("[data-item=bridge]")).to_contain_text(change)
    expect(page.locator(".op-plan__client > .op-plan__help")).to_contain_text("Made for: Pregnancy")
    items = [
        {"id": "curl-up-and-sit-up"},
        {"id": "hook-tool-prone"},
        {"id": "direct-supine-psoas-work"},
        {"id": "gone"},
    ]
    open_plan(page, address, written(items=items, yes=["pregnancy"]))
    assert page.locator(".op-plan__client [data-out]").count() == 4
    for words in ("Pregnancy, known or possible: ", "no longer", "not something to do by yourself"):
        expect(page.locator(".op-plan__client")).to_contain_text(words)
    assert page.get_by_role("button", name="Start").count() == 0


def test_an_item_that_is_out_now_is_marked_and_left_out_of_the_link(page: Page, address: str) -> None:
    open_plan(page, address)
    add(page, "Bridge", "Constructive rest")
    assert "i=bridge" in page.locator("#op-plan-link").input_value()
    page.get_by_label("The checker’s link").fill("https://example.org/check/#v=1&yes=hernia")
    page.get_by_role("button", name="Take over from the checker").press("Enter")
    row = page.locator("[data-row=bridge]")
    expect(row).to_contain_text("Left out of the client’s link")
    expect(row).to_contain_text("Hernia")
    link = page.locator("#op-plan-link").input_value()
    assert "i=bridge" not in link
    assert "i=constructive-rest" in link
    page.get_by_label("The checker’s link").fill("https://example.org/")
    page.get_by_role("button", name="Take over from the checker").click()
    expect(page.get_by_text("No condition could be read")).to_be_visible()


def test_the_checker_leads_to_the_plan_with_its_conditions(page: Page, address: str) -> None:
    page.goto(f"{address}check/#v=1&yes=hernia&unsure=osteoporosis&other=lupus")
    page.get_by_role("link", name="Make a home plan").click()
    page.wait_for_selector("[data-op-plan=ready]")
    for words in ("Hernia", "Osteoporosis", "lupus"):
        expect(page.locator(".op-plan__known")).to_contain_text(words)
    assert page.locator("[data-choice]").count() == 0  # what is not known was not assessed
    expect(page.locator("[data-damaged]")).to_have_count(0)


# Using it


def test_a_plan_is_made_by_keyboard_and_kept_in_order(page: Page, address: str) -> None:
    open_plan(page, address)
    page.get_by_label("Find an item").fill("glute bri")
    assert page.locator("[data-choice]:visible").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take out Bridge")).to_be_focused()
    page.get_by_label("Find an item").fill("")
    for name in ("Bird dog", "Plank"):
        page.get_by_role("button", name=f"Add {name}", exact=True).press("Enter")
    page.get_by_role("button", name="Move up: Plank").press("Enter")
    expect(page.get_by_role("button", name="Move up: Plank")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move down: Plank")).to_be_focused()
    page.get_by_role("button", name="Remove Bird dog").press("Enter")
    page.locator("#op-plan-note-0").fill("first")
    rows = page.eval_on_selector_all("[data-row]", "all => all.map((one) => one.dataset.row)")
    assert rows == ["plank", "bridge"]
    assert "i=plank&n=first&i=bridge" in page.locator("#op-plan-link").input_value()
    page.wait_for_function("location.hash.includes('n=first')")
    page.reload()
    page.wait_for_selector("[data-op-plan=ready]")
    assert page.eval_on_selector_all("[data-row]", "all => all.map((one) => one.dataset.row)") == rows
    kept = "[document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert page.evaluate(f"{kept}.filter((key) => key && !key.includes('__'))") == []  # Material's own keys hold "__"
    expect(page.locator("[data-op-plan] .op-note")).to_contain_text("Nothing is stored and nothing is sent")


TYPED = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "שלום ‮ مرحبا",
    "👩‍👩‍👧 手",
    "a&i=plank#z=1%20+=",
    "x" * 150,
]


def test_what_is_typed_arrives_as_text(page: Page, address: str) -> None:
    open_plan(page, address)
    add(page, "Bridge")
    for text in TYPED:
        page.locator("#op-plan-note-0").fill(text)
        page.locator("#op-plan-note").fill(text)
        page.locator("#op-plan-by").fill(text)
        link = page.locator("#op-plan-link").input_value()
        state = read(page, [link.partition("#")[2]])[0]
        assert [state["items"][0]["note"], state["note"], state["by"]] == [text.strip()] * 3
        assert len(state["items"]) == 1
    page.get_by_role("button", name="See it as the client does").click()
    expect(page.locator(".op-plan__preview .op-plan__note").first).to_contain_text("x" * 150)
    page.set_viewport_size({"width": 360, "height": 800})
    for text in TYPED:
        open_plan(page, address, written(items=({"id": "bridge", "note": text},), note=text, by=text))
        assert page.locator("[data-item] .op-plan__note span").inner_text() == text.strip()
        assert page.locator("[data-op-plan] :is(script, img, iframe)").count() == 0
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def decoded(page: Page) -> list[str]:
    picture = page.locator("#op-plan-link >> xpath=ancestor::div[2] >> css=.op-plan__qr svg")
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.screenshot())))]


def test_the_longest_plan_has_a_code_that_is_read_and_a_longer_one_says_what_to_leave_out(
    page: Page, address: str
) -> None:
    open_plan(page, address)
    add(page, "Bridge", "Plank")
    page.locator("#op-plan-note-1").fill("kneel first")
    assert decoded(page) == [page.locator("#op-plan-link").input_value()]
    room = 997 - len(page.locator("#op-plan-link").input_value())
    note = page.locator("#op-plan-note")
    note.fill("word " * 300)
    extra = 3  # "&m="
    note.fill(("word " * 300)[: room - extra - 1] + ".")
    link = page.locator("#op-plan-link").input_value()
    assert 990 < len(link) <= 997, len(link)
    assert decoded(page) == [link]
    note.fill("word " * 300)
    over = page.locator("[data-over]")
    expect(over).to_contain_text("Too long for a QR code by")
    assert int(over.get_attribute("data-over") or 0) == len(page.locator("#op-plan-link").input_value()) - 997
    expect(over.locator("li").first).to_contain_text("the note for the whole plan (15")
    expect(over).to_contain_text("the note for “Plank” (1")
    assert page.locator(".op-plan__builder .op-plan__qr svg").count() == 0


# The client's view


@pytest.fixture
def context_(browser: Browser) -> Any:
    context: BrowserContext = browser.new_context()
    yield context
    context.close()


def test_the_clients_view_goes_on_when_the_network_is_gone(
    context_: BrowserContext, address: str, knowledge: Knowledge
) -> None:
    page = context_.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_plan(page, address)
    fragment = written(
        items=(
            {"id": "bird-dog", "hold": 4, "times": 2},
            {"id": "bridge"},
        )
    )
    open_plan(page, address, fragment)
    context_.set_offline(True)
    for id in ("bird-dog", "bridge"):
        card, technique = page.locator(f"[data-item={id}]"), knowledge.techniques[id]
        banner = knowledge.banner(technique)
        for words in [banner.name, prose.plain(banner.about), prose.plain(banner.stop), *technique.stop_signs]:
            expect(card).to_contain_text(prose.plain(words))
        for level in ("avoid", "clearance"):
            for precaution, _ in knowledge.verdicts_by_level(technique)[level]:
                expect(card).to_contain_text(precaution.name)
    page.get_by_role("button", name="Start", exact=True).click()
    seen = []
    for _ in range(20):
        guide = page.locator(".op-plan__guide")
        if not guide.count():
            break
        seen.append(guide.inner_text())
        stop_signs = knowledge.techniques["bird-dog" if "Bird dog" in seen[-1] else "bridge"].stop_signs
        assert all(prose.plain(line) in seen[-1] for line in stop_signs)
        guide.locator(".md-button--primary").last.click()
    steps = [step for id in ("bird-dog", "bridge") for step in knowledge.techniques[id].steps]
    assert len(seen) == len(steps) + 2
    for step, text in zip(steps, [s for s in seen if ", step" in s], strict=True):
        assert prose.plain(step.do) in text
    expect(page.locator("[data-item=bridge]")).to_be_visible()
    assert not errors


def test_the_timer_keeps_time_also_when_nobody_looks(context_: BrowserContext, address: str) -> None:
    page = context_.new_page()
    page.clock.install()
    open_plan(page, address, written(items=({"id": "plank", "hold": 15, "times": 2},)))
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Go to step 1").click()
    tool = page.get_by_role("group", name="Timer")
    expect(tool).to_contain_text("Hold 1 of 2")
    tool.get_by_role("button", name="Start the timer").click()
    page.clock.run_for(5_000)
    expect(tool.get_by_role("timer")).to_have_text("0:10")
    tool.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    expect(tool.get_by_role("timer")).to_have_text("0:10")
    tool.get_by_role("button", name="Go on").click()
    page.keyboard.press("ArrowRight")  # the next step; the timer goes on
    page.clock.fast_forward(9_000)  # as in a hidden tab: one late tick for all of it
    expect(tool.get_by_role("timer")).to_have_text("0:01")
    page.clock.fast_forward(40_000)
    expect(tool.get_by_role("status")).to_contain_text("Hold 1 of 2 is over. Rest.")
    expect(tool.get_by_role("timer")).to_have_text("0:15")
    tool.get_by_role("button", name="Start the next hold").click()
    page.clock.run_for(15_400)
    expect(tool.get_by_role("status")).to_have_text("All 2 holds are over.")
    assert tool.get_by_role("button", name="Start the timer").is_disabled()
    tool.get_by_role("button", name="Start over").click()
    expect(tool).to_contain_text("Hold 1 of 2")


def test_breaths_are_counted_and_what_has_no_dose_gets_none(page: Page, address: str) -> None:
    items = [{"id": "front-of-hip-ball", "breaths": 2}, {"id": "banded-hip-flexion"}]
    open_plan(page, address, written(items=items))
    page.get_by_role("button", name="Start with Ball at the front of the hip").click()
    page.keyboard.press("ArrowRight")
    counter = page.get_by_role("group", name="Counter of breaths")
    for _ in range(2):
        counter.get_by_role("button", name="One breath done").click()
    expect(counter.get_by_role("status")).to_have_text("All 2 breaths are done.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start with Banded hip flexion").click()
    assert page.get_by_role("group", name="timer").count() == 0
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        if "As taught" in page.locator(".op-plan__guide").inner_text():
            expect(page.get_by_role("group", name="Free timer")).to_be_visible()
            return
    raise AssertionError("no step with a hold")


def test_the_print_has_every_item_whole_with_its_stop_signs_and_the_link(
    page: Page, address: str, knowledge: Knowledge, tmp_path: Path
) -> None:
    ids = ["bird-dog", "bridge", "constructive-rest"]
    open_plan(page, address)
    fragment = written(items=[{"id": id, "note": f"note on {id}", "times": 7} for id in ids], by="Jo", note="All.")
    texts = []
    for edit in ("", "edit=1"):
        open_plan(page, address, fragment)
        if edit:
            page.get_by_role("link", name="Change this plan").click()
            page.wait_for_selector("[data-mode=builder]")
        page.pdf(path=tmp_path / "plan.pdf", format="A4")
        pages = [
            " ".join(normalize("NFKC", sheet.extract_text()).split())
            for sheet in PdfReader(tmp_path / "plan.pdf").pages
        ]
        text = " ".join(pages)
        texts.append(text)
        for id in ids:
            technique = knowledge.techniques[id]
            whole = [sheet for sheet in pages if f"note on {id}" in sheet]
            assert len(whole) == 1
            banner = knowledge.banner(technique)
            for words in [
                banner.name,
                prose.plain(banner.stop),
                *(prose.plain(step.do) for step in technique.steps),
                *(prose.plain(line) for line in technique.stop_signs),
            ]:
                assert words in whole[0], (id, words)
        assert "All." in text
        assert "#v=1" in text.replace(" ", "")
        assert len(pages) <= 5
    assert texts[0] == texts[1]  # the therapist's print for the client is the client's own


def test_without_javascript_the_page_leads_on(browser: Browser, small_project: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(small_project / "site") + "plan/")
    assert page.get_by_role("link", name="what a person can do for themselves").is_visible()
    context.close()


def test_axe_finds_nothing_on_the_builder_and_in_the_guide(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    found = []
    for scheme, rules in (("light", ALL_RULES), ("dark", COLOR_RULES)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        open_plan(
            page, address, written(edit=True, yes=["hernia"], items=[{"id": "constructive-rest"}, {"id": "bridge"}])
        )
        if scheme == "light":
            found += violations(page, rules)
        open_plan(page, address, page.locator("#op-plan-link").input_value().partition("plan/")[2])
        found += violations(page, rules)
        page.get_by_role("button", name="Start", exact=True).click()
        page.keyboard.press("ArrowRight")
        assert all(
            box["height"] >= 44 for box in map(Locator.bounding_box, page.locator(".md-button:visible").all()) if box
        )
        found += violations(page, rules)
    context.close()
    assert not found, "\n".join(found)
