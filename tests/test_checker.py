"""The checker page in a real Chromium, compared with the rules in Python."""

import hashlib
import json
import random
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from serve_folder import serve
from small import ROOT

from macros import prose, safety
from macros import site as knowledge_site
from macros.checker import categories, table
from macros.knowledge import Knowledge
from macros.model import Precaution, RedFlag

LEVELS = {"avoid", "clearance", "adapt", "not-assessed", "none"}
Client = dict[str, list[str]]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return knowledge_site.knowledge(ROOT / "data")


def open_check(page: Page, address: str, fragment: str = "") -> None:
    page.goto("about:blank")
    page.goto(f"{address}check/{fragment}")
    page.wait_for_selector("[data-op-check=ready]")


def turn_to(page: Page, fragment: str) -> None:
    """Change what the open checker is asked, which is many times as fast as opening it again."""
    script = """fragment => new Promise((done) => {
        addEventListener('hashchange', done, { once: true });
        location.hash = fragment;
    })"""
    page.evaluate(script, fragment)


def shown_levels(page: Page) -> dict[str, str]:
    """Return the level under which each technique stands on the page."""
    script = """items => Object.fromEntries(items.map((item) => {
        const group = item.closest('[data-level-group]').dataset.levelGroup;
        if (group !== item.dataset.level) throw new Error(item.dataset.technique);
        return [item.dataset.technique, group];
    }))"""
    found: dict[str, str] = page.eval_on_selector_all("[data-op-check] li[data-technique]", script)
    return found


@cache
def red_flags(knowledge: Knowledge) -> dict[str, RedFlag]:
    return knowledge.data.of(RedFlag)


def by_python(knowledge: Knowledge, client: Client) -> dict[str, safety.Verdict]:
    precautions, flags = knowledge.precautions, red_flags(knowledge)
    return {
        technique.id: safety.verdict(
            technique,
            [precautions[id] for id in client["precautions"]],
            [flags[id] for id in client["flags"]],
            [precautions[id] for id in client["unsure"]],
            client["unknown"],
        )
        for technique in knowledge.techniques.values()
    }


def clients(knowledge: Knowledge) -> list[Client]:
    """Return every single condition, sure and unsure, all at once, none, and 2,000 random sets."""
    precautions, flags = sorted(knowledge.precautions), sorted(knowledge.data.of(RedFlag))
    empty: Client = {"precautions": [], "unsure": [], "flags": [], "unknown": []}
    found = [empty, {**empty, "unknown": ["gone"]}]
    found += [{**empty, kind: [id]} for kind in ("precautions", "unsure") for id in precautions]
    found += [{**empty, "flags": [id]} for id in flags]
    found += [{**empty, "precautions": precautions}, {**empty, "unsure": precautions}]
    found += [{"precautions": precautions, "unsure": precautions, "flags": flags, "unknown": ["a", "b"]}]
    chance = random.Random(20261121)
    for _ in range(2000):
        found.append(
            {
                "precautions": chance.sample(precautions, chance.choice([0, 1, 2, 3, 5, 8, 20])),
                "unsure": chance.sample(precautions, chance.choice([0, 0, 0, 1, 2, 4])),
                "flags": chance.sample(flags, chance.choice([0, 0, 0, 0, 0, 1, 2])),
                "unknown": chance.choice([[], [], [], ["gone"], ["gone", "lupus"]]),
            }
        )
    return found


plain = cache(prose.plain)


def told(verdicts: Iterable[safety.Verdict]) -> list[str]:
    """Return what the verdicts say, a line for each level, each reason and each open pair."""
    lines = []
    for due in verdicts:
        lines.append(f"{due.technique} | {due.level}")
        for r in due.reasons:
            demands = ",".join(sorted(r.demands) if r.precaution else [])
            lines.append(f"{due.technique} | {r.level} | {r.precaution or ''} | {plain(r.reason)} | {demands}")
        lines += [f"{due.technique} | open | {' '.join(pair)}" for pair in due.not_assessed]
    return sorted(lines)


TOLD_BY_THE_PAGE = """async ({ clients, whole }) => {
    const { verdict } = await import('./assets/javascripts/check/verdict.js');
    const table = await (await fetch('./check/table.json')).json();
    const told = (client) => table.techniques.flatMap((technique) => {
        const { level, reasons, notAssessed } = verdict(table, technique, client);
        const { id } = technique;
        return [
            `${id} | ${level}`,
            ...reasons.map((r) => [id, r.level, r.precaution, r.reason, [...r.demands].sort().join()].join(' | ')),
            ...notAssessed.map((pair) => `${id} | open | ${pair.join(' ')}`),
        ];
    }).sort();
    const digest = async (lines) => {
        const bytes = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(lines.join('\\n')));
        return [...new Uint8Array(bytes)].join();
    };
    return Promise.all(clients.map((client) => whole ? told(client) : digest(told(client))));
}"""


def test_the_page_gives_the_verdicts_of_the_rules(page: Page, site_address: str, knowledge: Knowledge) -> None:
    """Compared by digests, for the whole is too much to send; for the first that differs, the whole."""
    page.goto(site_address)
    asked = clients(knowledge)
    for start in range(0, len(asked), 100):
        part = asked[start : start + 100]
        answers = page.evaluate(TOLD_BY_THE_PAGE, {"clients": part, "whole": False})
        for client, answer in zip(part, answers, strict=True):
            due = told(by_python(knowledge, client).values())
            if answer != ",".join(str(byte) for byte in hashlib.sha1("\n".join(due).encode()).digest()):
                whole = page.evaluate(TOLD_BY_THE_PAGE, {"clients": [client], "whole": True})[0]
                assert whole == due, client
                pytest.fail(f"the lines are the same, but in another order: {client}")


def test_what_stands_on_the_page_is_the_verdict(page: Page, site_address: str, knowledge: Knowledge) -> None:
    chance = random.Random(7)
    sample = [c for c in clients(knowledge) if not c["flags"]]
    open_check(page, site_address)
    for client in [sample[0], *chance.sample(sample, 25)]:
        fragment = (
            f"#v=1&yes={','.join([*client['precautions'], *client['unknown']])}&unsure={','.join(client['unsure'])}"
        )
        turn_to(page, fragment)
        due = by_python(knowledge, client)
        assert shown_levels(page) == {id: verdict.level for id, verdict in due.items()}, client
        shown = page.eval_on_selector_all(
            "[data-alternatives]", "all => all.map((e) => [e.closest('li').dataset.technique, e.dataset.alternatives])"
        )
        left = {id for id, verdict in due.items() if verdict.level in ("adapt", "none")}
        out = {id for id, verdict in due.items() if verdict.level in ("avoid", "clearance")}
        if any(client.values()):
            assert {id for id, _ in shown} == out
        for id, alternatives in shown:
            assert alternatives.split() == [a for a in knowledge.techniques[id].alternatives if a in left], (client, id)
        assert bool(page.locator("[data-nothing-left]").count()) == (not left and any(client.values()))


def test_every_reason_is_shown_with_its_basis_and_sources(page: Page, site_address: str, knowledge: Knowledge) -> None:
    open_check(page, site_address, "#v=1&yes=hernia,osteoporosis")
    item = page.locator("li[data-technique=kneeling-hip-flexor-stretch]")
    item.locator("summary").click()
    due = by_python(knowledge, {"precautions": ["hernia", "osteoporosis"], "unsure": [], "flags": [], "unknown": []})
    verdict = due["kneeling-hip-flexor-stretch"]
    assert verdict.reasons
    for reason in verdict.reasons:
        expect(item).to_contain_text(prose.plain(reason.reason))
        for source in reason.sources:
            assert item.locator(f"a[href$='sources/{source}/']").count()
    assert item.locator(".op-check__reason").count() == len(verdict.reasons)
    assert item.get_by_text("Basis:").count() == len(verdict.reasons)


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_red_flag_beats_everything(page: Page, site_address: str, knowledge: Knowledge, answer: str) -> None:
    open_check(page, site_address)
    for flag in knowledge.data.of(RedFlag).values():
        turn_to(page, f"#v=1&{answer}={flag.id}&yes=hernia")
        box = page.locator(f"[data-red-flag={flag.id}]")
        expect(box).to_contain_text(prose.plain(flag.do_now))
        assert not shown_levels(page)
        assert page.locator("[data-op-check] a[href*='/techniques/']").count() == 0
        expect(page.locator(".op-check__said")).to_contain_text("No technique is offered")


def test_not_sure_never_counts_as_no(page: Page, site_address: str, knowledge: Knowledge) -> None:
    open_check(page, site_address)
    for id in sorted(knowledge.precautions)[::2]:  # every one is compared above
        turn_to(page, f"#v=1&unsure={id}")
        assert set(shown_levels(page).values()) <= {"avoid", "clearance"}, id


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Eliquis", "anticoagulants"),
        ("warfrin", "anticoagulants"),
        ("blood thinner's", "anticoagulants"),
        ("K42.9", "hernia"),
        ("k51", "inflammatory-bowel-disease"),
        ("anurysm", "abdominal-aortic-aneurysm"),
        ("oedema of pregnancy pregnant", "pregnancy"),
        ("pregnent", "pregnancy"),
        ("saddle numbness", "cauda-equina-syndrome"),
    ],
)
def test_a_condition_is_found_by_any_name(page: Page, site_address: str, typed: str, wanted: str) -> None:
    open_check(page, site_address)
    field = page.get_by_role("combobox", name="A condition, a drug, a code")
    field.fill(typed)
    expect(page.get_by_role("option").first).to_have_attribute("data-id", wanted)
    field.press("Enter")
    assert page.url.endswith(f"/check/#v=1&yes={wanted}")
    expect(field).to_be_focused()
    kept = "[document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert page.evaluate(f"{kept}.filter((key) => key && !key.includes('__'))") == []  # Material's own keys hold "__"


def test_a_condition_that_is_not_known_is_said_to_be_unknown(page: Page, site_address: str) -> None:
    open_check(page, site_address)
    field = page.get_by_label("A condition, a drug, a code")
    field.fill("lupus")
    page.get_by_role("option", name="None of these").click()
    assert page.url.endswith("#v=1&other=lupus")
    expect(page.locator("[data-unknown]")).to_contain_text("lupus")
    assert "none" not in shown_levels(page).values()
    page.get_by_role("button", name="Remove lupus").click()
    assert page.url.endswith("/check/")


def test_the_questions_are_asked_one_after_another(page: Page, site_address: str, knowledge: Knowledge) -> None:
    open_check(page, site_address)
    flags, precautions = knowledge.of("red-flag"), knowledge.of("precaution")
    page.get_by_text("go through the intake questions").click()
    for number, item in enumerate([*flags, *precautions[:3]]):
        assert isinstance(item, RedFlag | Precaution)
        expect(page.locator(".op-check__question")).to_have_text(item.ask)
        answer = "No" if number < len(flags) else ["Yes", "Not sure", "No"][number - len(flags)]
        button = page.get_by_role("button", name=answer, exact=True)
        button.focus()
        page.keyboard.press("Enter")
    said = page.evaluate("Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")
    assert said["yes"] == precautions[0].id
    assert said["unsure"] == precautions[1].id
    assert said["no"].split(",") == [*(flag.id for flag in flags), precautions[2].id]
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator(".op-check__question")).to_have_text(precautions[2].ask)  # type: ignore[attr-defined]
    expect(page.locator(".op-check__intake [role=status]")).to_have_text("Answered: no")


def test_a_red_flag_in_the_questions_stops_them(page: Page, site_address: str) -> None:
    open_check(page, site_address)
    page.get_by_text("go through the intake questions").click()
    question = page.locator(".op-check__question").inner_text()
    page.get_by_role("button", name="Not sure", exact=True).click()
    expect(page.locator("[data-red-flag]")).to_be_visible()
    expect(page.locator(".op-check__question")).to_have_text(question)


def test_the_list_is_ticked_and_the_filters_keep_to_the_address(
    page: Page, site_address: str, knowledge: Knowledge
) -> None:
    open_check(page, site_address)
    page.get_by_text("Tick from the whole list").click()
    page.get_by_label(knowledge.precautions["hypermobility"].name).check()
    everything = set(shown_levels(page))
    assert everything == set(knowledge.techniques)
    page.get_by_label("Done by").select_option("self")
    mine = {t.id for t in knowledge.techniques.values() if t.performed_by == "self"}
    assert set(shown_levels(page)) == mine
    page.get_by_label("Position").select_option("supine")
    page.get_by_label("Without touching the abdomen").check()
    page.get_by_text("What is not at hand").click()
    page.locator(".op-check__items").get_by_label("Pillow").check()
    wanted = {
        t.id
        for t in knowledge.techniques.values()
        if t.performed_by == "self"
        and "supine" in t.position
        and not any(knowledge.demands[d].touches_abdomen for d in t.demands)
        and "pillow" not in {e.item for e in t.equipment}
    }
    assert wanted
    assert set(shown_levels(page)) == wanted
    address = page.url
    open_check(page, site_address, "#" + address.partition("#")[2])
    assert set(shown_levels(page)) == wanted
    expect(page.get_by_label("Without touching the abdomen")).to_be_checked()
    page.get_by_role("button", name="Start again").click()
    assert page.url.endswith("/check/")


def test_an_answer_prints_on_one_page(page: Page, site_address: str, tmp_path: Path, knowledge: Knowledge) -> None:
    open_check(page, site_address, "#v=1&yes=anticoagulants,hernia,pregnancy&unsure=osteoporosis&no=cancer&other=lupus")
    pdf = page.pdf(path=tmp_path / "answer.pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.emulate_media(media="print")
    sheet = page.locator(".op-file")
    expect(sheet).to_be_visible()
    for words in (
        "Blood thinners",
        "lupus",
        knowledge.version,
        str(page.evaluate("new Date().getFullYear()")),
        "Avoid",
    ):
        expect(sheet).to_contain_text(words)
    for technique in knowledge.techniques.values():
        expect(sheet).to_contain_text(technique.name)
    assert not page.locator(".op-check__answer").is_visible()


def test_without_javascript_the_page_leads_on(browser: Browser, site_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_address + "check/")
    for name in ("the matrix", "the precautions", "the red flags"):
        assert page.get_by_role("link", name=name).is_visible()
    context.close()


def test_changes_are_announced(page: Page, site_address: str) -> None:
    open_check(page, site_address, "#v=1&yes=hernia")
    status = page.get_by_role("status").filter(has_text="techniques:")
    before = status.inner_text()
    page.get_by_role("button", name="Remove Hernia").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Nothing is chosen yet")).to_be_visible()
    assert "avoid" in before


def test_the_keyboard_keeps_its_place(page: Page, site_address: str) -> None:
    open_check(page, site_address, "#v=1&yes=hernia,pregnancy")
    page.locator("[data-switch=hernia]").press("Enter")
    expect(page.locator("[data-switch=hernia]")).to_be_focused()
    assert page.url.endswith("#v=1&yes=pregnancy&unsure=hernia")
    page.get_by_role("button", name="Remove Pregnancy").press("Enter")
    expect(page.locator("#op-check-field")).to_be_focused()


def test_renamed_ids_are_followed_and_lost_ones_named(browser: Browser, small_project: Path) -> None:
    address = serve(small_project / "site")
    context = browser.new_context()
    page = context.new_page()
    open_check(page, address, "#v=1&yes=wide-aorta,lost&no=forgotten")
    expect(page.locator("[data-id=aneurysm]")).to_be_visible()
    expect(page.locator("[data-unknown]")).to_contain_text("lost")
    expect(page.locator("[data-unknown]")).to_contain_text("forgotten")
    assert "none" not in shown_levels(page).values()
    context.close()


ODD = [
    "#",
    "#v=1",
    "#v=0&yes=hernia",
    "#yes=hernia",
    "#v=99&yes=hernia&later=x",
    "#%E0%A4%A&yes=%",
    "#v=1&yes=" + ",".join(f"unknown-{n}" for n in range(500)),
    "#v=1&yes=" + "x" * 10_000,
    "#v=1&other=" + "%F0%9F%99%88" * 50,
    "#v=1&other=%D8%A3%D9%84%D9%85",
    "#v=1&yes=<script>alert(1)</script>,<img src=x onerror=alert(1)>&other=<svg onload=alert(1)>",
    "#v=1&yes=constructor,__proto__,toString&unsure=hasOwnProperty&performer=__proto__",
    "#v=1&performer=nobody&position=nowhere&without=everything&belly=maybe",
    "#v=1&yes=hernia&yes=hernia&unsure=hernia&no=hernia",
]


@pytest.mark.parametrize("fragment", ODD)
def test_an_odd_address_gets_a_clear_answer(page: Page, site_address: str, fragment: str) -> None:
    open_check(page, site_address, fragment)
    expect(page.locator(".op-check__said")).not_to_be_empty()
    assert set(shown_levels(page).values()) <= LEVELS
    if "unknown-" in fragment:
        assert page.locator("[data-unknown] li").count() == 500
    if "hernia" in fragment:
        expect(page.locator("[data-id=hernia]")).to_be_visible()
    if "v=99" in fragment:
        expect(page.get_by_text("made by a newer version")).to_be_visible()
    assert page.locator("[data-op-check] script, [data-op-check] img, [data-op-check] svg").count() == 0
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def fragments() -> list[str]:
    """Return 1,000 random and mutated fragments."""
    chance = random.Random(3)
    alphabet = "abcdefghijklmnopqrstuvwxyz,=&%#-_+<>\"'0123456789;/?é手\u202e🙈 \x00"
    good = "v=1&yes=hernia,pregnancy&unsure=osteoporosis&no=cancer&other=lupus&performer=self&without=ball&belly=no"
    found = []
    for n in range(1000):
        if n % 2:
            found.append("".join(chance.choice(alphabet) for _ in range(chance.randrange(120))))
            continue
        letters = list(good)
        for _ in range(chance.randrange(1, 9)):
            place = chance.randrange(len(letters))
            letters[place : place + chance.choice([0, 1, 1, 5])] = chance.choices(alphabet, k=chance.randrange(3))
        found.append("".join(letters))
    return found


def test_no_fragment_breaks_the_page(page: Page, site_address: str) -> None:
    open_check(page, site_address)
    script = """async (fragments) => {
        const { read, write } = await import('../assets/javascripts/check/state.js');
        const broken = [];
        for (const fragment of fragments) {
            const state = read(fragment);
            const again = read(write(state));
            again.newer = state.newer;
            if (JSON.stringify(again) !== JSON.stringify(state)) broken.push(`not the same: ${fragment}`);
            const before = location.hash;
            location.hash = fragment;
            if (location.hash !== before) {
                await new Promise((done) => addEventListener('hashchange', done, { once: true }));
            }
            if (!document.querySelector('.op-check__answer :is(li, p)')) broken.push(`no answer: ${fragment}`);
        }
        return broken;
    }"""
    assert page.evaluate(script, fragments()) == []


def test_ranges_of_codes_are_taken_apart() -> None:
    assert categories(("K40-K42", "I71.3", "I10-I11 (block)", "unclear")) == [
        "K40",
        "K41",
        "K42",
        "I71.3",
        "I10",
        "I11",
    ]


def test_the_table_is_whole(knowledge: Knowledge, site: Path) -> None:
    built = json.loads((site / "check/table.json").read_text(encoding="utf-8"))
    assert built == json.loads(json.dumps(table(knowledge)))
    rows: list[Any] = [row for technique in built["techniques"] for row in technique["verdicts"].values()]
    assert len(rows) == len(knowledge.verdicts)
    assert "@" not in json.dumps(built["rulings"])
